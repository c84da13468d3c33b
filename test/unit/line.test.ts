import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeLine, encodeLine, LineBuffer } from '../../protocols/line.js'
import { cutAtPlaces } from '../support/segments.js'

/** The text of a line: any octets but LF, and not ended by a CR, which would belong to the terminator. */
const text = fc
  .uint8Array({ maxLength: 50 })
  .map((array) => Buffer.from(array.filter((octet) => octet !== 0x0a)))
  .filter((line) => line.at(-1) !== 0x0d)
const lines = fc.array(fc.tuple(text, fc.constantFrom('\n', '\r\n')), { maxLength: 20 })
const unended = text

function takeAll(buffer: LineBuffer): Buffer[] {
  const taken: Buffer[] = []
  for (let next = buffer.next(); next.kind === 'complete'; next = buffer.next()) taken.push(next.line)
  return taken
}

describe('a buffer of lines', () => {
  it('gives the same lines however the stream was split or coalesced, and the rest that has no LF', () => {
    fc.assert(
      fc.property(
        lines,
        unended,
        fc.array(fc.nat(), { maxLength: 40 }),
        fc.boolean(),
        (written, rest, places, atOnce) => {
          const stream = Buffer.concat([...written.map(([line, end]) => Buffer.concat([line, Buffer.from(end)])), rest])
          const buffer = new LineBuffer()
          const taken: Buffer[] = []
          for (const segment of cutAtPlaces(stream, places)) {
            buffer.push(segment)
            if (!atOnce) taken.push(...takeAll(buffer))
          }
          taken.push(...takeAll(buffer))
          expect(taken).toEqual(written.map(([line]) => line))
          expect(buffer.rest()).toEqual(rest)
          expect(buffer.size).toBe(rest.length)
          expect(buffer.next()).toEqual({ kind: 'incomplete', have: rest.length })
        },
      ),
      { numRuns: 300 },
    )
  })

  it('gives them also where each octet comes alone', () => {
    fc.assert(
      fc.property(lines, (written) => {
        const buffer = new LineBuffer()
        const taken: Buffer[] = []
        for (const [line, end] of written)
          for (const octet of [...line, ...Buffer.from(end)]) {
            buffer.push(Buffer.from([octet]))
            taken.push(...takeAll(buffer))
          }
        expect(taken).toEqual(written.map(([line]) => line))
      }),
    )
  })

  it('gives lines longer than its storage, before and after others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 70_000 }),
        (sizes, step) => {
          const written = sizes.map((size, i) => Buffer.alloc(size, 97 + i))
          const stream = Buffer.concat(written.map((line) => encodeLine(line)))
          const buffer = new LineBuffer()
          const taken: Buffer[] = []
          for (let at = 0; at < stream.length; at += step) {
            buffer.push(stream.subarray(at, at + step))
            taken.push(...takeAll(buffer))
          }
          expect(taken.map((line, i) => line.equals(written[i] ?? Buffer.alloc(0)))).toEqual(sizes.map(() => true))
          expect(taken.map(({ length }) => length)).toEqual(sizes)
          expect(buffer.size).toBe(0)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('copies what it is given and what it gives', () => {
    const buffer = new LineBuffer()
    const segment = Buffer.from('one\ntwo\n')
    buffer.push(segment)
    segment.fill(0)
    const first = buffer.next()
    buffer.push(Buffer.alloc(10_000, 'x'))
    const second = buffer.next()
    expect([first, second]).toMatchObject([
      { line: Buffer.from('one'), size: 4 },
      { line: Buffer.from('two'), size: 4 },
    ])
  })
})

describe('a line', () => {
  it('comes back as it was encoded', () => {
    fc.assert(
      fc.property(text, fc.uint8Array(), (line, after) => {
        expect(decodeLine(Buffer.concat([encodeLine(line), after]))).toEqual({
          kind: 'complete',
          line,
          size: line.length + 1,
        })
      }),
    )
  })

  it('is incomplete without its LF, at every octet', () => {
    fc.assert(
      fc.property(text, (line) => {
        const encoded = encodeLine(line)
        for (let have = 0; have < encoded.length; have++)
          expect(decodeLine(encoded.subarray(0, have))).toEqual({ kind: 'incomplete', have })
      }),
    )
  })

  it('loses one CR before its LF, and no other', () => {
    for (const [octets, line, size] of [
      ['a\r\n', 'a', 3],
      ['a\r\r\n', 'a\r', 4],
      ['\r\n', '', 2],
      ['\n', '', 1],
      ['a\rb\n', 'a\rb', 4],
      ['\rb\n', '\rb', 3],
    ] as const) {
      expect(decodeLine(Buffer.from(octets)), JSON.stringify(octets)).toEqual({
        kind: 'complete',
        line: Buffer.from(line),
        size,
      })
    }
  })

  it('is found behind what was searched before', () => {
    expect(decodeLine(Buffer.from('abc\r\n'), 4)).toEqual({ kind: 'complete', line: Buffer.from('abc'), size: 5 })
  })
})
