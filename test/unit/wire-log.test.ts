import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WireLog } from '../../harness/findings/wire-log.js'

const KIB = 1024
const data = (octets: Uint8Array): Parameters<WireLog['add']>[0] => ({
  kind: 'data',
  direction: 'to',
  peer: 'client A',
  octets,
})

describe('the wire log', () => {
  it('keeps events in order, with times that never go back', () => {
    const log = new WireLog()
    const cut = Array.from({ length: 100 }, (_, ms) => ({ kind: 'network-cut', ms }) as const)
    for (const note of cut) log.note(note)
    expect(log.events.map(({ note }) => note)).toEqual(cut)
    for (const event of log.events) expect(event).toMatchObject({ kind: 'note', direction: 'to', peer: 'harness' })
    const times = log.events.map(({ at }) => at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times[0]).toBeGreaterThanOrEqual(0)
  })

  it('copies octets, so that what becomes of the buffer later does not matter', () => {
    const log = new WireLog()
    const octets = Buffer.from('abc')
    log.add(data(octets))
    octets.fill(0)
    expect(log.events[0]).toMatchObject({ octets: Buffer.from('abc'), size: 3 })
  })

  it('tells an event without octets from one with none in it', () => {
    const log = new WireLog()
    log.add({ kind: 'end', direction: 'from', peer: 'client A' })
    log.add(data(Buffer.alloc(0)))
    expect(log.events[0]).not.toHaveProperty('octets')
    expect(log.events[0]).not.toHaveProperty('size')
    expect(log.events[1]).toMatchObject({ octets: Buffer.alloc(0), size: 0 })
  })

  it('keeps at most 64 KiB of an event and 256 KiB in all, always from the beginning, and every size', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100 * KIB), { maxLength: 12 }), (sizes) => {
        const log = new WireLog()
        let room = 256 * KIB
        for (const [i, size] of sizes.entries()) log.add(data(Buffer.alloc(size, i + 1)))
        expect(log.events).toHaveLength(sizes.length)
        for (const [i, { octets, size }] of log.events.entries()) {
          expect(size).toBe(sizes[i])
          expect(octets).toHaveLength(Math.min(sizes[i] ?? 0, 64 * KIB, room))
          room -= octets?.length ?? 0
        }
      }),
      { numRuns: 30 },
    )
  })

  it('keeps 2000 events and counts the others', () => {
    const log = new WireLog()
    for (let i = 0; i < 2003; i++) log.add(data(Buffer.from('x')))
    expect(log.events).toHaveLength(2000)
    expect(log.dropped).toBe(3)
  })
})
