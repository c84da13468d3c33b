import { decodeJsonFrame, decodeMiscounted } from '../../protocols/json-frame.js'
import type { Judgement, Miscounted } from './judgement.js'
import type { Flaw, FrameProgress, MemberFlaw, MemberValue } from '../findings/server-violation.js'

/** What one member of a JSON object must be. */
export interface Condition {
  readonly name: string
  readonly value: MemberValue
}

/** A frame of more is no answer to anything here. */
const LONGEST = 1024 * 1024
/** RFC 8259, 2: space, tab, LF, CR. */
const BLANKS = Buffer.from(' \t\n\r')

/**
 * Judges a frame at the front of what has come: its length, its JSON, the members of the object. A length that counts characters, and blanks that the
 * frame before has left over, are passed over and said: each state is right in itself.
 */
export function judgeJsonFrame(conditions: readonly Condition[], received: Buffer): Judgement {
  const blanks = leftOverBlanks(received)
  const octets = received.subarray(blanks)
  const decoded = decodeJsonFrame(octets, LONGEST)
  if (decoded.kind === 'incomplete') return { verdict: 'more', soFar: frameProgress(decoded) }
  const leftOver: Miscounted | undefined = blanks > 0 ? { kind: 'left-over', octets: blanks } : undefined
  if (decoded.kind === 'complete') return judgeMembers(conditions, decoded, blanks, leftOver)
  const flaw: Flaw = { kind: 'no-json-frame', flaw: decoded.flaw }
  const miscounted = decodeMiscounted(octets, decoded.flaw)
  switch (miscounted.kind) {
    case 'none':
      return { verdict: 'wrong', flaw }
    case 'incomplete':
      return { verdict: 'more', flaw }
    case 'complete':
      return judgeMembers(conditions, miscounted, blanks, flaw)
  }
}

function judgeMembers(
  conditions: readonly Condition[],
  decoded: { readonly value: unknown; readonly text: string; readonly size: number },
  before: number,
  miscounted: Miscounted | undefined,
): Judgement {
  const wrong = conditions.map((condition) => violated(condition, decoded.value)).find((why) => why !== undefined)
  if (wrong !== undefined)
    return { verdict: 'wrong', flaw: { kind: 'json-member', json: shortened(decoded.text), flaw: wrong } }
  return { verdict: 'right', size: before + decoded.size, ...(miscounted ? { miscounted } : {}) }
}

/** JSON's blanks before a frame; no length that is taken begins with one of them. */
function leftOverBlanks(octets: Buffer): number {
  const first = octets.findIndex((octet) => !BLANKS.includes(octet))
  return first === -1 ? octets.length : first
}

/** Whether all of this is blanks, as a line end that a frame's length does not count. */
export const isBlank = (octets: Buffer): boolean => leftOverBlanks(octets) === octets.length

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
