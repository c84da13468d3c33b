import { existsSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/**
 * So much further up the harness stands than what it starts: three times the share of a CPU. It mostly waits, and what it does late is said of nobody; more, and
 * the programs of one check would wait for the harness of another.
 */
const ABOVE = 5
/** A shell that is told its priority after its start may have started the program by then. */
const NICE = ['/usr/bin/nice', '/bin/nice'].find((file) => existsSync(file))

let isTaken = false

/**
 * Lets this process go before the programs under test, and before what else the machine has to do, where the system allows it (root, as in a CI container, may):
 * a harness that comes too late to see what a program did in time can tell nothing of it.
 */
export function takePrecedence(): void {
  if (isTaken || NICE === undefined) return
  try {
    setPriority(getPriority() - ABOVE)
    isTaken = true
  } catch {
    // An ordinary user may not.
  }
}

/** The command with the priority that this process was started with. */
export const withoutPrecedence = (command: readonly string[]): readonly string[] =>
  isTaken && NICE !== undefined ? [NICE, '-n', String(ABOVE), ...command] : command

/** Takes the precedence from a process that was just started; what it has started by then may keep it. */
export function dropPrecedence(pid: number | undefined): void {
  if (!isTaken || pid === undefined) return
  try {
    setPriority(pid, getPriority() + ABOVE)
  } catch {
    // It has ended.
  }
}
