import { describe, expect, it } from 'vitest'
import { isMoreThanCanBe, isOutOfMemory } from '../../harness/findings/program-error.js'

const MORE_THAN_CAN_BE = [
  'OverflowError: Python int too large to convert to C ssize_t',
  "OverflowError: cannot fit 'int' into an index-sized integer",
]
const NO_SUCH_MEMORY = [
  'MemoryError',
  'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
  'Out of memory!',
  'Out of memory in perl:util:safesysrealloc',
  'RangeError: Array buffer allocation failed',
  'FATAL ERROR: CALL_AND_RETRY_LAST Allocation failed - JavaScript heap out of memory',
  'malloc: Cannot allocate memory',
  "terminate called after throwing an instance of 'std::bad_alloc'",
  'java.lang.NegativeArraySizeException: -1',
  'ValueError: negative count',
  'ValueError: negative buffersize in recv',
  'Negative length at server.pl line 20.',
]
const OTHER_ERRORS = [
  '',
  'OverflowError: int too big to convert',
  'OverflowError: timestamp too large to convert to C _PyTime_t',
  'java.lang.StackOverflowError',
  'java.lang.ArithmeticException: integer overflow',
  '*** buffer overflow detected ***: terminated',
  'ValueError: negative shift count',
  'struct.error: unpack requires a buffer of 4 bytes',
  'ConnectionError: 4294967295 octets are missing',
]

describe("a program's last words", () => {
  it.each([...NO_SUCH_MEMORY, ...MORE_THAN_CAN_BE])('say that it asked for too much memory: %s', (words) =>
    expect(isOutOfMemory(words)).toBe(true),
  )

  it.each(OTHER_ERRORS)('say nothing of memory: %s', (words) => expect(isOutOfMemory(words)).toBe(false))

  it('tell what no size can count from what does not fit into memory', () => {
    expect(MORE_THAN_CAN_BE.filter(isMoreThanCanBe)).toEqual(MORE_THAN_CAN_BE)
    expect([...NO_SUCH_MEMORY, ...OTHER_ERRORS].filter(isMoreThanCanBe)).toEqual([])
  })
})
