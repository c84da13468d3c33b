import { UPPERCASE_PORT } from '../endpoint/ports.js'
import { runUdpServer } from '../endpoint/udp-server.js'
import { uppercase } from '../protocols/uppercase.js'

/** Sends every datagram back to where it came from, its ASCII letters in upper case. */
await runUdpServer({
  name: 'udp-uppercase server',
  summary: 'sends every datagram back with its ASCII letters in upper case',
  defaultPort: UPPERCASE_PORT,
  reply: uppercase,
})
