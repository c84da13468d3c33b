import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ANSWER_FORMS, parseAnswer } from '../../harness/messages/grammar/answers.js'
import { STRUCTURED_FORMS } from '../../harness/messages/grammar/messages.js'
import { PARAMETERS } from '../../harness/messages/grammar/parameters.js'
import { parseWhole } from '../../harness/messages/grammar/parser.js'
import { parsePayload, SUFFIXES } from '../../harness/messages/grammar/payloads.js'
import { PAYLOAD_FORMS } from '../../harness/messages/grammar/plain.js'
import { parseReply, REPLY_FORMS } from '../../harness/messages/grammar/replies.js'
import { nearMiss } from '../../steps/near-miss.js'
import { PHRASES, spellingsOf } from '../../steps/vocabulary.js'

const FEATURES = join(import.meta.dirname, '..', '..', 'features')

/** Every step of every feature, the rows of an outline put into it. */
function allSteps(): { readonly text: string; readonly role: 'server' | 'client' }[] {
  return readdirSync(FEATURES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.feature'))
    .flatMap((name) =>
      readFileSync(join(FEATURES, name), 'utf8')
        .split('\n')
        .flatMap((line) => /^\s*(?:Given|When|Then|And|But) (.+)$/.exec(line)?.[1] ?? [])
        // The rows of outlines are numbers, or stand for a payload: their own examples are tested as such.
        .filter((text) => !/<[^>]+>/.test(text))
        .map((text) => ({ text, role: name.endsWith('client.feature') ? ('client' as const) : ('server' as const) })),
    )
}

/** A phrase as the expression that Cucumber makes of it. */
const expressionOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split(/\{(\w+)\}/)
      .map((piece, index) => {
        if (index % 2 === 0) return piece.replaceAll(/\\(.)/g, '$1').replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
        return PARAMETERS.find(({ name }) => name === piece)?.parser.pattern ?? '"(?:[^"\\\\]|\\\\.)*"'
      })
      .map((source) => `(?:${source})`)
      .join('')}$`,
    'u',
  )

describe('the grammar', () => {
  it('reads every example that it shows, and the pattern of the steps accepts it', () => {
    const parameter = (name: string): (typeof PARAMETERS)[number] => {
      const found = PARAMETERS.find((one) => one.name === name)
      if (!found) throw new Error(name)
      return found
    }
    const examples = {
      payload: [...PAYLOAD_FORMS, ...STRUCTURED_FORMS, ...SUFFIXES],
      reply: REPLY_FORMS,
      answer: ANSWER_FORMS,
    }
    for (const [name, forms] of Object.entries(examples)) {
      const { parser } = parameter(name)
      for (const { example } of forms) {
        expect(parseWhole(parser, example), example).toHaveProperty('value')
        expect(new RegExp(`^(?:${parser.pattern})$`).exec(example), example).toHaveLength(1)
      }
    }
  })

  it('reads several messages in one segment, whatever the first ends with', () => {
    for (const { example } of PAYLOAD_FORMS) {
      const phrase = `${example} followed by the bytes 0A fa, followed by ${example}`
      expect(parsePayload(phrase).phrase).toBe(phrase)
    }
  })

  it('still reads what features say that call bytes octets', () => {
    for (const phrase of ['a text of 1 024 octets', 'all 256 octet values', '1 random octet', 'the octets 00 FF'])
      expect(parsePayload(phrase).phrase).toBe(phrase)
    expect(parseReply('the same octets')).toEqual({ kind: 'same' })
    expect(PHRASES.flatMap(spellingsOf)).toContain('{client} sends the last octet')
  })

  it('has exactly one phrase for every step of every feature', () => {
    const expressions = PHRASES.map((phrase) => ({ role: phrase.role, all: spellingsOf(phrase).map(expressionOf) }))
    const steps = allSteps()
    expect(steps.length).toBeGreaterThan(500)
    for (const { text, role } of steps) {
      const matching = expressions.filter(
        (one) => (one.role === role || one.role === 'both') && one.all.some((expression) => expression.test(text)),
      )
      expect(matching, text).toHaveLength(1)
    }
  })
})

describe('a phrase that nearly makes sense', () => {
  it('is told how far it does, and what was possible there', () => {
    expect(() => parsePayload('a text of ten bytes')).toThrow(
      'understood as far as "a text of", then "ten"; possible there: a number, such as 1 024',
    )
    expect(() => parsePayload('a file of 200 random bytes, backwards')).toThrow(
      /understood as far as "a file of 200 random bytes,", then "backwards"; possible there: "the length first"/,
    )
    expect(() => parseReply('the number seven')).toThrow(/then "seven"; possible there: a number, such as 7/)
    expect(() => parseReply('a JSON frame with "a": an array')).toThrow(
      /then "an"; possible there: a string, a boolean, a number, true or false/,
    )
    expect(() => parseAnswer('as many other letters')).toThrow(/then "letters"; possible there: "lower-case letters"/)
  })

  it.each([
    [
      'client A sends a text of ten bytes',
      /as far as "client A sends a text of", then "ten"; possible there: a number/,
    ],
    ['client A recieves exactly the same bytes', /as far as "client A", then "recieves"; possible there: /],
    ['client a is served', /as far as "client", then "a"; possible there: a capital letter/],
    ['client A is served twice', /as far as "client A is served", then "twice"; possible there: the end/],
    ['client A sends "x" in many segments', /as far as "client A sends "x" in", then "many"; possible there: a number/],
  ])('as a step: %s', (text, told) => {
    expect(nearMiss(text, PHRASES)).toMatch(told)
  })

  it('is not guessed at where it hardly begins like any', () => {
    expect(nearMiss('everything is fine', PHRASES)).toBeUndefined()
  })
})
