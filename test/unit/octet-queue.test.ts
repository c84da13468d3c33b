import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OctetQueue } from '../../harness/peers/octet-queue.js'

/** The queue as anybody would first write it: one array. */
interface Model {
  octets: number[]
}

class Push implements fc.Command<Model, OctetQueue> {
  constructor(readonly piece: Uint8Array) {}
  check = (): boolean => true
  run(model: Model, queue: OctetQueue): void {
    queue.push(Buffer.from(this.piece))
    model.octets.push(...this.piece)
    expect(queue.size).toBe(model.octets.length)
  }
  toString = (): string => `push(${this.piece.length} octets)`
}

class Take implements fc.Command<Model, OctetQueue> {
  constructor(readonly count: number | undefined) {}
  check = (): boolean => true
  run(model: Model, queue: OctetQueue): void {
    const taken = this.count === undefined ? queue.take() : queue.take(this.count)
    expect([...taken]).toEqual(model.octets.splice(0, this.count ?? model.octets.length))
    expect(queue.size).toBe(model.octets.length)
  }
  toString = (): string => `take(${this.count ?? ''})`
}

class Peek implements fc.Command<Model, OctetQueue> {
  check = (): boolean => true
  run(model: Model, queue: OctetQueue): void {
    expect([...queue.peek()]).toEqual(model.octets)
    expect(queue.size).toBe(model.octets.length)
  }
  toString = (): string => 'peek()'
}

describe('a queue of octets', () => {
  it('gives out what came in, in order, in whatever pieces', () => {
    const commands = [
      fc.uint8Array({ maxLength: 20 }).map((piece) => new Push(piece)),
      fc.option(fc.nat(30), { nil: undefined }).map((count) => new Take(count)),
      fc.constant(new Peek()),
    ]
    fc.assert(
      fc.property(fc.commands(commands, { size: 'medium' }), (sequence) => {
        fc.modelRun(() => ({ model: { octets: [] }, real: new OctetQueue() }), sequence)
      }),
      { numRuns: 200 },
    )
  })
})
