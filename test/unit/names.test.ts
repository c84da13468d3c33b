import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Names } from '../../harness/messages/names.js'
import { Randomness } from '../../harness/messages/randomness.js'

const names = (label = 'a label'): Names => new Names(new Randomness('a seed', label))

describe('names with words in brackets', () => {
  it('have each word replaced by letters, by the same ones wherever it stands', () => {
    const some = names()
    const [, page, other, again] =
      /^\/([a-z]{8})\/([a-z]{8})-([a-z]{8})\.html$/.exec(some.resolve('/[page]/[other page]-[page].html')) ?? []
    expect(page).toBeDefined()
    expect(again).toBe(page)
    expect(other).not.toBe(page)
    expect(some.resolve('[page]')).toBe(page)
    expect(some.resolve('[other page]')).toBe(other)
  })

  it('are the same for the same randomness, and others for another', () => {
    expect(names().resolve('[a] [b]')).toBe(names().resolve('[a] [b]'))
    expect(names('another').resolve('[a]')).not.toBe(names().resolve('[a]'))
  })

  it('stay as they are where they have no such word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (template) => {
        fc.pre(!/\[[a-z ]+\]/.test(template))
        expect(names().resolve(template)).toBe(template)
      }),
    )
    for (const template of ['[]', '[A]', '[page1]', '[a-b]', '[page', 'page]', '[é]'])
      expect(names().resolve(template)).toBe(template)
  })

  it('have a word stand for what it was defined as, whatever that is', () => {
    const some = names()
    const before = some.resolve('[secret]')
    some.define('secret', '$& [page] ../x')
    expect(before).toMatch(/^[a-z]{8}$/)
    expect(some.resolve('/[secret]/')).toBe('/$& [page] ../x/')
  })
})
