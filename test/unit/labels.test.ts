import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { HARNESS_LABEL, isLive, newRun, RUN_LABEL } from '../../harness/hosts/containers/labels.js'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** What the kernel tells of when a process began, as the labels have it. */
function startOf(pid: number): string {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

/** Where this process runs, as the labels have it. */
const [HERE = ''] = (newRun().labels[HARNESS_LABEL] ?? '').split(' ')

const labelsOf = (pid: number, start: string, place = HERE): Record<string, string> => ({
  [RUN_LABEL]: '0123abcd',
  [HARNESS_LABEL]: `${place} ${pid} ${start}`,
})

describe('the labels of a run', () => {
  it('name it, each run by another name that containers may have', () => {
    const runs = Array.from({ length: 50 }, () => newRun())
    expect(new Set(runs.map(({ id }) => id)).size).toBe(50)
    for (const { id, labels } of runs) {
      expect(id).toMatch(/^[0-9a-f]{8}$/)
      expect(labels).toEqual({ [RUN_LABEL]: id, [HARNESS_LABEL]: runs[0]?.labels[HARNESS_LABEL] })
    }
  })

  it('tell that a run of this process lives', () => {
    expect(isLive(newRun().labels)).toBe(true)
  })

  it('of another machine are taken to be those of a run that lives', () => {
    for (const place of [`${HERE}-other`, `not-${HERE}`])
      for (const pid of [process.pid, 2 ** 22 + 1]) expect(isLive(labelsOf(pid, '1', place))).toBe(true)
  })

  it('of this machine as another container sees it are those of another one: its processes have other numbers', () => {
    expect(HERE.startsWith(hostname())).toBe(true)
    for (const pid of [process.pid, 2 ** 22 + 1]) expect(isLive(labelsOf(pid, '1', `${hostname()}/pid:[1]`))).toBe(true)
  })

  it('that are not there tell of none that lives', () => {
    expect(isLive(undefined)).toBe(false)
    expect(isLive({})).toBe(false)
    expect(isLive({ [RUN_LABEL]: newRun().id })).toBe(false)
  })
})

describe.runIf(existsSync('/proc/self/stat'))('the labels of a run of this machine', () => {
  it('hold the process and when it began', () => {
    expect(newRun().labels[HARNESS_LABEL]).toBe(
      `${hostname()}/${readlinkSync('/proc/self/ns/pid')} ${process.pid} ${startOf(process.pid)}`,
    )
  })

  it('tell that it lives as long as its process does', async () => {
    const child = spawn('sleep', ['600'])
    const labels = labelsOf(child.pid ?? 0, startOf(child.pid ?? 0))
    expect(isLive(labels)).toBe(true)
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    expect(isLive(labels)).toBe(false)
  })

  it('tell that it has ended where another process has its number now', () => {
    const start = Number(startOf(process.pid))
    for (const other of [start - 1, start + 1, `${start}0`, '', 'running'])
      expect(isLive(labelsOf(process.pid, String(other)))).toBe(false)
  })

  it('tell that it has ended where nobody has waited for its process yet', async () => {
    // A shell that becomes another program leaves its child a zombie.
    const child = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], { stdio: ['ignore', 'pipe', 'ignore'] })
    cleanups.push(() => child.kill('SIGKILL'))
    const pid = Number(String(((await once(child.stdout, 'data')) as [Buffer])[0]))
    const labels = labelsOf(pid, startOf(pid))
    expect(isLive(labels)).toBe(true)
    await expect
      .poll(() => readFileSync(`/proc/${child.pid ?? 0}/comm`, 'utf8').trim(), { timeout: 60_000, interval: 5 })
      .toBe('sleep')
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => isLive(labels), { timeout: 60_000, interval: 5 }).toBe(false)
    expect(readFileSync(`/proc/${pid}/stat`, 'latin1')).toMatch(/\) Z /)
  })

  it('tell of none that lives where there is no such process, or no number', () => {
    for (const pid of [0, -1, 2 ** 22 + 1, 0.5, NaN]) expect(isLive(labelsOf(pid, ''))).toBe(false)
    expect(isLive({ [HARNESS_LABEL]: HERE })).toBe(false)
  })
})
