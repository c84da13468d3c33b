import { describe, expect, it } from 'vitest'
import { literalsOf } from '../../steps/literals.js'

describe('the literal pieces of a phrase', () => {
  const may = literalsOf('{client} sends {payload} in {count} segments')

  it('let through what has them in their order', () => {
    expect(may('client A sends 40 random octets in 3 segments')).toBe(true)
  })

  for (const text of [
    'client A sends 40 random octets',
    'client A sends 40 random octets in 3 segments now',
    'client A takes 4 in 3 segments',
    'in 3 segments client A sends 4',
  ]) {
    it(`rule out "${text}"`, () => {
      expect(may(text)).toBe(false)
    })
  }

  it('of a phrase without parameters are the whole of it', () => {
    const whole = literalsOf('the server answers')
    expect(whole('the server answers')).toBe(true)
    expect(whole('the server answers both parts')).toBe(false)
  })
})
