import { describe, expect, it } from 'vitest'
import { NO_COLOURS } from '../dist/results/palette.js'
import { problemsOf } from '../dist/results/repeated.js'
import { formatTerminal } from '../dist/results/terminal.js'
import { contradictions } from './support/claims.js'
import { grade } from './support/grade.js'
import { commandOf, readSubmissions } from './support/submissions.js'

/** One slip, and what it fails: all of it for one cause. */
const SLIPS = [
  ['tcp-echo', 'says-echo.mjs', 'TCP-ECHO-S1', '"Echo: "'],
  ['json-actions', 'little-endian.py', 'JSON-ACTIONS-S1', 'little-endian'],
  ['tcp-echo', 'buffer-of-4096.py', 'TCP-ECHO-S4', 'a loop'],
] as const

const COLUMNS = 80
/** No more than a reader sees at once. */
const LINES = 40

describe.each(SLIPS)('one slip, %s of %s', (protocol, file, first, words) => {
  it('is one cause, told at its most basic requirement, in lines that a terminal has room for', async () => {
    const submission = readSubmissions().find((one) => one.protocol === protocol && one.source.endsWith(`/${file}`))
    if (!submission) throw new Error(`there is no ${file}`)
    const report = await grade(protocol, 'server', await commandOf(submission), { level: 'robust' })
    const failed = report.result.requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)
    expect([...failed].sort()).toEqual(submission.violates.filter((id) => failed.includes(id)))
    expect(failed.length).toBeGreaterThan(1)
    const groups = problemsOf(report.requirements)
    expect(groups.map((group) => group.map(({ result }) => result.id).sort())).toEqual([[...failed].sort()])
    expect(contradictions(report)).toEqual([])

    for (const columns of [60, COLUMNS, 120]) {
      const lines = formatTerminal(report, NO_COLOURS, { columns, isVerbose: false }).trimEnd().split('\n')
      const text = lines.join('\n')
      expect(lines.filter((line) => line.length > columns)).toEqual([])
      if (columns >= COLUMNS) expect(lines.length, text).toBeLessThanOrEqual(LINES)
      const at = (part: string): number => lines.findIndex((line) => line.includes(part))
      expect(at(`1 cause, ${failed.length} requirements`), text).toBeGreaterThanOrEqual(0)
      expect(at(`FAIL  ${first}`)).toBe(at('1 cause, ') + 2)
      expect(text.replaceAll(/\s+/g, ' ')).toContain(words)
      // The cause before all that is only listed.
      expect(at('  likely ')).toBeLessThan(at('  pass '))
      for (const id of failed.slice(1)) expect(at(`  fail  ${id} `), id).toBeGreaterThan(at('  likely '))
    }
  })
})
