import { decodeLine } from '../../protocols/line.js'
import type { Flaw, OpenDemand } from '../findings/server-violation.js'
import type { Judgement } from './judgement.js'
import { linePattern } from './line-pattern.js'

/** Replies of which nobody can tell the octets beforehand: a line of some kind, a text of some length, a number in some range. */

/** The demands that are judged by themselves, whatever was sent. */
export type OpenRule = Exclude<OpenDemand, { readonly kind: 'one-of' }>

/** A line of more octets is none that anybody reads. */
const LONGEST_LINE = 64 * 1024
/** All lines of a list together. */
const LONGEST_LIST = 1024 * 1024

/** Judges what has come so far. */
export function judgeOpen(rule: OpenRule, received: Buffer): Judgement {
  switch (rule.kind) {
    case 'text-sized':
      return judgeText(rule, received)
    case 'number-between':
      return judgeNumber(rule, received)
    case 'lines-until':
      return judgeList(rule, received)
    case 'lines-in-any-order':
      return judgeAnyOrder(rule.texts, received)
    default:
      return judgeLine(received, (text) => isSuchLine(rule, text))
  }
}

/** The demands of a line. */
export type LineDemand = Exclude<
  OpenRule,
  { readonly kind: 'text-sized' | 'number-between' | 'lines-until' | 'lines-in-any-order' }
>

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
    case 'line-holding':
      return text.startsWith(demand.begins) && text.length > demand.begins.length
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

/** The whole lines that have come, each with where it ends. */
function* linesIn(received: Buffer): Generator<{ readonly text: string; readonly end: number }> {
  for (let at = 0; ;) {
    const decoded = decodeLine(received.subarray(at))
    if (decoded.kind === 'incomplete') return
    at += decoded.size
    yield { text: decoded.line.toString('utf8'), end: at }
  }
}

function judgeList({ last, among }: Extract<OpenRule, { kind: 'lines-until' }>, received: Buffer): Judgement {
  if (received.length > LONGEST_LIST) return wrong({ kind: 'too-long', octets: received.length })
  const missing = new Set(among)
  for (const { text, end } of linesIn(received)) {
    if (text !== last) missing.delete(text)
    else
      return missing.size === 0
        ? { verdict: 'right', size: end }
        : wrong({ kind: 'lines-missing', texts: [...missing] })
  }
  return { verdict: 'more' }
}

function judgeAnyOrder(texts: readonly string[], received: Buffer): Judgement {
  const owed = [...texts]
  for (const { text, end } of linesIn(received)) {
    const at = owed.indexOf(text)
    if (at === -1) return wrong({ kind: 'lines-missing', texts: owed })
    owed.splice(at, 1)
    if (owed.length === 0) return { verdict: 'right', size: end }
  }
  return received.length > LONGEST_LIST ? wrong({ kind: 'too-long', octets: received.length }) : { verdict: 'more' }
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
