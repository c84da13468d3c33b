import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { endsWithin } from '../../peers/patience.js'
import { localSockets } from '../../peers/sockets.js'
import { CAPTURE_MARK } from './wire.js'

/** More than any exchange of the catalogue but the streams that are only counted, and little enough to hold in memory. */
const MOST_CAPTURED = 64 << 20
/** What has crossed the network is captured within milliseconds. */
const CAPTURED_MS = 2_000

/** A tcpdump that runs on this host. */
export class Capture {
  readonly #octets: Buffer[] = []
  #size = 0
  #onOctets: (() => void) | undefined

  private constructor(private readonly child: ChildProcessByStdio<null, Readable, Readable>) {
    child.stdout.on('data', (octets: Buffer) => {
      if (this.#size >= MOST_CAPTURED) return
      this.#octets.push(octets)
      this.#size += octets.length
      this.#onOctets?.()
    })
  }

  /** Resolves when it has begun. */
  static async start(): Promise<Capture> {
    const child = spawn(
      'tcpdump',
      ['--interface', 'any', '--immediate-mode', '--packet-buffered', '-Z', 'root', '-w', '-', 'tcp or udp'],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    await new Promise<void>((resolve, reject) => {
      let said = ''
      child.stderr.on('data', (octets: Buffer) => {
        said += octets.toString()
        if (said.includes('listening on')) resolve()
      })
      child.once('error', reject)
      child.once('exit', () => reject(new Error(`tcpdump ended: ${said.trim()}`)))
    })
    return new Capture(child)
  }

  /** Ends it once all has been captured that was sent so far: what the agent sends to itself comes behind that. */
  async stop(): Promise<Buffer> {
    const socket = await localSockets.datagrams('127.0.0.1', 0, () => undefined)
    try {
      const seen = new Promise<void>((resolve) => {
        this.#onOctets = () => {
          if (this.#size >= MOST_CAPTURED || Buffer.concat(this.#octets.slice(-2)).includes(CAPTURE_MARK)) resolve()
        }
      })
      await socket.send(Buffer.from(CAPTURE_MARK), socket.local)
      await endsWithin(seen, CAPTURED_MS)
    } finally {
      socket.close()
    }
    const ended = once(this.child, 'close')
    this.child.kill('SIGINT')
    await ended
    return Buffer.concat(this.#octets)
  }
}
