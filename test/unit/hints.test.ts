import { describe, expect, it } from 'vitest'
import type { Finding } from '../../harness/findings/finding.js'
import type { Observation } from '../../harness/findings/observation.js'
import type { Evidence } from '../../harness/findings/violation.js'
import { WireLog, type Direction, type WireEventKind } from '../../harness/findings/wire-log.js'
import { compare } from '../../harness/messages/reply.js'
import type { CauseFound } from '../../results/causes.js'
import { causeOf } from '../../results/diagnosis/diagnose.js'
import { explains } from '../../results/diagnosis/explained.js'
import { languageOf } from '../../results/language.js'
import { usualMistakeOf } from '../../results/mistake.js'
import type { RequirementReport } from '../../results/result.js'
import { english } from '../../results/words/en.js'
import type { Role, Specification, Transport } from '../../specification/specification.js'

/*
 * What a hint claims of what happened must be in the wire log that it is printed with: each of these was once printed beside a log that
 * showed the contrary.
 */

interface Case {
  readonly observation: Observation
  readonly evidence?: Evidence
  readonly death?: Finding['death']
  readonly log?: readonly Line[]
  readonly role?: Role
  readonly transport?: Transport
}
type Line = readonly [peer: string, direction: Direction, kind: WireEventKind, text?: string]

const specificationOf = (role: Role, transport: Transport, framing: 'text' | 'frames' = 'text'): Specification => ({
  protocol: 'x',
  role,
  transport,
  port: undefined,
  title: '',
  source: '',
  prose: '',
  background: [],
  options: {},
  framing: { requests: framing, replies: framing },
  freshDirectory: false,
  allowed: [],
  requirements: [],
  networkRequirements: [],
  folder: '/',
  file: '',
  text: '',
})

function findingOf({ observation, evidence, death, log = [] }: Case): Finding {
  const wire = new WireLog()
  for (const [peer, direction, kind, text] of log)
    wire.add({ peer, direction, kind, ...(text === undefined ? {} : { octets: Buffer.from(text) }) })
  return {
    outcome: 'violated',
    observation,
    seen: [],
    notes: [],
    log: wire,
    durationMs: 1,
    ...(evidence ? { evidence } : {}),
    ...(death ? { death } : {}),
  }
}

const causeIn = (one: Case): CauseFound | undefined =>
  causeOf(findingOf(one), specificationOf(one.role ?? 'server', one.transport ?? 'tcp'), ['./program'])

function hintIn(one: Case, command: string): string {
  const cause = causeIn(one)
  return cause ? english.cause(cause, languageOf(command.split(' '))) : ''
}

const got = (expected: string, received: string, end: Evidence['end'] = 'data'): Evidence => ({
  end,
  comparison: compare(Buffer.from(expected), Buffer.from(received)),
})
const ENDED: Observation = { kind: 'connection-ended' }
const MESSAGE = 'a message of its own'

describe('a zero byte behind the reply', () => {
  const zero: Case = { observation: ENDED, evidence: got('hola', 'hola\0') }

  it('is asked about in the words of the language that the program is written in', () => {
    expect(hintIn(zero, './server')).toContain('strlen')
    for (const command of ['java Server', 'python3 server.py', 'perl server.pl', 'node server.js'])
      expect(hintIn(zero, command)).not.toMatch(/strlen|sizeof/)
    expect(hintIn(zero, 'java Server')).toContain('packet.getLength()')
  })
})

describe('that nothing was sent back', () => {
  const silent = (log: readonly Line[]): Case => ({
    observation: { kind: 'no-reply', then: { end: 'silent', ms: 2000 } },
    evidence: got(MESSAGE, '', 'timeout'),
    log,
  })
  const asked: Line = ['client B', 'to', 'data', MESSAGE]

  it('is said where nothing was', () => {
    expect(causeIn(silent([asked]))).toEqual({ kind: 'no-reply', closed: false, before: false })
  })

  it('is not said where the reply went to another client, be it in upper case', () => {
    for (const reply of [MESSAGE, MESSAGE.toUpperCase()]) {
      const cause = causeIn(
        silent([['client A', 'to', 'data', 'something else'], asked, ['client A', 'from', 'data', reply]]),
      )
      expect(cause).toEqual({ kind: 'foreign-reply', client: 'client B', transport: 'tcp' })
    }
  })

  it('is said of this request alone where another was answered', () => {
    const cause = causeIn(silent([['client A', 'to', 'data', 'hola'], ['client A', 'from', 'data', 'hola'], asked]))
    expect(cause).toEqual({ kind: 'no-reply', closed: false, before: true })
    expect(cause && english.cause(cause, 'python')).toContain('to this request')
  })
})

describe('a client that does not end', () => {
  const runs = (kind: 'still-runs-after-answer' | 'still-runs', transport: Transport, log: readonly Line[]): string =>
    hintIn(
      {
        observation:
          kind === 'still-runs' ? { kind, ms: 10_000, lastWords: '' } : { kind, ms: 2000, ended: transport === 'tcp' },
        evidence: { end: 'timeout' },
        role: 'client',
        transport,
        log,
      },
      'python3 client.py',
    )

  it('is told of a time-out only where no reply came', () => {
    expect(runs('still-runs', 'udp', [['our server', 'from', 'data', 'hola']])).toContain('timeout')
    const answered = runs('still-runs-after-answer', 'udp', [['our server', 'to', 'data', 'HOLA']])
    expect(answered).toContain('another line')
    expect(answered).not.toMatch(/timeout|empty read|stream/)
    expect(english.observation({ kind: 'still-runs-after-answer', ms: 2000, ended: false })).not.toContain('stream')
  })

  it('is told of an empty read only where the server has closed', () => {
    const open: Line = ['our server', 'from', 'open']
    expect(runs('still-runs', 'tcp', [open, ['our server', 'to', 'end']])).toContain('empty read')
    expect(runs('still-runs', 'tcp', [open])).not.toContain('empty read')
  })
})

describe('a client that sends a part of its line', () => {
  const part = (octets: number): Case => ({
    observation: {
      kind: 'message-missing',
      progress: { kind: 'octets', octets, of: 3000 },
      then: { end: 'silent', ms: 2000 },
      lastWords: '',
    },
    evidence: got('a'.repeat(3000), 'a'.repeat(octets), 'timeout'),
    role: 'client',
  })

  it('has a full line buffer where the part is as long as one, and else sends once', () => {
    for (const octets of [1023, 1024, 2048]) expect(causeIn(part(octets))).toMatchObject({ how: 'buffer' })
    expect(hintIn(part(1024), 'python3 client.py')).not.toContain('sendall')
    expect(hintIn(part(1500), 'python3 client.py')).toContain('sendall')
  })
})

describe('an error that ended a server', () => {
  const crash = (lastWords: string, log: readonly Line[]): CauseFound | undefined =>
    causeIn({
      observation: ENDED,
      evidence: { end: 'closed' },
      death: { ending: { kind: 'status', status: 1 }, lastWords },
      log,
    })
  const connected: Line = ['client A', 'to', 'open']
  const left: Line = ['client A', 'to', 'end']
  const line: Line = ['client A', 'to', 'data', 'hola\n']

  it('is put down to an empty read only where nothing had been sent', () => {
    const words = 'IndexError: list index out of range'
    expect(crash(words, [connected, left])).toMatchObject({ error: 'index' })
    expect(crash(words, [connected, line])).toMatchObject({ error: 'index-of-content' })
  })

  it('is put down to a client that has left only where one has', () => {
    for (const [words, error] of [
      ['ConnectionResetError: [Errno 104]', 'reset'],
      ['BrokenPipeError: [Errno 32]', 'broken-pipe'],
      ['java.lang.NullPointerException', 'null-line'],
    ] as const) {
      expect(crash(words, [connected, line, left])).toMatchObject({ error })
      expect(crash(words, [connected, line])).toMatchObject({ error: undefined })
    }
  })
})

describe('white space that was added', () => {
  it('was not taken away by strip()', () => {
    expect(causeIn({ observation: ENDED, evidence: got('<html>', '<html>\r\n') })).toMatchObject({
      kind: 'extra-octets',
      where: 'behind',
      extra: '\r\n',
    })
    expect(causeIn({ observation: ENDED, evidence: got(' hola ', 'hola') })?.kind).toBe('stripped')
  })
})

describe('the usual mistake', () => {
  const usual = (place: Finding['place'], restarts = false, observation: Observation = ENDED): string =>
    usualMistakeOf({
      scenario: { key: 'x', name: '', steps: [], usualMistake: 'SO_REUSEADDR is not set', restarts },
      decisive: { ...findingOf({ observation }), ...(place ? { place } : {}) },
    } as unknown as RequirementReport)

  it('is told where the step that failed is what the scenario is about', () => {
    expect(usual({ step: 'client A receives exactly the same bytes', turn: 'own' })).not.toBe('')
    for (const turn of ['leading', 'background'] as const) expect(usual({ step: 'client A is served', turn })).toBe('')
  })

  it('of a restart is told where the server did not start again, and nowhere else', () => {
    const again = { kind: 'not-started-again', port: 1, ending: { kind: 'status', status: 1 }, lastWords: '' } as const
    expect(usual({ step: 'the server is started again on the same port', turn: 'leading' }, true, again)).not.toBe('')
    expect(usual({ step: 'client A is served', turn: 'leading' }, true)).toBe('')
    expect(usual({ step: 'client B is served', turn: 'own' }, true)).toBe('')
  })
})

describe('a cause that was named for one failure', () => {
  const before = { kind: 'extra-octets', where: 'before', octets: 5, extra: 'Eco: ', zero: false } as const
  const text = specificationOf('server', 'tcp')
  const found = (expected: string, received: string): Finding =>
    findingOf({ observation: ENDED, evidence: got(expected, received) })

  it('accounts for another where the same octets stand before each piece', () => {
    expect(explains(before, found('abcdef', 'Eco: abcEco: def'), text)).toBe(true)
    expect(explains(before, found('abcdef', 'Eco: abcEco: d'), text)).toBe(true)
  })

  it('does not where anything else is wrong too', () => {
    for (const received of ['Eco: abXdef', 'abcEco: def', 'echo: abcdef', 'abc', 'Eco: '])
      expect(explains(before, found('abcdef', received), text)).toBe(false)
  })

  it('accounts for several messages whose lengths are all reversed, and for no others', () => {
    const frames = specificationOf('server', 'tcp', 'frames')
    const reversed = { kind: 'byte-order', readLength: undefined } as const
    const of = (received: string): Finding =>
      findingOf({ observation: ENDED, evidence: { end: 'data', received: Buffer.from(received, 'latin1') } })
    expect(explains(reversed, of('\x02\0\0\0ab\x03\0\0\0abc'), frames)).toBe(true)
    for (const received of ['\0\0\0\x02ab', '\x02\0\0\0ab\x03\0\0\0ab', ''])
      expect(explains(reversed, of(received), frames)).toBe(false)
  })
})
