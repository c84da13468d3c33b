import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../harness/findings/finding.js'
import type { Framing } from '../../harness/messages/framing.js'
import { compare } from '../../harness/messages/reply.js'
import { uppercase as upperCase } from '../../protocols/uppercase.js'
import { WireLog } from '../../harness/findings/wire-log.js'
import type { Comparison, Evidence } from '../../harness/findings/violation.js'
import type { Observation } from '../../harness/findings/observation.js'
import type { Cause, CauseFound } from '../../results/causes.js'
import { causeOf } from '../../results/diagnosis/diagnose.js'
import { languageOf } from '../../results/language.js'
import { reportOf, type Diagnosis } from '../../results/result.js'
import { english } from '../../results/words/en.js'
import type { Requirement, Role, Specification, Transport } from '../../specification/specification.js'

interface Case {
  readonly observation?: Observation
  readonly evidence?: Evidence
  readonly death?: Finding['death']
  readonly place?: Finding['place']
  readonly role?: Role
  readonly transport?: Transport
  readonly command?: string
  readonly framing?: Framing
  /** of what is sent to a server; text where nothing is said */
  readonly requests?: Framing
  readonly log?: WireLog
}

interface Diagnosed extends Diagnosis {
  /** the cause as data */
  readonly found: CauseFound | undefined
}

const REQUIREMENT: Requirement = {
  id: 'X-S1',
  level: 'core',
  title: 'It echoes',
  source: '004 §2.1',
  usualMistake: '',
  file: 'server.feature',
  line: 1,
  scenarios: [{ key: 'the scenario', name: '', steps: [], usualMistake: '', restarts: false }],
  disturbs: false,
}

/** An observation that names no cause by itself. */
const WRONG: Observation = { kind: 'connection-ended' }
const SILENT = { end: 'silent', ms: 2000 } as const
const status = (code: number): { kind: 'status'; status: number } => ({ kind: 'status', status: code })
const notAgain = (lastWords: string): Case => ({
  evidence: { end: 'error' },
  observation: { kind: 'not-started-again', port: 14750, ending: status(1), lastWords },
})
/** It needs this transport, and has bound a socket of the other. */
const otherTransport = (needed: Transport): Case => ({
  evidence: { end: 'error' },
  observation: { kind: 'other-transport', needed, port: 14750 },
  transport: needed,
})
const notShown = (instead: 'nothing' | 'typed-line' | 'computed' | 'other'): Case => ({
  observation: { kind: 'answer-not-shown', instead },
  role: 'client',
})

function diagnosed({
  observation = WRONG,
  evidence,
  death,
  place,
  role = 'server',
  transport = 'tcp',
  command = './server',
  framing = 'text',
  requests = role === 'client' ? framing : 'text',
  log = new WireLog(),
}: Case): Diagnosed {
  const specification: Specification = {
    protocol: 'x',
    role,
    transport,
    port: undefined,
    title: '',
    source: '',
    prose: '',
    background: [],
    options: {},
    framing: { requests, replies: role === 'server' ? framing : 'text' },
    freshDirectory: false,
    allowed: [],
    requirements: [],
    networkRequirements: [],
    folder: '/',
    file: '',
    text: '',
  }
  const finding: Finding = {
    outcome: 'violated',
    observation,
    seen: [],
    notes: [],
    log,
    durationMs: 1,
    ...(evidence ? { evidence } : {}),
    ...(death ? { death } : {}),
    ...(place ? { place } : {}),
  }
  const words = command.split(' ')
  const cause = causeOf(finding, specification, words)
  const { result } = reportOf({
    specification,
    requirements: [REQUIREMENT],
    findings: new Map([['the scenario', finding]]),
    level: 'core',
    asked: [],
    subject: { command: words, isolation: 'none' },
    seed: 'seed',
    durationMs: 1,
    words: english,
    version: 'test',
    startedAt: new Date(0),
  })
  const { diagnosis } = result.requirements[0] ?? {}
  if (!diagnosis) throw new Error('a violation has no diagnosis')
  // The report says what was found, and nothing else.
  expect(diagnosis.cause).toBe(cause?.kind)
  expect(diagnosis.text).toBe(cause && english.cause(cause, languageOf(words)))
  return { ...diagnosis, found: cause }
}

const versus = (expected: string | Buffer, received: string | Buffer): Comparison =>
  compare(Buffer.from(expected as string), Buffer.from(received as string))
const got = (expected: string | Buffer, received: string | Buffer, end: Evidence['end'] = 'closed'): Evidence => ({
  end,
  comparison: versus(expected, received),
})
const text = (count: number): string =>
  Array.from({ length: count }, (_, i) => String.fromCharCode(97 + ((i * 7) % 26))).join('')

/** A frame whose length says this, whatever its content. */
const frame = (length: number, content: string, before = ''): Buffer => {
  const header = Buffer.alloc(4)
  header.writeUInt32BE(length)
  return Buffer.concat([Buffer.from(before, 'latin1'), header, Buffer.from(content)])
}
const littleEndian = (content: string): Buffer => {
  const header = Buffer.alloc(4)
  header.writeUInt32LE(content.length)
  return Buffer.concat([header, Buffer.from(content)])
}
const JSON_TEXT = '{"mensaje": "adiós, señor"}'
const stored = (expected: string | Buffer, received: string | Buffer): Evidence => ({
  ...got(expected, received, 'data'),
  stored: 'other',
})
/** What crossed the wire, in this order: octets sent to the server, and 'reply' for the one that it gave. */
const wire = (...data: readonly (Buffer | 'reply')[]): WireLog => {
  const log = new WireLog()
  for (const piece of data)
    log.add({
      kind: 'data',
      peer: 'client A',
      ...(piece === 'reply'
        ? { direction: 'from', octets: Buffer.from('Gracias') }
        : { direction: 'to', octets: piece }),
    })
  return log
}
const UNSTORED: Evidence = { end: 'data', stored: 'missing' }

const CASES: readonly (readonly [string, Case, Cause | undefined])[] = [
  ['not started again, the address in use', notAgain('OSError: [Errno 98] Address already in use'), 'address-in-use'],
  ['not started again for another reason', notAgain('it ended'), undefined],
  ['a socket of the other transport', otherTransport('tcp'), 'wrong-transport'],
  [
    'no socket',
    {
      evidence: { end: 'error' },
      observation: { kind: 'never-bound', transport: 'tcp', port: 14750, ms: 10_000, lastWords: '' },
    },
    'never-listens',
  ],
  [
    'an end before it was ready',
    {
      evidence: { end: 'error' },
      observation: { kind: 'exited-at-start', again: false, port: 14750, ending: status(1), lastWords: '' },
    },
    'ends-at-start',
  ],
  [
    'a crash',
    {
      death: { ending: { kind: 'status', status: 1 }, lastWords: 'ConnectionResetError' },
      evidence: { end: 'closed' },
    },
    'unhandled-error',
  ],
  [
    'a crash by a signal',
    { death: { ending: { kind: 'signal', signal: 'SIGPIPE' }, lastWords: '' }, evidence: { end: 'closed' } },
    'unhandled-error',
  ],
  [
    'an end with status 0',
    { death: { ending: { kind: 'status', status: 0 }, lastWords: '' }, evidence: got('abc', '') },
    'ends-after-one-client',
  ],
  [
    'a crash after wrong octets had come',
    {
      death: { ending: { kind: 'status', status: 1 }, lastWords: 'ConnectionResetError' },
      evidence: got('abc', 'Eco: abc', 'data'),
    },
    'extra-octets',
  ],
  [
    'want of memory after wrong octets had come',
    {
      death: { ending: { kind: 'status', status: 1 }, lastWords: 'MemoryError' },
      evidence: got('abc', 'xyz', 'data'),
    },
    undefined,
  ],
  [
    'a crash before the file was stored',
    { death: { ending: { kind: 'status', status: 1 }, lastWords: 'OSError' }, evidence: UNSTORED },
    'unhandled-error',
  ],
  ['a refused connection', { evidence: { end: 'refused' } }, 'connection-refused'],
  ['octets of another client', { evidence: { ...got('abc', 'xyz', 'data'), foreign: 'client B' } }, 'foreign-reply'],
  ['a line without its LF', { evidence: got('HELLO\n', 'HELLO', 'timeout') }, 'missing-line-end'],
  ['what stands before a zero octet', { evidence: got('ab\0cd', 'ab') }, 'ends-at-zero'],
  [
    'the first segment',
    { evidence: { ...got(text(60), text(60).slice(0, 20)), segments: [20, 20, 20] } },
    'single-recv',
  ],
  ['a buffer full, and the end of the stream', { evidence: got(text(5000), text(5000).slice(0, 1024)) }, 'single-recv'],
  [
    'a buffer full of a datagram',
    { evidence: got(text(5000), text(5000).slice(0, 1024), 'data'), transport: 'udp' },
    'small-buffer',
  ],
  ['all but the last octet', { evidence: got(text(60), text(59)) }, 'off-by-one'],
  ['some of a bulk transfer', { evidence: got(text(100_000), text(100_000).slice(0, 77_777)) }, 'incomplete-reply'],
  ['some of a small message', { evidence: got(text(60), text(60).slice(0, 33)) }, undefined],
  [
    "the beginning of a client's line",
    { evidence: got(text(60), text(60).slice(0, 33)), role: 'client' },
    'sends-part',
  ],
  [
    'something before anything was due',
    { evidence: got('', 'HE', 'data'), observation: { kind: 'answered-early', octets: 2 } },
    'answered-early',
  ],
  [
    'a body where none is to be',
    { evidence: got('', 'HE', 'data'), observation: { kind: 'body-of-head', octets: 2 } },
    undefined,
  ],
  [
    'a bytes object printed',
    {
      evidence: { end: 'data', sought: { wanted: Buffer.from('é'), output: Buffer.from("Recibido: b'\\xc3\\xa9'\n") } },
      role: 'client',
    },
    'bytes-literal',
  ],
  [
    'a line cut at its first blank',
    { evidence: got('uno dos', 'uno', 'data'), role: 'client', transport: 'udp' },
    'stops-at-a-blank',
  ],
  [
    'a 404 that nobody is told of',
    { observation: { kind: 'status-not-told', status: 404, ended: true }, role: 'client' },
    'status-not-told',
  ],
  ['str() of bytes', { evidence: got('abc', "b'abc'", 'data') }, 'bytes-literal'],
  ['U+FFFD', { evidence: got(Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb', 'data') }, 'decoded-as-text'],
  ['white space lost', { evidence: got('  abc ', 'abc', 'data') }, 'stripped'],
  ['white space added', { evidence: got('abc', 'abc\n', 'data') }, 'extra-octets'],
  ['another line end', { evidence: got('abc\n', 'abc\r\n', 'data') }, 'missing-line-end'],
  ['lower case', { evidence: got('HELLO', 'hello', 'data') }, 'not-converted'],
  ['too much in upper case', { evidence: got('a{|}~', 'a[\\]^', 'data') }, 'too-much-converted'],
  ['more after the reply', { evidence: got('abc', 'abcabc', 'data') }, 'extra-octets'],
  ['more before the reply', { evidence: got('abc', 'you said: abc', 'data') }, 'extra-octets'],
  ['no reply, and the connection closed', { evidence: got('abc', '', 'closed') }, 'no-reply'],
  ['no reply in time', { evidence: got('abc', '', 'timeout') }, 'no-reply'],
  ['other octets', { evidence: got('abcdef', 'zyxwvu', 'data') }, undefined],
  ['a CR that came back', { observation: { kind: 'cr-in-text' } }, 'cr-in-text'],
  ['a connection left open', { observation: { kind: 'left-open', ms: 2000, afterEndOfStream: false } }, 'left-open'],
  [
    'several datagrams',
    { observation: { kind: 'several-datagrams', sizes: [1, 1, 1] }, role: 'client', transport: 'udp' },
    'several-datagrams',
  ],
  ['its own input', notShown('typed-line'), 'shows-own-input'],
  ['its own upper case', notShown('computed'), 'computes-answer'],
  [
    'a part shown',
    { observation: { kind: 'answer-shown-in-part', part: 'first', octets: 10, all: 40 }, role: 'client' },
    'shows-part',
  ],
  ['nothing shown', notShown('nothing'), 'shows-nothing'],
  ['something else shown', notShown('other'), undefined],
  ['a message of its own', { observation: { kind: 'not-the-typed-line' }, role: 'client' }, 'own-message'],
  [
    'a client that still runs',
    { observation: { kind: 'still-runs', ms: 10_000, lastWords: '' }, role: 'client' },
    'does-not-end',
  ],
  [
    "a client's exit status",
    { observation: { kind: 'client-ended-badly', ending: status(1), lastWords: '' }, role: 'client' },
    'wrong-status',
  ],
  ['a CPU kept busy', { evidence: { end: 'data', spins: true } }, 'spins'],
  ['a CPU kept busy, whatever else is wrong', { evidence: { ...got('abc', ''), spins: true } }, 'spins'],
  [
    'a length that is believed',
    { death: { ending: { kind: 'status', status: 1 }, lastWords: 'MemoryError' }, evidence: { end: 'closed' } },
    'out-of-memory',
  ],
  [
    'a length that is believed, in Java',
    {
      death: { ending: { kind: 'status', status: 1 }, lastWords: 'java.lang.OutOfMemoryError: Java heap space' },
      evidence: { end: 'closed' },
    },
    'out-of-memory',
  ],
  [
    'a length that is believed and taken for negative',
    {
      death: { ending: { kind: 'status', status: 1 }, lastWords: 'java.lang.NegativeArraySizeException: -1' },
      evidence: { end: 'closed' },
    },
    'out-of-memory',
  ],
  [
    'a length that is believed, without an end',
    {
      observation: {
        kind: 'message-missing',
        progress: { kind: 'nothing' },
        then: SILENT,
        lastWords: 'malloc: Cannot allocate memory',
      },
      role: 'client',
    },
    'out-of-memory',
  ],
  [
    'a length in the other octet order',
    { evidence: got(frame(4, 'hola'), littleEndian('hola'), 'data'), framing: 'frames' },
    'byte-order',
  ],
  [
    'a length in the other octet order behind a type',
    {
      evidence: got(frame(4, 'hola', '\x01'), Buffer.concat([Buffer.from([1]), littleEndian('hola')]), 'data'),
      framing: 'parts',
    },
    'byte-order',
  ],
  [
    "a client's length in the other octet order",
    { evidence: { end: 'timeout', received: littleEndian('{"a": 1}') }, framing: 'JSON frames', role: 'client' },
    'byte-order',
  ],
  [
    'a length as digits',
    { evidence: got(frame(12, 'hola, mundo!'), '0012hola, mundo!', 'data'), framing: 'frames' },
    'length-as-text',
  ],
  [
    "a client's length as digits",
    {
      evidence: { end: 'timeout', received: Buffer.from('27  {"mensaje": "adiós, señor"}') },
      framing: 'JSON frames',
      role: 'client',
    },
    'length-as-text',
  ],
  [
    'a length that counts itself',
    { evidence: got(frame(4, 'hola'), frame(8, 'hola'), 'data'), framing: 'frames' },
    'length-includes-itself',
  ],
  [
    "a client's length that counts itself",
    { evidence: { end: 'timeout', received: frame(12, '{"a": 1}') }, framing: 'JSON frames', role: 'client' },
    'length-includes-itself',
  ],
  [
    'a length of characters',
    { evidence: { end: 'data', received: frame(Array.from(JSON_TEXT).length, JSON_TEXT) }, framing: 'JSON frames' },
    'length-of-characters',
  ],
  [
    'a length of characters, beside what was expected',
    {
      evidence: got(
        frame(Buffer.byteLength(JSON_TEXT), JSON_TEXT),
        frame(Array.from(JSON_TEXT).length, JSON_TEXT),
        'data',
      ),
      framing: 'frames',
    },
    'length-of-characters',
  ],
  ['another length', { evidence: { end: 'data', received: frame(1000, 'hola') }, framing: 'frames' }, undefined],
  ['the right length', { evidence: { end: 'data', received: frame(4, 'hola') }, framing: 'frames' }, undefined],
  ['less than a length', { evidence: { end: 'data', received: Buffer.from([4, 0, 0]) }, framing: 'frames' }, undefined],
  [
    'what looks like a length where messages have none',
    { evidence: { end: 'data', received: littleEndian('hola') }, framing: 'lines' },
    undefined,
  ],
  ['no file', { evidence: UNSTORED }, 'not-stored'],
  ['more in the file than was sent', { evidence: stored('abc', 'abcdef') }, 'stored-otherwise'],
  ['less in the file than was sent', { evidence: stored(text(2000), text(1000)) }, 'stored-otherwise'],
  ['CR LF in the file for LF', { evidence: stored('a\nb\n', 'a\r\nb\r\n') }, 'stored-otherwise'],
  ['LF in the file for CR LF', { evidence: stored('a\r\nb\r\n', 'a\nb\n') }, 'stored-otherwise'],
  ['U+FFFD in the file', { evidence: stored(Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb') }, 'decoded-as-text'],
  ['str() of bytes in the file', { evidence: stored('abc', "b'abc'") }, 'decoded-as-text'],
  ['other octets in the file', { evidence: stored('abc', 'xyz') }, 'stored-otherwise'],
  [
    'octets in the file that look like a length',
    { evidence: stored(frame(4, 'hola'), littleEndian('hola')), framing: 'frames' },
    'stored-otherwise',
  ],
  ['a banner', { observation: { kind: 'banner', octets: 12 } }, 'banner'],
  [
    'a number as text',
    {
      observation: {
        kind: 'wrong-json',
        sent: '{"tipo": "\\\\mensaje", "numero": "12"}',
        wanted: '{"tipo": "\\\\mensaje", "numero": 12}',
        numberAsText: true,
      },
      role: 'client',
    },
    'number-as-text',
  ],
  [
    'a client that closes at once',
    { observation: { kind: 'closed-before-reply', lastWords: '' }, role: 'client' },
    'closes-too-early',
  ],
  [
    'another JSON',
    {
      observation: { kind: 'wrong-json', sent: '{"a": 1}', wanted: '{"a": 2}', numberAsText: false },
      role: 'client',
    },
    undefined,
  ],
  [
    'a connection ended before anything was due',
    { evidence: got('', 'HE', 'closed'), observation: { kind: 'answered-early', octets: 0 } },
    undefined,
  ],
  [
    'a CR that came back in one of several rounds, of one of several clients',
    {
      observation: {
        kind: 'clients-unserved',
        failed: 1,
        all: 3,
        client: 'client B',
        inner: { kind: 'in-turn', what: 'round', number: 2, all: 3, inner: { kind: 'cr-in-text' } },
      },
    },
    'cr-in-text',
  ],
  [
    'a client that ends with an error before it has connected',
    {
      observation: {
        kind: 'never-came',
        transport: 'tcp',
        again: false,
        server: { host: '127.0.0.1', port: 14750 },
        ending: status(2),
        ms: 10_000,
        given: 'port',
        lastWords: 'usage: client host port',
      },
      role: 'client',
    },
    'ends-at-start',
  ],
  ['nothing to go by', {}, undefined],
]

describe('the likely cause of a failure', () => {
  for (const [what, facts, cause] of CASES) {
    it(`of ${what} is ${cause ?? 'not guessed'}`, () => {
      const diagnosis = diagnosed(facts)
      expect(diagnosis.cause).toBe(cause)
      expect(diagnosis.text === undefined).toBe(cause === undefined)
      expect(diagnosis.source).toBe('004 §2.1')
    })
  }

  it('comes with what was seen, and at which step', () => {
    const observation: Observation = { kind: 'no-reply', then: SILENT }
    expect(diagnosed({ observation, place: { step: 'Then client A receives it', turn: 'own' } }).evidence).toBe(
      'at "Then client A receives it": no reply within 2 s',
    )
    expect(diagnosed({ observation }).evidence).toBe('no reply within 2 s')
  })

  it("comes with advice in the submission's language, and for its transport", () => {
    const again = notAgain('EADDRINUSE')
    expect(diagnosed({ ...again, command: 'python3 server.py' }).text).toContain('s.setsockopt(socket.SOL_SOCKET')
    expect(diagnosed({ ...again, command: 'java Server' }).text).toContain('setReuseAddress(true)')
    expect(diagnosed(otherTransport('udp')).text).toContain('SOCK_DGRAM')
    expect(diagnosed(otherTransport('tcp')).text).toContain('SOCK_STREAM')
  })

  it('of a file that was stored otherwise tells what is wrong with it', () => {
    const said = (evidence: Evidence): string => diagnosed({ evidence }).text ?? ''
    expect(said(stored('abc', 'abcdef'))).toContain('more was stored than belongs to the file')
    expect(said(stored(text(2000), text(2000).slice(0, 1000)))).toContain('only the first 1 000 bytes were stored')
    expect(said(stored('a\nb\n', 'a\r\nb\r\n'))).toContain('open it in binary mode')
    expect(said(stored('abcdef', 'abXdef'))).toContain('other bytes were stored than were sent')
    expect(said(UNSTORED)).toContain('close it before the reply is sent')
    // A server that ended has closed its files.
    expect(
      diagnosed({ evidence: UNSTORED, death: { ending: { kind: 'status', status: 0 }, lastWords: '' } }).text,
    ).not.toContain('close it')
  })

  it('of too much memory asked for names the order of the octets, or that more of them were read, where the length was small', () => {
    const said = (lastWords: string, length: number): string =>
      diagnosed({
        death: { ending: { kind: 'status', status: 1 }, lastWords },
        requests: 'frames',
        log: wire(frame(length, '')),
      }).text ?? ''
    const overflow = 'OverflowError: Python int too large to convert to C ssize_t'
    expect(said('MemoryError', 300)).toContain(
      'with a length of 300 the program asked for more memory than there is: it reads the length with its bytes in the wrong order',
    )
    expect(said(overflow, 300)).toContain(
      'with a length of 300 the program asked for more than there can be: it takes what came behind the length for a part of it',
    )
    for (const words of ['MemoryError', overflow])
      expect(said(words, 0xffff_ffff)).toContain('as much memory was asked for as the length says')
  })

  describe('of a file whose length came in two segments', () => {
    const content = text(300)
    const sent = frame(300, content)
    const cut = (...places: number[]): Buffer[] =>
      [...places, sent.length].map((end, i) => sent.subarray(places[i - 1] ?? 0, end))
    const said = (evidence: Evidence, log: WireLog, more: Case = {}): string =>
      diagnosed({ evidence, log, requests: 'frames', ...more }).text ?? ''
    const [nothing, anOctet] = [stored(content, ''), stored(content, sent.subarray(3, 4))]

    it.each([1, 2, 3])('and was answered after %i octets tells that one read may return fewer than 4', (came) => {
      const [first, second, rest] = cut(came, 4) as [Buffer, Buffer, Buffer]
      const log = wire(first, 'reply', second, rest)
      expect(diagnosed({ evidence: nothing, log, requests: 'frames' }).cause).toBe('single-recv')
      expect(said(nothing, log)).toContain(`before the whole length had arrived (after ${came} of 4 bytes)`)
      expect(said(UNSTORED, log)).toContain(`(after ${came} of 4 bytes)`)
      expect(said(nothing, log, { command: 'python3 server.py' })).toMatch(
        /recv\(4\) may return fewer than 4; .* in a loop/,
      )
      expect(said(nothing, log, { command: 'java Server' })).toContain('readInt or readFully')
    })

    it('and was answered before the file tells it too', () => {
      const [first, second, rest] = cut(2, 4) as [Buffer, Buffer, Buffer]
      expect(said(nothing, wire(first, second, 'reply', rest))).toContain(
        'the first (2 of 4 bytes) was taken for all of it',
      )
    })

    it('and was stored from there on tells it too, whenever the reply came', () => {
      const [first, second, rest] = cut(3, 4) as [Buffer, Buffer, Buffer]
      for (const log of [
        wire(first, second, 'reply', rest),
        wire(first, second, rest, 'reply'),
        wire(first, second, rest),
      ]) {
        expect(said(anOctet, log)).toContain('the first (3 of 4 bytes) was taken for all of it')
      }
    })

    it('and was answered at its end is one that is closed too late, or whatever else is wrong with it', () => {
      const log = wire(...cut(2, 4), 'reply')
      expect(said(nothing, log)).toContain('close the file before the reply')
      expect(said(stored(content, content.slice(0, 100)), log)).toContain('only the first 100 bytes were stored')
      expect(said(UNSTORED, log)).toContain('close it before the reply is sent')
    })

    it('is no other file: one whose length came whole, or that has none', () => {
      expect(said(nothing, wire(...cut(4), 'reply'))).toContain('close the file before the reply')
      expect(said(nothing, wire(...cut(4).slice(0, 1), 'reply', ...cut(4).slice(1)))).toContain(
        'close the file before the reply',
      )
      expect(said(nothing, wire(...cut(2).slice(0, 1), 'reply', ...cut(2).slice(1)), { requests: 'parts' })).toContain(
        'close the file before the reply',
      )
      expect(said(nothing, wire())).toContain('close the file before the reply')
      expect(said(nothing, wire(sent.subarray(0, 2), 'reply'))).toContain('close the file before the reply')
    })
  })

  it('of a loop that never ends says how an empty read looks in the language', () => {
    for (const [command, read] of [
      ['python3 server.py', "b''"],
      ['./server', '(0)'],
      ['java Server', '-1 or null'],
      ['node server.js', "the 'end' event"],
    ] as const) {
      expect(diagnosed({ evidence: { end: 'data', spins: true }, command }).text).toContain(read)
    }
  })

  it("of a crash quotes the program's last words, and says what the error means where it is known", () => {
    const dead = (lastWords: string): string =>
      diagnosed({ death: { ending: { kind: 'status', status: 1 }, lastWords } }).text ?? ''
    expect(dead("UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff")).toMatch(
      /^the server ended with exit status 1: the bytes are decoded.* It last said: UnicodeDecodeError/,
    )
    expect(dead('struct.error: unpack requires a buffer of 4 bytes')).toMatch(
      /: what one recv returned is too short to unpack: recv\(4\) may return fewer than 4, .* in a loop, .* It last said: struct\.error/,
    )
    expect(
      dead(
        'struct.error: unpack_from requires a buffer of at least 4 bytes for unpacking 4 bytes at offset 0 (actual buffer size is 3)',
      ),
    ).toContain('recv(4) may return fewer')
    expect(dead("struct.error: 'I' format requires 0 <= number <= 4294967295")).toMatch(/an error was not handled/)
    expect(dead('Exception: nobody knows it')).toMatch(/an error was not handled/)
    expect(dead('')).not.toContain('It last said')
  })

  it('never says that a reply is right in its text where its octets are not', () => {
    const octets = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((array) => Buffer.from(array))
    fc.assert(
      fc.property(
        octets,
        octets,
        fc.constantFrom<Evidence['end']>('data', 'closed', 'timeout'),
        (expected, received, end) => {
          fc.pre(!expected.equals(received))
          const { cause } = diagnosed({ evidence: got(expected, received, end) })
          if (cause === 'extra-octets') expect(received.includes(expected)).toBe(true)
          if (cause === 'missing-line-end')
            expect(expected.toString('latin1').trimEnd()).toBe(received.toString('latin1').trimEnd())
          if (cause === 'not-converted') expect(upperCase(received)).toEqual(expected)
          if (cause === 'off-by-one') expect(received).toEqual(expected.subarray(0, -1))
        },
      ),
      { numRuns: 500 },
    )
  })
})
