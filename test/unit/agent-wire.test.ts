import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { encodeFrame, FrameReader, type Order, type Report } from '../../harness/hosts/agent/wire.js'

type Header = Order | Report
interface Frame {
  readonly header: Header
  readonly payload: Buffer
}

afterEach(() => {
  vi.restoreAllMocks()
})

/** Every frame that is complete when the stream has come in these pieces. */
function framesOf(pieces: Iterable<Buffer>): Frame[] {
  const frames: Frame[] = []
  const reader = new FrameReader<Header>((header, payload) => frames.push({ header, payload: Buffer.from(payload) }))
  for (const piece of pieces) reader.push(piece)
  return frames
}

function* cut(octets: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let at = 0
  for (const size of sizes) {
    yield octets.subarray(at, at + size)
    at = Math.min(octets.length, at + size)
  }
  yield octets.subarray(at)
}

const stream = fc.nat(1 << 20)
const address = fc.record({ host: fc.oneof(fc.ipV4(), fc.ipV6()), port: fc.nat(65_535) })
const header = fc.oneof<fc.Arbitrary<Header>[]>(
  fc.record({
    op: fc.constant('call'),
    id: stream,
    name: fc.constant('read'),
    args: fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.nat(), fc.constant(null))),
  }),
  fc.record({ op: fc.constant('connect'), stream, remote: address, from: fc.ipV4() }),
  fc.record({ op: fc.constantFrom('data', 'end', 'reset', 'destroy', 'pause', 'resume', 'taken', 'ended'), stream }),
  fc.record({ op: fc.constant('failed'), id: stream, message: fc.string({ unit: 'binary' }) }),
  fc.record({ op: fc.constant('datagram'), socket: stream, from: address }),
  fc.record({ op: fc.constant('result'), id: stream, value: fc.jsonValue() }),
)
const frame = fc.record({ header, payload: fc.uint8Array({ maxLength: 100 }).map((octets) => Buffer.from(octets)) })

describe('what harness and agent say to each other', () => {
  it('is read as it was written, wherever the stream is cut and whatever comes together', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 8 }), fc.array(fc.nat(60), { maxLength: 60 }), (frames, sizes) => {
        const octets = Buffer.concat(frames.map(({ header, payload }) => encodeFrame(header, payload)))
        // What JSON leaves out is left out; -0 is 0 there.
        const expected = frames.map(({ header, payload }) => ({
          header: JSON.parse(JSON.stringify(header)) as Header,
          payload,
        }))
        expect(framesOf(cut(octets, sizes))).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  it('is read as it was written one octet at a time, and all at once', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 4 }), (frames) => {
        const octets = Buffer.concat(frames.map(({ header, payload }) => encodeFrame(header, payload)))
        const single = framesOf(Array.from(octets, (octet) => Buffer.of(octet)))
        expect(single).toEqual(framesOf([octets]))
        expect(single).toHaveLength(frames.length)
      }),
      { numRuns: 50 },
    )
  })

  it('may have no payload, and an empty piece changes nothing', () => {
    const [one, two] = [encodeFrame({ op: 'end', stream: 2 }), encodeFrame({ op: 'data', stream: 4 }, Buffer.from('x'))]
    const nothing = Buffer.alloc(0)
    const expected = [
      { header: { op: 'end', stream: 2 }, payload: nothing },
      { header: { op: 'data', stream: 4 }, payload: Buffer.from('x') },
    ]
    expect(framesOf([nothing, one.subarray(0, 3), nothing, one.subarray(3), nothing, two])).toEqual(expected)
  })

  it('says nothing before its last octet has come', () => {
    const octets = encodeFrame({ op: 'data', stream: 2 }, Buffer.from('abc'))
    for (let length = 0; length < octets.length; length++) expect(framesOf([octets.subarray(0, length)])).toEqual([])
    expect(framesOf([octets])).toHaveLength(1)
  })

  it('counts lengths in octets, not in characters', () => {
    const message = 'niño 🚀 \u0000'
    expect(
      framesOf([
        encodeFrame({ op: 'failed', id: 2, message }, Buffer.from('é')),
        encodeFrame({ op: 'ended', stream: 1 }),
      ]),
    ).toMatchObject([{ header: { message }, payload: Buffer.from('é') }, { header: { op: 'ended', stream: 1 } }])
  })

  it('does not change a payload that its reader keeps, whatever comes afterwards', () => {
    const kept: Buffer[] = []
    const reader = new FrameReader<Report>((_, payload) => kept.push(payload))
    const frames = ['one', 'two', 'three'].map((text) => encodeFrame({ op: 'data', stream: 1 }, Buffer.from(text)))
    for (const octets of frames) for (const piece of cut(octets, [5, 5, 5, 5])) reader.push(piece)
    expect(kept.map(String)).toEqual(['one', 'two', 'three'])
  })
})

describe('a large payload', () => {
  const SIZE = 1 << 20
  const payload = Buffer.alloc(SIZE, 'abcdefg')

  it.each([64, 4096, 65_536])('in pieces of %d octets is joined once, not again for every piece', (size) => {
    const octets = Buffer.concat([
      encodeFrame({ op: 'data', stream: 2 }, payload),
      encodeFrame({ op: 'end', stream: 2 }),
    ])
    const pieces = [...cut(octets, Array<number>(Math.floor(octets.length / size)).fill(size))]
    const concat = vi.spyOn(Buffer, 'concat')
    const frames = framesOf(pieces)
    const copied = concat.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0)
    expect(frames.map(({ header }) => header)).toEqual([
      { op: 'data', stream: 2 },
      { op: 'end', stream: 2 },
    ])
    expect(frames[0]?.payload.equals(payload)).toBe(true)
    expect(copied).toBeLessThan(2 * octets.length)
  })

  it('made of many small frames that come together is cut without being copied for each', () => {
    const small = encodeFrame({ op: 'data', stream: 2 }, Buffer.alloc(40))
    const octets = Buffer.concat(Array<Buffer>(Math.floor(SIZE / small.length)).fill(small))
    const concat = vi.spyOn(Buffer, 'concat')
    let count = 0
    new FrameReader<Order>(() => count++).push(octets)
    expect(count).toBe(Math.floor(SIZE / small.length))
    expect(concat).not.toHaveBeenCalled()
  })
})
