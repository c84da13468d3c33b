import { uppercase } from '../../protocols/uppercase.js'

/** What the server of a protocol makes of a typed line. */
export interface Exchange {
  readonly replyTo: (typed: string) => string
  /** the reply is what was sent, so a client that shows what it sends seems to have had a reply */
  readonly isEcho: boolean
}

const ECHO: Exchange = { replyTo: (typed) => typed, isEcho: true }
const UPPERCASE: Exchange = { replyTo: (typed) => uppercase(Buffer.from(typed)).toString(), isEcho: false }

/** The protocols of which it is known what a client shows when one line is typed, whoever its server is. */
export const EXCHANGES: Readonly<Record<string, Exchange | undefined>> = {
  'tcp-echo': ECHO,
  'udp-echo': ECHO,
  'tcp-uppercase': UPPERCASE,
  'udp-uppercase': UPPERCASE,
  'line-uppercase': UPPERCASE,
}
