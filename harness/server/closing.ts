import { Violation } from '../findings/violation.js'
import { poll } from '../peers/patience.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import { connect } from './connecting.js'
import { ask, transmit } from './sending.js'
import type { ServerScenario } from './server-scenario.js'

/** How connections end: by the client, in order or by RST, or by the server. */

/** How long a server may take to notice that a client has left, before the next one comes all the same. */
const NOTICE_MS = 50
/** How long a server takes between its reply and the end of the connection, where it ends it by itself. */
const CLOSING_MS = 30

/** The client shuts down its sending side. */
export async function halfClose(scenario: ServerScenario, name: string): Promise<void> {
  await endStream(scenario, scenario.tcp(name))
}

/** Half-closes; where the server has closed the connection altogether that would only keep its port taken. */
export async function endStream(scenario: ServerScenario, peer: TcpPeer): Promise<void> {
  await letServerCloseFirst(scenario, peer)
  if (!(scenario.subject.sparesTimeWait && peer.closed)) peer.halfClose()
}

/** RST; first waits a moment until the server has accepted, so that it is in mid-exchange. */
export async function reset(scenario: ServerScenario, name: string): Promise<void> {
  const peer = scenario.tcp(name)
  const { subject, log, times } = scenario
  const seen = await poll(
    async () => {
      // What has answered and gone has accepted it, though the kernel knows nothing of it any more.
      const accepted = peer.closed && peer.hasReceived ? true : await subject.hasAccepted(peer.local.port)
      return accepted === false ? undefined : { accepted }
    },
    times.quiet,
    5,
  )
  log.stimulate({ kind: 'reset', accepted: seen ? seen.accepted : false, read: undefined })
  peer.reset()
}

/** Sends the first half of the request, which the server reads, and resets the connection. */
export async function beginAndReset(scenario: ServerScenario, name: string): Promise<void> {
  if (!scenario.client(name).tcp) await connect(scenario, name)
  const request = scenario.drawOctets(scenario.exchange.request)
  await transmit(scenario, name, { segments: [request.subarray(0, Math.ceil(request.length / 2))] })
  const peer = scenario.tcp(name)
  const read = await peer.awaitRead((port) => scenario.subject.hasRead(port), scenario.replyMs)
  // What has read from it has accepted it.
  scenario.log.stimulate({ kind: 'reset', accepted: read === true ? true : undefined, read })
  peer.reset()
}

/** Sends the request and RST in one go: the server reads the request, and can send its answer to nobody. */
export async function askAndReset(scenario: ServerScenario, name: string): Promise<void> {
  if (!scenario.client(name).tcp) await connect(scenario, name)
  scenario.abandoned++
  const peer = scenario.tcp(name)
  // Not asked for: the kernel's tables are dear to read, and it would have answered by then.
  scenario.log.stimulate({ kind: 'reset', accepted: undefined, read: false })
  peer.sendAndReset(scenario.drawOctets(scenario.exchange.request))
}

/**
 * Sends the request, the end of the stream and RST: whatever the server then sends goes to a connection that both sides have ended. A quick server
 * has answered before the end of the stream comes, let alone the reset: so another client connects first, for which a server that serves one after the
 * other waits until all that has happened, and who is then served by `serve`.
 */
export async function askEndAndReset(
  scenario: ServerScenario,
  name: string,
  serve: (before: string) => Promise<void>,
): Promise<void> {
  const before = `${name}, before it`
  await connect(scenario, before)
  await ask(scenario, name)
  await scenario.tcp(name).endThenReset(scenario.replyMs)
  scenario.log.stimulate({ kind: 'reset', accepted: undefined, read: undefined })
  await serve(before)
  scenario.abandoned++
}

/** Waits until anything comes in answer, or the server ends the connection; of one that only takes what is sent, until it has read that. */
export async function awaitAnyAnswer(scenario: ServerScenario, name: string): Promise<void> {
  const peer = scenario.tcp(name)
  const takes = scenario.exchange.reply.kind === 'taken'
  await poll(
    async () => {
      if (peer.pending > 0 || peer.closed) return true
      return takes && (await scenario.subject.hasRead(peer.local.port)) !== false ? true : undefined
    },
    scenario.replyMs,
    5,
  )
}

/** Asks, leaves the reply unread and resets the connection: the reset is all that the server hears of it. */
export async function askAndResetAtReply(scenario: ServerScenario, name: string): Promise<void> {
  await ask(scenario, name)
  const peer = scenario.tcp(name)
  await awaitAnyAnswer(scenario, name)
  scenario.log.stimulate({ kind: 'reset', accepted: peer.pending > 0 ? true : undefined, read: peer.pending > 0 })
  peer.reset()
}

/** The client ends its connection without a farewell, and the server is given a moment to notice. */
export async function disconnect(scenario: ServerScenario, name: string): Promise<void> {
  await scenario.conclude(name)
  const peer = scenario.clients.get(name)?.tcp
  if (peer) await letServerCloseFirst(scenario, peer)
  await leave(scenario, name)
  // The end of the other direction tells that the server has noticed; many never close theirs, so it is not waited for long.
  await peer?.awaitClosed(NOTICE_MS).catch(() => undefined)
}

/** The server ends this client's connection in time, and not by crashing. */
export async function expectEnd(scenario: ServerScenario, name: string): Promise<void> {
  const peer = scenario.tcp(name)
  if (!(await peer.awaitClosed(scenario.times.reply))) {
    throw new Violation(
      { kind: 'left-open', ms: scenario.times.reply, afterEndOfStream: peer.endSent },
      scenario.evidence(name, 'timeout'),
    )
  }
  await scenario.requireNoCrash(peer.endSent ? 'client-ended-stream' : 'connection-ended')
}

/** The client is gone; its end of the connection is held until the scenario is disposed of. */
export async function leave(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  client.udp?.close()
  scenario.clients.delete(name)
  if (client.tcp) await part(scenario, client.tcp)
}

/**
 * On a fixed port: a server that closes after its reply is given the moment that it needs for it, since a FIN that crosses its own
 * would bring its side into TIME_WAIT.
 */
export async function letServerCloseFirst(scenario: ServerScenario, peer: TcpPeer): Promise<void> {
  if (!scenario.subject.sparesTimeWait || scenario.keepsOpen || !peer.wasUsed) return
  // A server that has once kept its connection open is not waited for again.
  if (!(await poll(() => (peer.closed ? true : undefined), CLOSING_MS, 5))) scenario.keepsOpen = true
}

async function part(scenario: ServerScenario, peer: TcpPeer): Promise<void> {
  scenario.parted.push(peer)
  const sparing =
    scenario.subject.sparesTimeWait && peer.closed && (await scenario.subject.hasClosed(peer.local.port)) === true
  peer.leave(sparing)
}
