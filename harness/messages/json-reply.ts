import { decodeJsonFrame } from '../../protocols/json-frame.js'
import type { Judgement } from './judgement.js'
import { octetCount, plural } from '../findings/wording.js'

/** What one member of a JSON object must be: of a type, or just this. */
export interface Condition {
  readonly name: string
  readonly value: 'a string' | 'a boolean' | 'a number' | 'true' | 'false'
}

const CONDITION = '"\\w+": (?:a string|a boolean|a number|true|false)'

export const JSON_REPLY_PATTERN = `a JSON frame with ${CONDITION}(?:, ${CONDITION})*`

export const parseConditions = (phrase: string): Condition[] =>
  [...phrase.matchAll(/"(\w+)": (a string|a boolean|a number|true|false)/g)].map(([, name = '', value]) => ({
    name,
    value: value as Condition['value'],
  }))

export const conditionText = ({ name, value }: Condition): string => `"${name}": ${value}`

/** A frame of more is no answer to anything here. */
const LONGEST = 64 * 1024 * 1024

/** Judges a frame at the front of what has come: its length, its JSON, the members of the object. */
export function judgeJsonFrame(conditions: readonly Condition[], received: Buffer): Judgement {
  const decoded = decodeJsonFrame(received, LONGEST)
  switch (decoded.kind) {
    case 'incomplete':
      return { verdict: 'more', soFar: frameProgress(decoded) }
    case 'invalid':
      return { verdict: 'wrong', why: `is no frame with JSON: ${decoded.why}` }
    case 'complete': {
      const wrong = conditions.map((condition) => violated(condition, decoded.value)).find((why) => why !== undefined)
      return wrong === undefined
        ? { verdict: 'right', size: decoded.size }
        : { verdict: 'wrong', why: `is the JSON ${shortened(decoded.text)}: ${wrong}` }
    }
  }
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}...` : text)

/** How far a frame came: `read 3 of 4 length octets`, `length 12, read 5 of 12 octets`. */
export function frameProgress(
  incomplete:
    | { readonly need: 'length'; readonly have: number }
    | { readonly need: 'content'; readonly length: number; readonly have: number },
): string {
  return incomplete.need === 'length'
    ? `read ${incomplete.have} of 4 length octets`
    : `its length says ${octetCount(incomplete.length)}, of which ${plural(incomplete.have, 'has', 'have')} come`
}

/** What is wrong with one member; undefined where it is as it must be. */
function violated({ name, value }: Condition, json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'it is no JSON object'
  if (!Object.hasOwn(json, name)) return `"${name}" is missing`
  const member = (json as Record<string, unknown>)[name]
  const holds = value === 'true' || value === 'false' ? member === (value === 'true') : typeof member === value.slice(2)
  return holds ? undefined : `"${name}" is ${shortened(JSON.stringify(member))}, not ${value}`
}
