import { describe, expect, it, vi } from 'vitest'
import { whileStarting } from '../../harness/programs/starting-time.js'

const starved = vi.hoisted(() => ({ ms: 0 }))
vi.mock('../../harness/peers/patience.js', () => ({ starvedMs: () => starved.ms }))

/** Asks that take no time; the machine is starved meanwhile, or not. The program has used so much CPU at each look. */
async function asked(
  isStarved: boolean,
  cpuMs: readonly (number | undefined)[],
  comesAt = Infinity,
): Promise<{ readonly found: string | undefined; readonly waits: number[] }> {
  const waits: number[] = []
  const looks = [...cpuMs]
  const program = { hasExited: false, cpuMs: () => looks.shift() }
  const found = await whileStarting(program, 8_000, (ms) => {
    waits.push(ms)
    if (isStarved) starved.ms += ms
    return Promise.resolve(waits.length >= comesAt ? 'bound' : undefined)
  })
  return { found, waits }
}

describe('how long a program may take to start', () => {
  it('no longer than that on a machine that had CPU to spare', async () => {
    expect(await asked(false, [100, 200, 300])).toEqual({ found: undefined, waits: [8_000] })
  })

  it('as long as it uses what a starved machine gives it', async () => {
    expect(await asked(true, [100, 200, 300, 400], 4)).toEqual({ found: 'bound', waits: [8_000, 2_000, 2_000, 2_000] })
  })

  it('no longer once it has had the time that a start takes', async () => {
    expect(await asked(true, [1_000, 3_000, 4_100])).toEqual({ found: undefined, waits: [8_000, 2_000, 2_000] })
  })

  it('no longer where it waits for something else than the CPU, or nobody can tell', async () => {
    expect(await asked(true, [100, 110])).toEqual({ found: undefined, waits: [8_000, 2_000] })
    expect(await asked(true, [undefined])).toEqual({ found: undefined, waits: [8_000] })
  })
})
