/** A shorter request may stand in a reply by chance. */
const LEAST_TO_RECOGNISE = 4

/** Whether a reply is plainly one to this request: it holds what was asked, however it is decorated. */
export function isReplyTo(request: Buffer, reply: Buffer): boolean {
  const words = plain(request).trim()
  return words.length >= LEAST_TO_RECOGNISE && plain(reply).includes(words)
}

const plain = (octets: Buffer): string => octets.toString('latin1').toLowerCase()
