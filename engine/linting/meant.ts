import { PARAMETERS } from '../../harness/messages/grammar/parameters.js'
import { distance } from '../../specification/closest.js'
import type { Phrase } from '../../steps/phrase.js'

/** What was probably meant by a step that no phrase says: the phrase whose words need the least changed, with what the step names in it. */

/** A word, or what is one thing: a text in quotation marks, a client, a number, a parameter of a pattern. */
const TOKEN =
  /"(?:[^"\\]|\\.)*"|\{\w+\}|client [A-Za-z](?![A-Za-z])|\d+(?: \d{3})*(?![\w])|[\p{L}\p{N}'/%-]+|[^\s\p{L}\p{N}]/gu

const tokensOf = (text: string): string[] => text.match(TOKEN) ?? []

const isQuoted = (token: string): boolean => token.startsWith('"')
const isNumber = (token: string): boolean => /^\d/.test(token)
const isClient = (token: string): boolean => /^client [A-Z]$/.test(token)
/** What a form's example has here is only an example. */
const isFree = (token: string): boolean => isQuoted(token) || isNumber(token) || isClient(token)

/** A way to change one text into another: what it costs, and what comes of it. */
interface Way {
  readonly cost: number
  readonly out: readonly string[]
}

/** A word that was left out, or is too much. */
const LACKING = 1
/** What a parameter takes beside its first word is a little dearer than words of the phrase that fit. */
const TAKEN = 0.05
/** Of each word of the phrase so much may be wrong. */
const MOST_PER_WORD = 0.34

/** The phrase that was probably meant, as the step would say it; undefined where none is near. */
export function meantBy(text: string, phrases: readonly Pick<Phrase, 'pattern'>[]): string | undefined {
  const step = tokensOf(text)
  let best: Way | undefined
  for (const { pattern } of phrases) {
    const words = tokensOf(pattern.replaceAll(/\\(.)/g, '$1'))
    const way = align(words, step)
    if (way.cost <= words.length * MOST_PER_WORD && (best === undefined || way.cost < best.cost)) best = way
  }
  const said = best && joined(best.out)
  return said === text ? undefined : said
}

const joined = (tokens: readonly string[]): string => tokens.join(' ').replaceAll(/ (?=[,;.])/g, '')

/** The cheapest way to make of the step's words those of a pattern. */
function align(pattern: readonly string[], step: readonly string[]): Way {
  const known = new Map<number, Way>()
  const from = (i: number, j: number): Way => {
    const key = i * (step.length + 1) + j
    let way = known.get(key)
    if (!way) known.set(key, (way = compute(i, j)))
    return way
  }
  const after = (way: Way, cost: number, out: readonly string[]): Way => ({
    cost: way.cost + cost,
    out: [...out, ...way.out],
  })
  const compute = (i: number, j: number): Way => {
    const wanted = pattern[i]
    const there = step[j]
    if (wanted === undefined) return there === undefined ? { cost: 0, out: [] } : after(from(i, j + 1), LACKING, [])
    const ways: Way[] = [after(from(i + 1, j), LACKING, [wanted])]
    if (there !== undefined) {
      ways.push(after(from(i, j + 1), LACKING, []))
      if (wanted.startsWith('{'))
        for (let end = j + 1; end <= step.length; end++) {
          const taken = takenBy(wanted.slice(1, -1), step.slice(j, end))
          if (taken) ways.push(after(from(i + 1, end), taken.cost, taken.out))
          if (isNarrow(wanted)) break
        }
      else
        ways.push(
          after(from(i + 1, j + 1), substitution(wanted, there), [
            isFree(wanted) && fits(wanted, there) ? there : wanted,
          ]),
        )
    }
    return ways.reduce((best, way) => (way.cost < best.cost ? way : best))
  }
  return from(0, 0)
}

/** These take one token. */
const isNarrow = (hole: string): boolean => /^\{(?:client|count|string|content)\}$/.test(hole)

const fits = (wanted: string, there: string): boolean =>
  (isQuoted(wanted) && isQuoted(there)) ||
  (isNumber(wanted) && isNumber(there)) ||
  (isClient(wanted) && isClient(there))

/** From 0 for the same word to somewhat more than leaving one out and putting another in. */
function substitution(wanted: string, there: string): number {
  if (wanted === there || fits(wanted, there)) return 0
  if (wanted.toLowerCase() === there.toLowerCase()) return 0.1
  const share = distance(wanted, there) / Math.max(wanted.length, there.length)
  return share > 0.5 ? 2 * LACKING : share
}

/** What a parameter makes of words: themselves where they are one of its forms, else the nearest of its examples. */
function takenBy(name: string, words: readonly string[]): Way | undefined {
  const parameter = PARAMETERS.find((one) => one.name === name)
  const text = joined(words)
  const cost = TAKEN * words.length
  if (name === 'string') return isQuoted(text) ? { cost, out: words } : undefined
  if (!parameter) return undefined
  const isWhole = new RegExp(`^(?:${parameter.parser.pattern})$`, 'su').test(text)
  if (isWhole) return { cost, out: words }
  if (name === 'client' && /^client [a-z]$/.test(text))
    return { cost: LACKING / 4, out: [`client ${text.slice(-1).toUpperCase()}`] }
  if (typeof parameter.about === 'string') return undefined
  let best: Way | undefined
  for (const { example } of parameter.about) {
    const form = tokensOf(example)
    if (Math.abs(form.length - words.length) > 2) continue
    const way = align(form, words)
    if (way.cost > 0 && way.cost <= form.length * MOST_PER_WORD && (best === undefined || way.cost < best.cost))
      best = way
  }
  return best && { cost: best.cost + cost, out: best.out }
}
