import { ECHO_PORT } from '../endpoint/ports.js'
import { runUdpService } from '../endpoint/udp-server.js'
import { isShutdown } from '../protocols/shutdown.js'

/** Sends every datagram back, until one tells it to end. */
await runUdpService<{ readonly 'shutdown-text': string }>({
  name: 'udp-shutdown server',
  summary: 'sends every datagram back as it came, and ends when one says so; that one, or an empty one, gets no reply',
  defaultPort: ECHO_PORT,
  options: {
    'shutdown-text': { placeholder: 'TEXT', summary: 'the message that ends it', defaultValue: 'SHUTDOWN' },
  },
  begin: (service, settings) => ({
    receive(datagram, sender) {
      if (isShutdown(datagram, settings['shutdown-text'])) service.stop()
      else if (datagram.length > 0) service.send(datagram, sender)
    },
  }),
})
