import fc from 'fast-check'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect, createServer, isIPv6, type AddressInfo, type Server, type Socket } from 'node:net'
import { endianness } from 'node:os'
import { describe, expect, it } from 'vitest'
import {
  boundSocket,
  parseAddress,
  parseSocketTable,
  reachableHost,
  readSockets,
} from '../../harness/peers/socket-table.js'

const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     
   0: 0100007F:0DAC 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31415 1 0000000000000000 100 0 0 10 0                     
   1: 0100007F:0DAC 0200007F:C001 01 00000010:00000400 00:00000000 00000000  1000        0 27182 1 0000000000000000 20 4 30 10 -1                    
   2: 0100007F:C001 0100007F:0DAC 06 00000000:00000000 03:000017C4 00000000     0        0 0 3 0000000000000000                                      
   3: 00000000:ADC0 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 16180 1 0000000000000000 100 0 0 10 0                     
`
const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:0DAC 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 14142 1 0000000000000000 100 0 0 10 0
   1: 0000000000000000FFFF00000100007F:0DAC 0000000000000000FFFF00000100007F:C001 08 00000000:00000001 00:00000000 00000000  1000        0 17320 1 0000000000000000 20 4 30 10 -1
   2: 00000000000000000000000001000000:1A85 00000000000000000000000001000000:C002 01 00000000:00000000 00:00000000 00000000  1000        0 22360 1 0000000000000000 20 4 30 10 -1
   3: B80D0120000000000000000001000000:1A85 000080FE00000000FF8D2E02FE9A8C5B:C003 01 00000000:00000000 00:00000000 00000000  1000        0 24494 1 0000000000000000 20 4 30 10 -1
`
const UDP = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops             
  811: 0100007F:1A85 00000000:0000 07 00000000:00000D00 00:00000000 00000000  1000        0 26457 2 0000000000000000 12
  812: 0100007F:1A85 0100007F:C004 01 00000000:00000000 00:00000000 00000000  1000        0 28284 2 0000000000000000 0
`

// Words of the table are in the host's byte order; these samples come from a little-endian one.
describe.runIf(endianness() === 'LE')("the kernel's socket tables", () => {
  it('are read for TCP over IPv4: addresses, states, queues, inodes', () => {
    expect(parseSocketTable(TCP)).toMatchObject([
      {
        local: { host: '127.0.0.1', port: 3500 },
        remote: { host: '0.0.0.0', port: 0 },
        state: 'listen',
        unsent: 0,
        unread: 0,
        inode: 31_415,
      },
      {
        local: { host: '127.0.0.1', port: 3500 },
        remote: { host: '127.0.0.2', port: 49_153 },
        state: 'established',
        unsent: 16,
        unread: 1024,
        inode: 27_182,
      },
      {
        local: { host: '127.0.0.1', port: 49_153 },
        remote: { host: '127.0.0.1', port: 3500 },
        state: 'time-wait',
        unsent: 0,
        unread: 0,
        inode: 0,
      },
      {
        local: { host: '0.0.0.0', port: 44_480 },
        remote: { host: '0.0.0.0', port: 0 },
        state: 'listen',
        unsent: 0,
        unread: 0,
        inode: 16_180,
      },
    ])
  })

  it('are read for TCP over IPv6, where IPv4 addresses are given as such', () => {
    expect(parseSocketTable(TCP6).map(({ local, remote, state }) => [local.host, remote.host, state])).toEqual([
      ['::', '::', 'listen'],
      ['127.0.0.1', '127.0.0.1', 'close-wait'],
      ['::1', '::1', 'established'],
      ['2001:db8::1', 'fe80::22e:8dff:5b8c:9afe', 'established'],
    ])
  })

  it('are read for UDP, with the datagrams that were thrown away', () => {
    expect(parseSocketTable(UDP)[0]).toEqual({
      local: { host: '127.0.0.1', port: 6789 },
      remote: { host: '0.0.0.0', port: 0 },
      state: 'closed',
      unsent: 0,
      unread: 3328,
      inode: 26_457,
      drops: 12,
    })
  })

  it('give only the sockets of a local port where one is asked for, not those that have it at the other end', () => {
    expect(parseSocketTable(TCP, 3500).map(({ inode }) => inode)).toEqual([31_415, 27_182])
    expect(parseSocketTable(TCP6, 6789).map(({ inode }) => inode)).toEqual([22_360, 24_494])
    expect(parseSocketTable(TCP, 0xdac0)).toEqual([])
    expect(parseSocketTable('')).toEqual([])
  })

  it('tell the socket that receives what is sent to a port from those of connections', () => {
    expect(boundSocket('tcp', parseSocketTable(TCP, 3500))?.inode).toBe(31_415)
    expect(boundSocket('tcp', parseSocketTable(TCP, 49_153))).toBeUndefined()
    expect(boundSocket('udp', parseSocketTable(UDP, 6789))?.inode).toBe(26_457)
  })

  it('hold addresses that are given back as they were written', () => {
    const reversed = (octets: readonly number[]): string => {
      let out = ''
      for (let i = 0; i < octets.length; i += 4)
        out += Buffer.from(octets.slice(i, i + 4))
          .reverse()
          .toString('hex')
      return out.toUpperCase()
    }
    const octet = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(
        fc.array(octet, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 0, max: 65_535 }),
        (host, port) => {
          expect(parseAddress(`${reversed(host)}:${port.toString(16).toUpperCase().padStart(4, '0')}`)).toEqual({
            host: host.join('.'),
            port,
          })
        },
      ),
    )
    // Many zeros, so that there are stretches to be abbreviated; compared in the form that URLs give them.
    const group = fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 0xffff }))
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        fc.pre(!(groups.slice(0, 5).every((value) => value === 0) && groups[5] === 0xffff))
        const { host } = parseAddress(`${reversed(groups.flatMap((value) => [value >> 8, value & 0xff]))}:0001`)
        expect(isIPv6(host), host).toBe(true)
        const canonical = (address: string): string => new URL(`http://[${address}]/`).hostname
        expect(canonical(host)).toBe(canonical(groups.map((value) => value.toString(16)).join(':')))
      }),
      { numRuns: 300 },
    )
  })
})

describe('an address that a socket is bound to', () => {
  it('is reached over loopback where it is any address, and otherwise where it is', () => {
    expect(['0.0.0.0', '::', '127.0.0.1', '::1', '192.0.2.7'].map((host) => reachableHost(host))).toEqual([
      '127.0.0.1',
      '127.0.0.1',
      '127.0.0.1',
      '::1',
      '192.0.2.7',
    ])
  })
})

describe.runIf(existsSync('/proc/net/tcp'))('on this machine', () => {
  const listening = async (host: string): Promise<{ server: Server; port: number }> => {
    const server = createServer().listen(0, host)
    await once(server, 'listening')
    return { server, port: (server.address() as AddressInfo).port }
  }

  it('a listening server is found by its port, and no longer once it is closed', async () => {
    const { server, port } = await listening('127.0.0.1')
    const found = boundSocket('tcp', readSockets('tcp', port) ?? [])
    expect(found).toMatchObject({ local: { host: '127.0.0.1', port }, state: 'listen' })
    expect(found?.inode).toBeGreaterThan(0)
    server.close()
    await once(server, 'close')
    expect(boundSocket('tcp', readSockets('tcp', port) ?? [])).toBeUndefined()
  })

  it('what a program has not read yet is seen', async () => {
    const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const accepted = once(server, 'connection') as Promise<[Socket]>
    const client = connect(port, '127.0.0.1')
    const [socket] = await accepted
    client.write('12345')
    const entry = (): unknown => readSockets('tcp', port)?.find(({ remote }) => remote.port === client.localPort)
    await expect.poll(entry).toMatchObject({ state: 'established', unread: 5 })
    socket.resume()
    await expect.poll(entry).toMatchObject({ unread: 0 })
    client.destroy()
    socket.destroy()
    server.close()
  })

  it('a bound UDP socket is found by its port, also where it is one for IPv6', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1')
    await once(socket, 'listening')
    const { port } = socket.address()
    expect(boundSocket('udp', readSockets('udp', port) ?? [])).toMatchObject({ local: { host: '127.0.0.1', port } })
    socket.close()
  })
})
