import type { Content, Payload } from '../../harness/messages/message.js'
import * as files from '../../harness/server/files.js'
import { expectStored, expectStoredAsAgreed } from '../../harness/server/stored-file.js'
import { server, type Phrase } from '../phrase.js'

/** What the server stores, and the files that it finds. */
export const filePhrases: readonly Phrase[] = [
  server(
    'the {content} of {client} is stored as {string}',
    "The file of this name in the server's working directory holds exactly what the client sent last of this kind; within the deadline.",
    (s, kind: Content['kind'], name: string, file: string) => expectStored(s, kind, name, file),
  ),
  server(
    'the {content} of {client} is stored as agreed',
    'The same; the file is the one that --stored-as names.',
    (s, kind: Content['kind'], name: string) => expectStoredAsAgreed(s, kind, name),
  ),

  server(
    'the server has {payload} in {string}',
    "A file of this name below the server's working directory holds these bytes; [word] in a name stands for random letters.",
    (s, content: Payload, name: string) => files.giveFile(s, content, name),
  ),
  server(
    'beside the folder of the server there is a secret',
    'A file that must never be served; [secret] is its name there, [secret path] the path to it from the root. So is one of that name in [neighbour], a folder there whose name begins with that of the server.',
    (s) => files.placeSecret(s),
  ),
]
