import * as restarting from '../../harness/server/restarting.js'
import * as survival from '../../harness/server/survival.js'
import { server, type Phrase } from '../phrase.js'

/** The server as a process. */
export const processPhrases: readonly Phrase[] = [
  server('the server has just been started', 'It has served nobody yet; it is started anew where it has.', (s) =>
    restarting.needFreshServer(s),
  ),
  server(
    'the server serves many clients',
    'Skips the scenario for one that ends with status 0 once it has served a client, where the Background lets it.',
    (s) => survival.needManyClients(s),
  ),
  server(
    'the server is stopped while {client} is connected',
    'It is ended with all its processes; being the first to close, its side goes into TIME_WAIT.',
    (s, name: string) => restarting.stopServer(s, name),
    'tcp',
  ),
  server('the server is started again on the same port', 'It must be ready to serve again.', (s) =>
    restarting.startServerAgain(s),
  ),
]
