import { requireFiles } from './own-trouble.js'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import type { Address, Transport } from '../findings/wire-log.js'

/**
 * The kernel's socket tables (/proc/net/tcp, tcp6, udp, udp6): they tell who has bound a port, what a program has read and
 * what is in TIME_WAIT, without touching the program. Linux only; elsewhere {@link readSockets} gives undefined.
 * Format: proc_net_tcp in the kernel's Documentation/networking.
 */

export type SocketState =
  | 'established'
  | 'syn-sent'
  | 'syn-received'
  | 'fin-wait-1'
  | 'fin-wait-2'
  | 'time-wait'
  | 'closed'
  | 'close-wait'
  | 'last-ack'
  | 'listen'
  | 'closing'
  | 'new-syn-received'

const STATES: readonly SocketState[] = [
  'established',
  'syn-sent',
  'syn-received',
  'fin-wait-1',
  'fin-wait-2',
  'time-wait',
  'closed',
  'close-wait',
  'last-ack',
  'listen',
  'closing',
  'new-syn-received',
]

export interface SocketEntry {
  readonly local: Address
  readonly remote: Address
  readonly state: SocketState
  /** octets that have arrived and that the program has not read yet */
  readonly unread: number
  /** octets sent and not yet acknowledged */
  readonly unsent: number
  /** 0 where no file descriptor refers to it: not yet accepted, or already closed by the program */
  readonly inode: number
  /** datagrams that the kernel threw away (UDP only) */
  readonly drops: number
}

/** One address of the table, `0100007F:0DAC` or 32 hexadecimal digits and port; words are in the host's byte order. */
export function parseAddress(text: string): Address {
  const [host = '', port = ''] = text.split(':')
  const words = Buffer.from(host, 'hex')
  for (let i = 0; i + 4 <= words.length; i += 4) words.subarray(i, i + 4).reverse()
  if (words.length === 4) return { host: words.join('.'), port: parseInt(port, 16) }
  const mapped = words.subarray(0, 10).every((octet) => octet === 0) && words[10] === 0xff && words[11] === 0xff
  if (mapped) return { host: words.subarray(12).join('.'), port: parseInt(port, 16) }
  const groups = Array.from({ length: 8 }, (_, i) => words.readUInt16BE(i * 2).toString(16))
  return { host: groups.join(':').replace(/(^|:)(0(:|$)){2,}/, '::'), port: parseInt(port, 16) }
}

/** Which ends of the connections of a port: those that have it, or the other ends as well, where they are in the same table. */
export type Ends = 'own' | 'both'

/** The entries of one table file whose local port is `port` (or all of them); of both ends also those whose remote port it is. */
export function parseSocketTable(text: string, port?: number, ends: Ends = 'own'): SocketEntry[] {
  const hexPort = port === undefined ? undefined : `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  const out: SocketEntry[] = []
  for (const line of text.split('\n').slice(1)) {
    if (line === '' || (hexPort !== undefined && !line.slice(0, 50).includes(hexPort))) continue
    const fields = line.trim().split(/\s+/)
    const local = parseAddress(fields[1] ?? '')
    const remote = parseAddress(fields[2] ?? '')
    if (port !== undefined && local.port !== port && (ends === 'own' || remote.port !== port)) continue
    const [unsent = '0', unread = '0'] = (fields[4] ?? '').split(':')
    out.push({
      local,
      remote,
      state: STATES[parseInt(fields[3] ?? '', 16) - 1] ?? 'closed',
      unsent: parseInt(unsent, 16),
      unread: parseInt(unread, 16),
      inode: Number(fields[9] ?? 0),
      drops: Number(fields[12] ?? 0),
    })
  }
  return out
}

/** Which of the two tables: sockets of IPv6, among them those that serve IPv4 as well, stand in one of their own. */
export type Family = 4 | 6

/**
 * All sockets with that local port, of one family or both; undefined where the system has no such tables. The kernel walks its whole hash
 * table for each: some 3 ms for a table of TCP, whatever it holds. Nobody should ask without need.
 */
export function readSockets(
  transport: Transport,
  port?: number,
  family?: Family,
  ends?: Ends,
): SocketEntry[] | undefined {
  let seen = false
  const out: SocketEntry[] = []
  for (const one of family === undefined ? ([4, 6] as const) : [family]) {
    try {
      const table = readFileSync(`/proc/net/${transport}${one === 6 ? '6' : ''}`, 'latin1')
      out.push(...parseSocketTable(table, port, ends))
      seen = true
    } catch (error) {
      requireFiles(error)
      // A kernel without IPv6 has no tcp6; a system without /proc has neither.
    }
  }
  return seen ? out : undefined
}

/** The sockets of these inodes; none where the system has no such tables. */
export const socketsWith = (inodes: ReadonlySet<number>, transport: Transport): SocketEntry[] =>
  (readSockets(transport) ?? []).filter((entry) => inodes.has(entry.inode))

/** Every line of the table has this length, its LF included. */
const LINE_OCTETS = 150

/**
 * The TCP socket that listens on that port; undefined where there is none, `unknown` where the system has no such table. The kernel lists those that
 * listen first, and fills no more than it is asked for: so the table is read line by line, and left where the first other socket stands.
 */
function readListening(port: number, family: Family): SocketEntry | 'unknown' | undefined {
  let file: number
  try {
    file = openSync(`/proc/net/tcp${family === 6 ? '6' : ''}`, 'r')
  } catch (error) {
    requireFiles(error)
    return 'unknown'
  }
  try {
    const buffer = Buffer.alloc(LINE_OCTETS)
    let text = ''
    for (let size = 0; (size = readSync(file, buffer, 0, LINE_OCTETS, null)) > 0;) {
      text += buffer.toString('latin1', 0, size)
      const end = text.lastIndexOf('\n')
      const lines = text.slice(0, end + 1)
      text = text.slice(end + 1)
      for (const line of lines.split('\n')) {
        if (line === '' || line.includes('local_address')) continue
        // The header that parseSocketTable leaves out.
        const [entry] = parseSocketTable(`\n${line}`)
        if (entry?.state !== 'listen') return undefined
        if (entry.local.port === port) return entry
      }
    }
    return undefined
  } finally {
    closeSync(file)
  }
}

/** A socket that receives what is sent to a port, and which of the tables it stands in. */
export interface BoundSocket {
  readonly socket: SocketEntry
  readonly family: Family
}

/** The socket bound to that port, with its family; undefined where there is none, `unknown` where the system has no tables. */
export function findBound(transport: Transport, port: number): BoundSocket | 'unknown' | undefined {
  let known = false
  for (const family of [4, 6] as const) {
    const socket = transport === 'tcp' ? readListening(port, family) : readBound(port, family)
    known ||= socket !== 'unknown'
    if (typeof socket === 'object') return { socket, family }
  }
  return known ? undefined : 'unknown'
}

function readBound(port: number, family: Family): SocketEntry | 'unknown' | undefined {
  const entries = readSockets('udp', port, family)
  return entries ? boundSocket('udp', entries) : 'unknown'
}

/** The socket that receives what is sent to that port: listening (TCP) or bound (UDP); undefined where there is none. */
export function boundSocket(transport: Transport, entries: readonly SocketEntry[]): SocketEntry | undefined {
  return entries.find((entry) => (transport === 'tcp' ? entry.state === 'listen' : entry.remote.port === 0))
}

/** Whether a program at `theirs` has read all that was sent from `ours`; one whose end is gone, or closed, has nothing left to read. */
export function hasRead(entries: readonly SocketEntry[], theirs: number, ours: number): boolean {
  const end = (at: number, from: number): SocketEntry | undefined =>
    entries.find(({ local, remote, state }) => local.port === at && remote.port === from && state !== 'listen')
  const reading = end(theirs, ours)
  if (!reading) return true
  // Without an inode it is not accepted yet, or closed by the program: then it is no longer established.
  if (reading.inode === 0) return reading.state !== 'established' && reading.state !== 'close-wait'
  return reading.unread === 0 && (end(ours, theirs)?.unsent ?? 0) === 0
}

/** Whether only its own host reaches a socket that is bound there. */
export const isLoopback = (host: string): boolean => /^127\.|^::1$/.test(host)

/** Where a client reaches a socket bound to `host`: any-addresses are reached over loopback, or at the host's own address. */
export function reachableHost(host: string, own = '127.0.0.1'): string {
  if (host === '0.0.0.0' || host === '::') return own
  return host
}
