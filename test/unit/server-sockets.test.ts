import { describe, expect, it } from 'vitest'
import type { Host } from '../../harness/hosts/host.js'
import type { SocketEntry } from '../../harness/peers/socket-table.js'
import { ServerSockets } from '../../harness/subjects/server-sockets.js'

const SERVER = 3500
const CLIENT = 40_000
const at = (port: number): SocketEntry['local'] => ({ host: '127.0.0.1', port })
const LISTENING: SocketEntry = {
  local: at(SERVER),
  remote: { host: '0.0.0.0', port: 0 },
  state: 'listen',
  unread: 0,
  unsent: 0,
  inode: 7,
  drops: 0,
}
const theirs = (end: Partial<SocketEntry>): SocketEntry => ({
  ...LISTENING,
  remote: at(CLIENT),
  state: 'established',
  inode: 8,
  ...end,
})
const ours = (end: Partial<SocketEntry>): SocketEntry => ({ ...theirs(end), local: at(CLIENT), remote: at(SERVER) })

/** Whether a server has read what was sent, where the kernel's table is this. */
function hasRead(entries: SocketEntry[] | undefined): Promise<boolean | undefined> {
  const sockets = new ServerSockets({ readSockets: () => entries } as unknown as Host, 'tcp')
  sockets.port = SERVER
  return sockets.hasRead(CLIENT)
}

describe('whether a server has read what was sent to it', () => {
  it.for<[string, SocketEntry[] | undefined, boolean | undefined]>([
    ['cannot be told without a table', undefined, undefined],
    ['is so where nothing is left in its queue, and all has come there', [LISTENING, theirs({}), ours({})], true],
    ['is so where only its own end can be seen', [LISTENING, theirs({})], true],
    ['is not so while something is in its queue', [LISTENING, theirs({ unread: 1 }), ours({})], false],
    ['is not so while something is on its way there', [LISTENING, theirs({}), ours({ unsent: 1 })], false],
    ['is not so before it has accepted the connection', [LISTENING, theirs({ inode: 0 }), ours({})], false],
    [
      'nor where its client has ended the stream meanwhile',
      [LISTENING, theirs({ inode: 0, state: 'close-wait' }), ours({})],
      false,
    ],
    ['does not matter once it has closed the connection', [LISTENING, theirs({ inode: 0, state: 'fin-wait-2' })], true],
    ['nor where there is none any more', [LISTENING], true],
  ])('%s', async ([, entries, expected]) => {
    expect(await hasRead(entries)).toBe(expected)
  })
})
