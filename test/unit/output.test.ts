import fc from 'fast-check'
import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { Output } from '../../harness/programs/output.js'
import { cutInSizes } from '../support/segments.js'

const CAP = 64 * 1024

/** Octets that tell their place: no two stretches of 4 octets at different places are the same. */
function placed(count: number): Buffer {
  const out = Buffer.alloc(count + 4)
  for (let at = 0; at < count; at += 4) out.writeUInt32BE(at, at)
  return out.subarray(0, count)
}

async function captured(pieces: readonly Buffer[], keepAll = false): Promise<Output> {
  const output = new Output(Readable.from(pieces, { objectMode: false }), keepAll)
  await output.ended
  return output
}

describe("a program's output", () => {
  it('is kept whole while it is no longer than the beginning and the end that are kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2 * CAP),
        fc.array(fc.integer({ min: 500, max: 90_000 }), { minLength: 1, maxLength: 5 }),
        async (count, sizes) => {
          const octets = placed(count)
          const output = await captured(cutInSizes(octets, sizes))
          expect(output.size).toBe(count)
          expect(output.octets.equals(octets)).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('has its first and its last 64 KiB kept, and a line that says how much is missing between', async () => {
    const count = fc.integer({ min: 2 * CAP, max: 12 * CAP })
    await fc.assert(
      fc.asyncProperty(
        count,
        fc.array(fc.integer({ min: 500, max: 90_000 }), { minLength: 1, maxLength: 5 }),
        async (size, sizes) => {
          const octets = placed(size)
          const output = await captured(cutInSizes(octets, sizes))
          const kept = output.octets
          expect(output.size).toBe(size)
          expect(kept.subarray(0, CAP).equals(octets.subarray(0, CAP))).toBe(true)
          expect(kept.subarray(-CAP).equals(octets.subarray(-CAP))).toBe(true)
          // The end is kept in whole chunks, so somewhat more than 64 KiB of it.
          expect(kept.length).toBeLessThan(2 * CAP + 90_000 + 100)
          const gap = /^\n\[\.\.\. (\d+) bytes not kept \.\.\.\]\n/.exec(kept.toString('latin1', CAP, CAP + 60))
          const missing = Number(gap?.[1] ?? 0)
          expect(kept.length - (gap?.[0].length ?? 0)).toBe(size - missing)
          expect(kept.subarray(CAP + (gap?.[0].length ?? 0)).equals(octets.subarray(CAP + missing))).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('is kept whole where it is wanted, beyond these limits', async () => {
    const octets = placed(20 * CAP + 3)
    const output = await captured(cutInSizes(octets, [50_000]), true)
    expect(output.octets.equals(octets)).toBe(true)
  })

  it('is drained to its end also where it is a flood, with a bound on what is kept', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x')
    const output = await captured([...Array.from({ length: 36 }, () => piece), Buffer.from('the end')], true)
    expect(output.size).toBe(36 * piece.length + 7)
    expect(output.octets.length).toBeLessThan(34 * piece.length)
    expect(output.octets.subarray(-7).toString()).toBe('the end')
  })

  it('tells whoever listens that more has come, until he has had enough', async () => {
    const stream = new PassThrough()
    const output = new Output(stream)
    const seen: number[] = []
    const stop = output.onData(() => seen.push(output.size))
    stream.write('abc')
    stream.write('de')
    await new Promise(setImmediate)
    stop()
    stream.end('f')
    await output.ended
    expect(seen.at(-1)).toBe(5)
    expect(output.text).toBe('abcdef')
  })

  it('ends also where its stream fails', async () => {
    const stream = new PassThrough()
    const output = new Output(stream)
    stream.write('before')
    await new Promise(setImmediate)
    stream.destroy(new Error('EIO'))
    await output.ended
    expect(output.text).toBe('before')
  })

  it('is text where a character came in two chunks', async () => {
    const octets = Buffer.from('añb')
    expect((await captured([octets.subarray(0, 2), octets.subarray(2)])).text).toBe('añb')
  })
})
