import { expect } from 'vitest'
import type { MessageProgress, PartProgress } from '../../harness/findings/client-violation.js'
import type { AgentEnd, Note, Observation, Seen } from '../../harness/findings/observation.js'
import type {
  CrashMoment,
  Demand,
  Flaw,
  FrameProgress,
  MemberFlaw,
  MemberValue,
  Progress,
  Then,
} from '../../harness/findings/server-violation.js'
import type { WireNote } from '../../harness/findings/stimulus.js'
import type { RequestHeadFlaw, ResponseHeadFlaw } from '../../protocols/http-message.js'
import type { JsonExpected } from '../../protocols/json-flaw.js'
import type { JsonFrameFlaw } from '../../protocols/json-frame.js'
import { FRAMINGS } from '../../harness/messages/framing.js'
import type { CauseFound, ErrorTold, Placeholder } from '../../results/causes.js'
import type { Language } from '../../results/language.js'
import type { Words } from '../../results/words/words.js'

/** A sample of every value that a report can say: a kind without one does not compile. */

/** Members of a union that can have this kind, with just this kind. */
type OfKind<U, K> = U extends { readonly kind: infer X } ? (K extends X ? U & { readonly kind: K } : never) : never

/** Samples of each kind of a union: a kind without one does not compile. */
type Samples<U extends { readonly kind: string }> = {
  readonly [K in U['kind']]: readonly [OfKind<U, K>, ...OfKind<U, K>[]]
}

const all = <U extends { readonly kind: string }>(samples: Samples<U>): U[] =>
  Object.values<readonly U[]>(samples).flat()
/** One of each of some words; a word that is missing does not compile. */
const each = <T extends string>(words: Readonly<Record<T, true>>): T[] => Object.keys(words) as T[]
/** A sample for each of some values, of which there is at least one. */
function every<T, S>(values: readonly T[], sample: (value: T) => S): readonly [S, ...S[]] {
  const [first, ...rest] = values.map(sample)
  if (first === undefined) throw new Error('there is no sample')
  return [first, ...rest]
}

const BOTH = [true, false] as const
const THENS: readonly Then[] = [
  { end: 'closed' },
  { end: 'silent', ms: 2000 },
  { end: 'silent', ms: 2500 },
  { end: 'slow', ms: 11_012 },
  { end: 'flood', octets: 4_194_304 },
]
const status = { kind: 'status', status: 1 } as const
const signal = { kind: 'signal', signal: 'SIGSEGV' } as const
const ENDED = [
  { ending: status, lastWords: 'ValueError: it is wrong' },
  { ending: signal, lastWords: '' },
  { ending: undefined, lastWords: '' },
] as const
const WORDS = ['', 'ValueError: it is wrong'] as const
const address = { host: '127.0.0.1', port: 14750 }
const client = 'client A'

const MOMENTS = each<CrashMoment>({
  'new-client-served': true,
  'client-ended-stream': true,
  'connection-ended': true,
  'instead-of-reply': true,
  'instead-of-response': true,
  'before-complete': true,
  'mid-stream': true,
  'no-reply': true,
  any: true,
})

const MEMBER_VALUES = each<MemberValue>({ string: true, boolean: true, number: true, true: true, false: true })

const demands: Samples<Demand> = {
  same: [{ kind: 'same' }],
  upper: [{ kind: 'upper' }],
  'upper-line': [{ kind: 'upper-line' }],
  'upper-utf8': [{ kind: 'upper-utf8' }],
  literal: [{ kind: 'literal' }],
  agreed: [{ kind: 'agreed' }],
  nothing: [{ kind: 'nothing' }],
  'http-file': [{ kind: 'http-file' }],
  number: [{ kind: 'number', value: 127 }],
  line: every(BOTH, (tolerant) => ({ kind: 'line', text: '200 ok', tolerant })),
  'one-of': every(['bytes', 'line', 'reply'] as const, (as) => ({ kind: 'one-of', as, texts: ['LOWER', 'HIGHER'] })),
  'any-line': [{ kind: 'any-line' }],
  'line-beginning': [{ kind: 'line-beginning', texts: ['220 '] }],
  'line-ending': [{ kind: 'line-ending', texts: ['ok'] }],
  'line-containing': [{ kind: 'line-containing', texts: ['ok', 'yes'] }],
  'line-holding': every(['', 'SESSION '], (begins) => ({ kind: 'line-holding', begins, name: 'token' })),
  'line-like': [{ kind: 'line-like', like: 'DDD NN' }],
  'line-matching': [{ kind: 'line-matching', expression: '^[a-z]+$' }],
  'lines-until': every([[], ['a', 'b']] as const, (among) => ({ kind: 'lines-until', last: '.', among })),
  'lines-in-any-order': [{ kind: 'lines-in-any-order', texts: ['a', 'b'] }],
  'any-of': [{ kind: 'any-of', demands: [{ kind: 'any-line' }, { kind: 'same' }] }],
  'text-sized': [{ kind: 'text-sized', least: 1, most: 512 }],
  'number-between': [{ kind: 'number-between', least: 1, most: 99 }],
  json: [{ kind: 'json', members: MEMBER_VALUES.map((value) => ({ name: 'a', value })) }],
}

const memberFlaws: Samples<MemberFlaw> = {
  'no-object': [{ kind: 'no-object' }],
  missing: [{ kind: 'missing', name: 'a' }],
  other: every(MEMBER_VALUES, (wanted) => ({ kind: 'other', name: 'a', is: '1', wanted })),
}

const EXPECTED = each<JsonExpected>({
  value: true,
  'value or ]': true,
  name: true,
  'name or }': true,
  colon: true,
  'comma or ]': true,
  'comma or }': true,
  end: true,
  text: true,
  escape: true,
  'hexadecimal digit': true,
  digit: true,
})

// --- what the decoders find
const jsonFrames: Samples<JsonFrameFlaw> = {
  'too-long': [{ kind: 'too-long', length: 0xffff_ffff, longest: 1_048_576 }],
  empty: [{ kind: 'empty' }],
  'not-utf8': every([0x80, 0x0f], (octet) => ({ kind: 'not-utf8', at: 2000, octet })),
  'byte-order-mark': [{ kind: 'byte-order-mark' }],
  'not-json': every(
    EXPECTED.flatMap((expected) => ['True', '"', '\n', undefined].map((found) => ({ expected, found }))),
    (stop) => ({ kind: 'not-json', at: 2, ...stop }),
  ),
}

const requestHeads: Samples<RequestHeadFlaw> = {
  'long-line': [{ kind: 'long-line', longest: 65_536 }],
  'long-header': [{ kind: 'long-header', longest: 65_536 }],
  'empty-line': [{ kind: 'empty-line' }],
  'not-utf8': [{ kind: 'not-utf8', at: 5, octet: 0xe7 }],
  'no-three-parts': [{ kind: 'no-three-parts' }],
  'bad-method': [{ kind: 'bad-method' }],
  'no-target': [{ kind: 'no-target' }],
  'bad-target': [{ kind: 'bad-target' }],
  'bad-version': [{ kind: 'bad-version' }],
  'not-http-1': [{ kind: 'not-http-1' }],
  'no-colon': [{ kind: 'no-colon', line: 1 }],
  'bad-name': [{ kind: 'bad-name', line: 1 }],
  'control-character': [{ kind: 'control-character', line: 1 }],
}

const responseHeads: Samples<ResponseHeadFlaw> = {
  ended: [{ kind: 'ended' }],
  'no-status-line': [{ kind: 'no-status-line' }],
  'no-header-line': [{ kind: 'no-header-line' }],
}

const flaws: Samples<Flaw> = {
  differs: [{ kind: 'differs' }],
  'not-utf8': [{ kind: 'not-utf8' }],
  'other-text': [{ kind: 'other-text' }],
  'other-body': [{ kind: 'other-body' }],
  'no-status-line': every(['', 'x'.repeat(200)], (text) => ({ kind: 'no-status-line', text })),
  status: [{ kind: 'status', status: 404 }],
  'too-long': [{ kind: 'too-long', octets: 70_000 }],
  'lines-missing': every([['a'], ['a', 'b']] as const, (texts) => ({ kind: 'lines-missing', texts })),
  'no-json-frame': every(all(jsonFrames), (flaw) => ({ kind: 'no-json-frame', flaw })),
  'json-member': every(all(memberFlaws), (flaw) => ({ kind: 'json-member', json: '{}', flaw })),
}

const frames: Samples<FrameProgress> = {
  'length-octets': [{ kind: 'length-octets', have: 3 }],
  'content-octets': [{ kind: 'content-octets', length: 2000, have: 1 }],
}

const progresses: Samples<Progress> = {
  ...frames,
  octets: every([undefined, 2000], (of) => ({ kind: 'octets', octets: 1, of })),
  'text-without-LF': [{ kind: 'text-without-LF' }],
  'line-without-LF': [{ kind: 'line-without-LF' }],
  differs: [{ kind: 'differs', from: 3, octets: 4, of: 5 }],
  header: [{ kind: 'header', lines: 2 }],
  body: [{ kind: 'body', octets: 4, of: 5 }],
}

const messages: Samples<MessageProgress> = {
  nothing: [{ kind: 'nothing' }],
  'no-whole-line': [{ kind: 'no-whole-line', octets: 3 }],
  octets: [{ kind: 'octets', octets: 3, of: 4 }],
  frame: every(all(frames), (frame) => ({ kind: 'frame', frame })),
}

const parts: Samples<PartProgress> = {
  nothing: [{ kind: 'nothing' }],
  type: [{ kind: 'type' }],
  'length-octets': [{ kind: 'length-octets', have: 3 }],
  'content-octets': [{ kind: 'content-octets', type: 1, length: 2000, have: 1 }],
}

const agentEnds: Samples<AgentEnd> = {
  ended: [{ kind: 'ended' }],
  closed: [{ kind: 'closed' }],
  failed: [{ kind: 'failed', error: 'read ECONNRESET' }],
}

export const inner = { kind: 'no-reply', then: { end: 'closed' } } as const

export const observations: Samples<Observation> = {
  // --- where it was found
  'in-turn': [
    { kind: 'in-turn', what: 'request', number: 2, all: 3, inner },
    { kind: 'in-turn', what: 'round', number: 2, all: 3, inner },
  ],
  'clients-unserved': [
    { kind: 'clients-unserved', failed: 2, all: 100, client, inner },
    {
      kind: 'clients-unserved',
      failed: 2,
      all: 100,
      client,
      inner: { kind: 'in-turn', what: 'round', number: 1, all: 2, inner },
    },
  ],
  'farewell-unanswered': [{ kind: 'farewell-unanswered', inner }],
  'neither-ended-nor-served': every(BOTH, (spins) => ({ kind: 'neither-ended-nor-served', ms: 2000, spins, inner })),
  'disk-filled': [{ kind: 'disk-filled' }],
  // --- a server that is not ready
  'exited-at-start': every(
    BOTH.flatMap((again) => ENDED.map((ended) => ({ again, ...ended }))),
    (ended) => ({ kind: 'exited-at-start', port: 14750, ...ended }),
  ),
  'not-started-again': every(ENDED, (ended) => ({ kind: 'not-started-again', port: 14750, ...ended })),
  'never-bound': [
    { kind: 'never-bound', transport: 'tcp', port: 14750, ms: 10_000, lastWords: '' },
    { kind: 'never-bound', transport: 'udp', port: 14750, ms: 1234, lastWords: 'waiting' },
  ],
  'listens-elsewhere': [{ kind: 'listens-elsewhere', transport: 'tcp', port: 14750, instead: 52987 }],
  'other-transport': every(['tcp', 'udp'] as const, (needed) => ({ kind: 'other-transport', needed, port: 14750 })),
  // --- a server
  'connection-refused': [{ kind: 'connection-refused', client }],
  'connection-timeout': [{ kind: 'connection-timeout', client, ms: 2000 }],
  'connection-failed': [{ kind: 'connection-failed', client, error: 'EHOSTUNREACH' }],
  'left-open': every(BOTH, (afterEndOfStream) => ({ kind: 'left-open', ms: 2000, afterEndOfStream })),
  'connection-ended': [{ kind: 'connection-ended' }],
  'stopped-reading': [{ kind: 'stopped-reading', ms: 2000, sent: 100_000 }],
  flooded: [{ kind: 'flooded', octets: 9_437_184, sent: 40 }],
  'stream-not-taken': [{ kind: 'stream-not-taken', written: 1, all: 100_000, ms: 2000 }],
  'stream-cut': [{ kind: 'stream-cut', written: 1, all: 100_000 }],
  'left-unread': [{ kind: 'left-unread', ms: 2000 }],
  'closed-unread': [{ kind: 'closed-unread' }],
  'server-crashed': every(MOMENTS, (moment) => ({
    kind: 'server-crashed',
    moment,
    ending: status,
    lastWords: moment === 'any' ? 'ValueError' : '',
  })),
  'server-ended': every(ENDED, (ended) => ({ kind: 'server-ended', ...ended })),
  'server-ended-badly': every(ENDED, (ended) => ({ kind: 'server-ended-badly', ...ended })),
  'server-still-runs': [{ kind: 'server-still-runs', ms: 2000 }],
  spins: [{ kind: 'spins' }],
  'port-taken': [{ kind: 'port-taken', port: 14750 }],
  'wrong-reply': every(
    [
      ...all(flaws).map((flaw) => ({ flaw, demand: { kind: 'same' } as const })),
      ...all(demands).map((demand) => ({ flaw: { kind: 'differs' } as const, demand })),
    ],
    (wrong) => ({ kind: 'wrong-reply', ...wrong }),
  ),
  'no-reply': every(THENS, (then) => ({ kind: 'no-reply', then })),
  'reply-incomplete': every(
    all(progresses).flatMap((progress) => THENS.map((then) => ({ progress, then }))),
    (came) => ({ kind: 'reply-incomplete', ...came }),
  ),
  'octets-after-reply': [{ kind: 'octets-after-reply', octets: 1 }],
  banner: [{ kind: 'banner', octets: 12 }],
  'answered-early': every([0, 12], (octets) => ({ kind: 'answered-early', octets })),
  'answer-to-nothing': [{ kind: 'answer-to-nothing', octets: 12 }],
  'cr-in-text': [{ kind: 'cr-in-text' }],
  'not-found': every(['too-many', 'contradiction'] as const, (why) => ({ kind: 'not-found', why, guesses: 7 })),
  'wrong-datagram': [
    { kind: 'wrong-datagram', octets: 3, of: 4, how: 'short', demand: { kind: 'same' } },
    { kind: 'wrong-datagram', octets: 5, of: 4, how: 'long', demand: { kind: 'upper' } },
    { kind: 'wrong-datagram', octets: 4, of: 4, how: 'differs', demand: { kind: 'same' } },
  ],
  'requests-unanswered': [{ kind: 'requests-unanswered', answered: 1, all: 2 }],
  'foreign-datagram': every(['several joined', 'a part'] as const, (like) => ({
    kind: 'foreign-datagram',
    octets: 3,
    like,
  })),
  'wrong-source': [{ kind: 'wrong-source', asked: address, answered: { host: '127.0.0.1', port: 1 } }],
  'unasked-datagram': [{ kind: 'unasked-datagram', octets: 3 }],
  'answers-no-request': [{ kind: 'answers-no-request' }],
  'never-answered': [{ kind: 'never-answered', number: 1, all: 2, times: 3 }],
  'few-answered': [{ kind: 'few-answered', answered: 1, all: 2 }],
  'answered-stranger': [{ kind: 'answered-stranger', octets: 3, client }],
  'not-shown-by-server': every(BOTH, (showsNothing) => ({ kind: 'not-shown-by-server', ms: 2000, showsNothing })),
  'typed-not-received': [{ kind: 'typed-not-received', client, ms: 2000 }],
  'other-than-typed': [{ kind: 'other-than-typed', octets: 3 }],
  'not-stored': [{ kind: 'not-stored', file: 'received.bin', ms: 2000 }],
  'stored-otherwise': [
    { kind: 'stored-otherwise', file: 'a.txt', content: 'file', how: 'nothing', stored: 0, sent: 9 },
    { kind: 'stored-otherwise', file: 'a.txt', content: 'file', how: 'beginning', stored: 3, sent: 9 },
    { kind: 'stored-otherwise', file: 'a.txt', content: 'text', how: 'more', stored: 12, sent: 9 },
    { kind: 'stored-otherwise', file: 'a.png', content: 'image', how: 'other', stored: 9, sent: 9 },
  ],
  'no-response': every(THENS, (then) => ({ kind: 'no-response', then })),
  'response-incomplete': every(THENS, (then) => ({ kind: 'response-incomplete', octets: 194, then })),
  'head-not-understood': [
    { kind: 'head-not-understood', line: undefined },
    ...all(responseHeads).map(
      (flaw) => ({ kind: 'head-not-understood', line: { number: 2, text: 'x'.repeat(200), flaw } }) as const,
    ),
  ],
  'wrong-status': [
    { kind: 'wrong-status', status: 404, reason: '', wanted: [200] },
    { kind: 'wrong-status', status: 404, reason: 'Not Found', wanted: [400, 501] },
  ],
  'wrong-body': every(['beginning', 'more', 'other'] as const, (how) => ({
    kind: 'wrong-body',
    how,
    octets: 12,
    file: 9,
    from: 3,
  })),
  'no-content-length': [{ kind: 'no-content-length' }],
  'invalid-content-length': [{ kind: 'invalid-content-length', value: 'twelve' }],
  'wrong-content-length': [{ kind: 'wrong-content-length', said: 11, body: 12 }],
  'wrong-content-type': every([undefined, 'text/plain'], (value) => ({
    kind: 'wrong-content-type',
    value,
    wanted: ['text/javascript', 'text/js'],
  })),
  'bare-LF': every(['', 'Server: x'], (text) => ({ kind: 'bare-LF', line: 2, text })),
  'no-empty-line': every(BOTH, (ended) => ({ kind: 'no-empty-line', last: 'Server: x', ended })),
  'header-not-of-get': [
    { kind: 'header-not-of-get', field: 'Content-Length', head: undefined, get: '12' },
    { kind: 'header-not-of-get', field: 'Content-Length', head: '0', get: undefined },
  ],
  'body-of-head': [{ kind: 'body-of-head', octets: 12 }],
  'secret-served': [{ kind: 'secret-served' }],
  // --- a client
  'never-came': every(
    ([undefined, 'url', 'port'] as const).flatMap((given) => [
      { given, transport: 'udp' as const, again: false, ending: undefined, lastWords: '' },
      { given, transport: 'tcp' as const, again: true, ending: signal, lastWords: 'ValueError' },
    ]),
    (it) => ({ kind: 'never-came', server: address, ms: 10_000, ...it }),
  ),
  'connected-silent': every(
    THENS.flatMap((then) => BOTH.map((typed) => ({ then, typed }))),
    (came) => ({ kind: 'connected-silent', lastWords: '', ...came }),
  ),
  'not-the-typed-line': [{ kind: 'not-the-typed-line' }],
  'octets-before-line': [{ kind: 'octets-before-line', octets: 3 }],
  'no-line-end': [{ kind: 'no-line-end' }],
  'octets-after-line': [{ kind: 'octets-after-line', octets: 3 }],
  'sends-without-end': [{ kind: 'sends-without-end', octets: 1_048_576 }],
  'several-datagrams': every([3, 9], (count) => ({
    kind: 'several-datagrams',
    sizes: Array.from({ length: count }, () => 1),
  })),
  'more-than-line': [{ kind: 'more-than-line', line: 3, arrived: 4 }],
  'part-of-line': every(THENS, (then) => ({ kind: 'part-of-line', line: 3, arrived: 1, then })),
  'wrong-json': every(BOTH, (numberAsText) => ({
    kind: 'wrong-json',
    sent: `{"a": "${'1'.repeat(300)}"}`,
    wanted: '{"a": 1}',
    numberAsText,
  })),
  'no-json-frame': every(all(jsonFrames), (flaw) => ({ kind: 'no-json-frame', flaw })),
  'wrong-line': [{ kind: 'wrong-line', sent: 'a', wanted: 'b'.repeat(300) }],
  'line-without-LF': [{ kind: 'line-without-LF', text: 'a' }],
  'other-octets': [{ kind: 'other-octets' }],
  'message-missing': every(
    all(messages).flatMap((progress) => THENS.map((then) => ({ progress, then }))),
    (came) => ({ kind: 'message-missing', lastWords: '', ...came }),
  ),
  'sent-before-greeting': [{ kind: 'sent-before-greeting', octets: 3 }],
  'closed-before-greeting': every(WORDS, (lastWords) => ({ kind: 'closed-before-greeting', lastWords })),
  'sent-after-end': [{ kind: 'sent-after-end', octets: 3 }],
  'not-closed-after-end': [{ kind: 'not-closed-after-end', ms: 2000 }],
  'answer-shown-in-part': every(['first', 'last'] as const, (part) => ({
    kind: 'answer-shown-in-part',
    part,
    octets: 10,
    all: 40,
  })),
  'not-shown-by-client': every(BOTH, (showsNothing) => ({
    kind: 'not-shown-by-client',
    demand: { kind: 'any-line' },
    showsNothing,
  })),
  'shown-nevertheless': [{ kind: 'shown-nevertheless', demand: { kind: 'any-line' } }],
  'answer-not-shown': every(['nothing', 'typed-line', 'computed', 'other'] as const, (instead) => ({
    kind: 'answer-not-shown',
    instead,
  })),
  'body-not-shown': every(['first', 'last', 'none', 'all in pieces'] as const, (part) => ({
    kind: 'body-not-shown',
    part,
    octets: 10,
    body: 40,
    lastWords: '',
  })),
  'status-not-told': every(BOTH, (ended) => ({ kind: 'status-not-told', status: 404, ended })),
  'never-shown': [{ kind: 'never-shown', runs: 3 }],
  'still-runs-after-answer': every(BOTH, (ended) => ({ kind: 'still-runs-after-answer', ms: 2000, ended })),
  'still-runs': every(WORDS, (lastWords) => ({ kind: 'still-runs', ms: 10_000, lastWords })),
  'still-runs-after-reset': every(WORDS, (lastWords) => ({ kind: 'still-runs-after-reset', ms: 10_000, lastWords })),
  'as-if-well': every(WORDS, (lastWords) => ({ kind: 'as-if-well', lastWords })),
  'client-ended-badly': every(ENDED, (ended) => ({ kind: 'client-ended-badly', ...ended })),
  'waits-for-lost-reply': every(WORDS, (lastWords) => ({
    kind: 'waits-for-lost-reply',
    run: 2,
    ms: 10_000,
    lastWords,
  })),
  'closed-before-reply': every(WORDS, (lastWords) => ({ kind: 'closed-before-reply', lastWords })),
  'still-sends': [{ kind: 'still-sends', ms: 12_345, agreedMs: 10_000 }],
  'wrong-duration': [{ kind: 'wrong-duration', ms: 12_345, agreedMs: 10_000, toleranceMs: 500 }],
  'wrong-rate': every([undefined, 12.5], (printed) => ({
    kind: 'wrong-rate',
    octets: 80_000,
    ms: 10_002,
    kbits: 63.99,
    printed,
  })),
  'nothing-counted': [{ kind: 'nothing-counted' }],
  'part-of-length': every(
    [0, 3].flatMap((have) => THENS.map((then) => ({ have, then }))),
    (came) => ({ kind: 'part-of-length', lastWords: '', ...came }),
  ),
  'wrong-length': [{ kind: 'wrong-length', said: 67_108_864, file: 4 }],
  'part-of-file': every(THENS, (then) => ({ kind: 'part-of-file', octets: 3, file: 4000, then })),
  'octets-after-file': [{ kind: 'octets-after-file', octets: 3 }],
  'other-file': [{ kind: 'other-file' }],
  'parts-missing': every(
    all(parts).flatMap((progress) => THENS.map((then) => ({ progress, then }))),
    (came) => ({ kind: 'parts-missing', files: ['a.txt', 'a.png'], lastWords: '', ...came }),
  ),
  'unknown-part': every(BOTH, (isSecond) => ({ kind: 'unknown-part', type: 9, isSecond })),
  'part-differs': every(['text', 'image'] as const, (content) => ({
    kind: 'part-differs',
    content,
    file: 'a.txt',
    octets: 3,
    size: 4000,
  })),
  'request-unended': every(THENS, (then) => ({ kind: 'request-unended', line: 'GET / HTTP/1.0', then })),
  'request-not-understood': every(all(requestHeads), (flaw) => ({
    kind: 'request-not-understood',
    flaw,
    line: 'GET /',
  })),
  'request-incomplete': [{ kind: 'request-incomplete' }],
  'wrong-request': every(['method', 'path', 'version'] as const, (what) => ({
    kind: 'wrong-request',
    what,
    is: 'a',
    wanted: what === 'version' ? ['HTTP/1.0', 'HTTP/1.1'] : ['b'],
    line: 'GET / HTTP/1.0',
  })),
  // --- what cannot be observed
  'own-message': [{ kind: 'own-message' }],
  'no-such-address': [{ kind: 'no-such-address', host: '127.0.0.2', error: 'EADDRNOTAVAIL' }],
  'ordinary-client-unserved': [{ kind: 'ordinary-client-unserved' }],
  'data-is-inline': [{ kind: 'data-is-inline' }],
  'no-line-ends': every(['segments', 'coalesced'] as const, (what) => ({ kind: 'no-line-ends', what })),
  'no-time-wait': [{ kind: 'no-time-wait' }],
  'time-wait-unseen': [{ kind: 'time-wait-unseen' }],
  'folder-unseen': every(['to store', 'to give', 'beside'] as const, (wanted) => ({ kind: 'folder-unseen', wanted })),
  'output-unseen': [{ kind: 'output-unseen' }],
  'reading-unseen': [{ kind: 'reading-unseen' }],
  'one-client-server': [{ kind: 'one-client-server' }],
  'no-network': [{ kind: 'no-network' }],
  'server-gone': [{ kind: 'server-gone', address }],
  'not-ours-to-restart': [{ kind: 'not-ours-to-restart', address }],
  'not-ours': every(['port', 'typing', 'ending'] as const, (what) => ({ kind: 'not-ours', what })),
  // --- the harness
  starved: [{ kind: 'starved', waitedMs: 2000, lateMs: 1000 }],
  'starved-duration': [{ kind: 'starved-duration', ms: 12_345 }],
  'starved-rates': [{ kind: 'starved-rates' }],
  'buffers-took-all': [{ kind: 'buffers-took-all', octets: 8_388_608 }],
  'no-stimulus': [
    { kind: 'no-stimulus', stimulus: { kind: 'segments', sent: 3, apart: 1 } },
    { kind: 'no-stimulus', stimulus: { kind: 'reset', accepted: false, read: undefined } },
  ],
  'agent-lost': every(
    ['subject', undefined].flatMap((host) => all(agentEnds).map((end) => ({ host, end }))),
    (lost) => ({ kind: 'agent-lost', ...lost }),
  ),
  'port-held': [{ kind: 'port-held', transport: 'tcp', port: 3500 }],
  'no-socket': [{ kind: 'no-socket', error: 'connect EMFILE 127.0.0.1:3500' }],
  'no-sink': every(['ended', 'unreachable'] as const, (how) => ({ kind: 'no-sink', how })),
  'not-enclosed': [{ kind: 'not-enclosed', error: 'bwrap: cannot do that' }],
  'not-run': every(['', 'OCI runtime exec failed'], (error) => ({ kind: 'not-run', error })),
  'cut-off': every(['', 'Error: after a step'], (said) => ({ kind: 'cut-off', held: 1, steps: 2, said })),
  'no-steps': [{ kind: 'no-steps' }],
  'never-ran': [{ kind: 'never-ran' }],
  interrupted: [{ kind: 'interrupted' }],
  'out-of-time': [
    { kind: 'out-of-time', what: 'scenario', ms: 120_000 },
    { kind: 'out-of-time', what: 'check', ms: 600_000 },
  ],
  'harness-failed': [{ kind: 'harness-failed', thrown: 'Error: it failed' }],
}

const seen: Samples<Seen> = {
  'server-crashed': [
    { kind: 'server-crashed', ending: { kind: 'status', status: 1 } },
    { kind: 'server-crashed', ending: { kind: 'signal', signal: 'SIGSEGV' } },
  ],
  served: [{ kind: 'served' }],
  'ends-after-one-client': [{ kind: 'ends-after-one-client' }],
  'not-served': [{ kind: 'not-served', inner }],
  concurrency: every(['concurrent', 'sequential', 'second-ended', 'second-unserved'] as const, (is) => ({
    kind: 'concurrency',
    is,
  })),
  'in-the-features-words': [{ kind: 'in-the-features-words', word: 'iterative' }],
  'datagram-came-back': every(['whole', 'truncated', 'dropped', 'altered'] as const, (how) => ({
    kind: 'datagram-came-back',
    how,
    octets: 9000,
  })),
  accents: every(['unchanged', 'uppercased', 'neither', 'no-reply'] as const, (how) => ({ kind: 'accents', how })),
  'line-end': every(['none', 'LF', 'CR LF', 'not-sent'] as const, (is) => ({ kind: 'line-end', is })),
  'folder-gets': [
    { kind: 'folder-gets', status: 200, body: 1, isListing: true },
    { kind: 'folder-gets', status: 200, body: 1, isListing: false },
    { kind: 'folder-gets', status: 403, body: 0, isListing: false },
  ],
  rate: [{ kind: 'rate', theirs: 1_000_000, ours: 2_000_000 }],
  answer: every(
    ([undefined, '200 ok'] as const).flatMap((answer) => [
      ...BOTH.map((ended) => ({ answer, ended, crash: undefined })),
      { answer, ended: true, crash: signal },
    ]),
    (came) => ({ kind: 'answer', sent: 'QUIT', ...came }),
  ),
}

const notes: Samples<Note> = {
  'sends-own-message': [{ kind: 'sends-own-message' }],
  'request-repeated': [{ kind: 'request-repeated' }],
  repetitions: [{ kind: 'repetitions', requests: 1, repeated: 1 }],
  overtaken: [{ kind: 'overtaken', overtaken: 1, replies: 2 }],
  'runs-shown': [{ kind: 'runs-shown', runs: 3, shown: 2, datagrams: 4 }],
  'died-afterwards': every([status, signal], (ending) => ({ kind: 'died-afterwards', ending })),
  'only-after-another-client': [{ kind: 'only-after-another-client' }],
  'line-end-sent': [{ kind: 'line-end-sent' }],
  'first-inconclusive': [{ kind: 'first-inconclusive' }],
  'first-failed': [{ kind: 'first-failed', first: inner }],
  'otherwise-with-pipes': [{ kind: 'otherwise-with-pipes', first: inner }],
  'no-terminal': [{ kind: 'no-terminal' }],
}

const wireNotes: Samples<WireNote> = {
  'server-stopped': [{ kind: 'server-stopped' }],
  'server-started-again': [{ kind: 'server-started-again' }],
  'client-started': [{ kind: 'client-started' }],
  'client-ended': every([status, signal, undefined], (ending) => ({ kind: 'client-ended', ending })),
  typed: every(
    (['server', 'client'] as const).flatMap((at) => [undefined, 'hola'].map((text) => ({ at, text }))),
    (line) => ({ kind: 'typed', octets: 4, ...line }),
  ),
  'network-cut': [{ kind: 'network-cut', ms: 2000 }],
  'network-restored': [{ kind: 'network-restored' }],
  poured: [{ kind: 'poured', client, octets: 100_000, write: 1000 }],
}

const MISSING: readonly (Placeholder | undefined)[] = [
  ...each<Placeholder>({ '{port}': true, '{url}': true, '{host} {port}': true }),
  undefined,
]
const ERRORS: readonly (ErrorTold | undefined)[] = [
  ...each<ErrorTold>({
    reset: true,
    'broken-pipe': true,
    decoding: true,
    encoding: true,
    'message-size': true,
    'null-line': true,
    'short-unpack': true,
    index: true,
    'index-of-content': true,
    'memory-fault': true,
  }),
  undefined,
]
const TRANSPORTS = ['tcp', 'udp'] as const

const causes: Samples<CauseFound> = {
  'address-in-use': [{ kind: 'address-in-use' }],
  'bind-unchecked': [{ kind: 'bind-unchecked' }],
  'wrong-transport': every(TRANSPORTS, (needed) => ({ kind: 'wrong-transport', needed })),
  'never-listens': every(TRANSPORTS, (transport) => ({ kind: 'never-listens', transport })),
  'ends-at-start': every(
    (['is-a-client', 'before-serving', 'before-connecting'] as const).flatMap((why) =>
      MISSING.map((missing) => ({ why, missing })),
    ),
    (end) => ({ kind: 'ends-at-start', ...end }),
  ),
  spins: [{ kind: 'spins' }],
  'out-of-memory': [
    { kind: 'out-of-memory', why: 'believed-length', length: undefined },
    { kind: 'out-of-memory', why: 'believed-length', length: 0xffff_ffff },
    { kind: 'out-of-memory', why: 'took-more-for-length', length: 300 },
  ],
  'unhandled-error': every(
    ERRORS.flatMap((error) =>
      BOTH.flatMap((afterReset) => WORDS.map((lastWords) => ({ error, afterReset, lastWords }))),
    ),
    (died) => ({ kind: 'unhandled-error', ending: signal, ...died }),
  ),
  'ends-after-one-client': every(TRANSPORTS, (transport) => ({ kind: 'ends-after-one-client', transport })),
  'connection-refused': [{ kind: 'connection-refused' }],
  'left-open': [{ kind: 'left-open' }],
  'does-not-end': every(
    TRANSPORTS.flatMap((transport) => (['silence', 'closed', 'answered'] as const).map((how) => ({ how, transport }))),
    (one) => ({ kind: 'does-not-end', ...one }),
  ),
  'wrong-status': [{ kind: 'wrong-status' }],
  'closes-too-early': [{ kind: 'closes-too-early' }],
  'single-recv': every(['first-segment', 'a-buffer', 'part-of-length', 'reply-before-length'] as const, (how) => ({
    kind: 'single-recv',
    how,
    octets: 3,
  })),
  'small-buffer': [{ kind: 'small-buffer', octets: 1024 }],
  'incomplete-reply': [{ kind: 'incomplete-reply', octets: 1, of: 100_000 }],
  'answered-early': every(FRAMINGS, (framing) => ({ kind: 'answered-early', framing })),
  'foreign-reply': every(TRANSPORTS, (transport) => ({ kind: 'foreign-reply', client: 'client B', transport })),
  'no-reply': every(
    BOTH.flatMap((closed) => BOTH.map((before) => ({ closed, before }))),
    (one) => ({ kind: 'no-reply', ...one }),
  ),
  'answers-empty': [{ kind: 'answers-empty' }],
  banner: [{ kind: 'banner' }],
  'byte-order': every([undefined, 300], (readLength) => ({ kind: 'byte-order', readLength })),
  'length-as-text': [{ kind: 'length-as-text' }],
  'length-of-characters': [{ kind: 'length-of-characters' }],
  'length-includes-itself': [{ kind: 'length-includes-itself' }],
  'number-as-text': [{ kind: 'number-as-text' }],
  'off-by-one': [{ kind: 'off-by-one' }],
  'ends-at-zero': [{ kind: 'ends-at-zero' }],
  'stops-at-a-blank': [{ kind: 'stops-at-a-blank' }],
  'decoded-as-text': every(['reply', 'file'] as const, (where) => ({ kind: 'decoded-as-text', where })),
  'bytes-literal': every(['reply', 'output'] as const, (where) => ({ kind: 'bytes-literal', where })),
  stripped: [{ kind: 'stripped' }],
  'not-converted': [{ kind: 'not-converted' }],
  'too-much-converted': [{ kind: 'too-much-converted' }],
  'missing-line-end': every(['LF', 'line end'] as const, (what) => ({ kind: 'missing-line-end', what })),
  'cr-in-text': [{ kind: 'cr-in-text' }],
  'extra-octets': [
    { kind: 'extra-octets', where: 'behind', octets: 1, extra: '\0', zero: true },
    { kind: 'extra-octets', where: 'behind', octets: 2, extra: '\r\n', zero: false },
    { kind: 'extra-octets', where: 'before', octets: 1, extra: '>', zero: false },
  ],
  'not-stored': every(BOTH, (ended) => ({ kind: 'not-stored', ended })),
  'stored-otherwise': every(['more', 'line-ends', 'nothing', 'beginning', 'other'] as const, (how) => ({
    kind: 'stored-otherwise',
    how,
    octets: 3,
  })),
  'sends-part': every(['buffer', 'send'] as const, (how) => ({ kind: 'sends-part', how, octets: 3, of: 4 })),
  'own-message': [{ kind: 'own-message' }],
  'several-datagrams': [{ kind: 'several-datagrams' }],
  'shows-own-input': [{ kind: 'shows-own-input' }],
  'computes-answer': [{ kind: 'computes-answer' }],
  'shows-part': [{ kind: 'shows-part' }],
  'shows-nothing': [{ kind: 'shows-nothing' }],
  'status-not-told': [{ kind: 'status-not-told' }],
}

export const LANGUAGES = each<Language>({
  python: true,
  java: true,
  perl: true,
  javascript: true,
  c: true,
  unknown: true,
})

/** One line that a reader understands: no trace of a value that is missing, or that is no text. */
export function expectLine(text: string): void {
  expect(text).not.toMatch(/[\r\n]/)
  expect(text.trim()).toBe(text)
  expect(text).not.toBe('')
  expect(text).not.toMatch(/undefined|\[object|NaN|Infinity|octet/i)
  // Nothing stands between two marks, or in brackets.
  expect(text).not.toMatch(/ {2}| \(\)|[;:,] ?[;:,]|[;:,]$/)
}

/** Each sample with what a language says of it, by what it is. */
export const saidBy = (
  words: Words,
): Readonly<Record<string, readonly (readonly [value: { readonly kind: string }, text: string])[]>> => ({
  observation: all(observations).map((value) => [value, words.observation(value)]),
  'thing seen': all(seen).map((value) => [value, words.seen(value)]),
  note: all(notes).map((value) => [value, words.note(value)]),
  'note of the wire': all(wireNotes).map((value) => [value, words.wireNote(value)]),
  cause: all(causes).flatMap((value) =>
    LANGUAGES.map((language): [CauseFound, string] => [value, words.cause(value, language)]),
  ),
})
