import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { sockspec } from './support/command.js'
import { readSubmissions } from './support/submissions.js'
import { scratchFolder } from './support/programs.js'

const folder = scratchFolder()

describe('every report of a check', async () => {
  const files = { html: 'r.html', json: 'r.json', junit: 'r.xml', markdown: 'r.md', gradescope: 'g.json' }
  const found = readSubmissions().find((one) => one.name === 'tcp-echo server good.py')
  const { stdout } = await sockspec([
    ...['check', 'tcp-echo', '--only', 'TCP-ECHO-S1', '--name', 'Ana Pérez', '--isolation', 'none', '--cwd', folder],
    ...Object.entries(files).flatMap(([format, file]) => ['--report', `${format}=${join(folder, file)}`]),
    ...['--report', 'terminal', '--', 'python3', found?.source ?? '', '{port}'],
  ])
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
  const result = JSON.parse(read(files.json)) as Result
  const date = result.startedAt.slice(0, 19)
  const forPeople = `${date.replace('T', ' ')} UTC`
  const took = `${(result.durationMs / 1000).toFixed(1)} s`

  it('in JSON is as its schema says', () => {
    const schema = JSON.parse(
      readFileSync(join(import.meta.dirname, '..', 'docs', 'result.schema.json'), 'utf8'),
    ) as object
    const validate = new Ajv2020().compile(schema)
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true)
    expect(result).toMatchObject({ name: 'Ana Pérez', subject: { folder, isolation: 'none' } })
  })

  const reports: readonly (readonly [string, () => string, readonly string[]])[] = [
    [
      'terminal',
      () => stdout,
      [
        'Ana Pérez: python3',
        'isolation none',
        `folder ${folder}, ${forPeople}, sockspec ${result.version}`,
        `in ${took}`,
      ],
    ],
    ['html', () => read(files.html), ['Ana Pérez', folder, forPeople, took, `sockspec ${result.version}`, 'none']],
    [
      'junit',
      () => read(files.junit),
      [
        'name="name" value="Ana Pérez"',
        `name="folder" value="${folder}"`,
        `timestamp="${date}"`,
        `time="${(result.durationMs / 1000).toFixed(3)}"`,
        `name="version" value="${result.version}"`,
        'name="isolation" value="none"',
      ],
    ],
    [
      'markdown',
      () => read(files.markdown).replaceAll('\\', ''),
      [
        'name: Ana Pérez',
        `folder: ${folder}`,
        'isolation: none',
        `date: ${forPeople}`,
        `took: ${took}`,
        `version: sockspec ${result.version}`,
      ],
    ],
    [
      'gradescope',
      () => (JSON.parse(read(files.gradescope)) as { output: string }).output,
      [
        'name: Ana Pérez',
        `folder: ${folder}`,
        'isolation: none',
        `date: ${forPeople}`,
        `took: ${took}`,
        `version: sockspec ${result.version}`,
      ],
    ],
  ]
  it.each(reports)('%s says whose, where, when, how long, with which version, in which isolation', (_, text, facts) => {
    for (const fact of facts) expect(text()).toContain(fact)
  })
})
