import { decodeJsonFrame } from '../../protocols/json-frame.js'
import type { Judgement } from './judgement.js'
import type { FrameProgress, MemberFlaw, MemberValue } from '../findings/server-violation.js'

/** What one member of a JSON object must be. */
export interface Condition {
  readonly name: string
  readonly value: MemberValue
}

/** A frame of more is no answer to anything here. */
const LONGEST = 1024 * 1024

/** Judges a frame at the front of what has come: its length, its JSON, the members of the object. */
export function judgeJsonFrame(conditions: readonly Condition[], received: Buffer): Judgement {
  const decoded = decodeJsonFrame(received, LONGEST)
  switch (decoded.kind) {
    case 'incomplete':
      return { verdict: 'more', soFar: frameProgress(decoded) }
    case 'invalid':
      return { verdict: 'wrong', flaw: { kind: 'no-json-frame', flaw: decoded.flaw } }
    case 'complete': {
      const wrong = conditions.map((condition) => violated(condition, decoded.value)).find((why) => why !== undefined)
      return wrong === undefined
        ? { verdict: 'right', size: decoded.size }
        : { verdict: 'wrong', flaw: { kind: 'json-member', json: shortened(decoded.text), flaw: wrong } }
    }
  }
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}...` : text)

/** How far a frame came. */
export const frameProgress = (
  incomplete:
    | { readonly need: 'length'; readonly have: number }
    | { readonly need: 'content'; readonly length: number; readonly have: number },
): FrameProgress =>
  incomplete.need === 'length'
    ? { kind: 'length-octets', have: incomplete.have }
    : { kind: 'content-octets', length: incomplete.length, have: incomplete.have }

/** What is wrong with one member; undefined where it is as it must be. */
function violated({ name, value }: Condition, json: unknown): MemberFlaw | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { kind: 'no-object' }
  if (!Object.hasOwn(json, name)) return { kind: 'missing', name }
  const member = (json as Record<string, unknown>)[name]
  const holds = value === 'true' || value === 'false' ? member === (value === 'true') : typeof member === value
  return holds ? undefined : { kind: 'other', name, is: shortened(JSON.stringify(member)), wanted: value }
}
