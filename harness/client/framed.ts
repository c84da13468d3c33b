import type { PartProgress } from '../findings/client-violation.js'
import { MOST_OCTETS } from '../peers/incoming.js'
import { patience, receiveFrom } from './reception.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import { decodePart } from '../../protocols/part.js'
import type { ClientScenario } from './client-scenario.js'

/** What a client sends with its length before it, received as far as it comes. */

/** Until so many octets have come, or no more do. */
export function receiveFrame(scenario: ClientScenario, peer: TcpPeer, size: number): ReturnType<TcpPeer['receive']> {
  return receiveFrom(
    scenario,
    peer,
    (soFar) => (soFar.size >= size ? size : undefined),
    patience(scenario, peer),
    size + 1,
  )
}

/** A part; or what came instead of one, and why that is none. */
export type ReceivedPart =
  | { readonly kind: 'part'; readonly type: number; readonly content: Buffer; readonly octets: Buffer }
  | {
      readonly kind: 'none'
      readonly progress: PartProgress
      readonly end: 'closed' | 'timeout'
      readonly octets: Buffer
      readonly slowMs?: number
      readonly flooded?: true
    }

/** The next part, whatever its type and content. */
export async function receivePart(scenario: ClientScenario, peer: TcpPeer): Promise<ReceivedPart> {
  let needed = 5
  const reception = await receiveFrom(
    scenario,
    peer,
    (soFar) => {
      if (soFar.size < needed) return undefined
      const decoded = decodePart(soFar.peek())
      if (decoded.kind === 'complete') return decoded.size
      if (decoded.need === 'content') needed = 5 + decoded.length
      return undefined
    },
    patience(scenario, peer),
    MOST_OCTETS + Math.max(0, ...[...scenario.files.values()].map(({ length }) => length)),
  )
  const { octets } = reception
  if (reception.end === 'data') {
    const decoded = decodePart(octets)
    if (decoded.kind === 'complete') return { kind: 'part', type: decoded.type, content: decoded.content, octets }
    throw new Error('a part that was complete is not')
  }
  return { ...reception, kind: 'none', progress: progressOf(octets), end: reception.end }
}

function progressOf(octets: Buffer): PartProgress {
  if (octets.length === 0) return { kind: 'nothing' }
  const decoded = decodePart(octets)
  if (decoded.kind === 'complete' || decoded.need === 'type') return { kind: 'type' }
  if (decoded.need === 'length') return { kind: 'length-octets', have: decoded.have }
  return { kind: 'content-octets', type: decoded.type, length: decoded.length, have: decoded.have }
}
