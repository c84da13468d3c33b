import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Deliverer, withOneByteChanged, withoutLineEnd } from '../../proving/proxy/delivery.js'
import { mutantNames, type Mutant } from '../../proving/mutant.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** What clients get where these replies come at once, as `client octets`, with how late and whether the end follows; and how many were changed. */
function delivered(mutant: Mutant | 'faithful', replies: readonly (readonly [client: string, octets: string])[]) {
  const got: string[] = []
  let changes = 0
  const deliverer = new Deliverer<string>(
    mutant,
    ({ to, octets, delayMs, endsThen }) => {
      const late = delayMs === 0 ? '' : delayMs < 1_000 ? ' soon' : ' late'
      got.push(`${to} ${octets.toString('latin1')}${late}${endsThen === true ? ' end' : ''}`)
    },
    () => changes++,
  )
  for (const [client, octets] of replies) deliverer.reply(client, Buffer.from(octets, 'latin1'))
  vi.runAllTimers()
  return { got, changes }
}

const one = [['A', 'hola\r\n']] as const
const two = [
  ['A', 'uno'],
  ['B', 'dos'],
] as const
const again = [
  ['A', 'uno'],
  ['A', 'dos'],
] as const

describe('a mutant of replies', () => {
  it.each([
    ['faithful', one, ['A hola\r\n'], 0],
    ['drop-line-end', one, ['A hola'], 1],
    ['drop-line-end', two, ['A uno', 'B dos'], 0],
    ['change-byte', one, ['A hol`\r\n'], 1],
    ['answer-twice', two, ['A uno', 'A uno', 'B dos', 'B dos'], 2],
    ['answer-late', one, ['A hola\r\n late'], 1],
    ['split', again, ['A u', 'A no soon', 'A d', 'A os soon'], 2],
    ['split', [['A', 'x']], ['A x'], 0],
    ['close-early', one, ['A hol end'], 1],
    ['coalesce', again, ['A unodos'], 1],
    ['coalesce', two, ['A uno', 'B dos'], 0],
    ['mix-clients', two, ['B uno', 'A dos'], 1],
    ['mix-clients', again, ['A uno', 'A dos'], 0],
  ] as const)('that is %s turns %j into %j', (mutant, replies, got, changes) => {
    expect(delivered(mutant, replies)).toEqual({ got, changes })
  })

  it('loses nothing, but for what it drops or doubles', () => {
    for (const mutant of mutantNames) {
      if (['drop-line-end', 'change-byte', 'answer-twice', 'close-early'].includes(mutant)) continue
      const said = delivered(mutant, [...two, ...again])
        .got.map((line) => line.slice(2).replace(/ soon| late/, ''))
        .join('')
      expect([...said].sort().join(''), mutant).toBe([...'unodosunodos'].sort().join(''))
    }
  })

  it('lets go of what it holds where nothing more comes for that client', () => {
    const got: string[] = []
    const deliverer = new Deliverer<string>(
      'coalesce',
      ({ octets }) => got.push(octets.toString()),
      () => undefined,
    )
    deliverer.reply('A', Buffer.from('uno'))
    deliverer.flush('B')
    expect(got).toEqual([])
    deliverer.flush('A')
    expect(got).toEqual(['uno'])
  })
})

describe('the octets of a mutant', () => {
  it('lack one line end', () => {
    expect(withoutLineEnd(Buffer.from('a\n\n')).toString()).toBe('a\n')
    expect(withoutLineEnd(Buffer.from('\r\n')).length).toBe(0)
  })

  it('differ in one byte, which is no white space where there is another', () => {
    expect(withOneByteChanged(Buffer.from('OK \n')).toString()).toBe('OJ \n')
    expect([...withOneByteChanged(Buffer.from([0x0a]))]).toEqual([0x0b])
  })
})
