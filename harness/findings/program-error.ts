import type { Ending } from './ending.js'

/**
 * What a program's own last words, or the signal that ended it, say of the error: the one place where such words are read. They are the
 * words of Python, Java, Perl, Node, C and C++.
 */
export type ProgramError =
  | 'reset'
  | 'broken-pipe'
  | 'decoding'
  | 'encoding'
  | 'message-size'
  | 'null-line'
  | 'short-unpack'
  | 'index'
  | 'memory-fault'

const ERRORS: readonly (readonly [RegExp, ProgramError])[] = [
  [/ConnectionResetError|ECONNRESET|Connection reset/i, 'reset'],
  [/BrokenPipeError|EPIPE|Broken pipe|SIGPIPE/i, 'broken-pipe'],
  [/UnicodeDecodeError|MalformedInputException|codec can.t decode/i, 'decoding'],
  [/UnicodeEncodeError|codec can.t encode/i, 'encoding'],
  [/EMSGSIZE|Message too long/i, 'message-size'],
  [/NullPointerException/, 'null-line'],
  [/struct\.error: unpack(?:_from)? requires a buffer of/, 'short-unpack'],
  [/IndexError|ArrayIndexOutOfBounds|StringIndexOutOfBounds/, 'index'],
  [/SIGSEGV|SIGABRT|Segmentation/, 'memory-fault'],
]

/** The error that ended a program, where its end or its words name one. */
export function errorOf(ending: Ending | undefined, lastWords: string): ProgramError | undefined {
  const words = `${ending?.kind === 'signal' ? ending.signal : ''} ${lastWords}`
  return ERRORS.find(([pattern]) => pattern.test(words))?.[1]
}

/** The program could not bind, since its address is in use. */
export const isAddressInUse = (lastWords: string): boolean => /in use|EADDRINUSE|errno[ :=]*98\b/i.test(lastWords)

/** The program tried to connect, and nobody listened. */
export const isRefused = (lastWords: string): boolean =>
  /ConnectionRefused|ECONNREFUSED|Connection refused/i.test(lastWords)

/** More octets were asked for than a size of C can count: of a length of four octets that is true only where octets behind it were read with it (or a size has 32 bits). */
const MORE_THAN_CAN_BE = /int too large to convert to C |cannot fit 'int' into an index-sized integer/i
/**
 * The words of Python, Java, Perl, Node, C and C++, in this order, where there is no such memory; then those for a length that was read as a
 * signed number, and is negative from 2 GiB on. "overflow" alone is none of them: a stack's or a sum's has nothing to do with a length.
 */
const NO_SUCH_MEMORY =
  /MemoryError|OutOfMemory|out of memory|allocation failed|cannot allocate|ENOMEM|bad_alloc|NegativeArraySize|negative (?:count|buffersize|length at )/i

/** Whether a program's own words say that it asked for more octets than a size can count, whatever memory there is. */
export const isMoreThanCanBe = (words: string): boolean => MORE_THAN_CAN_BE.test(words)

/** Whether a program's own words say that it asked for more memory than it may have, or than there can be: a length was believed. */
export const isOutOfMemory = (words: string): boolean => isMoreThanCanBe(words) || NO_SUCH_MEMORY.test(words)
