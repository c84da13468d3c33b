import { describe, expect, it } from 'vitest'
import { decide, occurrences, type SeenOfPair, type Wanted } from '../../grading/interop/decide.js'

const LINE = 'the line that was typed at this client'
const ECHO: Wanted = { text: LINE, mentions: 0, isOwn: false }
const GOOD: SeenOfPair = {
  ending: { kind: 'status', status: 0 },
  seconds: 10,
  output: `Received: ${LINE}\n`,
  lastWords: '',
  death: undefined,
}

describe('whether a client had of a server what the exchange gives', () => {
  it('it shows the reply, in spite of labels, and ends with status 0', () => {
    expect(decide(ECHO, GOOD)).toEqual({ kind: 'served' })
  })

  it('of an echo, what it shows by itself is no reply', () => {
    const mentions = { ...ECHO, mentions: 1 }
    expect(decide(mentions, { ...GOOD, output: `Sent: ${LINE}\n` })).toMatchObject({ kind: 'reply-not-shown' })
    expect(decide(mentions, { ...GOOD, output: `Sent: ${LINE}\nReceived: ${LINE}\n` })).toEqual({ kind: 'served' })
  })

  it('a part of the reply is told as that, but not what chance makes of it', () => {
    expect(decide(ECHO, { ...GOOD, output: LINE.slice(0, 20) })).toMatchObject({
      kind: 'reply-not-shown',
      part: { which: 'first', octets: 20, all: LINE.length },
    })
    expect(decide(ECHO, { ...GOOD, output: 'the' })).toEqual({ kind: 'reply-not-shown', lastWords: '' })
  })

  it('a client that still runs is told with whether it had its reply', () => {
    const running = { ...GOOD, ending: undefined }
    expect(decide(ECHO, running)).toEqual({ kind: 'client-still-runs', seconds: 10, shown: true })
    expect(decide(ECHO, { ...running, output: '' })).toEqual({ kind: 'client-still-runs', seconds: 10, shown: false })
  })

  it('another exit status, or a signal, is none of a good exchange', () => {
    const ending = { kind: 'status', status: 1 } as const
    expect(decide(ECHO, { ...GOOD, ending, lastWords: 'oh' })).toEqual({
      kind: 'client-ended-badly',
      ending,
      lastWords: 'oh',
    })
    expect(decide(ECHO, { ...GOOD, ending: { kind: 'signal', signal: 'SIGSEGV' } })).toMatchObject({
      kind: 'client-ended-badly',
    })
  })

  it('the end of a server counts only where the client had no reply', () => {
    const death = { ending: { kind: 'status', status: 1 }, lastWords: 'IndexError' } as const
    expect(decide(ECHO, { ...GOOD, death })).toEqual({ kind: 'served' })
    expect(decide(ECHO, { ...GOOD, death, output: '' })).toEqual({ kind: 'server-died', ...death })
  })

  it('of a message of its own that is another each time nothing is said', () => {
    expect(decide({ ...ECHO, isOwn: true }, { ...GOOD, output: 'Received: 12:01:07\n' })).toEqual({
      kind: 'own-message',
    })
  })

  it('counts a text that does not overlap itself, and none of nothing', () => {
    expect(occurrences(`${LINE} ${LINE}`, LINE)).toBe(2)
    expect(occurrences('abc', '')).toBe(0)
  })
})
