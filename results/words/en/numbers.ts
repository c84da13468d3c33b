import type { Then } from '../../../harness/findings/server-violation.js'
import { agree, seconds, separated } from '../neutral.js'

/** How numbers and times are said in English. */

/** 100000 as `100 000`. */
export const grouped = (count: number): string => separated(count, ' ')

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${agree(count, one, many)}`

export const bytes = (count: number): string => plural(count, 'byte')

/** What came of it, behind a semicolon or comma; `ended` says how the other side ended it. */
export function thenText(then: Then, ended: string): string {
  switch (then.end) {
    case 'closed':
      return `then ${ended}`
    case 'silent':
      return `then nothing more within ${seconds(then.ms)}`
    case 'slow':
      return `so slowly that after ${roughly(then.ms)} no more was waited for`
    case 'flood':
      return `and more without end, so that after ${bytes(then.octets)} no more was read`
  }
}

/** A time that was measured. */
export const roughly = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
