import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HarnessFault } from '../../harness/findings/violation.js'
import { english } from '../../results/words/en.js'

/** The machine, as the module sees it: what time it is, and for how long processes have queued for a CPU. */
const machine = vi.hoisted(() => ({ now: 0, pressureMs: 0 }))

vi.mock('node:fs', () => ({
  readFileSync: () =>
    `some avg10=0.00 avg60=0.00 avg300=0.00 total=${Math.round(machine.pressureMs * 1000)}\nfull total=0\n`,
}))

/** Lets time pass: timers fire when they are due. */
function pass(ms: number): void {
  for (let passed = 0; passed < ms; passed++) {
    machine.now++
    vi.advanceTimersByTime(1)
  }
}

let patience: typeof import('../../harness/peers/patience.js')

beforeEach(async () => {
  machine.now = machine.pressureMs = 0
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  vi.spyOn(performance, 'now').mockImplementation(() => machine.now)
  // The module measures from its first use on: each test has its own.
  vi.resetModules()
  patience = await import('../../harness/peers/patience.js')
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

type Expired = (fault: HarnessFault | undefined) => void

describe('a deadline', () => {
  it('expires when its time has passed, once, and not before', () => {
    const expired = vi.fn<Expired>()
    new patience.Deadline(100, expired)
    pass(99)
    expect(expired).not.toHaveBeenCalled()
    pass(1)
    expect(expired.mock.calls).toEqual([[undefined]])
    pass(1000)
    expect(expired).toHaveBeenCalledTimes(1)
  })

  it('starts again with every progress', () => {
    const expired = vi.fn<Expired>()
    const deadline = new patience.Deadline(100, expired)
    for (let i = 0; i < 5; i++) {
      pass(99)
      deadline.progress()
    }
    pass(99)
    expect(expired).not.toHaveBeenCalled()
    pass(1)
    expect(expired).toHaveBeenCalledTimes(1)
  })

  it('never expires once it is cancelled', () => {
    const expired = vi.fn<Expired>()
    new patience.Deadline(100, expired).cancel()
    pass(1000)
    expect(expired).not.toHaveBeenCalled()
  })

  it('is extended by the time that processes stood in the queue for a CPU, and no more', () => {
    const expired = vi.fn<Expired>()
    new patience.Deadline(100, expired)
    pass(50)
    machine.pressureMs += 60
    pass(109)
    expect(expired).not.toHaveBeenCalled()
    pass(1)
    expect(expired.mock.calls).toEqual([[undefined]])
  })

  it('is not extended where it waits for the kernel, which does not stand in that queue', () => {
    const expired = vi.fn<Expired>()
    new patience.Deadline(100, expired, 'kernel')
    machine.pressureMs += 100
    pass(100)
    expect(expired.mock.calls).toEqual([[undefined]])
  })

  it('is not extended for a loss that does not matter', () => {
    const expired = vi.fn<Expired>()
    new patience.Deadline(100, expired)
    machine.pressureMs += 9
    pass(100)
    expect(expired).toHaveBeenCalledTimes(1)
  })

  it('expires after four times its length, however starved the machine is', () => {
    const expired = vi.fn<Expired>()
    new patience.Deadline(100, expired)
    for (let i = 0; i < 399; i++) {
      machine.pressureMs++
      pass(1)
    }
    expect(expired).not.toHaveBeenCalled()
    machine.pressureMs++
    pass(2)
    expect(expired).toHaveBeenCalledTimes(1)
  })

  it('blames the harness where the harness itself could not run', () => {
    const expired = vi.fn<Expired>()
    new patience.Deadline(100, expired)
    // The event loop stands still: time passes, and no timer fires.
    machine.now += 5000
    pass(400)
    expect(expired).toHaveBeenCalledTimes(1)
    expect(expired.mock.calls[0]?.[0]).toMatchObject({
      name: 'HarnessFault',
      observation: { kind: 'starved', waitedMs: 5400, lateMs: 4999 },
    })
    expect(english.observation({ kind: 'starved', waitedMs: 5400, lateMs: 4999 })).toMatch(/^inconclusive/)
  })

  it('gives back the time in which the harness could not run, and blames nobody where that was the smaller part', () => {
    const expired = vi.fn<Expired>()
    new patience.Deadline(1000, expired)
    machine.now += 300
    pass(1000)
    expect(expired).not.toHaveBeenCalled()
    pass(400)
    expect(expired.mock.calls).toEqual([[undefined]])
  })
})

describe('polling', () => {
  it('gives what the first probe gives, at once', async () => {
    const probe = vi.fn(() => 'seen')
    expect(await patience.poll(probe, 100)).toBe('seen')
    expect(probe).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('resolves with the first probe that gives something, also something false, and asks no more', async () => {
    for (const value of [0, false, '', null]) {
      let asked = 0
      const found = patience.poll(() => (++asked < 4 ? undefined : value), 10_000)
      pass(1000)
      expect(await found).toBe(value)
      expect(asked).toBe(4)
    }
  })

  it('gives undefined when the time has passed, and asks no more', async () => {
    const probe = vi.fn((): string | undefined => undefined)
    const found = patience.poll(probe, 100)
    pass(100)
    expect(await found).toBe(undefined)
    const asked = probe.mock.calls.length
    pass(1000)
    expect(probe).toHaveBeenCalledTimes(asked)
  })

  it('slows down, but never beyond the slowest pace that was asked for', async () => {
    const times: number[] = []
    const found = patience.poll(() => void times.push(machine.now), 1000, 10)
    pass(1000)
    await found
    const pauses = times.slice(1).map((time, i) => time - (times[i] ?? 0))
    expect(pauses[0]).toBe(1)
    expect(Math.max(...pauses)).toBe(10)
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  })

  it('rejects with what a probe throws, and asks no more', async () => {
    let asked = 0
    const found = patience.poll(() => {
      if (++asked === 3) throw new Error('no such table')
      return undefined
    }, 1000)
    const rejected = expect(found).rejects.toThrow('no such table')
    pass(1000)
    await rejected
    expect(asked).toBe(3)
  })
})
