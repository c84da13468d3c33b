import { SetupError } from '../findings/violation.js'

/** Patterns of lines for people: `DDD MMM DD HH:MM:SS YYYY`. What their letters stand for, and everything else for itself. */

interface Placeholder {
  readonly pattern: string
  readonly meaning: string
}

const names = (...all: readonly string[]): string => `(?:${all.join('|')})`
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const short = (name: string): string => name.slice(0, 3)

/** What letters stand for, by the letters; `sockspec steps` shows them. */
export const PLACEHOLDERS: Readonly<Record<string, Placeholder>> = {
  DDDD: { pattern: names(...DAYS), meaning: 'a day of the week, in English' },
  DDD: { pattern: names(...DAYS.map(short)), meaning: 'its first three letters' },
  DD: { pattern: '(?:[ 0][1-9]|[12]\\d|3[01])', meaning: 'a day of the month, of two digits or a blank and one' },
  MMMM: { pattern: names(...MONTHS), meaning: 'a month, in English' },
  MMM: { pattern: names(...MONTHS.map(short)), meaning: 'its first three letters' },
  MM: { pattern: '[0-5]\\d', meaning: 'two digits: a month, or minutes' },
  YYYY: { pattern: '[12]\\d{3}', meaning: 'a year' },
  HH: { pattern: '(?:[01]\\d|2[0-3])', meaning: 'hours' },
  SS: { pattern: '(?:[0-5]\\d|60)', meaning: 'seconds' },
  N: { pattern: '\\d+', meaning: 'a number; NN and NNN: of so many digits' },
  '...': { pattern: '.*', meaning: 'anything, or nothing' },
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** What a run of one letter stands for; undefined where it stands for itself. */
const placeholderOf = (run: string): string | undefined =>
  /^NN+$/.test(run) ? `\\d{${run.length}}` : Object.hasOwn(PLACEHOLDERS, run) ? PLACEHOLDERS[run]?.pattern : undefined

/**
 * The pattern as a regular expression over the text of a line. A word of capitals is made up of placeholders, or stands for itself.
 * Throws SetupError where it looks like placeholders and is none: a YY, say.
 */
export function linePattern(pattern: string): RegExp {
  const source = pattern.replaceAll(/\.\.\.|[A-Z]+|[^A-Z.]+|\./g, (piece) => {
    if (piece === '...') return PLACEHOLDERS['...']?.pattern ?? ''
    if (!/^[DMYHSN]+$/.test(piece)) return escaped(piece)
    const runs = piece.match(/(.)\1*/g) ?? []
    const meant = runs.map(placeholderOf)
    if (meant.every((one) => one !== undefined)) return meant.join('')
    if (runs.length > 0 && runs.every((run) => run.length === 1)) return escaped(piece)
    const unknown = runs.find((_, i) => meant[i] === undefined)
    throw new SetupError(
      `a line like "${pattern}": ${unknown ?? piece} stands for nothing; known are ${Object.keys(PLACEHOLDERS).join(', ')}`,
    )
  })
  return new RegExp(`^${source}$`, 'su')
}
