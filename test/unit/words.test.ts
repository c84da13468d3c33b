import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Observation } from '../../harness/findings/observation.js'
import { english } from '../../results/words/en.js'
import { expectLine, inner, LANGUAGES, observations, saidBy } from '../support/samples.js'

/** A value of JSON, but for members that are undefined: no Buffer, no Map, nothing of a class. */
function expectPlain(value: unknown): void {
  const back: unknown = JSON.parse(JSON.stringify(value))
  // A member that is undefined counts as one that is missing.
  expect(back).toEqual(value)
}

describe('every value that can be found', () => {
  const said = saidBy(english)
  for (const [what, values] of Object.entries(said)) {
    describe(`as a ${what}`, () => {
      const kinds = [...new Set(values.map(([{ kind }]) => kind))]
      it.each(kinds)('is said in one line, and is the same value out of JSON: %s', (kind) => {
        const own = values.filter(([value]) => value.kind === kind)
        expect(own.length).toBeGreaterThan(0)
        for (const [value, text] of own) {
          expectLine(text)
          expectPlain(value)
        }
      })
    })
  }

  it('is said otherwise than any other: what reads the same cannot be told apart', () => {
    for (const [what, values] of Object.entries(said)) {
      const kindOf = new Map<string, string>()
      for (const [{ kind }, text] of values) {
        expect(kindOf.get(text) ?? kind, `the ${what}: ${text}`).toBe(kind)
        kindOf.set(text, kind)
      }
    }
  })

  it.each(['no-json-frame', 'request-not-understood', 'head-not-understood'] as const)(
    'is said otherwise than another of the kind %s',
    (kind) => {
      const texts = observations[kind].map((sample) => english.observation(sample))
      expect(new Set(texts).size).toBe(texts.length)
    },
  )

  it('is said within another with its own words', () => {
    const within = (value: Observation): string => english.observation(value)
    expect(within({ kind: 'in-turn', what: 'round', number: 2, all: 3, inner })).toBe(
      'round 2 of 3: no reply: the connection ended without one',
    )
    for (const samples of [observations['clients-unserved'], observations['farewell-unanswered']])
      for (const sample of samples) expect(within(sample)).toContain(english.observation(sample.inner))
    expect(english.note({ kind: 'first-failed', first: inner })).toContain(english.observation(inner))
    expect(english.seen({ kind: 'not-served', inner })).toContain(english.observation(inner))
  })

  it('is said to hold only on a terminal in any language', () => {
    for (const language of LANGUAGES)
      for (const missing of ['end', 'output', 'message'] as const) expectLine(english.onlyOnTerminal(missing, language))
  })
})

describe('the sources', () => {
  const root = join(import.meta.dirname, '..', '..')
  /** The sources of a folder, without their comments. */
  const sources = (folder: string): [file: string, code: string][] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [
        join(folder, file),
        readFileSync(join(root, folder, file), 'utf8').replaceAll(/\/\*.*?\*\/|^\s*\/\/[^\n]*/gms, ''),
      ])
  const matches = (files: readonly (readonly [string, string])[], pattern: RegExp): string[] =>
    files.flatMap(([file, code]) => [...code.matchAll(pattern)].map(([found]) => `${file}: ${found}`))

  it('of the harness and the engine make no sentence of a finding', () => {
    const files = [...sources('harness'), ...sources('engine')]
    const call = String.raw`(?:\bnew\s+(?:Violation|NotObservable|HarnessFault|StartFailure)|\.(?:observe|note))\s*\(\s*`
    expect(matches(files, new RegExp(call, 'g')).length).toBeGreaterThan(100)
    expect(matches(files, new RegExp(`${call}["'\`][^\\n]*`, 'g'))).toEqual([])
  })

  it('of the harness and the engine ask for no words', () => {
    expect(matches([...sources('harness'), ...sources('engine')], /from '[^']*results\/words[^']*'/g)).toEqual([])
  })

  it('of the results reason about data: no sentence of a finding is looked at', () => {
    const files = sources('results')
    expect(files.length).toBeGreaterThan(20)
    expect(matches(files, /[^\n]*\.message\b[^\n]*/g)).toEqual([])
    // Sentences are made where the result is, and nowhere else.
    const others = files.filter(([file]) => !file.includes('/words/') && !file.endsWith('/result.ts'))
    expect(matches(others, /\b(?:words|english)\.(?:observation|seen|note|cause)\(/g)).toEqual([])
    const name = String.raw`\b(?:observed|observation|seen)\b[^\n.]*`
    expect(
      matches(files, new RegExp(`${name}\\.(?:match|matchAll|search|includes|startsWith|endsWith|indexOf)\\(`, 'g')),
    ).toEqual([])
    expect(matches(files, new RegExp(`\\.(?:test|exec)\\((?:\\w+\\.)*${name}`, 'g'))).toEqual([])
  })

  it('of the causes know no words', () => {
    const files = [
      ...sources('results/diagnosis'),
      ...sources('results').filter(([file]) => file === join('results', 'causes.ts')),
    ]
    expect(files.length).toBeGreaterThan(5)
    expect(matches(files, /from '[^']*words[^']*'/g)).toEqual([])
  })
})
