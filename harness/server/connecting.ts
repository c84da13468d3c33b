import { letQueueMove } from './queue.js'
import type { ServedClient } from './served-client.js'
import type { ServerScenario } from './server-scenario.js'
import { TcpPeer } from '../peers/tcp-peer.js'
import { UdpPeer } from '../peers/udp-peer.js'
import { HarnessFault, NotObservable, SetupError, Violation } from '../findings/violation.js'

/** How the clients of a scenario come: their connections and sockets, and where they are. */

/** How long a first connection is retried where the system cannot say when a port is bound. */
const UNSEEN_START_MS = 5_000

/** Opens the client's connection (TCP) or socket (UDP). Throws Violation where the server does not take it. */
export async function connect(scenario: ServerScenario, name: string): Promise<void> {
  const { beforeFirstClient } = scenario
  if (beforeFirstClient && scenario.conversation.exchange) {
    scenario.beforeFirstClient = undefined
    await beforeFirstClient()
  }
  const client = scenario.client(name)
  if (scenario.subject.transport === 'udp') {
    client.udp?.close()
    await openSocket(scenario, client)
    return
  }
  client.tcp = await establish(scenario, name)
  if (scenario.conversation.bannerPassed === true) await passOverBanner(scenario, client)
}

/** The client has this address, and where it is asked for the port of another client. Throws NotObservable where the system has no such address. */
export async function locate(scenario: ServerScenario, name: string, host: string, portOf?: string): Promise<void> {
  const client = scenario.client(name)
  client.host = host
  if (portOf !== undefined) client.port = scenario.udp(portOf).local.port
  try {
    await connect(scenario, name)
  } catch (error) {
    // What was found, or a harness at fault, is no matter of addresses.
    if (error instanceof Violation || error instanceof HarnessFault || error instanceof SetupError) throw error
    throw new NotObservable({ kind: 'no-such-address', host, error: causeText(error) })
  }
}

async function openSocket(scenario: ServerScenario, client: ServedClient): Promise<void> {
  const { sockets, host } = await scenario.subject.clientPlace(client.host)
  const any = scenario.address.host.includes(':') ? '::' : '0.0.0.0'
  client.udp = await UdpPeer.open(client.name, host ?? any, scenario.log, client.port ?? 0, sockets)
}

async function establish(scenario: ServerScenario, name: string): Promise<TcpPeer> {
  const { sockets } = await scenario.subject.clientPlace()
  const attempt = (ms: number): ReturnType<typeof TcpPeer.connect> =>
    TcpPeer.connect(name, scenario.address, scenario.log, {
      ms,
      retryMs: process.platform === 'linux' ? 0 : UNSEEN_START_MS,
      sockets,
    })
  const { abandoned, times } = scenario
  let outcome = await attempt(abandoned > 0 ? times.reply : scenario.replyMs)
  if (outcome === 'timeout' && abandoned > 0) {
    await letQueueMove(scenario)
    outcome = await attempt(scenario.replyMs)
  }
  if (outcome instanceof TcpPeer) return outcome
  if (outcome instanceof HarnessFault) throw outcome
  if (outcome === 'refused') throw new Violation({ kind: 'connection-refused', client: name }, { end: 'refused' })
  if (outcome === 'timeout')
    throw new Violation({ kind: 'connection-timeout', client: name, ms: scenario.replyMs }, { end: 'timeout' })
  throw new Violation({ kind: 'connection-failed', client: name, error: outcome.message }, { end: 'error' })
}

/**
 * What the server says unasked is taken away from the client's first reply. Whether it says anything is learned once for each process, by
 * listening for a quiet window.
 */
async function passOverBanner(scenario: ServerScenario, client: ServedClient): Promise<void> {
  const { subject, times } = scenario
  if (!client.tcp || subject.speaksFirst === false) return
  const came = await client.tcp.receive(
    (soFar) => (soFar.peek().includes(0x0a) ? soFar.size : undefined),
    subject.speaksFirst === true ? times.reply : times.quiet,
    { wholeMs: scenario.wholeMs },
  )
  scenario.wasSlow ||= came.end !== 'data' && came.slowMs !== undefined
  subject.speaksFirst ??= came.octets.length > 0
  if (came.octets.length > 0) client.banner = came.octets
}

/** What the system says of an error. */
const causeText = (error: unknown): string => (error instanceof Error ? error.message : String(error))
