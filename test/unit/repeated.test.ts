import { describe, expect, it } from 'vitest'
import type { Finding } from '../../harness/findings/finding.js'
import { compare } from '../../harness/messages/reply.js'
import { WireLog } from '../../harness/findings/wire-log.js'
import { formatHtml } from '../../results/html.js'
import { problemsOf } from '../../results/repeated.js'
import { reportOf, type Report } from '../../results/result.js'
import { NO_COLOURS } from '../../results/palette.js'
import { formatTerminal } from '../../results/terminal.js'
import { english } from '../../results/words/en.js'
import type { Level } from '../../specification/level.js'
import type { Requirement, Specification } from '../../specification/specification.js'

const SPECIFICATION: Specification = {
  protocol: 'x',
  role: 'server',
  transport: 'tcp',
  port: undefined,
  title: 'X',
  source: '',
  prose: '',
  background: [],
  options: {},
  framing: { requests: 'text', replies: 'text' },
  freshDirectory: false,
  allowed: [],
  requirements: [],
  networkRequirements: [],
  folder: '/',
  file: '',
  text: '',
}
const AT_START =
  "the server ended with exit status 1: SyntaxError: '(' was never closed, before it had bound port 14750"
const EXITED = {
  kind: 'exited-at-start',
  again: false,
  port: 14750,
  ending: { kind: 'status', status: 1 },
  lastWords: "SyntaxError: '(' was never closed",
} as const
const START: Partial<Finding> = { outcome: 'violated', observation: EXITED, evidence: { end: 'error' } }
const WRONG: Partial<Finding> = { outcome: 'violated', observation: { kind: 'connection-ended' } }

/** A report of requirements, ... with these findings. */
function reported(
  findings: readonly Partial<Finding>[],
  {
    usualMistake = '',
    levels = [],
  }: { readonly usualMistake?: string | ((id: string) => string); readonly levels?: readonly Level[] } = {},
): Report {
  const requirements = findings.map((_finding, i): Requirement => {
    const id = `X-${i + 1}`
    const mistake = typeof usualMistake === 'string' ? usualMistake : usualMistake(id)
    return {
      id,
      level: levels[i] ?? 'core',
      title: `title of ${id}`,
      source: `§${i + 1}`,
      usualMistake: mistake,
      file: 'server.feature',
      line: i,
      disturbs: false,
      scenarios: [{ key: id, name: id, steps: [`step of ${id}`], usualMistake: mistake, restarts: false }],
    }
  })
  return reportOf({
    specification: SPECIFICATION,
    requirements,
    level: 'core',
    asked: [],
    subject: { command: ['./server', '{port}'], isolation: 'none' },
    seed: 'seed',
    durationMs: 1,
    words: english,
    version: 'test',
    startedAt: new Date(0),
    findings: new Map(
      findings.map((finding, i) => [
        `X-${i + 1}`,
        { outcome: 'held', seen: [], notes: [], log: new WireLog(), durationMs: 1, ...finding },
      ]),
    ),
  })
}
const groups = (report: Report): string[][] =>
  problemsOf(report.requirements).map((group) => group.map(({ result }) => result.id))
const logged = (...kinds: ('open' | 'note')[]): WireLog => {
  const log = new WireLog()
  for (const kind of kinds)
    if (kind === 'note') log.note({ kind: 'client-started' })
    else log.add({ kind, direction: 'to', peer: 'client A' })
  return log
}

describe('a failure of which the same is told for several requirements', () => {
  const report = reported([START, {}, START, WRONG, START])

  it('stands once in the terminal report, with those that it is the same for', () => {
    const text = formatTerminal(report, NO_COLOURS)
    expect(text.split(AT_START)).toHaveLength(2)
    expect(text).toMatch(
      /^2 causes at most, 4 requirements; begin with the first\n\nFAIL {2}X-1 \(core\) .*\n {2}observed .*\n {2}likely .*\n {2}source {5}§1\n {2}these fail for the same cause\n {2}fail {2}X-3 {2}title of X-3\n {2}fail {2}X-5 {2}title of X-5\n\nFAIL {2}X-4 /m,
    )
    // Below, each has its verdict.
    for (const id of ['X-1', 'X-3', 'X-4', 'X-5']) expect(text).toContain(`  fail  ${id}  title of ${id}`)
  })

  it('stands once in the page: the others, which are closed, point at the first', () => {
    const page = formatHtml(report)
    const section = (id: string): string =>
      page.slice(page.indexOf(`<section id="${id}">`)).split('</section>')[0] ?? ''
    // Once in the table, once in its section.
    expect(page.split('SyntaxError')).toHaveLength(3)
    expect(section('X-1')).toContain('<details open>')
    expect(section('X-1')).toContain('The same for <a href="#X-3">X-3</a>, <a href="#X-5">X-5</a>.')
    for (const id of ['X-3', 'X-5']) {
      expect(section(id)).toContain('<details>')
      expect(section(id)).toContain('The same as <a href="#X-1">X-1</a>.')
      expect(section(id)).toContain(`step of ${id}`)
      expect(page).toContain(`title of ${id}<br><span class="observed">as <a href="#X-1">X-1</a></span>`)
    }
    expect(section('X-4')).toContain('<p class="seen">the connection ended</p>')
    expect(section('X-4')).not.toContain('The same')
    expect(section('X-2')).toContain('<details>')
  })

  it('stays with each requirement in the result', () => {
    expect(report.result.requirements.filter(({ observed }) => observed === AT_START).map(({ id }) => id)).toEqual([
      'X-1',
      'X-3',
      'X-5',
    ])
  })
})

describe('the same is told', () => {
  it('of what differs by a port alone, and by what happened off the wire', () => {
    const ended = (port: number, log: WireLog): Partial<Finding> => ({
      outcome: 'violated',
      observation: {
        kind: 'never-came',
        transport: 'tcp',
        again: false,
        server: { host: '127.0.0.1', port },
        ending: { kind: 'status', status: 1 },
        ms: 10_000,
        given: undefined,
        lastWords: `3 is wrong at 127.0.0.1:${port}`,
      },
      log,
      place: { step: `step ${port}`, turn: 'own' },
    })
    expect(groups(reported([ended(3500, logged('note')), ended(3501, logged('note', 'note'))]))).toEqual([
      ['X-1', 'X-2'],
    ])
    const bound = (where: string): Partial<Finding> => ({
      ...START,
      observation: { ...EXITED, lastWords: `cannot bind ${where}` },
    })
    const never = (port: number, ms: number): Partial<Finding> => ({
      ...START,
      observation: { kind: 'never-bound', transport: 'tcp', port, ms, lastWords: '' },
    })
    expect(
      groups(
        reported([
          bound('TCP port 1'),
          bound('TCP port 2'),
          bound('[::1]:1'),
          bound('[::1]:2'),
          bound('line 1:1'),
          bound('line 1:2'),
        ]),
      ),
    ).toEqual([['X-1', 'X-2'], ['X-3', 'X-4'], ['X-5'], ['X-6']])
    expect(groups(reported([never(1, 5000), never(2, 5000), never(2, 6000)]))).toEqual([['X-1', 'X-2'], ['X-3']])
  })

  it('of what fails and of what is only warned of: it is one mistake, told at the failure', () => {
    expect(groups(reported([START, START], { levels: ['robust', 'core'] }))).toEqual([['X-2', 'X-1']])
    const fault: Partial<Finding> = { outcome: 'fault', observation: { kind: 'harness-failed', thrown: 'Error' } }
    expect(groups(reported([fault, { ...fault, outcome: 'violated' }]))).toEqual([['X-2'], ['X-1']])
  })

  it('of no two that have another observation, cause, note or death', () => {
    expect(
      groups(
        reported([
          START,
          { ...START, observation: { ...EXITED, lastWords: 'another' } },
          { ...START, notes: [{ kind: 'request-repeated' }] },
          { ...START, observation: { kind: 'other-transport', needed: 'tcp', port: 14750 } },
          { ...START, death: { ending: { kind: 'status', status: 1 }, lastWords: 'x' } },
        ]),
      ),
    ).toEqual([['X-1'], ['X-2'], ['X-3'], ['X-4'], ['X-5']])
    expect(groups(reported([WRONG, { ...WRONG, evidence: { end: 'error', spins: true } }]))).toEqual([['X-1'], ['X-2']])
    expect(groups(reported([WRONG, WRONG], { usualMistake: (id) => `mistake of ${id}` }))).toEqual([['X-1'], ['X-2']])
    expect(groups(reported([WRONG, WRONG], { usualMistake: 'the same' }))).toEqual([['X-1', 'X-2']])
  })

  it('of none where anything crossed the wire, or octets are shown', () => {
    const crossed: Partial<Finding> = { ...WRONG, log: logged('open') }
    expect(groups(reported([crossed, crossed]))).toEqual([['X-1'], ['X-2']])
    const octets = Buffer.from('a')
    for (const evidence of [
      { comparison: compare(octets, Buffer.from('b')) },
      { received: octets },
      { sought: { wanted: octets, output: octets } },
    ]) {
      const seen: Partial<Finding> = {
        ...WRONG,
        evidence: { end: 'data', ...evidence },
      }
      expect(groups(reported([seen, seen]))).toEqual([['X-1'], ['X-2']])
    }
  })

  it('of errors too, and of nothing that passed or was not observed', () => {
    const [fault, skipped]: Partial<Finding>[] = [
      { outcome: 'fault', observation: { kind: 'harness-failed', thrown: 'Error' } },
      { outcome: 'not-observable', observation: { kind: 'output-unseen' } },
    ]
    expect(groups(reported([fault ?? {}, skipped ?? {}, {}, fault ?? {}, skipped ?? {}]))).toEqual([['X-1', 'X-4']])
  })
})
