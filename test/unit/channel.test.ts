import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { AgentLink } from '../../harness/hosts/agent/link.js'
import { attached, Demultiplexer, type Attached } from '../../harness/hosts/containers/channel.js'

const MIB = 1 << 20
/** Until it is so, however busy this machine is. */
const EVENTUALLY = { timeout: 60_000, interval: 5 }

type Name = 'stdout' | 'stderr'
interface Piece {
  readonly name: Name
  readonly octets: Buffer
}

/** As the engine sends it: number of the stream, three zeros, length, octets. */
function framed({ name, octets }: Piece): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt8(name === 'stderr' ? 2 : 1, 0)
  header.writeUInt32BE(octets.length, 4)
  return Buffer.concat([header, octets])
}

const cut = (octets: Buffer, sizes: readonly number[]): Buffer[] => {
  const pieces: Buffer[] = []
  let rest = octets
  for (const size of sizes) {
    pieces.push(rest.subarray(0, size))
    rest = rest.subarray(size)
  }
  return [...pieces, rest]
}

const only = (pieces: readonly Piece[], wanted: Name): Buffer =>
  Buffer.concat(pieces.filter(({ name }) => name === wanted).map(({ octets }) => octets))

const piece: fc.Arbitrary<Piece> = fc.record({
  name: fc.constantFrom<Name>('stdout', 'stderr'),
  octets: fc.uint8Array({ maxLength: 300 }).map((octets) => Buffer.from(octets)),
})
const pieces = fc.array(piece, { maxLength: 10 })
const sizes = fc.array(fc.nat(50), { maxLength: 100 })

describe("the engine's stream", () => {
  it('is cut into what was printed where, wherever it was cut on its way', () => {
    fc.assert(
      fc.property(pieces, sizes, (sent, of) => {
        const seen: Piece[] = []
        const frames = new Demultiplexer((name, octets) => seen.push({ name, octets: Buffer.from(octets) }))
        for (const chunk of cut(Buffer.concat(sent.map(framed)), of)) frames.push(chunk)
        expect(seen).toEqual(sent)
      }),
      { numRuns: 300 },
    )
  })

  it('holds back a frame until all of it has come', () => {
    const octets = framed({ name: 'stdout', octets: Buffer.from('abc') })
    for (let length = 0; length < octets.length; length++) {
      const seen: Piece[] = []
      const frames = new Demultiplexer((name, some) => seen.push({ name, octets: some }))
      frames.push(octets.subarray(0, length))
      expect(seen).toEqual([])
      frames.push(octets.subarray(length))
      expect(seen.map((one) => [one.name, String(one.octets)])).toEqual([['stdout', 'abc']])
    }
  })

  it('may have lengths whose octets are those of headers', () => {
    const inner = framed({ name: 'stderr', octets: Buffer.from('inner') })
    const sent: Piece[] = [
      { name: 'stdout', octets: inner },
      { name: 'stderr', octets: Buffer.concat([inner, Buffer.alloc(65_536)]) },
      { name: 'stdout', octets: Buffer.alloc(0x01_00_00, 1) },
    ]
    const seen: Piece[] = []
    const frames = new Demultiplexer((name, octets) => seen.push({ name, octets: Buffer.from(octets) }))
    for (const chunk of cut(Buffer.concat(sent.map(framed)), Array<number>(30).fill(7919))) frames.push(chunk)
    expect(seen.map(({ name, octets }) => [name, octets.length])).toEqual(
      sent.map(({ name, octets }) => [name, octets.length]),
    )
    expect(seen.every(({ octets }, i) => octets.equals(sent[i]?.octets ?? Buffer.alloc(0)))).toBe(true)
  })
})

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

interface Ends extends Attached {
  /** what we are attached to: a socket, as where the engine is asked to leave HTTP */
  readonly source: Socket
  /** the engine's end of it */
  readonly engine: Socket
}

async function attachedTo(): Promise<Ends> {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const source = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [[engine]] = await Promise.all([once(server, 'connection') as Promise<[Socket]>, once(source, 'connect')])
  server.close()
  cleanups.push(() => {
    source.destroy()
    engine.destroy()
  })
  return { ...attached(source), source, engine }
}

/** All octets up to the end. */
function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    stream.once('end', () => resolve(Buffer.concat(chunks)))
    stream.once('error', reject)
  })
}

describe('a program that the engine has attached us to', () => {
  it('is heard on two streams, up to the end of both', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, sizes, async (sent, of) => {
        const { channel, stderr, engine } = await attachedTo()
        const read = Promise.all([readAll(channel), readAll(stderr)])
        for (const chunk of cut(Buffer.concat(sent.map(framed)), of)) engine.write(chunk)
        engine.end()
        const [printed, complained] = await read
        expect([String(printed), String(complained)]).toEqual([
          String(only(sent, 'stdout')),
          String(only(sent, 'stderr')),
        ])
      }),
      { numRuns: 20 },
    )
  })

  it('is told what is written, as it is', async () => {
    const { channel, engine } = await attachedTo()
    const heard = once(engine, 'data') as Promise<[Buffer]>
    await new Promise((resolve) => channel.write('typed', resolve))
    expect(String((await heard)[0])).toBe('typed')
  })

  it('is gone when the engine has closed: who has read all is told', async () => {
    const { channel, stderr, engine } = await attachedTo()
    const closed = once(channel, 'close')
    const read = Promise.all([readAll(channel), readAll(stderr)])
    engine.end(framed({ name: 'stdout', octets: Buffer.from('farewell') }))
    expect((await read).map(String)).toEqual(['farewell', ''])
    await closed
    expect(channel.destroyed).toBe(true)
  })

  it('is gone when the engine has closed: an agent is waited for no longer', async () => {
    const { channel, engine } = await attachedTo()
    const link = new AgentLink(channel, 'subject')
    const asked = link.call('freePort')
    // It has been asked.
    await once(engine, 'data')
    engine.end()
    await expect(asked).rejects.toMatchObject({
      name: 'HarnessFault',
      observation: { kind: 'agent-lost', host: 'subject', end: { kind: 'ended' } },
    })
  })

  it('is gone when the engine has closed, but who reads late is given all of it first', async () => {
    const { channel, source, engine } = await attachedTo()
    const gone = once(source, 'close')
    engine.end(framed({ name: 'stdout', octets: Buffer.from('farewell') }))
    await gone
    expect(channel.destroyed).toBe(false)
    const closed = once(channel, 'close')
    expect(String(await readAll(channel))).toBe('farewell')
    await closed
  })

  it('is gone when the connection to the engine breaks', async () => {
    const { channel, stderr, engine } = await attachedTo()
    const [error, ended] = [once(channel, 'error') as Promise<[NodeJS.ErrnoException]>, once(stderr.resume(), 'end')]
    channel.resume()
    engine.resetAndDestroy()
    expect((await error)[0].code).toBe('ECONNRESET')
    await ended
    expect(channel.destroyed).toBe(true)
  })

  it('is let go of when the channel is destroyed', async () => {
    const { channel, stderr, source, engine } = await attachedTo()
    const gone = Promise.all([
      once(channel, 'close'),
      once(source, 'close'),
      once(engine.resume(), 'end'),
      once(stderr.resume(), 'end'),
    ])
    channel.destroy()
    await gone
  })

  it('has to wait while nobody reads what it prints', async () => {
    const { channel, source, engine } = await attachedTo()
    const octets = Buffer.alloc(16 * MIB, 'abcdefg')
    for (let at = 0; at < octets.length; at += 32_768)
      engine.write(framed({ name: 'stdout', octets: octets.subarray(at, at + 32_768) }))
    engine.end()
    await expect.poll(() => source.isPaused(), EVENTUALLY).toBe(true)
    expect(channel.readableLength).toBeLessThan(MIB)
    const { bytesRead } = source
    expect(bytesRead).toBeLessThan(MIB)
    expect(engine.writableFinished).toBe(false)
    expect((await readAll(channel)).equals(octets)).toBe(true)
  })

  it('makes wait who writes while it reads nothing', async () => {
    const { channel, engine } = await attachedTo()
    engine.pause()
    let taken = 0
    const octets = Buffer.alloc(MIB, 'abcdefg')
    for (let i = 0; i < 32; i++) channel.write(octets, () => taken++)
    await expect.poll(() => taken, EVENTUALLY).toBeGreaterThan(0)
    expect(channel.writableNeedDrain).toBe(true)
    expect(taken).toBeLessThan(32)
    let heard = 0
    engine
      .on('data', (chunk: Buffer) => {
        heard += chunk.length
      })
      .resume()
    await once(channel, 'drain')
    await expect.poll(() => heard, EVENTUALLY).toBe(32 * MIB)
    expect(taken).toBe(32)
  })
})
