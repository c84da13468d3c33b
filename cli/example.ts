import { octetsOf } from '../harness/messages/message.js'
import { Names } from '../harness/messages/names.js'
import { withDrawn } from '../harness/messages/placeholders.js'
import { Randomness } from '../harness/messages/randomness.js'
import { expectedReply, isExact, settled, type ReplyRule } from '../harness/messages/reply.js'
import { parseReply } from '../harness/messages/grammar/replies.js'
import { parsePayload } from '../harness/messages/grammar/payloads.js'
import { SetupError } from '../harness/findings/violation.js'
import { plural } from '../results/words/en/numbers.js'
import { hex } from '../results/escape.js'
import { quoted } from '../results/quoted.js'
import type { Requirement, Specification } from '../specification/specification.js'
import { clientPhrases } from '../steps/client-phrases.js'
import { serverPhrases } from '../steps/server-phrases.js'

/** An example of the octets that a requirement is about, drawn from its own steps, with a seed that is always the same. */

const MOST_LINES = 8
const SHOWN_OCTETS = 32
const HEX_OCTETS = 16

/** What a step sends (`to` the program under test) or awaits (`from` it), or types on its standard input. */
interface Exchanged {
  readonly direction: 'to' | 'from' | 'typed'
  readonly octets: Buffer
}

/** The lines of the example; none where the steps name no octets. */
export function exampleLines(specification: Specification, requirement: Requirement): string[] {
  const steps = requirement.scenarios[0]?.steps.slice(specification.background.length) ?? []
  const random = new Randomness('example', requirement.id)
  const names = new Names(random)
  const exchanged: Exchanged[] = []
  let last: Buffer = Buffer.alloc(0)
  const served = steps.some((step) => /is served|are each served|asks|are each answered|served/.test(step))
  for (const step of [
    ...(served ? specification.background.filter((line) => /is served|is greeted/.test(line)) : []),
    ...steps,
  ]) {
    for (const one of octetsIn(withDrawn(step, names), specification, random, () => last)) {
      exchanged.push(one)
      if (one.direction === 'to') last = one.octets
    }
  }
  return exchanged.slice(0, MOST_LINES).map(({ direction, octets }) => {
    const digits = [...octets.subarray(0, HEX_OCTETS)].map(hex).join(' ')
    return `${ARROWS[direction]} ${plural(octets.length, 'byte').padEnd(10)} ${quoted(octets, octets.length, SHOWN_OCTETS)}  ${digits}${octets.length > HEX_OCTETS ? ' ...' : ''}`
  })
}

const ARROWS = { to: '-->  ', from: '<--  ', typed: 'typed' } as const

const PARAMETERS: Readonly<Record<string, string>> = {
  client: 'client [A-Z]',
  count: '\\d+(?: \\d{3})*',
  string: '"[^"]*"',
  // Of several in one phrase the first is the example.
  payload: '.+?',
  reply: '.+?',
  answer: '.+',
  content: '\\w+',
  statuses: '.+',
  types: '.+',
}

const PATTERNS = [...serverPhrases, ...clientPhrases]
  .filter(({ pattern }) => /\{(payload|reply)\}/.test(pattern))
  .map(({ pattern, role }) => ({
    role,
    regexp: new RegExp(
      `^${pattern
        .replaceAll(/\\(.)/g, '$1')
        .replaceAll(/[.*+?^$()|[\]\\/]/g, '\\$&')
        .replace(/\{payload\}/, '(?<payload>.+?)')
        .replace(/\{reply\}/, '(?<reply>.+?)')
        .replaceAll(/\{(\w+)\}/g, (_, name: string) => PARAMETERS[name] ?? '.+')}$`,
      's',
    ),
  }))

function octetsIn(step: string, specification: Specification, random: Randomness, sent: () => Buffer): Exchanged[] {
  const requested = /requests "([^"]+)"(?: by the method "(\w+)")?/.exec(step)
  if (requested)
    return [
      { direction: 'to', octets: Buffer.from(`${requested[2] ?? 'GET'} ${requested[1] ?? '/'} HTTP/1.0\r\n\r\n`) },
    ]
  if (/^the (?:server|client) has /.test(step)) return []
  const direction =
    step.endsWith(' is typed') || step.endsWith(' is typed at the server')
      ? 'typed'
      : /^the client sends /.test(step)
        ? 'from'
        : 'to'
  for (const { role, regexp } of PATTERNS) {
    const groups = role === specification.role ? regexp.exec(step)?.groups : undefined
    if (!groups) continue
    try {
      const out: Exchanged[] = []
      if (groups.payload !== undefined)
        out.push({ direction, octets: octetsOf(parsePayload(groups.payload).message(random, specification.options)) })
      if (groups.reply !== undefined)
        out.push(...replyOctets(settled(parseReply(groups.reply), specification.options), out[0]?.octets ?? sent()))
      if (out.some(({ octets }) => octets.length > 0)) return out
    } catch (error) {
      // Another phrase that looks alike says what this one cannot.
      if (!(error instanceof SetupError)) throw error
    }
  }
  return []
}

const replyOctets = (rule: ReplyRule, sent: Buffer): Exchanged[] =>
  isExact(rule) ? [{ direction: 'from', octets: expectedReply(rule, sent) }] : []
