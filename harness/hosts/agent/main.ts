import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, rm, symlink } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { LocalFolder } from '../../programs/folder.js'
import { freePort } from '../../peers/free-port.js'
import { bindsIPv6Only } from '../../peers/ipv6-only.js'
import { turn } from '../../peers/patience.js'
import {
  cpuMsOf,
  endFamily,
  family,
  holdsSocket,
  isEnding,
  marked,
  mayHaveBound,
  socketsOf,
} from '../../programs/process-tree.js'
import { endNetworkWithMe } from './sweep.js'
import { findBound, readSockets, socketsWith } from '../../peers/socket-table.js'
import { localSockets, type DatagramSocket, type ListeningSocket, type StreamSocket } from '../../peers/sockets.js'
import { Capture } from './capture.js'
import { copyTree } from './copy-tree.js'
import { holdsAtMost } from './tree-size.js'
import { encodeFrame, FrameReader, type Calls, type Order, type Report } from './wire.js'

/**
 * A program of its own, which the harness runs in the container of each host, or in a network namespace: it opens sockets there on the harness's
 * behalf, tells what the kernel shows of the submission, keeps its files and ends its processes. It obeys its standard input, and ends with it.
 * In a namespace it is told which network is around that, and all that is in its own ends with it; also these control groups, where no other uses them.
 */

/** Above this, what has come is left in the kernel until the harness has taken some. */
const MOST_UNSENT = 1 << 20
/** Programs of the host's image take milliseconds. */
const RUN_MS = 10_000
/** How often a process is looked at whose end is awaited. */
const LOOK_MS = 20
/** A connection is accepted in one, what came on it is read in the next, its end is told in the third. */
const TURNS = 3

/** All files of the host, by their whole paths. */
const disk = new LocalFolder('/')
const streams = new Map<number, StreamSocket>()
/** those that the harness does not want to read at present */
const paused = new Set<number>()
/** those that wait until the harness has taken what is on its way */
const stalled = new Set<number>()
const sockets = new Map<number, ListeningSocket | DatagramSocket>()
/** by their ports */
const sinks = new Map<number, Server>()
let nextStream = 1
let capture: Capture | undefined
/** how long what leaves and what comes is held back, ms */
let held = { ms: 0, jitterMs: 0 }

/** Does it after the delay that is in force: with a jitter one may overtake another. */
function inTime(deliver: () => void): void {
  if (held.ms === 0 && held.jitterMs === 0) deliver()
  else setTimeout(deliver, held.ms + Math.random() * held.jitterMs)
}

function report(header: Report, payload?: Uint8Array): void {
  process.stdout.write(encodeFrame(header, payload))
}

process.stdout.on('drain', () => {
  for (const id of stalled) if (!paused.has(id)) streams.get(id)?.resume()
  stalled.clear()
})

const addressesOf = (socket: StreamSocket): Pick<Extract<Report, { op: 'connected' }>, 'local' | 'remote'> => ({
  local: { host: socket.localAddress ?? '', port: socket.localPort ?? 0 },
  remote: { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
})

/** From now on what happens to this connection is reported. */
function attach(id: number, socket: StreamSocket): void {
  streams.set(id, socket)
  socket.setNoDelay(true)
  socket.on('data', (octets: Buffer) => {
    report({ op: 'data', stream: id }, octets)
    if (process.stdout.writableLength < MOST_UNSENT) return
    stalled.add(id)
    socket.pause()
  })
  socket.on('end', () => report({ op: 'ended', stream: id }))
  let problem: NodeJS.ErrnoException | undefined
  socket.on('error', (error: NodeJS.ErrnoException) => {
    problem = error
  })
  socket.on('close', () => {
    streams.delete(id)
    paused.delete(id)
    stalled.delete(id)
    report({
      op: 'closed',
      stream: id,
      ...(problem ? { ...(problem.code === undefined ? {} : { code: problem.code }), message: problem.message } : {}),
    })
  })
}

const calls: {
  readonly [Name in keyof Calls]: (payload: Buffer, ...args: Parameters<Calls[Name]>) => ReturnType<Calls[Name]>
} = {
  freePort: () => freePort(),
  readSockets: (_, ...args) => readSockets(...args),
  findBound: (_, ...args) => findBound(...args),
  bindsIPv6Only: (_, ...args) => bindsIPv6Only(...args),
  listen: async (_, id, port, host) => {
    sockets.set(
      id,
      await localSockets.listen(port, host, (socket) => {
        const stream = nextStream
        nextStream += 2
        report({ op: 'accepted', socket: id, stream, ...addressesOf(socket) })
        attach(stream, socket)
      }),
    )
  },
  openSink: () =>
    new Promise((resolve, reject) => {
      const sink = createServer({ allowHalfOpen: true }, (socket) => {
        socket.resume()
        socket.on('end', () => socket.end())
        socket.on('error', () => undefined)
      })
      sink.once('error', reject)
      sink.listen(0, '0.0.0.0', () => {
        const { port } = sink.address() as AddressInfo
        sinks.set(port, sink)
        resolve(port)
      })
    }),
  closeSink: (_, port) => {
    sinks.get(port)?.close()
    sinks.delete(port)
  },
  bind: async (_, id, port, host) => {
    const socket = await localSockets.datagrams(host, port, ({ octets, from }) =>
      inTime(() => report({ op: 'datagram', socket: id, from }, octets)),
    )
    sockets.set(id, socket)
    return socket.local
  },
  send: async (octets, id, to) => {
    const socket = sockets.get(id)
    if (!socket || !('send' in socket)) return
    // Whoever sends is not kept waiting by the way; the socket may be closed by then.
    if (held.ms + held.jitterMs > 0) inTime(() => void socket.send(octets, to).catch(() => undefined))
    else await socket.send(octets, to)
  },
  catchUp: async () => {
    for (let turn = 0; turn < TURNS; turn++) await new Promise(setImmediate)
  },
  find: (_, mark) => marked(mark).sort((one, other) => one - other)[0],
  state: (_, pid) => ({ ending: isEnding(pid), mayHaveBound: mayHaveBound(pid) }),
  gone: async (_, pid) => {
    while (!isEnding(pid)) await turn(LOOK_MS)
  },
  holds: (_, pid, inode) => holdsSocket(pid, inode),
  socketsOf: (_, pid, mark, transport) => socketsWith(socketsOf(family(pid, mark)), transport),
  socketsHeld: (_, processes, transport) => socketsWith(socketsOf(processes), transport),
  cpuMs: (_, pid, mark) => cpuMsOf(family(pid, mark)),
  end: (_, pid, mark, gently) => endFamily(pid, mark, gently),
  makeFolder: async (_, path) => {
    await mkdir(path, { recursive: true })
  },
  write: async (octets, path, mode) => {
    await disk.write(path, octets, mode)
  },
  put: async (octets, folder, name, owner) => {
    await new LocalFolder(folder).write(name, octets, 0o644, (file) => file.chown(owner, owner))
  },
  link: async (_, path, target) => {
    await mkdir(dirname(path), { recursive: true })
    await symlink(target, path)
  },
  read: (_, folder, name) => new LocalFolder(folder).read(name),
  size: (_, folder, name) => new LocalFolder(folder).size(name),
  files: (_, folder) => new LocalFolder(folder).files(),
  copy: (_, from, to, except, owner) => copyTree(from, to, new Set(except), owner),
  copyOut: async (_, from, to, most) => {
    const fits = await holdsAtMost(most, from)
    if (fits) await copyTree(from, to, new Set(), process.getuid?.() ?? 0)
    return fits
  },
  remove: (_, path) => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  mount: async (_, path, octets, files) => {
    await mkdir(path, { recursive: true })
    const how = `size=${octets},nr_inodes=${files},mode=755,nosuid,nodev`
    await calls.run(Buffer.alloc(0), ['mount', '-t', 'tmpfs', '-o', how, 'sockspec', path])
  },
  makeFolderOf: async (_, path, owner, mode) => {
    await mkdir(path)
    await chown(path, owner, owner)
    // Without the process's mask.
    await chmod(path, mode)
  },
  unmount: async (_, path) => {
    await calls.run(Buffer.alloc(0), ['umount', '--lazy', path])
    await rm(path, { recursive: true, force: true })
  },
  run: async (_, [file = '', ...args]) => (await promisify(execFile)(file, args, { timeout: RUN_MS })).stdout,
  delay: (_, ms, jitterMs) => {
    held = { ms, jitterMs }
  },
  startCapture: async () => {
    capture = await Capture.start()
  },
  stopCapture: async () => {
    const running = capture
    capture = undefined
    if (!running) throw new Error('nothing is being captured')
    return running.stop()
  },
}

async function answer({ id, name, args }: Extract<Order, { op: 'call' }>, payload: Buffer): Promise<void> {
  try {
    const call = calls[name] as (payload: Buffer, ...args: readonly unknown[]) => unknown
    // JSON knows no undefined.
    const value = await call(payload, ...args.map((arg) => arg ?? undefined))
    if (Buffer.isBuffer(value)) report({ op: 'octets', id }, value)
    else report({ op: 'result', id, value })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    report({ op: 'failed', id, ...(code === undefined ? {} : { code }), message })
  }
}

function obey(order: Order, payload: Buffer): void {
  switch (order.op) {
    case 'call':
      void answer(order, payload)
      return
    case 'connect': {
      const { stream, remote, from, fromPort } = order
      const socket = localSockets.connect(remote, from, fromPort)
      attach(stream, socket)
      socket.once('connect', () => report({ op: 'connected', stream, ...addressesOf(socket) }))
      return
    }
    case 'close':
      sockets.get(order.socket)?.close()
      sockets.delete(order.socket)
      return
    case 'data': {
      const socket = streams.get(order.stream)
      // One that is gone is reported as closed, which tells the harness what became of its octets.
      if (socket?.writable)
        socket.write(payload, (error) => {
          if (!error) report({ op: 'taken', stream: order.stream })
        })
      return
    }
    case 'end':
      streams.get(order.stream)?.end()
      return
    case 'pause':
      paused.add(order.stream)
      streams.get(order.stream)?.pause()
      return
    case 'resume':
      paused.delete(order.stream)
      if (!stalled.has(order.stream)) streams.get(order.stream)?.resume()
      return
    case 'reset': {
      const socket = streams.get(order.stream)
      // libuv refuses a reset while a FIN is on its way.
      if (socket?.writableEnded && !socket.writableFinished) socket.destroy()
      else socket?.resetAndDestroy()
      return
    }
    case 'destroy':
      streams.get(order.stream)?.destroy()
  }
}

const [, , around, ...groups] = process.argv
if (around !== undefined) endNetworkWithMe(around, groups)
const reader = new FrameReader<Order>(obey)
process.stdin.on('data', (chunk: Buffer) => reader.push(chunk))
process.stdin.on('end', () => process.exit())
process.stdout.on('error', () => process.exit())
