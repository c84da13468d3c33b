import { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { HarnessFault } from '../../harness/findings/violation.js'
import type { AgentLink } from '../../harness/hosts/agent/link.js'
import { ContainerProgram } from '../../harness/hosts/containers/container-program.js'
import type { Engine } from '../../harness/hosts/containers/engine.js'
import { LocalFolder } from '../../harness/programs/folder.js'

const SAID = 'OCI runtime exec failed: exec failed: \x1b]0;owned\x07 unable to start container process'

/** As the engine sends it: number of the stream, three zeros, length, octets. */
function framed(text: string): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt8(1)
  header.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([header, Buffer.from(text)])
}

/** What the engine knows of a program that has ended, before anybody saw its process. */
interface Known {
  readonly Running: boolean
  readonly ExitCode: number
  readonly Pid: number
}

/** Starts a program of which only this came, and only this is known. */
function started(said: string, known: Known): Promise<ContainerProgram> {
  const stream = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() })
  const exec = {
    start: () => {
      stream.push(framed(said))
      stream.push(null)
      return Promise.resolve(stream)
    },
    inspect: () => Promise.resolve(known),
  }
  const engine = { getContainer: () => ({ exec: () => Promise.resolve(exec) }) } as unknown as Engine
  const agent = { call: () => Promise.resolve(undefined) } as unknown as AgentLink
  return ContainerProgram.start({
    engine,
    container: 'submission',
    agent,
    caughtUp: () => Promise.resolve(),
    command: ['./server'],
    folder: new LocalFolder('/work/run/1'),
    environment: {},
    keepOutput: true,
  })
}

describe('a program in a container that ended at once', () => {
  it.for([126, 127, 128, 1, 0])('with %i is what it is, whatever it says', async (status) => {
    const program = await started(SAID, { Running: false, ExitCode: status, Pid: 42_000 })
    expect(program.ending).toMatchObject(status === 128 ? {} : { kind: 'status', status })
    expect(program.stdout.text).toBe(SAID)
  })

  it('with a status of its own is what it is, also where the engine forgets the numbers of processes', async () => {
    const program = await started(SAID, { Running: false, ExitCode: 1, Pid: 0 })
    expect(program.ending).toEqual({ kind: 'status', status: 1 })
  })

  it("was never started where the engine has no process of it: nobody's failure, whatever the engine says", async () => {
    for (const said of [SAID, 'cannot fork']) {
      const problem: unknown = await started(said, { Running: false, ExitCode: 126, Pid: 0 }).catch(
        (error: unknown) => error,
      )
      expect(problem).toBeInstanceOf(HarnessFault)
      expect((problem as HarnessFault).observation).toEqual({ kind: 'not-run', error: said })
    }
  })
})
