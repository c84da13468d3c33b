import { ECHO_PORT } from '../endpoint/ports.js'
import { runUdpClient } from '../endpoint/udp-client.js'

/** Sends one message as one datagram, and shows the datagram that comes back. */
await runUdpClient({
  name: 'udp-echo client',
  summary: 'sends one message as a datagram and shows its echo, as the server sent it',
  defaultPort: ECHO_PORT,
  answersEmpty: false,
})
