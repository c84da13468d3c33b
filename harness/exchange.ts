import type { Payload } from './payload.js'
import type { ReplyRule } from './reply.js'

/** What it means, in one protocol, that a client is served: it sends this, and that comes back. Set by the feature's Background. */
export interface Exchange {
  readonly request: Payload
  readonly reply: ReplyRule
}
