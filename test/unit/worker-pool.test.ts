import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runPool, type PoolOptions } from '../../grading/worker-pool.js'

const folder = mkdtempSync(join(tmpdir(), 'sockspec-pool-'))
afterAll(() => rmSync(folder, { recursive: true }))
const program = join(folder, 'worker.mjs')
writeFileSync(
  program,
  `import { existsSync, writeFileSync } from 'node:fs'
process.on('disconnect', () => process.exit(0))
process.send({ kind: 'ready' })
process.on('message', ({ does, mark }) => {
  if (does === 'die') process.kill(process.pid, 'SIGKILL')
  else if (does === 'throw') throw new Error('torn apart')
  else if (does === 'die once' && !existsSync(mark)) { writeFileSync(mark, ''); process.exit(7) }
  else if (does === 'cannot') process.send({ kind: 'failed', message: 'no such thing' })
  else if (does === 'hang') return
  else { process.send({ kind: 'progress', done: 1, all: 2 }); process.send({ kind: 'done', result: process.pid }) }
})
`,
)

interface Job {
  readonly name: string
  readonly does: string
  readonly mark: string
}
const job = (name: string, does = 'work'): Job => ({ name, does, mark: join(folder, name) })

/** Runs the jobs, and tells how each ended. */
async function ran(
  jobs: readonly Job[],
  options: Partial<PoolOptions<Job, number>> = {},
): Promise<Map<string, number | string>> {
  const ended = new Map<string, number | string>()
  await runPool<Job, number>({
    program,
    args: [],
    jobs,
    workers: () => 2,
    onDone: ({ name }, pid) => Promise.resolve(void ended.set(name, pid)),
    onFailed: ({ name }, message) => Promise.resolve(void ended.set(name, message)),
    signal: new AbortController().signal,
    ...options,
  })
  return ended
}

describe('a pool of workers', () => {
  it('does all jobs with no more workers than it may have', async () => {
    const ended = await ran(Array.from({ length: 20 }, (_, i) => job(`job ${i}`)))
    expect(ended.size).toBe(20)
    expect(new Set(ended.values()).size).toBeLessThanOrEqual(2)
  })

  it('replaces a worker that dies, and tries its job once more', async () => {
    const ended = await ran([job('once', 'die once'), job('other')])
    expect(ended.get('once')).toBeTypeOf('number')
    expect(ended.get('other')).toBeTypeOf('number')
  })

  it('gives up a job that two workers have died of, with their last words', async () => {
    const ended = await ran([job('killer', 'die'), job('thrower', 'throw'), job('other')])
    expect(ended.get('killer')).toBe('SIGKILL')
    expect(ended.get('thrower')).toMatch(/torn apart/)
    expect(ended.get('other')).toBeTypeOf('number')
  })

  it('tells of a job that cannot be done, and does not try it again', async () => {
    expect((await ran([job('impossible', 'cannot')])).get('impossible')).toBe('no such thing')
  })

  it('ends its workers when it is told to', async () => {
    const interruption = new AbortController()
    const ended = await ran([job('hanging', 'hang'), job('waiting')], {
      workers: () => 1,
      signal: interruption.signal,
      onStart: () => interruption.abort(),
    })
    expect(ended.size).toBe(0)
  })

  it('begins nothing more when a result cannot be kept', async () => {
    const begun: string[] = []
    const full = ran(
      Array.from({ length: 10 }, (_, i) => job(`job ${i}`)),
      {
        workers: () => 1,
        onStart: ({ name }) => void begun.push(name),
        onDone: () => Promise.reject(new Error('no space left')),
      },
    )
    await expect(full).rejects.toThrow('no space left')
    expect(begun).toEqual(['job 0'])
  })
})
