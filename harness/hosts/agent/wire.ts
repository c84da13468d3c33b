import type { SocketEntry, BoundSocket, Ends, Family } from '../../peers/socket-table.js'
import type { TreeSize } from './tree-size.js'
import type { Address, Transport } from '../../findings/wire-log.js'

/**
 * What harness and agent say to each other over the agent's standard streams: frames of a header, which is JSON, and a payload, which is octets.
 * The length of each stands before them in four octets, high one first.
 */

/** What the harness tells the agent. `stream` and `socket` are numbers that the harness chose (even) or, of accepted connections, the agent (odd). */
export type Order =
  | { readonly op: 'call'; readonly id: number; readonly name: keyof Calls; readonly args: readonly unknown[] }
  | {
      readonly op: 'connect'
      readonly stream: number
      readonly remote: Address
      readonly from?: string
      readonly fromPort?: number
    }
  /** with the octets to send */
  | { readonly op: 'data'; readonly stream: number }
  | { readonly op: 'end' | 'reset' | 'destroy' | 'pause' | 'resume'; readonly stream: number }
  | { readonly op: 'close'; readonly socket: number }

/** What the agent tells the harness. */
export type Report =
  | { readonly op: 'result'; readonly id: number; readonly value: unknown }
  /** with the octets that were asked for */
  | { readonly op: 'octets'; readonly id: number }
  | { readonly op: 'failed'; readonly id: number; readonly code?: string; readonly message: string }
  | { readonly op: 'connected'; readonly stream: number; readonly local: Address; readonly remote: Address }
  | {
      readonly op: 'accepted'
      readonly socket: number
      readonly stream: number
      readonly local: Address
      readonly remote: Address
    }
  /** with the octets that came */
  | { readonly op: 'data'; readonly stream: number }
  /** the kernel has taken what was to be sent */
  | { readonly op: 'taken'; readonly stream: number }
  | { readonly op: 'ended'; readonly stream: number }
  | { readonly op: 'closed'; readonly stream: number; readonly code?: string; readonly message?: string }
  /** with the octets of the datagram */
  | { readonly op: 'datagram'; readonly socket: number; readonly from: Address }

/** What the kernel tells of a program. */
export interface ProgramState {
  /** it has ended or is about to */
  readonly ending: boolean
  readonly mayHaveBound: boolean
}

/** What the agent can be asked for; a result of octets travels as the payload. */
export interface Calls {
  freePort(): Promise<number>
  readSockets(transport: Transport, port?: number, family?: Family, ends?: Ends): SocketEntry[] | undefined
  findBound(transport: Transport, port: number): BoundSocket | 'unknown' | undefined
  bindsIPv6Only(transport: Transport, port: number): Promise<boolean>
  /** Listens; connections are reported as accepted on this socket. */
  listen(socket: number, port: number, host: string): Promise<void>
  /** Listens on a free port, throws away what comes, and ends its side with the client; gives the port. */
  openSink(): Promise<number>
  closeSink(port: number): void
  /** Binds a socket for datagrams, and says where. */
  bind(socket: number, port: number, host: string): Promise<Address>
  /** Resolves when what had come to the host's sockets by now has been reported. */
  catchUp(): Promise<void>
  /** Sends the payload as a datagram. */
  send(socket: number, to: Address): Promise<void>
  /** The first process that carries the mark; undefined where there is none yet. */
  find(mark: string): number | undefined
  state(pid: number): ProgramState
  /** Resolves when the process has ended. */
  gone(pid: number): Promise<void>
  holds(pid: number, inode: number): boolean
  socketsOf(pid: number, mark: string, transport: Transport): SocketEntry[]
  /** The sockets of these processes. */
  socketsHeld(pids: readonly number[], transport: Transport): SocketEntry[]
  cpuMs(pid: number, mark: string): number | undefined
  /** Ends the process group and all that carries the mark; gives the pids that could not be ended. */
  end(pid: number, mark: string, gently: boolean): Promise<number[]>
  /** A path below the working directories' folder: makes it with its parents. */
  makeFolder(path: string): Promise<void>
  /** Writes the payload as a file of the agent's own. */
  write(path: string, mode: number): Promise<void>
  /** Writes the payload as a file of a submission's folder, for that user. */
  put(folder: string, name: string, owner: number): Promise<void>
  link(path: string, target: string): Promise<void>
  read(folder: string, name: string): Promise<Buffer | undefined>
  size(folder: string, name: string): Promise<number | undefined>
  files(folder: string): Promise<string[]>
  /** Copies a folder, without the files of these names; the copy belongs to that user. */
  copy(from: string, to: string, except: readonly string[], owner: number): Promise<void>
  /** Copies a folder to one that is not there yet, for us. Resolves with whether it holds no more than that: else nothing is copied. */
  copyOut(from: string, to: string, most: TreeSize): Promise<boolean>
  remove(path: string): Promise<void>
  /** Mounts an empty file system in memory on a new folder, with so much room and for so many files. */
  mount(path: string, octets: number, files: number): Promise<void>
  /** Makes a folder of that user's, with that mode. */
  makeFolderOf(path: string, owner: number, mode: number): Promise<void>
  /** Takes it away with all that is in it, as soon as nobody uses it any more. */
  unmount(path: string): Promise<void>
  /** Runs a program of the host's image, and gives what it printed. Rejects where it fails. */
  run(command: readonly string[]): Promise<string>
  /** From now on each datagram of the sockets here, coming or going, waits so long, ms, and up to so much longer. */
  delay(ms: number, jitterMs: number): void
  /** Begins to capture what crosses the network. */
  startCapture(): Promise<void>
  /** Ends it, and gives what was captured, in the format of libpcap. */
  stopCapture(): Promise<Buffer>
}

/** What a datagram holds that the agent sends to itself when a capture ends. */
export const CAPTURE_MARK = 'sockspec: the capture ends here'

/** The user that submissions run as in their containers, and that owns what they may write to. */
export const SUBMISSION_USER = 10_001

/** One frame. */
export function encodeFrame(header: Order | Report, payload: Uint8Array = new Uint8Array()): Buffer {
  const json = Buffer.from(JSON.stringify(header))
  const lengths = Buffer.alloc(8)
  lengths.writeUInt32BE(json.length)
  lengths.writeUInt32BE(payload.length, 4)
  return Buffer.concat([lengths, json, payload])
}

/** Cuts a stream of octets into frames, however it arrives. */
export class FrameReader<Header extends Order | Report> {
  #pieces: Buffer[] = []
  #size = 0

  constructor(private readonly onFrame: (header: Header, payload: Buffer) => void) {}

  push(chunk: Buffer): void {
    this.#pieces.push(chunk)
    this.#size += chunk.length
    // Joined only when a frame is complete: a large one arrives in many pieces.
    for (let needed = this.#needed(); this.#size >= needed; needed = this.#needed()) {
      if (needed === 8) break
      const all = this.#join()
      const json = all.readUInt32BE()
      const header = JSON.parse(all.toString('utf8', 8, 8 + json)) as Header
      this.#pieces = [all.subarray(needed)]
      this.#size -= needed
      this.onFrame(header, all.subarray(8 + json, needed))
    }
  }

  /** How many octets the frame that comes next has in all; 8 while its lengths have not come. */
  #needed(): number {
    if (this.#size < 8) return 8
    if ((this.#pieces[0]?.length ?? 0) < 8) this.#join()
    const first = this.#pieces[0] ?? Buffer.alloc(8)
    return 8 + first.readUInt32BE() + first.readUInt32BE(4)
  }

  #join(): Buffer {
    const all = this.#pieces.length === 1 ? (this.#pieces[0] as Buffer) : Buffer.concat(this.#pieces)
    this.#pieces = [all]
    return all
  }
}
