import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Framing } from '../../harness/messages/framing.js'
import { WireLog, type WireEvent } from '../../harness/findings/wire-log.js'
import { encodeFrame } from '../../protocols/frame.js'
import { encodePart } from '../../protocols/part.js'
import { decodedMessage, decodedSegments, framingOf } from '../../results/decoded.js'
import { escapeOctets } from '../../results/escape.js'
import { english } from '../../results/words/en.js'
import { cutInSizes } from '../support/segments.js'

const specification = (
  framing: Framing,
  role: 'server' | 'client' = 'server',
): Parameters<typeof decodedSegments>[1] => ({ role, framing: { requests: framing, replies: 'text' } })
const MOST = 40

/** What the segments are, sent to a server one after the other. */
function segments(framing: Framing, pieces: readonly Buffer[], most = MOST): (string | undefined)[] {
  const log = new WireLog()
  for (const octets of pieces) log.add({ kind: 'data', direction: 'to', peer: 'client A', octets })
  const decoded = decodedSegments(log, specification(framing), most, english)
  return log.events.map((event) => decoded.get(event))
}

/** The same where only so many octets of each were kept. */
function truncated(
  framing: Framing,
  pieces: readonly (readonly [kept: Buffer, size: number])[],
): (string | undefined)[] {
  const events: WireEvent[] = pieces.map(([octets, size], at) => ({
    at,
    kind: 'data',
    direction: 'to',
    peer: 'client A',
    octets,
    size,
  }))
  const decoded = decodedSegments({ events } as unknown as WireLog, specification(framing), MOST, english)
  return events.map((event) => decoded.get(event))
}

const hola = encodeFrame(Buffer.from('hola'))

describe('a message that is decoded', () => {
  it('has the length before its content, and a type where the protocol has one', () => {
    expect(decodedMessage('frames', hola, MOST, english)).toBe('length 4 | "hola"')
    expect(decodedMessage('JSON frames', encodeFrame(Buffer.from('{"a": 1}\n')), MOST, english)).toBe(
      'length 9 | "{"a": 1}\\n"',
    )
    expect(decodedMessage('parts', encodePart(1, Buffer.from('hola')), MOST, english)).toBe(
      'type 1 (text) | length 4 | "hola"',
    )
    expect(decodedMessage('parts', encodePart(2, Buffer.from([0xff, 0])), MOST, english)).toBe(
      'type 2 (image) | length 2 | "\\xFF\\0"',
    )
    expect(decodedMessage('parts', encodePart(9, Buffer.alloc(0)), MOST, english)).toBe('type 9 | length 0')
  })

  it('is nothing where its framing has no length, or there is no octet', () => {
    for (const framing of ['text', 'lines', 'HTTP'] as const)
      expect(decodedMessage(framing, hola, MOST, english)).toBeUndefined()
    expect(decodedMessage('frames', Buffer.alloc(0), MOST, english)).toBeUndefined()
  })

  it('may have come in part', () => {
    expect(decodedMessage('frames', hola.subarray(0, 1), MOST, english)).toBe('1 of 4 bytes of a length')
    expect(decodedMessage('parts', encodePart(1, Buffer.from('hola')).subarray(0, 4), MOST, english)).toBe(
      '4 of 5 bytes of type and length',
    )
    expect(decodedMessage('frames', hola.subarray(0, 4), MOST, english)).toBe('length 4 | (4 more to come)')
    expect(decodedMessage('frames', hola.subarray(0, 7), MOST, english)).toBe('length 4 | "hol" | (1 more to come)')
    expect(decodedMessage('frames', Buffer.from([0xff, 0xff, 0xff, 0xff]), MOST, english)).toBe(
      'length 4 294 967 295 | (4 294 967 295 more to come)',
    )
  })

  it('may be several, and is cut where it is long', () => {
    expect(
      decodedMessage(
        'frames',
        Buffer.concat([hola, encodeFrame(Buffer.alloc(0)), hola, Buffer.from([0])]),
        MOST,
        english,
      ),
    ).toBe('length 4 | "hola" | length 0 | length 4 | "hola" | 1 of 4 bytes of a length')
    expect(decodedMessage('frames', encodeFrame(Buffer.alloc(2000, 'a')), 5, english)).toBe('length 2 000 | "aaaaa..."')
  })
})

describe('the segments of a stream that are decoded', () => {
  it('have, wherever the stream was cut, the lengths and all of the contents in them, and say what is to come', () => {
    const contents = fc.array(
      fc.nat({ max: 12 }).map((count) => Buffer.alloc(count, 'z')),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(
        contents,
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom<Framing>('frames', 'JSON frames', 'parts'),
        (messages, sizes, framing) => {
          const whole = Buffer.concat(
            messages.map((content) => (framing === 'parts' ? encodePart(1, content) : encodeFrame(content))),
          )
          const pieces = cutInSizes(whole, sizes)
          const texts = segments(framing, pieces)
          expect(texts).not.toContain(undefined)
          const lengths = messages.map(({ length }) => length)
          let seen = 0
          for (const [i, piece] of pieces.entries()) {
            seen += piece.length
            expect(/\(\d+ more to come\)$/.test(texts[i] ?? ''), texts[i]).toBe(
              isInsideContent(lengths, framing === 'parts' ? 5 : 4, seen),
            )
          }
          // Contents are of one letter, so nothing in them looks like a length.
          expect([...texts.join(' | ').matchAll(/length (\d+)/g)].map(([, length]) => Number(length))).toEqual(lengths)
          expect(texts.join('').split('z').length - 1).toBe(lengths.reduce((sum, length) => sum + length, 0))
        },
      ),
    )
  })

  /** Whether so many octets of the stream end behind a header whose content is not yet complete. */
  function isInsideContent(lengths: readonly number[], header: number, octets: number): boolean {
    let left = octets
    for (const length of lengths) {
      if (left < header) return false
      if (left < header + length) return true
      left -= header + length
    }
    return false
  }

  it('are told apart at every place where one message can be cut', () => {
    for (let place = 1; place < hola.length; place++) {
      const [first, second] = segments('frames', [hola.subarray(0, place), hola.subarray(place)])
      expect(first).toBe(
        place < 4
          ? `${place} of 4 bytes of a length`
          : `length 4 |${place === 4 ? '' : ` "${'hola'.slice(0, place - 4)}" |`} (${8 - place} more to come)`,
      )
      expect(second).toBe(place < 4 ? 'length 4 | "hola"' : `"${'hola'.slice(place - 4)}"`)
    }
    expect(
      segments(
        'frames',
        [...hola].map((octet) => Buffer.from([octet])),
      ),
    ).toEqual([
      '1 of 4 bytes of a length',
      '2 of 4 bytes of a length',
      '3 of 4 bytes of a length',
      'length 4 | (4 more to come)',
      '"h" | (3 more to come)',
      '"o" | (2 more to come)',
      '"l" | (1 more to come)',
      '"a"',
    ])
  })

  it('hold the octets of their content, escaped', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 30 }).map((octets) => Buffer.from(octets)),
        (content) => {
          expect(segments('frames', [encodeFrame(content).subarray(0, 4), content])).toEqual([
            `length ${content.length} | (${content.length} more to come)`,
            `"${escapeOctets(content)}"`,
          ])
        },
      ),
    )
  })

  it('belong to the stream of one client, and one connection of it', () => {
    const log = new WireLog()
    const add = (peer: string, port: number, octets: Buffer): void =>
      log.add({ kind: 'data', direction: 'to', peer, local: { host: '127.0.0.1', port }, octets })
    add('client A', 1, hola.subarray(0, 6))
    add('client B', 2, hola.subarray(0, 5))
    add('client A', 3, hola)
    add('client A', 1, hola.subarray(6))
    add('client B', 2, hola.subarray(5))
    expect([...decodedSegments(log, specification('frames'), MOST, english).values()]).toEqual([
      'length 4 | "ho" | (2 more to come)',
      'length 4 | "h" | (3 more to come)',
      'length 4 | "hola"',
      '"la"',
      '"ola"',
    ])
  })

  it('are those of the direction that has lengths, of either role', () => {
    const log = new WireLog()
    log.add({ kind: 'open', direction: 'to', peer: 'client A' })
    for (const direction of ['to', 'from'] as const)
      log.add({ kind: 'data', direction, peer: 'client A', octets: hola })
    log.add({ kind: 'note', direction: 'to', peer: 'client A', note: { kind: 'client-started' } })
    for (const [role, direction] of [
      ['server', 'to'],
      ['client', 'from'],
    ] as const) {
      const decoded = [...decodedSegments(log, specification('frames', role), MOST, english)]
      expect(decoded.map(([event, text]) => [event.direction, text])).toEqual([[direction, 'length 4 | "hola"']])
      expect(framingOf(specification('frames', role), direction)).toBe('frames')
      expect(framingOf(specification('frames', role), direction === 'to' ? 'from' : 'to')).toBe('text')
    }
  })

  it('of which not all was kept are followed as far as it can be told', () => {
    const long = encodeFrame(Buffer.alloc(100, 'a'))
    // The content that was not kept is passed over by its length.
    expect(
      truncated('frames', [
        [long.subarray(0, 10), long.length],
        [hola, hola.length],
      ]),
    ).toEqual(['length 100 | "aaaaaa..."', 'length 4 | "hola"'])
    expect(
      truncated('frames', [
        [long.subarray(0, 10), 54],
        [Buffer.alloc(0), 50],
        [hola, hola.length],
      ]),
    ).toEqual(['length 100 | "aaaaaa..." | (50 more to come)', '"..."', 'length 4 | "hola"'])
    // A length that was not kept leaves nothing to be told of what follows.
    expect(
      truncated('frames', [
        [hola, 20],
        [hola, hola.length],
      ]),
    ).toEqual([undefined, undefined])
    expect(
      truncated('frames', [
        [Buffer.alloc(0), 8],
        [hola, hola.length],
      ]),
    ).toEqual([undefined, undefined])
  })
})
