import { decodeLine } from '../../protocols/line.js'
import type { Flaw, OpenDemand } from '../findings/server-violation.js'
import type { Judgement } from './judgement.js'
import { linePattern } from './line-pattern.js'

/** Replies of which nobody can tell the octets beforehand: a line of some kind, a text of some length, a number in some range. */

/** The demands that are judged by themselves, whatever was sent. */
export type OpenRule = Exclude<OpenDemand, { readonly kind: 'one-of' }>

/** A line of more octets is none that anybody reads. */
const LONGEST_LINE = 64 * 1024

/** Judges what has come so far. */
export function judgeOpen(rule: OpenRule, received: Buffer): Judgement {
  switch (rule.kind) {
    case 'text-sized':
      return judgeText(rule, received)
    case 'number-between':
      return judgeNumber(rule, received)
    default:
      return judgeLine(received, (text) => isSuchLine(rule, text))
  }
}

/** The demands of a line. */
export type LineDemand = Exclude<OpenRule, { readonly kind: 'text-sized' | 'number-between' }>

/** Whether the text of a line, without its end, is what is demanded. */
export function isSuchLine(demand: LineDemand, text: string): boolean {
  switch (demand.kind) {
    case 'any-line':
      return true
    case 'line-beginning':
      return demand.texts.some((one) => text.startsWith(one))
    case 'line-ending':
      return demand.texts.some((one) => text.endsWith(one))
    case 'line-containing':
      return demand.texts.some((one) => text.includes(one))
    case 'line-like':
      return linePattern(demand.like).test(text)
    case 'line-matching':
      return new RegExp(demand.expression, 'u').test(text)
  }
}

function judgeLine(received: Buffer, isSuch: (text: string) => boolean): Judgement {
  const decoded = decodeLine(received)
  if (decoded.kind === 'complete')
    return isSuch(decoded.line.toString('utf8')) ? { verdict: 'right', size: decoded.size } : wrong({ kind: 'differs' })
  if (decoded.have > LONGEST_LINE) return wrong({ kind: 'too-long', octets: decoded.have })
  return decoded.have === 0 ? { verdict: 'more' } : { verdict: 'more', soFar: { kind: 'text-without-LF' } }
}

/** It ends where nothing more comes, so what has come may be all of it. */
function judgeText({ least, most }: { readonly least: number; readonly most: number }, received: Buffer): Judgement {
  if (received.length > most) return wrong({ kind: 'too-long', octets: received.length })
  return { verdict: 'more', ...(received.length >= least ? { enough: true } : {}) }
}

/** A number whose line end has not come may still have another digit. */
function judgeNumber({ least, most }: { readonly least: number; readonly most: number }, received: Buffer): Judgement {
  const [whole, digits = '', end = ''] = /^(\d*)(\r?\n|\r?$)/.exec(received.toString('latin1')) ?? []
  const isBetween = digits !== '' && Number(digits) >= least && Number(digits) <= most
  if (whole === undefined || digits.length > MOST_DIGITS) return wrong({ kind: 'differs' })
  if (end.endsWith('\n')) return isBetween ? { verdict: 'right', size: whole.length } : wrong({ kind: 'differs' })
  return { verdict: 'more', ...(isBetween ? { enough: true } : digits === '' ? {} : { flaw: { kind: 'differs' } }) }
}
/** Of more digits no number is written exactly. */
const MOST_DIGITS = 15

const wrong = (flaw: Flaw): Judgement => ({ verdict: 'wrong', flaw })
