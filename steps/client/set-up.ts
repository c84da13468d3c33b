import * as starting from '../../harness/client/starting.js'
import * as transfer from '../../harness/client/transfer.js'
import type { AnswerRule } from '../../harness/messages/answer.js'
import type { Payload } from '../../harness/messages/message.js'
import { client, type Phrase } from '../phrase.js'

/** What the client finds and is told, and how the server is to answer it. */
export const setUpPhrases: readonly Phrase[] = [
  client(
    'the server answers with {answer}',
    'Stands in the Background: what "answers" means here. The letters are random, so no client can have computed them.',
    (s, answer: AnswerRule) => void (s.answerRule = answer),
  ),
  client(
    'the server greets with {payload}',
    'Stands in the Background: what the server sends when the client has connected.',
    (s, greeting: Payload) => void (s.greeting = greeting),
    'tcp',
  ),
  client(
    'the server does not greet',
    'Against the Background: it says nothing of itself.',
    (s) => void (s.greeting = undefined),
    'tcp',
  ),
  client(
    'the server answers each part with {payload}',
    'Stands in the Background: what "answers both parts" means here.',
    (s, answer: Payload) => transfer.defineAnswerToParts(s, answer),
    'tcp',
  ),
  client(
    'the client has {payload} in {string}',
    "A file of this name in the client's working directory holds these bytes.",
    (s, content: Payload, name: string) => starting.giveFile(s, name, content),
  ),
  client(
    'the client has {payload} in the agreed file',
    'The same; the file is the one that --send-file names.',
    (s, content: Payload) => starting.giveAgreedFile(s, content),
  ),
  client('nobody listens where the server should be', 'The port is closed.', (s) => void (s.nobody = true)),
  client('the client is started', 'Starts the program; its standard input stays open.', (s) => starting.start(s)),
  client(
    'the client is started and {payload} is typed',
    'Starts the program and types the message and LF at once; its standard input stays open.',
    (s, typed: Payload) => starting.start(s, typed),
  ),
  client(
    '{payload} is typed',
    'Types the message and LF, once what the server sent is shown (or the quiet window has passed).',
    (s, typed: Payload) => starting.typeNext(s, typed),
  ),
]
