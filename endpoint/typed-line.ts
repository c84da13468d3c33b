import { ProgramError } from './errors.js'

const LF = 0x0a
const CR = 0x0d

/**
 * One line of the standard input, without its terminator; a last line may lack one. Afterwards the standard input is left
 * alone, so that the program can end though nobody closes it. Throws ProgramError where the input ends before anything was typed.
 * `abandon` ends the wait, with its reason as the error.
 */
export async function readTypedLine(abandon: AbortSignal): Promise<Buffer> {
  const input = process.stdin
  if (input.isTTY) process.stderr.write('Message: ')
  const stop = () => input.destroy(new Error('abandoned'))
  abandon.addEventListener('abort', stop)
  try {
    abandon.throwIfAborted()
    return await firstLine(input)
  } catch (error) {
    abandon.throwIfAborted()
    throw error
  } finally {
    abandon.removeEventListener('abort', stop)
    input.destroy()
  }
}

/** The pieces are joined once, when the line is there: a line of 16 MiB costs no more per octet than a short one. */
async function firstLine(input: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of input) {
    const end = piece.indexOf(LF)
    if (end !== -1) {
      const line = Buffer.concat([...pieces, piece.subarray(0, end)])
      return line.at(-1) === CR ? line.subarray(0, -1) : line
    }
    pieces.push(piece)
  }
  if (pieces.length === 0) throw new ProgramError('there is no message: nothing was typed before the input ended')
  return Buffer.concat(pieces)
}
