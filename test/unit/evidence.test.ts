import { describe, expect, it } from 'vitest'
import type { Finding } from '../../harness/findings/finding.js'
import type { Framing } from '../../harness/messages/framing.js'
import { compare } from '../../harness/messages/reply.js'
import type { Evidence } from '../../harness/findings/violation.js'
import { WireLog } from '../../harness/findings/wire-log.js'
import { encodeFrame } from '../../protocols/frame.js'
import { evidenceLines, type EvidenceLine } from '../../results/evidence.js'
import type { RequirementReport } from '../../results/result.js'
import { english } from '../../results/words/en.js'
import type { Requirement, Specification } from '../../specification/specification.js'

const REQUIREMENT: Requirement = {
  id: 'X-S1',
  level: 'core',
  title: 'It echoes',
  source: '',
  usualMistake: '',
  file: 'server.feature',
  line: 1,
  scenarios: [],
  disturbs: false,
}

function lines(evidence: Evidence | undefined, replies: Framing = 'text'): EvidenceLine[] {
  const specification: Specification = {
    protocol: 'x',
    role: 'server',
    transport: 'tcp',
    port: undefined,
    title: '',
    source: '',
    prose: '',
    options: {},
    framing: { requests: 'text', replies },
    freshDirectory: false,
    allowed: [],
    background: [],
    requirements: [],
    networkRequirements: [],
    folder: '/',
    file: '',
    text: '',
  }
  const decisive: Finding = {
    outcome: 'violated',
    observation: { kind: 'connection-ended' },
    seen: [],
    notes: [],
    log: new WireLog(),
    durationMs: 1,
    ...(evidence ? { evidence } : {}),
  }
  const report: RequirementReport = {
    requirement: REQUIREMENT,
    decisive,
    scenario: undefined,
    findings: [decisive],
    result: { id: 'X-S1', level: 'core', title: 'It echoes', verdict: 'fail', durationMs: 1, source: '' },
  }
  return evidenceLines(report, specification, english)
}

const versus = (expected: string | Buffer, received: string | Buffer, more: Partial<Evidence> = {}): Evidence => ({
  end: 'data',
  comparison: compare(Buffer.from(expected as string), Buffer.from(received as string)),
  ...more,
})

describe('the evidence of a failure', () => {
  it('lays expected and received above each other, as text and in hexadecimal, with a mark at the first difference', () => {
    expect(lines(versus('HOLA\n', 'HoLA\n'))).toEqual([
      { label: 'expected', text: '"HOLA\\n"  (5 bytes)' },
      { label: 'received', text: '"HoLA\\n"  (5 bytes)' },
      { label: '', text: '  ^ first difference: byte 2', mark: true },
      { label: 'expected', text: '48 4F 4C 41 0A' },
      { label: 'received', text: '48 6F 4C 41 0A' },
      { label: '', text: '   ^^', mark: true },
    ])
  })

  it('has each mark below the octet that differs', () => {
    const shown = lines(versus(`${'a'.repeat(1500)}xbc`, `${'a'.repeat(1500)}ybc`))
    expect(shown[2]?.text).toMatch(/first difference: byte 1 501$/)
    expect(shown.map(({ text, mark }) => (mark ? text.indexOf('^') : -1))).toEqual([
      -1,
      -1,
      shown[0]?.text.indexOf('x'),
      -1,
      -1,
      shown[3]?.text.indexOf('78'),
    ])
    expect(shown[1]?.text.indexOf('y')).toBe(shown[0]?.text.indexOf('x'))
  })

  it('says "nothing" where nothing came, or nothing was to come', () => {
    expect(lines(versus('HOLA', ''))).toEqual([
      { label: 'expected', text: '"HOLA"  (4 bytes)' },
      { label: 'received', text: 'nothing' },
    ])
    expect(lines(versus('', 'x'))).toEqual([
      { label: 'expected', text: 'nothing' },
      { label: 'received', text: '"x"  (1 byte)' },
    ])
    expect(lines(versus('', ''))).toEqual([
      { label: 'expected', text: 'nothing' },
      { label: 'received', text: 'nothing' },
    ])
  })

  it('is of a file in other words, and not decoded', () => {
    const shown = lines(
      versus(encodeFrame(Buffer.from('a')), encodeFrame(Buffer.from('b')), { stored: 'other' }),
      'frames',
    )
    expect(shown.map(({ label }) => label)).toEqual(['sent', 'stored', '', 'sent', 'stored', ''])
    expect(lines(versus('a', '', { stored: 'other' }))).toEqual([
      { label: 'sent', text: '"a"  (1 byte)' },
      { label: 'stored', text: 'nothing' },
    ])
    expect(lines({ end: 'data', stored: 'missing' })).toEqual([])
  })

  it('has what was expected and what came decoded where messages have a length', () => {
    const shown = lines(versus(encodeFrame(Buffer.from('hola')), Buffer.from('\x04\0\0\0hola')), 'frames')
    expect(shown.slice(-2)).toEqual([
      { label: 'expected', text: 'decoded: length 4 | "hola"' },
      { label: 'received', text: 'decoded: length 67 108 864 | "hola" | (67 108 860 more to come)' },
    ])
    expect(lines(versus('a', 'b'), 'lines').some(({ text }) => text.includes('decoded'))).toBe(false)
  })

  it('is what came where nothing can be laid beside it', () => {
    expect(lines({ end: 'timeout', received: Buffer.from('\0\0\0\x02{}') }, 'JSON frames')).toEqual([
      { label: 'received', text: '"\\0\\0\\0\\x02{}"  (6 bytes)' },
      { label: 'received', text: 'decoded: length 2 | "{}"' },
    ])
    expect(lines({ end: 'data', received: Buffer.alloc(1000, 'a') })).toEqual([
      { label: 'received', text: `"${'a'.repeat(60)}..."  (1 000 bytes)` },
    ])
  })

  it('is what a program should have printed, and what it printed, escaped and cut', () => {
    const sought = { wanted: Buffer.from('la respuesta'), output: Buffer.from(`\x1b[2J${'a'.repeat(500)}`) }
    expect(lines({ end: 'data', sought })).toEqual([
      { label: 'expected', text: '"la respuesta" somewhere in its output' },
      { label: 'printed', text: `"\\x1B[2J${'a'.repeat(396)}..."` },
    ])
  })

  it('is none where nothing of the wire was seen', () => {
    expect(lines(undefined)).toEqual([])
    expect(lines({ end: 'refused' })).toEqual([])
  })
})
