import { Terminal } from './terminal.js'

/**
 * Gives every line that is typed to `take`, without its terminator; resolves when the input has ended, or the signal lets go of
 * it. A last line may lack its terminator. An input that cannot be read counts as one that has ended.
 */
export async function takeTypedLines(take: (line: Buffer) => void, leaving: AbortSignal): Promise<void> {
  if (leaving.aborted) return
  const user = new Terminal()
  const close = () => user.close()
  leaving.addEventListener('abort', close, { once: true })
  try {
    for (let line = await user.ask(''); line !== undefined; line = await user.ask('')) take(line)
  } catch {
    // Somebody has closed it meanwhile.
  } finally {
    leaving.removeEventListener('abort', close)
    close()
  }
}
