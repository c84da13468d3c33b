import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import {
  cpuMsOf,
  endFamily,
  family,
  groupRuns,
  hasSocket,
  MARK,
  marked,
  socketsOf,
} from '../../harness/programs/process-tree.js'
import { boundSocket, readSockets } from '../../harness/peers/socket-table.js'

/** A process in a group of its own that says its children's pids and then "ready". */
async function begin(script: string, mark: string): Promise<{ child: ChildProcess; pid: number; said: string }> {
  const child = spawn('/bin/sh', ['-c', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, [MARK]: mark },
  })
  let said = ''
  while (!said.includes('ready')) said += String(((await once(child.stdout, 'data')) as [Buffer])[0])
  return { child, pid: child.pid ?? 0, said }
}

describe.runIf(existsSync('/proc/self/environ'))('a family of processes', () => {
  it('is the group and whatever carries the mark, and nothing of another mark', async () => {
    const [mark, other] = [randomUUID(), randomUUID()]
    const one = await begin(
      'setsid sleep 600 & sleep 600 & while ! ps -o args= -p $! | grep -q "^sleep"; do :; done; echo ready; wait',
      mark,
    )
    const two = await begin('echo ready; exec sleep 600', other)
    // The shell, and two sleeps: setsid may still be on its way to become one.
    await expect.poll(() => family(one.pid, mark)).toHaveLength(3)
    expect(family(one.pid, mark)).toContain(one.pid)
    expect(family(two.pid, other)).toEqual([two.pid])
    // What is in the group is found without the mark, what left it only by the mark.
    await expect.poll(() => family(one.pid, randomUUID())).toHaveLength(2)
    expect(marked(mark)).toHaveLength(3)
    expect(await endFamily(one.pid, mark, true)).toEqual([])
    expect(marked(mark)).toEqual([])
    expect(groupRuns(one.pid)).toBe(false)
    expect(groupRuns(two.pid)).toBe(true)
    expect(await endFamily(two.pid, other, false)).toEqual([])
    expect(groupRuns(two.pid)).toBe(false)
  })

  it('does not count a mark that only begins like the one sought', async () => {
    const mark = randomUUID()
    const { pid } = await begin('echo ready; exec sleep 600', `${mark}0`)
    expect(marked(mark)).toEqual([])
    expect(marked(`${mark}0`)).toEqual([pid])
    await endFamily(pid, `${mark}0`, false)
  })

  it('is ended also where it has ended already', async () => {
    const { child, pid } = await begin('echo ready', randomUUID())
    if (child.exitCode === null) await once(child, 'exit')
    expect(await endFamily(pid, randomUUID(), true)).toEqual([])
  })
})

describe.runIf(existsSync('/proc/self/fd'))('the sockets of processes', () => {
  it('hold the one that a process listens on', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(socketsOf([process.pid])).toContain(boundSocket('tcp', readSockets('tcp', port) ?? [])?.inode)
    server.close()
  })

  it('are told of a process that has one, and not where only its standard streams are', async () => {
    const [mark, other, third] = [randomUUID(), randomUUID(), randomUUID()]
    const listening = spawn(
      process.execPath,
      ['-e', 'require("net").createServer().listen(0, "127.0.0.1", () => console.log("ready"))'],
      { stdio: ['pipe', 'pipe', 'ignore'], detached: true, env: { ...process.env, [MARK]: mark } },
    )
    await once(listening.stdout, 'data')
    expect(hasSocket(listening.pid ?? 0)).toBe(true)
    // Node makes pipes of sockets; the second one has them under other numbers as well.
    const quiet = await begin('echo ready; exec sleep 600', other)
    const copies = await begin('exec 7>&1; echo ready; exec sleep 600', third)
    expect(readlinkSync(`/proc/${quiet.pid}/fd/1`)).toMatch(/^socket:/)
    expect(hasSocket(quiet.pid)).toBe(false)
    expect(readlinkSync(`/proc/${copies.pid}/fd/7`)).toMatch(/^socket:/)
    expect(hasSocket(copies.pid)).toBe(false)
    for (const [pid, of] of [
      [listening.pid ?? 0, mark],
      [quiet.pid, other],
      [copies.pid, third],
    ] as const)
      await endFamily(pid, of, false)
  })

  it('are not told where there is no such process', () => {
    expect(hasSocket(2 ** 22 + 1)).toBeUndefined()
  })

  it('are none where there is no such process', () => {
    expect(socketsOf([])).toEqual(new Set())
    expect(socketsOf([2 ** 22 + 1])).toEqual(new Set())
  })
})

describe.runIf(existsSync('/proc/self/stat'))('the CPU time of processes', () => {
  it('grows with what they do, and is summed up', async () => {
    const mark = randomUUID()
    // It works for many of the kernel's ticks, and then only sleeps.
    const { pid } = await begin('i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done; echo ready; exec sleep 600', mark)
    await expect.poll(() => readFileSync(`/proc/${pid}/cmdline`, 'latin1')).toMatch(/^sleep/)
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'latin1')).toMatch(/\) S /)
    const used = cpuMsOf([pid]) ?? 0
    expect(used).toBeGreaterThan(0)
    expect(cpuMsOf([pid, pid])).toBe(2 * used)
    expect(cpuMsOf([pid, 2 ** 22 + 1])).toBe(used)
    await endFamily(pid, mark, false)
  })

  it('is not known where there is no such process', () => {
    expect(cpuMsOf([])).toBeUndefined()
    expect(cpuMsOf([2 ** 22 + 1])).toBeUndefined()
  })
})
