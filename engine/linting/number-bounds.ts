/** Numbers that no phrase can mean, for the harness could not do it or no check would end. */

interface Bounds {
  /** what stands behind the number, or before it */
  readonly number: RegExp
  readonly of: string
  readonly least: number
  readonly most: number
}

/** A number as features write it, with spaces between thousands. */
const N = '(\\d+(?: \\d{3})*)'
const behind = (unit: string): RegExp => new RegExp(`${N} (?:${unit})(?![\\w/-])`, 'g')

const BOUNDS: readonly Bounds[] = [
  {
    number: behind('(?:random |lower-case |upper-case )?(?:bytes?|octets?|characters?|letters?)'),
    of: 'a size',
    least: 1,
    most: 64 * 1024 * 1024,
  },
  { number: behind('segments?'), of: 'a number of segments', least: 1, most: 10_000 },
  { number: behind('clients'), of: 'a number of clients', least: 1, most: 900 },
  { number: behind('requests'), of: 'a number of requests', least: 1, most: 10_000 },
  { number: behind('rounds'), of: 'a number of rounds', least: 1, most: 1_000 },
  { number: behind('times'), of: 'a number of times', least: 1, most: 1_000 },
  { number: behind('MiB'), of: 'a size in MiB', least: 1, most: 1_024 },
  { number: behind('kbit'), of: 'a rate in kbit/s', least: 1, most: 10_000_000 },
  { number: new RegExp(`${N} %`, 'g'), of: 'a percentage', least: 0, most: 100 },
  { number: behind('s'), of: 'a time in s', least: 1, most: 120 },
  { number: behind('ms'), of: 'a time in ms', least: 0, most: 120_000 },
  { number: new RegExp(`(?<!(?:exit|with) )\\bstatus ${N}`, 'g'), of: 'a status', least: 100, most: 599 },
]

/** A number that is out of its bounds: where it stands in the step, and what to say of it. */
export interface OutOfBounds {
  readonly at: number
  readonly what: string
}

/** The numbers of a step that are out of bounds; what stands in quotation marks is text, but for what is drawn there. */
export function outOfBounds(step: string): OutOfBounds[] {
  const outside = step.replaceAll(/"(?:[^"\\]|\\.)*"/g, (quoted) =>
    quoted.replaceAll(/\[[^\]]*\]|[^[]/g, (piece) => (piece.startsWith('[') ? piece : '_')),
  )
  return BOUNDS.flatMap(({ number, of, least, most }) =>
    [...outside.matchAll(number)].flatMap((found) => {
      const written = found[1] ?? ''
      const value = Number(written.replaceAll(' ', ''))
      if (value >= least && value <= most) return []
      return [
        {
          at: found.index + found[0].indexOf(written),
          what: `${written} is out of bounds: ${of} is ${spaced(least)} to ${spaced(most)}${value === 0 && of === 'a size' ? ' (what is empty says so: an empty text, an empty line, an empty datagram, an empty file)' : ''}`,
        },
      ]
    }),
  )
}

/** As features write numbers. */
const spaced = (number: number): string => String(number).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ' ')
