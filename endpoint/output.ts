import { errorCode } from './errors.js'

const LF = 0x0a

/** The exit statuses of every program here, besides 0. */
const STATUS_FAILED = 1
const STATUS_MISTAKE = 2

/** Lets a program whose reader has gone (`client | head -1`) go on without a word, instead of dying with a stack trace. */
export function tolerateClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (errorCode(error) !== 'EPIPE') process.exitCode = STATUS_FAILED
    })
  }
}

/** Tells the user in one line why the program ends. It ends once nothing is left to do, so no output is lost. */
export function reportFailure(name: string, message: string): void {
  process.stderr.write(`${name}: ${message}\n`)
  process.exitCode = STATUS_FAILED
}

/** The same where the command line was wrong. */
export function reportMistake(name: string, message: string): void {
  process.stderr.write(`${name}: ${message}\n`)
  process.exitCode = STATUS_MISTAKE
}

/** Shows a whole reply, octet by octet as it came, on a line of its own. */
export function showReply(reply: Uint8Array): void {
  process.stdout.write(reply)
  if (reply.at(-1) !== LF) process.stdout.write('\n')
}
