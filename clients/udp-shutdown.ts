import { ECHO_PORT } from '../endpoint/ports.js'
import { runUdpClient } from '../endpoint/udp-client.js'
import { isShutdown } from '../protocols/shutdown.js'

/** Sends one message as one datagram, and shows its echo; the message that ends the server has none. */
await runUdpClient<{ readonly 'shutdown-text': string }>({
  name: 'udp-shutdown client',
  summary: 'sends one message as a datagram and shows its echo; the message that ends the server gets none',
  defaultPort: ECHO_PORT,
  options: {
    'shutdown-text': { placeholder: 'TEXT', summary: 'the message that ends the server', defaultValue: 'SHUTDOWN' },
  },
  answersEmpty: false,
  expects: (message, settings) => (isShutdown(message, settings['shutdown-text']) ? 'no reply' : undefined),
})
