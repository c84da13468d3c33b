const LF = 0x0a
const CR = 0x0d

/** Whether the message is exactly the text that ends a server. A line end (LF, or CR LF) behind it is tolerated. */
export function isShutdown(message: Buffer, text: string): boolean {
  return withoutLineEnd(message).equals(Buffer.from(text))
}

function withoutLineEnd(message: Buffer): Buffer {
  if (message.at(-1) !== LF) return message
  return message.subarray(0, message.at(-2) === CR ? -2 : -1)
}
