import { existsSync } from 'node:fs'

/** Of util-linux: it makes a pseudo-terminal and runs a command on it. */
export const TERMINAL_PROGRAM = '/usr/bin/script'

/** Whether a program can be given a terminal here. */
export const hasTerminals = (): boolean => process.platform === 'linux' && existsSync(TERMINAL_PROGRAM)

/** A word for a shell. */
export const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`

/**
 * The command on a pseudo-terminal of its own: there a program's output is flushed line by line, as where a student tries it. What is typed
 * is not echoed, and line ends are not changed on their way out.
 */
export function onTerminal(command: readonly string[]): string[] {
  return [
    TERMINAL_PROGRAM,
    '--quiet',
    '--return',
    '--flush',
    '--echo',
    'never',
    '--command',
    `stty -echo -onlcr; exec ${command.map(quoted).join(' ')}`,
    '/dev/null',
  ]
}
