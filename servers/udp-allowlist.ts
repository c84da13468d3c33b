import { AllowList, objectionToAddresses } from '../endpoint/allow-list.js'
import { ECHO_PORT } from '../endpoint/ports.js'
import { runUdpService } from '../endpoint/udp-server.js'

/** The variable that says whom to answer where the command line does not; set to nothing it is as good as not set. */
const fromEnvironment = process.env.ALLOW

/** Sends back the datagrams of some hosts, and ignores those of all others. */
await runUdpService<{ readonly allow: string }>({
  name: 'udp-allowlist server',
  summary:
    'sends every datagram of an allowed address back as it came; an empty one, or one of another address, gets no reply',
  defaultPort: ECHO_PORT,
  options: {
    allow: {
      placeholder: 'A,B',
      summary: 'the addresses that are answered; the variable ALLOW says the same',
      defaultValue: fromEnvironment === undefined || fromEnvironment === '' ? '127.0.0.1' : fromEnvironment,
      objection: objectionToAddresses,
    },
  },
  begin(service, { allow }) {
    const allowed = new AllowList(allow)
    return {
      receive(datagram, sender) {
        if (datagram.length > 0 && allowed.has(sender.address)) service.send(datagram, sender)
      },
    }
  },
})
