import { describe, expect, it } from 'vitest'
import type { Finding } from '../../harness/findings/finding.js'
import type { Observation } from '../../harness/findings/observation.js'
import type { Evidence } from '../../harness/findings/violation.js'
import { WireLog } from '../../harness/findings/wire-log.js'
import { compare } from '../../harness/messages/reply.js'
import type { CauseFound } from '../../results/causes.js'
import { evidenceOf } from '../../results/shared-evidence.js'

interface Failed {
  readonly observation?: Observation
  readonly evidence?: Evidence
  readonly cause?: CauseFound
}

const keyOf = (
  { observation = { kind: 'connection-ended' }, evidence, cause }: Failed,
  isMute = false,
): string | undefined => {
  const decisive: Finding = {
    outcome: 'violated',
    observation,
    seen: [],
    notes: [],
    log: new WireLog(),
    durationMs: 1,
    ...(evidence ? { evidence } : {}),
  }
  return evidenceOf({ decisive, ...(cause ? { cause } : {}) }, isMute)
}
const got = (expected: string, received: string, segments?: readonly number[]): Evidence => ({
  end: 'closed',
  comparison: compare(Buffer.from(expected), Buffer.from(received)),
  ...(segments ? { segments } : {}),
})
const died = (lastWords: string, error?: 'reset' | 'decoding'): Failed => ({
  cause: { kind: 'unhandled-error', ending: { kind: 'status', status: 1 }, error, lastWords, afterReset: false },
})
const extra = (text: string): Failed => ({
  cause: { kind: 'extra-octets', where: 'before', octets: text.length, extra: text, zero: false },
})
const missing = (name: string): Failed => ({
  observation: {
    kind: 'wrong-reply',
    demand: { kind: 'json', members: [] },
    flaw: { kind: 'json-member', json: '{}', flaw: { kind: 'missing', name } },
  },
})

describe('two failures fall to one cause', () => {
  it.each<[string, Failed, Failed]>([
    ['the same octets before each reply', extra('Eco: '), extra('Eco: ')],
    [
      'one recv, be it a segment or a buffer that it returned',
      { cause: { kind: 'single-recv', how: 'first-segment', octets: 226 } },
      { cause: { kind: 'single-recv', how: 'a-buffer', octets: 4096 } },
    ],
    ['the same error, at another line', died('error at line 7'), died('error at line 12')],
    ['a member that no reply has', missing('mensaje'), missing('mensaje')],
    ['replies cut at the same place', { evidence: got('abcdef', 'abc') }, { evidence: got('uvwxyz12', 'uvw') }],
    [
      'every reply too slow',
      { observation: { kind: 'no-reply', then: { end: 'slow', ms: 11_000 } } },
      { observation: { kind: 'no-reply', then: { end: 'slow', ms: 12_000 } } },
    ],
  ])('with %s', (_, one, other) => {
    expect(keyOf(one)).toBeDefined()
    expect(keyOf(one)).toBe(keyOf(other))
  })

  it('where nothing ever came from the program', () => {
    const silent: Failed = { cause: { kind: 'no-reply', closed: false, before: false } }
    expect(keyOf(silent, true)).toBeDefined()
    expect(keyOf(silent, false)).toBeUndefined()
  })
})

describe('two failures stand alone', () => {
  it.each<[string, Failed, Failed]>([
    ['other octets before the reply', extra('Eco: '), extra('> ')],
    ['another error', died('', 'reset'), died('', 'decoding')],
    ['other last words', died('it is full'), died('it is empty')],
    [
      'a whole message and a length taken from one recv',
      { cause: { kind: 'single-recv', how: 'a-buffer', octets: 1024 } },
      { cause: { kind: 'single-recv', how: 'part-of-length', octets: 2 } },
    ],
    [
      'a buffer of another size',
      { cause: { kind: 'small-buffer', octets: 512 } },
      { cause: { kind: 'small-buffer', octets: 1024 } },
    ],
    ['another member that is missing', missing('mensaje'), missing('continuar')],
    ['replies cut elsewhere', { evidence: got('abcdef', 'abc') }, { evidence: got('abcdef', 'abcd') }],
  ])('with %s', (_, one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other))
  })

  it('where what came tells nothing of another', () => {
    for (const one of [
      {},
      { evidence: got('abc', 'xyz') },
      { evidence: got('abcdef', 'abc', [3, 3]) },
      { cause: { kind: 'stored-otherwise', how: 'other', octets: 3 } },
    ] satisfies Failed[])
      expect(keyOf(one)).toBeUndefined()
  })
})
