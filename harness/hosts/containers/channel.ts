import { Duplex, PassThrough } from 'node:stream'

/** Where the engine puts the octets of a program without a terminal: frames of a stream's number and a length before them. */
const HEADER = 8

/** Cuts the engine's stream into standard output (1) and standard error (2). */
export class Demultiplexer {
  #rest: Buffer = Buffer.alloc(0)

  constructor(private readonly onOctets: (stream: 'stdout' | 'stderr', octets: Buffer) => void) {}

  push(chunk: Buffer): void {
    let octets = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    while (octets.length >= HEADER) {
      const length = octets.readUInt32BE(4)
      if (octets.length < HEADER + length) break
      this.onOctets(octets[0] === 2 ? 'stderr' : 'stdout', octets.subarray(HEADER, HEADER + length))
      octets = octets.subarray(HEADER + length)
    }
    this.#rest = octets
  }
}

/** Both ends of a program that the engine runs. */
export interface Attached {
  /** its standard input and output */
  readonly channel: Duplex
  readonly stderr: PassThrough
}

/** Separates the streams of what the engine has attached us to. */
export function attached(stream: NodeJS.ReadWriteStream): Attached {
  const stderr = new PassThrough()
  const source = stream as Duplex
  const channel = new Duplex({
    allowHalfOpen: true,
    read: () => source.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      source.write(chunk, (error) => done(error))
    },
    destroy: (error, done) => {
      source.destroy()
      done(error)
    },
  })
  const frames = new Demultiplexer((name, octets) => {
    if (name === 'stderr') stderr.write(octets)
    else if (!channel.push(octets)) source.pause()
  })
  source.on('data', (chunk: Buffer) => frames.push(chunk))
  const end = (): void => {
    if (!channel.readableEnded && !channel.destroyed) channel.push(null)
    stderr.end()
  }
  source.on('end', end)
  source.on('close', () => {
    end()
    // What was read is still delivered.
    if (channel.readableEnded) channel.destroy()
    else if (!channel.destroyed) channel.once('end', () => channel.destroy())
  })
  source.on('error', (error) => channel.destroy(error))
  return { channel, stderr }
}
