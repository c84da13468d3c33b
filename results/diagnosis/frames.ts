import { headerOf } from '../../harness/messages/framing.js'
import { framingOf } from '../decoded.js'
import { decodeLength, LENGTH_SIZE } from '../../protocols/frame.js'
import type { Rule } from './facts.js'
import { REPLACEMENT } from './octets.js'

/** Rules about lengths that stand before a content, and about what is stored of it. */

/**
 * The length of a file came in several segments, and the first of them was taken for all of it: the wire log has the reply before the
 * end of the file, or what was stored begins with the rest of the length.
 */
export const shortLength: Rule = ({ evidence, comparison, finding, specification }) => {
  if (evidence.stored === undefined || specification.framing.requests !== 'frames') return undefined
  const first = finding.log.events.find(({ kind }) => kind === 'data')
  const data = finding.log.events.filter(({ kind, peer }) => kind === 'data' && peer === first?.peer)
  const sent = Buffer.concat(data.flatMap(({ direction, octets }) => (direction === 'to' && octets ? [octets] : [])))
  const [came, reply] = [first?.size ?? 0, data.findIndex(({ direction }) => direction === 'from')]
  if (reply === 0 || came >= LENGTH_SIZE || sent.length < LENGTH_SIZE) return undefined
  const before = reply === -1 ? Infinity : data.slice(0, reply).reduce((sum, { size = 0 }) => sum + size, 0)
  const [end, kept] = [LENGTH_SIZE + decodeLength(sent), comparison?.received ?? Buffer.alloc(0)]
  const holdsRest = kept.length > 0 && sent.subarray(came, came + kept.length).equals(kept)
  if (before >= end && !holdsRest) return undefined
  return before < LENGTH_SIZE
    ? { kind: 'single-recv', how: 'reply-before-length', octets: before }
    : { kind: 'single-recv', how: 'part-of-length', octets: came }
}

/** What a stored file tells: nothing of it was sent back, so the rules for replies do not fit. */
export const stored: Rule = ({ evidence, comparison, finding }) => {
  if (evidence.stored === 'missing') return { kind: 'not-stored', ended: finding.death !== undefined }
  if (evidence.stored !== 'other' || !comparison) return undefined
  const { expected, received, difference } = comparison
  const octets = received.length
  if (difference === expected.length) return { kind: 'stored-otherwise', how: 'more', octets }
  const [wanted, text] = [expected.toString('latin1'), received.toString('latin1')]
  if (text.replaceAll('\r\n', '\n') === wanted || wanted.replaceAll('\r\n', '\n') === text)
    return { kind: 'stored-otherwise', how: 'line-ends', octets }
  if (received.includes(REPLACEMENT) || /^b['"]/.test(text.slice(0, 2)))
    return { kind: 'decoded-as-text', where: 'file' }
  if (octets === 0) return { kind: 'stored-otherwise', how: 'nothing', octets }
  return { kind: 'stored-otherwise', how: difference === octets ? 'beginning' : 'other', octets }
}

/** A length of four octets before the content, as expected and as it came. */
export const framed: Rule = ({ comparison, evidence, specification }) => {
  const header = headerOf(framingOf(specification, 'from'))?.lengthAt
  if (header === undefined || evidence.stored !== undefined) return undefined
  const received = (comparison?.received ?? evidence.received)?.subarray(header)
  if (!received || received.length < LENGTH_SIZE) return undefined
  const [said, content] = [received.readUInt32BE(), received.subarray(LENGTH_SIZE)]
  const right =
    comparison && comparison.expected.length >= header + LENGTH_SIZE
      ? comparison.expected.readUInt32BE(header)
      : content.length
  if (said === right || right === 0) return undefined
  if (received.readUInt32LE() === right) return { kind: 'byte-order', readLength: undefined }
  if (/^\d{2,}/.test(received.toString('latin1', 0, LENGTH_SIZE))) return { kind: 'length-as-text' }
  if (said === right + LENGTH_SIZE) return { kind: 'length-includes-itself' }
  const text = content.subarray(0, right).toString('utf8')
  return said === Array.from(text).length && said < right ? { kind: 'length-of-characters' } : undefined
}
