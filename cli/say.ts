import { escapeForTerminal } from '../results/escape.js'

/**
 * The edge at which the command line speaks to people: whatever it says, a program's words or a feature's, holds nothing that a terminal would obey.
 * Only reports, which bring colours of their own and escape for themselves, go another way.
 */

/** An error or a warning: a line, or a few. */
export const complain = (text: string): void => void process.stderr.write(`${escapeForTerminal(text)}\n`)

/** What was asked for. */
export const print = (text: string): void => void process.stdout.write(escapeForTerminal(text))
