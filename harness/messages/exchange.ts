import type { Payload } from './message.js'
import type { ReplyRule } from './reply.js'

/** What it means, in one protocol, that a client is served: it sends this, and that comes back. Set by the feature's Background. */
export interface Exchange {
  readonly request: Payload
  readonly reply: ReplyRule
  /** the client has nothing to send: to connect is to ask */
  readonly onConnecting?: true
}

/** What being served means where a server speaks to whoever connects. */
export const servedOnConnecting = (reply: ReplyRule): Exchange => ({
  request: { phrase: 'nothing', message: () => ({ segments: [] }) },
  reply,
  onConnecting: true,
})

/** What a feature's Background says of every conversation with a server. */
export interface Conversation {
  /** what comes unasked when a client has connected */
  greeting?: ReplyRule
  exchange?: Exchange
  /** how a client takes leave */
  farewell?: Exchange
  /** a line that begins so may follow this reply */
  mayFollow?: { readonly begins: string; readonly reply: string }
  /** the server may end with status 0 once it has served a client */
  mayEnd?: boolean
  /** what the server says unasked on connecting is not looked at, but where a scenario asks for it */
  bannerPassed?: boolean
}
