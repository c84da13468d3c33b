import type { Readable } from 'node:stream'

/** The descriptor on which a program's own number comes. */
export const PID_FD = 3

/**
 * A shell that waits for the program, and whose status is the program's; what it would say itself of a signal is nobody's output. What is sent to the group
 * is the program's to obey, so it goes on waiting: a trap is not inherited, where an ignored signal would be.
 */
const PARENT = [
  'exec 4>&2 2> /dev/null',
  'trap : HUP INT QUIT TERM',
  `/bin/sh -c 'echo $$ >&${PID_FD}; exec "$@" ${PID_FD}>&-' sh "$@" 2>&4 4>&-`,
  'exit $?',
].join('; ')

/**
 * The command with a parent of its own. A submission that kills its parent must not take the harness along: that one is not its parent then. Its number,
 * which is not that of the process that is started, comes on a pipe.
 */
export const withParent = (command: readonly string[]): string[] => ['/bin/sh', '-c', PARENT, 'sh', ...command]

/** The program's number, once it is known; undefined where the pipe is closed before that. */
export function pidFrom(pipe: Readable): Promise<number | undefined> {
  return new Promise((resolve) => {
    let text = ''
    const settle = (): void => {
      pipe.destroy()
      const pid = Number(text)
      resolve(Number.isInteger(pid) && pid > 0 ? pid : undefined)
    }
    pipe.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (text.includes('\n')) settle()
    })
    pipe.once('end', settle)
    pipe.once('error', settle)
  })
}
