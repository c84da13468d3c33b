import { isUtf8 } from 'node:buffer'

/**
 * The command of a message `EXEC <command>`, or undefined where it is any other message. A command is UTF-8 text that is not
 * blank and has no zero octet, with which nothing could be started; a line end (LF, or CR LF) behind it does not belong to it.
 */
export function commandOf(message: Buffer): string | undefined {
  if (!isUtf8(message) || message.includes(0)) return undefined
  return /^EXEC +(\S.*?)(?:\r?\n)?$/s.exec(message.toString())?.[1]
}
