import { NotObservable } from '../findings/violation.js'

/** What can be done to the network between the hosts of a submission and its peers, in both directions. */
export interface Network {
  /** The submission's host is cut off for so long, ms, and `meanwhile` is begun when it is; resolves when it is reached again and that has ended. */
  cut(ms: number, meanwhile: () => Promise<void>): Promise<void>
  /** Of every hundred packets so many are lost. */
  lose(percent: number): Promise<void>
  /** So many kbit go through in a second. */
  limit(kbits: number): Promise<void>
  /** Each datagram takes so long, ms, or up to that much longer: then some overtake others. */
  delay(ms: number, jitterMs: number): Promise<void>
  /** All is as it was; costs nothing where it is. */
  restore(): Promise<void>
}

/** Throws NotObservable where there is none that could be disturbed. */
export function needNetwork(network: Network | undefined): Network {
  if (!network) throw new NotObservable({ kind: 'no-network' })
  return network
}
