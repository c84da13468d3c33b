import { UPPERCASE_PORT } from '../endpoint/ports.js'
import { runUdpClient } from '../endpoint/udp-client.js'

/** Sends one message as one datagram, and shows the datagram that comes back. */
await runUdpClient({
  name: 'udp-uppercase client',
  summary: 'sends one message as a datagram and shows its text in upper case, as the server sent it',
  defaultPort: UPPERCASE_PORT,
  answersEmpty: true,
})
