import { ECHO_PORT } from '../endpoint/ports.js'
import { runUdpServer } from '../endpoint/udp-server.js'

/** Sends every datagram back to where it came from; an empty one gets no reply. */
await runUdpServer({
  name: 'udp-echo server',
  summary: 'sends every datagram back as it came; an empty one gets no reply',
  defaultPort: ECHO_PORT,
  reply: (datagram) => (datagram.length > 0 ? datagram : undefined),
})
