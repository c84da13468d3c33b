import { errorCode } from '../endpoint/errors.js'
import { showReply } from '../endpoint/output.js'
import { ECHO_PORT } from '../endpoint/ports.js'
import { takeTypedLines } from '../endpoint/typed-lines.js'
import { runUdpService, type Sender } from '../endpoint/udp-server.js'

const NAME = 'udp-chat server'

/**
 * Shows what clients send, and sends the lines that are typed to the client that spoke last. What is typed before anybody has
 * spoken waits: there is nobody to send it to. The end of the input ends the typing only; messages are still shown.
 */
await runUdpService({
  name: NAME,
  summary: 'shows what clients send, and sends each line that is typed as a datagram to the client that spoke last',
  defaultPort: ECHO_PORT,
  begin(service) {
    const leaving = new AbortController()
    let partner: Sender | undefined
    const say = (line: Buffer) => {
      if (partner === undefined) return
      service.send(line, partner, (error) => process.stderr.write(`${NAME}: ${explainLoss(error)}\n`))
    }
    return {
      receive(datagram, sender) {
        const first = partner === undefined
        partner = sender
        showReply(datagram)
        if (first) void takeTypedLines(say, leaving.signal)
      },
      end: () => leaving.abort(),
    }
  },
})

function explainLoss(error: Error): string {
  const reason =
    errorCode(error) === 'EMSGSIZE' ? 'it is too long for one datagram (over IPv4 at most 65507 bytes)' : error.message
  return `a line was not sent: ${reason}`
}
