import { ECHO_PORT } from '../endpoint/ports.js'
import { runUdpClient } from '../endpoint/udp-client.js'

/** Sends one message as one datagram, and shows the datagram that comes back, if this host is one that the server answers. */
await runUdpClient({
  name: 'udp-allowlist client',
  summary: 'sends one message as a datagram and shows its echo; a server that does not know this host sends none',
  defaultPort: ECHO_PORT,
  answersEmpty: false,
})
