import type { Completeness, Reception } from '../peers/incoming.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import type { ClientScenario } from './client-scenario.js'

/** Longer headers are no student's. */
const LONGEST_HEAD = 128 * 1024

/** What comes on a client's connection, as {@link TcpPeer.receive}; that it came too slowly is remembered, so that less is waited for the next time. */
export async function receiveFrom(
  scenario: ClientScenario,
  peer: TcpPeer,
  complete: Completeness,
  ms: number,
  most?: number,
): Promise<Reception> {
  const reception = await peer.receive(complete, ms, { wholeMs: scenario.times.whole, most })
  scenario.wasSlow ||= reception.end !== 'data' && reception.slowMs !== undefined
  return reception
}

/** Its first message may take as long as a program takes to start. */
export const patience = (scenario: ClientScenario, peer: TcpPeer): number =>
  peer.hasReceived ? scenario.times.reply : scenario.firstWordMs

/** Says where a header ends; a longer one is none. */
export const headEnd: Completeness = (soFar) => {
  const octets = soFar.peek()
  return octets.includes('\n\n') || octets.includes('\n\r\n')
    ? soFar.size
    : soFar.size > LONGEST_HEAD
      ? 'flood'
      : undefined
}
