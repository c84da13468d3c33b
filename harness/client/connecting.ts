import { SetupError, Violation } from '../findings/violation.js'
import type { Transport } from '../findings/wire-log.js'
import { clientPlaceholderOf } from '../messages/framing.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import { whileStarting } from '../programs/starting-time.js'
import { remotePorts } from '../programs/running-program.js'
import type { ClientScenario } from './client-scenario.js'

/** How a client comes to the server that the harness plays, or that it does not come. */

/** The connection that the client has made. Throws Violation where it makes none in time. */
export async function firstConnection(scenario: ClientScenario): Promise<TcpPeer> {
  const { tcp } = scenario
  if (!tcp) throw new SetupError('nobody listens in this scenario, so nobody can connect')
  const program = scenario.running()
  const peer = await whileStarting(program, scenario.options.firstWordMs, (ms) => tcp.first(ms, program.ended))
  if (!peer) throw await neverCame(scenario, 'tcp')
  scenario.subject.known.hasCome = true
  return peer
}

/** What is found of a client that has not come in time. Throws SetupError where it goes to another port than it was told. */
export async function neverCame(scenario: ClientScenario, transport: Transport): Promise<Violation> {
  const { ending } = scenario.running()
  const { requests = 'text' } = scenario.options
  const observation = {
    kind: 'never-came',
    transport,
    again: scenario.datagram !== undefined,
    server: { host: scenario.subject.host.serverAddress, port: scenario.port },
    ending,
    ms: scenario.options.firstWordMs,
    given:
      scenario.subject.fixedPort !== undefined || scenario.datagram
        ? undefined
        : clientPlaceholderOf(requests) === '{url}'
          ? 'url'
          : 'port',
    lastWords: scenario.lastWords(),
  } as const
  if (ending) return new Violation(observation, { end: 'closed' })
  scenario.waitedInVain = true
  const elsewhere = await connectsTo(scenario, transport)
  if (elsewhere !== undefined && elsewhere !== scenario.port) {
    throw new SetupError(
      `the client connects to port ${elsewhere}, not to the one it was given (${scenario.port}): add --port ${elsewhere}, or let it take its port from {port} in the command or from $PORT`,
    )
  }
  return new Violation(observation, { end: 'timeout' })
}

/** A port that a socket of the client's is waiting to connect to. */
async function connectsTo(scenario: ClientScenario, transport: Transport): Promise<number | undefined> {
  return (await remotePorts(scenario.running(), transport))[0]
}
