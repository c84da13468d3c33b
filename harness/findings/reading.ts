import { ownLineIn, type OwnLine } from './own-line.js'

/** What a program's last words, or the way in which it did not start, tell of why: a closed list, said in words elsewhere. */
export type Reading =
  /** where in its own source the error arose */
  | (OwnLine & { readonly kind: 'own-line' })
  /** a source of Python 2, which Python 3 was given */
  | { readonly kind: 'python-2' }
  /** lines of a script end with CR LF, and the CR was taken for a part of a name */
  | { readonly kind: 'cr-in-script' }
  /** a shell, env or pyenv has not found it: as it calls it */
  | { readonly kind: 'no-such-command'; readonly name: string }
  /** the process that was started has ended, and one that it left behind listens */
  | { readonly kind: 'in-background' }
  /** it listened as soon as a line had been typed on its standard input */
  | { readonly kind: 'waits-for-enter' }

/** What a program said, as far as a finding keeps it. */
export interface Said {
  /** the line of its message, on standard error or else on standard output; empty where it said nothing */
  readonly lastWords: string
  /** what all of its output tells; absent where that is nothing */
  readonly readings?: readonly Reading[]
}

/** It said nothing. */
export const SILENCE: Said = { lastWords: '' }

/** Statements, functions and modules that only Python 2 has, as Python 3 complains of them. */
const PYTHON_2 =
  /Missing parentheses in call to '(?:print|exec)'|NameError: (?:global )?name '(?:raw_input|unicode|xrange|unichr|basestring|long|reduce|execfile)' is not defined|No module named '(?:SocketServer|BaseHTTPServer|SimpleHTTPServer|Queue|urllib2|urlparse|httplib|ConfigParser|StringIO|cPickle|thread|commands)'|SyntaxError: multiple exception types must be parenthesized|has no attribute '(?:has_key|iteritems|itervalues|iterkeys)'/

/** A name that ends with CR, as env, bash and the kernel's message by way of bash show it. */
const CR = /\\r['’]?: (?:No such file|command not found|invalid option)|\^M: bad interpreter|\$'[^']*\\r'/

/** A shell's, env's or pyenv's own message that there is no such program. */
const NOT_FOUND: readonly RegExp[] = [
  /^pyenv: (?<name>\S+): command not found$/m,
  /^\S*env: ['‘](?<name>[^'’\\]+)['’]: No such file or directory$/m,
  /^[^:\n]+: (?:line )?\d+: (?:exec: )?(?<name>[^:\n]+): (?:command )?not found$/m,
  /^[^:\n]+: (?:line )?\d+: (?<name>[^:\n]+): cannot execute: required file not found$/m,
]

/** What an output tells of why the program ended, or did not begin. */
export function readingsOf(said: string): readonly Reading[] {
  // As a terminal has it, or a program of Windows.
  const output = said.replaceAll('\r\n', '\n')
  const line = ownLineIn(output)
  const name = NOT_FOUND.flatMap((pattern) => pattern.exec(output)?.groups?.name ?? [])[0]
  return [
    ...(line ? [{ kind: 'own-line', ...line } as const] : []),
    ...(PYTHON_2.test(output) ? [{ kind: 'python-2' } as const] : []),
    ...(CR.test(output) ? [{ kind: 'cr-in-script' } as const] : []),
    ...(name === undefined ? [] : [{ kind: 'no-such-command', name } as const]),
  ]
}
