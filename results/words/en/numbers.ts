import type { Then } from '../../../harness/findings/server-violation.js'

/** How numbers and times are said in English. */

/** 100000 as `100 000`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ' ')

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`

export const bytes = (count: number): string => plural(count, 'byte')

export const seconds = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`)

/** What came of it, behind a semicolon or comma. */
export const connectionThen = (then: Then): string =>
  then.end === 'closed' ? 'then the connection ended' : `then nothing more within ${seconds(then.ms)}`

export const quotedText = (text: string): string => JSON.stringify(text)
