import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatGradebook, formatMoodle } from '../../grading/csv.js'
import { gradebookOf } from '../../grading/gradebook.js'
import type { Graded, Outcome } from '../../grading/graded.js'
import { commonestFailures, histogramOf } from '../../grading/statistics.js'
import type { Verdict } from '../../results/verdict.js'

const IDS = ['X-S1', 'X-S2', 'X-T1']

/** A submission with these verdicts, a point for each that passed. */
function graded(name: string, verdicts: readonly Verdict[], id = name.replace(/\W/g, '') || 'x'): Graded {
  const requirements = verdicts.map((verdict, index) => ({ id: IDS[index], verdict }))
  const outcome = {
    kind: 'checked',
    result: { verdict: verdicts.includes('fail') ? 'fail' : 'pass', counts: {}, requirements },
  } as unknown as Outcome
  const earned = verdicts.filter((verdict) => verdict !== 'fail').length
  const open = requirements.flatMap(({ id: one, verdict }) => (verdict === 'error' && one ? [one] : []))
  return {
    schema: 'sockspec/graded/1',
    submission: { id, name, source: name, notes: [] },
    hash: '',
    tasks: [
      {
        task: 'x-server',
        outcome,
        notes: [],
        points: { earned, possible: 3, perRequirement: [], open, openPoints: open.length },
      },
    ],
  }
}

const notBuilt = (name: string, outcome: Outcome): Graded => ({
  ...graded(name, []),
  tasks: [{ task: 'x-server', outcome, notes: [] }],
})

const read = (csv: string): Record<string, string>[] =>
  parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' })

describe('the gradebook', () => {
  it('has a head line and a row for each student, in the order of their names', () => {
    const csv = formatGradebook(
      gradebookOf([graded('Zoë', ['pass', 'fail', 'pass']), graded('Ana', ['pass', 'pass', 'error'])], IDS),
    )
    expect(csv.startsWith('\uFEFFid,name,')).toBe(true)
    expect(read(csv)).toMatchObject([
      {
        name: 'Ana',
        verdict: 'pass',
        points: '3',
        possible: '3',
        'to look at': 'X-T1',
        'X-S1': 'pass',
        'X-T1': 'error',
      },
      { name: 'Zoë', verdict: 'fail', points: '2', 'X-S2': 'fail' },
    ])
  })

  it('has no points of a submission of which nothing is known, and says what became of it', () => {
    const [row] = read(formatGradebook(gradebookOf([notBuilt('Ana', { kind: 'undecided', candidates: [] })], IDS)))
    expect(row).toMatchObject({ verdict: 'not graded (undecided)', points: '', 'X-S1': '' })
  })

  it('keeps whatever a student is called, and no name is a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (names) => {
        const rows = read(
          formatGradebook(
            gradebookOf(
              names.map((name, index) => graded(name, ['pass'], `id${index}`)),
              IDS,
            ),
          ),
        )
        expect(rows).toHaveLength(names.length)
        for (const { name = '' } of rows) expect(name).not.toMatch(/^\s*[=+\-@|%]/)
      }),
    )
    for (const evil of ['=cmd|"/c calc"!A1', '+1+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1'])
      expect(read(formatGradebook(gradebookOf([graded(evil, [], 'evil')], IDS)))[0]?.['name']).toMatch(/^'/)
  })

  it('is the same whatever the order in which the results came', () => {
    const some = [graded('B', ['pass']), graded('A', ['fail']), graded('A', ['pass'], 'A2')]
    expect(formatGradebook(gradebookOf(some, IDS))).toBe(formatGradebook(gradebookOf([...some].reverse(), IDS)))
  })

  it('goes to Moodle with identifier, grade and feedback', () => {
    const [row] = read(formatMoodle(gradebookOf([graded('Ana', ['pass', 'fail', 'pass'])], IDS), 'Lab 3'))
    expect(row).toMatchObject({ 'Full name': 'Ana', 'Lab 3': '2', 'Lab 3 (feedback)': 'fail: 2/3' })
  })
})

describe('statistics of a class', () => {
  const book = gradebookOf(
    [graded('A', ['pass', 'fail', 'fail']), graded('B', ['pass', 'fail', 'pass']), notBuilt('C', { kind: 'left-out' })],
    IDS,
  )
  it('tell the commonest failures first', () => {
    expect(commonestFailures(book)).toEqual([
      { id: 'X-S2', failed: 2, judged: 2 },
      { id: 'X-T1', failed: 1, judged: 2 },
    ])
  })
  it('count each graded submission once', () => {
    const bins = histogramOf(book.rows)
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(2)
    expect(bins.find(({ from, to }) => from <= 1 && 1 < to)?.count).toBe(1)
  })
})
