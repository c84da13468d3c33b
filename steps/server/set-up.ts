import { servedOnConnecting } from '../../harness/messages/exchange.js'
import type { Payload } from '../../harness/messages/message.js'
import type { ReplyRule } from '../../harness/messages/reply.js'
import * as requests from '../../harness/server/http-requests.js'
import { server, type Phrase } from '../phrase.js'

/** The Background: what every conversation with the server is like. */
export const setUpPhrases: readonly Phrase[] = [
  server(
    'a client is served when it sends {payload} and receives {reply}',
    'Stands in the Background: what "is served", "asks" and "its own reply" mean here.',
    (s, request: Payload, reply: ReplyRule) => void (s.conversation.exchange = { request, reply }),
  ),
  server(
    'a client is served when it sends {payload}, and receives {reply}',
    'The same, where the message has a comma of its own.',
    (s, request: Payload, reply: ReplyRule) => void (s.conversation.exchange = { request, reply }),
  ),
  server(
    'a client is served when it connects and receives {reply}',
    'Stands in the Background: the same, where the server speaks to whoever connects; each request is a connection of its own.',
    (s, reply: ReplyRule) => void (s.conversation.exchange = servedOnConnecting(reply)),
    'tcp',
  ),
  server(
    'a client is greeted with {reply}',
    'Stands in the Background: what comes unasked on connecting.',
    (s, greeting: ReplyRule) => void (s.conversation.greeting = greeting),
    'tcp',
  ),
  server(
    'a client takes leave when it sends {payload} and receives {reply}',
    'Stands in the Background: how a client that leaves politely does so, before it ends its side.',
    (s, request: Payload, reply: ReplyRule) => void (s.conversation.farewell = { request, reply }),
    'tcp',
  ),
  server(
    'a line that begins with {string} may follow the reply {string}',
    'Stands in the Background: such a line is passed over there.',
    (s, begins: string, reply: string) => void (s.conversation.mayFollow = { begins, reply }),
    'tcp',
  ),
  server(
    'what the server says unasked on connecting is passed over',
    'Stands in the Background: a banner is looked at only by "receives, before anything else".',
    (s) => void (s.conversation.bannerPassed = true),
    'tcp',
  ),
  server(
    'the server may end with status 0 once it has served a client',
    'Stands in the Background: that it ends is no fault; it is started again for the next scenario.',
    (s) => void (s.conversation.mayEnd = true),
  ),

  server(
    'a client is served when it sends {payload} and the server takes them',
    'Stands in the Background: the server only reads; nothing comes back.',
    (s, request: Payload) => void (s.conversation.exchange = { request, reply: { kind: 'taken' } }),
    'tcp',
  ),
  server(
    'a client is served when it requests {string} and receives that file',
    'Stands in the Background: a request of HTTP/1.0 for this path is answered with the file.',
    (s, path: string) => requests.defineServed(s, path, path.replace(/^\//, '')),
    'tcp',
  ),
]
