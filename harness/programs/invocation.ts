import type { RunningProgram } from './running-program.js'
import { readingsOf, type Said } from '../findings/reading.js'
import type { Address } from '../findings/wire-log.js'

/** What a submission is told besides host and port, as `{name}` in its command and `$NAME`: the addresses it may answer, how long to send. */
export type Given = Readonly<Record<string, string>>

export const environmentOf = (given: Given): Record<string, string> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toUpperCase(), value]))

/** The URL of a path at an address. */
export const urlOf = ({ host, port }: Address, path = '/'): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}${path}`

/** The command with `{host}`, `{port}`, `{url}`, `{path}` and what else is given replaced. */
export function withPort(command: readonly string[], address: Address, given: Given = {}, path = '/'): string[] {
  const replaced = (word: string): string =>
    Object.entries(given).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), word)
  return command.map((word) =>
    replaced(word)
      .replaceAll('{port}', String(address.port))
      .replaceAll('{host}', address.host)
      .replaceAll('{url}', urlOf(address, path))
      .replaceAll('{path}', path),
  )
}

const LAST_WORDS = 300
/** So many lines of the end are looked at: Java prints up to 1 024 frames of a stack. */
const TAIL = 2_000
/** A message may have so many lines. */
const MESSAGE = 50

/** What a program said last, on standard error or else on standard output: the line where an exception's message stands. */
export const lastWords = (program: Pick<RunningProgram, 'stdout' | 'stderr'>): string =>
  messageIn(program.stderr.text.trimEnd() || program.stdout.text)

/** So much of the end is read for what it tells, characters: a stack is never longer, and a client may have shown megabytes. */
const READ = 64 * 1024

/** What a program said last, and what all that it said tells. */
export function saidBy(program: Pick<RunningProgram, 'stdout' | 'stderr'>): Said {
  const output = program.stderr.text.trimEnd() || program.stdout.text
  const readings = readingsOf(output.slice(-READ))
  return { lastWords: messageIn(output), ...(readings.length > 0 ? { readings } : {}) }
}

/**
 * The line of an output's last message: what stands above the stack that Java and Node print, the last line where nothing is known to stand
 * behind a message.
 */
export function messageIn(output: string): string {
  const line = messageOf(tailOf(output.trimEnd())).trim()
  return line.length > LAST_WORDS ? `${line.slice(0, LAST_WORDS)}...` : line
}

function tailOf(text: string): string[] {
  let at = text.length
  for (let i = 0; i < TAIL && at > 0; i++) at = text.lastIndexOf('\n', at - 1)
  return text.slice(Math.max(at, 0)).split(/\r?\n/)
}

/** Where the last line is such a one, the message is the first or the last that looks so: with sanitizers, Go, Perl, javac, Java's own start, gcc, rustc, pyenv. */
const ENDS: readonly (readonly [last: RegExp, message: RegExp, which: 'first' | 'last'])[] = [
  [/^==\d+==ABORTING$/, /^SUMMARY: /, 'last'],
  [/^\t.*\.(?:go|s):\d+(?: \+0x[0-9a-f]+)?$|^exit status \d+$/, /^\t?(?:panic|fatal error): /, 'last'],
  [
    /^BEGIN failed--compilation aborted|^Execution of .* aborted due to compilation errors|^\S+ had (?:compilation|too many) errors/,
    / at \S+ line \d+[.,]/,
    'first',
  ],
  [/^error: compilation failed$|^\d+ errors?$/, /\.java:\d+: error: /, 'first'],
  [/^Error: A fatal exception has occurred\. Program will exit\.$/, /\S/, 'first'],
  [/^\s*\|\s*[\^~|]/, /:\d+:(?:\d+:)? (?:fatal )?error: /, 'first'],
  [
    /^(?:For more information about|Some errors have detailed|error: aborting due to)/,
    /^error(?:\[E\d+\])?: /,
    'first',
  ],
  [/^\s+Python versions? to be found|python2 and python3 to be found/, /^pyenv: /, 'first'],
  [/^\S*env: use -\[v\]S to pass options in shebang lines$/, /^\S*env: /, 'first'],
]
/** A frame of a stack: of Java and Node, Node's below C++, Perl's. */
const FRAME =
  /^\s+at .*[)>\d](?: \{)?$|^\s+\.\.\. \d+ (?:more|lines matching .*)$|^ *\d+: 0x[0-9a-f]+ |^\t.* called at \S+ line \d+$/
/** What else Java and Node print between the frames and behind them, Python below a group of exceptions, and "go run" at the end. */
const BESIDE =
  /^\s*$|^\s+(?:Suppressed|Caused by): |^Emitted 'error' event on .* at:$|^Thrown at:$|^----- Native stack trace -----$|^\(Use `node --trace-.*\)$|^Node\.js v\d|^\s*\+-+$|^exit status \d+$/
/** The first line of an exception's message, which may have several. */
const HEADER =
  /^(?:Exception in thread "|Caused by: |FATAL ERROR: |(?:\S.*\s)?[\w$.]*(?:Error|Exception|Throwable)(?: \[\w+\])?(?::|$))/
/** Where Node marks the place in the source: what stands above is no part of the message. */
const MARK = /^\s*\^+\s*$/

function messageOf(lines: readonly string[]): string {
  const last = lines.at(-1) ?? ''
  for (const [end, message, which] of ENDS) {
    if (!end.test(last)) continue
    const found = lines.filter((line) => message.test(line)).at(which === 'first' ? 0 : -1)
    if (found !== undefined) return found
  }
  return messageOfRust(lines) ?? messageOfShell(lines) ?? messageAboveStack(lines) ?? last
}

/** Below "thread 'main' panicked at src/main.rs:2:5:", or in it, as versions before 1.73 have it. */
function messageOfRust(lines: readonly string[]): string | undefined {
  if (lines.at(-1)?.startsWith('note: ') !== true) return undefined
  const at = lines.findLastIndex((line) => /^thread '[^']*' .*panicked at /.test(line))
  return lines[at]?.endsWith(':') === true ? lines[at + 1] : lines[at]
}

/** A shell goes on after a command that is not there; what the next ones say of it is no news. A stack is of a program that was there. */
function messageOfShell(lines: readonly string[]): string | undefined {
  if (lines.some((line) => FRAME.test(line) || /^Traceback \(/.test(line))) return undefined
  return lines.find((line) => /^[^:]+: (?:line )?\d+: .+: (?:command )?not found$/.test(line))
}

function messageAboveStack(lines: readonly string[]): string | undefined {
  const above = (from: number): number =>
    lines.findLastIndex((line, i) => i < from && !FRAME.test(line) && !BESIDE.test(line))
  let at = above(lines.length)
  if (lines[at] === '}') {
    // The properties of an error, which Node prints in braces behind its last frame.
    const begin = lines.findLastIndex((line, i) => i < at && !/^ {2}(?! {2}at .* \{$)/.test(line))
    const first = lines[begin] ?? ''
    if (!first.endsWith(' {')) return '}'
    if (!FRAME.test(first)) return first.slice(0, -2)
    at = above(begin)
  }
  if (!lines.some((line, i) => i > at && FRAME.test(line))) return lines[at]
  const begin = lines.findLastIndex((line, i) => i <= at && (FRAME.test(line) || MARK.test(line)))
  return lines.findLast((line, i) => i <= at && i > Math.max(begin, at - MESSAGE) && HEADER.test(line)) ?? lines[at]
}
