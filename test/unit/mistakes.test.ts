import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lintFeature } from '../../engine/linting/feature-mistakes.js'
import { protocolFolder, protocolNames, rolesIn } from '../../specification/catalogue.js'
import { mistakeText } from '../../specification/mistake.js'

/** Feature files that are wrong, a folder each, and what is told of them. RECORD=1 records it anew, to be read before it is kept. */
const FOLDER = join(import.meta.dirname, '..', 'mistakes')
const RECORDED = join(FOLDER, 'told.txt')

const names = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

/** What is told of one folder, a line for each mistake. */
function toldOf(name: string): string[] {
  const folder = join(FOLDER, name)
  return rolesIn(folder).flatMap((role) =>
    lintFeature(folder, `${role}.feature`, role).mistakes.map((mistake) => mistakeText(`${role}.feature`, mistake)),
  )
}

const asRecorded = (name: string, lines: readonly string[]): string => `== ${name}\n${lines.join('\n')}\n`

if (process.env.RECORD === '1') writeFileSync(RECORDED, names.map((name) => asRecorded(name, toldOf(name))).join('\n'))

const recorded = new Map(
  readFileSync(RECORDED, 'utf8')
    .split(/^== /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section.trimEnd()]),
)

describe('a mistake in a feature file', () => {
  it('is one of at least thirty that are tried', () => {
    expect(names.length).toBeGreaterThanOrEqual(30)
    expect([...recorded.keys()]).toEqual(names)
  })

  it.each(names)('is told with its place and what to do: %s', (name) => {
    expect(asRecorded(name, toldOf(name)).trimEnd()).toBe(`== ${recorded.get(name) ?? ''}`)
  })

  it('is told alone where there is no other', () => {
    const many = names.filter((name) => toldOf(name).length !== 1)
    expect(many).toEqual(['outline-without-examples', 'several-at-once'])
  })

  it('does not hide the others of its file', () => {
    const lines = toldOf('several-at-once').map((line) => Number(/:(\d+):\d+: /.exec(line)?.[1]))
    expect(lines).toEqual([5, 7, 19, 21, 24, 28])
  })
})

describe('the features that come with sockspec', () => {
  it.each(protocolNames())('have no mistake: %s', (name) => {
    const folder = protocolFolder(name)
    for (const role of rolesIn(folder)) expect(lintFeature(folder, `${role}.feature`, role).mistakes).toEqual([])
  })
})
