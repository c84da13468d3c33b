import { describe, expect, it } from 'vitest'
import { SetupError } from '../../harness/findings/violation.js'
import { linePattern } from '../../harness/messages/line-pattern.js'

describe('a pattern of a line', () => {
  it.each([
    ['DDD MMM DD HH:MM:SS YYYY', 'Tue Feb 22 17:37:43 1982'],
    ['DDD MMM DD HH:MM:SS YYYY', 'Fri Nov  3 00:00:60 2026'],
    ['DDDD, MMMM DD, YYYY HH:MM:SS-...', 'Tuesday, February 22, 1982 17:37:43-PST'],
    ['YYYYMMDD', '20261127'],
    ['N + N = N', '7 + 15 = 22'],
    ['NNN ...', '220 ready'],
    ['NNN ...', '220 '],
    ['ADDED N', 'ADDED 4'],
    ['OK (N/s)?', 'OK (3/s)?'],
    ['SYN', 'SYN'],
  ])('%s is that of "%s"', (pattern, text) => {
    expect(linePattern(pattern).test(text)).toBe(true)
  })

  it.each([
    ['DDD MMM DD HH:MM:SS YYYY', 'Tue Feb 32 17:37:43 1982'],
    ['DDD MMM DD HH:MM:SS YYYY', 'Tue Feb 22 24:37:43 1982'],
    ['DDD MMM DD HH:MM:SS YYYY', 'Tue Feb 22 17:37:43 1982 UTC'],
    ['DDD MMM DD HH:MM:SS YYYY', 'mar feb 22 17:37:43 1982'],
    ['DDD MMM DD HH:MM:SS YYYY', 'DDD MMM DD HH:MM:SS YYYY'],
    ['NNN ...', '22 ready'],
    ['N', '-7'],
    ['OK (N/s)?', 'O'],
    ['a.c', 'abc'],
    ['SYN', 'SY4'],
  ])('%s is not that of "%s"', (pattern, text) => {
    expect(linePattern(pattern).test(text)).toBe(false)
  })

  it.each(['DD.MM.YY', 'HHH', 'at SSS', 'MYYYY'])('%s, which only looks like one, is told', (pattern) => {
    expect(() => linePattern(pattern)).toThrow(SetupError)
    expect(() => linePattern(pattern)).toThrow(/stands for nothing; known are DDDD, DDD, /)
  })
})
