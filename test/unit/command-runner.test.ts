import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { CommandRunner, exitStatus } from '../../endpoint/command-runner.js'
import { isEnding } from '../../harness/programs/process-tree.js'

const runners: CommandRunner[] = []
afterEach(() => {
  for (const runner of runners.splice(0)) runner.end()
})

function newRunner(): CommandRunner {
  const runner = new CommandRunner()
  runners.push(runner)
  return runner
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sockspec-runner-'))
  try {
    await use(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The process whose number a command writes there, as soon as it has. */
async function pidIn(folder: string): Promise<number> {
  const written = async () => Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''))
  await expect.poll(written, { timeout: 10_000 }).toBeGreaterThan(0)
  return written()
}

const statusOf = (runner: CommandRunner, command: string) =>
  new Promise<number>((resolve) => runner.run(command, resolve))

describe('a command', () => {
  it.each([
    ['true', 0],
    ['false', 1],
    ['exit 7', 7],
    ['no-such-command-here', 127],
    ['kill -9 $$', 137],
    ['cat', 0],
    ['echo to nobody; echo to nobody >&2; exit 3', 3],
  ])('%s gives %i', async (command, status) => {
    expect(await statusOf(newRunner(), command)).toBe(status)
  })

  it('takes what it left running in the background with it', async () => {
    await withFolder(async (folder) => {
      expect(await statusOf(newRunner(), `sleep 60 & echo $! > ${folder}/pid; exit 4`)).toBe(4)
      const pid = await pidIn(folder)
      await expect.poll(() => isEnding(pid)).toBe(true)
    })
  })

  it('waits while many run, and is run then; slow ones hold up no others', async () => {
    await withFolder(async (folder) => {
      const runner = newRunner()
      // Each ends once the file `go` is there, which none of them makes.
      const slow = Array.from({ length: 20 }, (_, i) =>
        statusOf(runner, `cd ${folder}; touch ${i}; until test -e go; do sleep 0.02; done; exit ${i}`),
      )
      const started = async () => (await readdir(folder)).length
      await expect.poll(started, { timeout: 10_000 }).toBe(16)
      expect(await statusOf(newRunner(), 'true')).toBe(0)
      expect(await started()).toBe(16)
      await writeFile(join(folder, 'go'), '')
      expect(await Promise.all(slow)).toEqual(slow.map((_, i) => i))
    })
  })

  it('ends when the runner does, and nobody hears of it', async () => {
    await withFolder(async (folder) => {
      const runner = newRunner()
      const heard: number[] = []
      runner.run(`echo $$ > ${folder}/pid; sleep 60; true`, (status) => heard.push(status))
      const pid = await pidIn(folder)
      runner.end()
      runner.run(`touch ${folder}/later`, (status) => heard.push(status))
      await expect.poll(() => isEnding(pid)).toBe(true)
      expect(await statusOf(newRunner(), 'true')).toBe(0)
      expect(await readdir(folder)).toEqual(['pid'])
      expect(heard).toEqual([])
    })
  })
})

describe('an exit status', () => {
  it('is the code, or 128 plus the signal', () => {
    expect(exitStatus(7, null)).toBe(7)
    expect(exitStatus(null, 'SIGTERM')).toBe(143)
  })
})
