import type { PairFinding } from '../../interop-finding.js'
import type { InteropLabels } from '../interop-labels.js'
import { agree } from '../neutral.js'
import { endingText, saidAfter } from './endings.js'
import { plural } from './numbers.js'

export const interop: InteropLabels = {
  title: (assignment) => `${assignment}: clients and servers with each other`,
  matrixTitle: (server, client) => `${server} with ${client}`,
  counts: (servers, clients) => `${plural(servers, 'server')}, ${plural(clients, 'client')}`,
  works: (working, pairs) => `${working} of ${plural(pairs, 'pair')} ${agree(pairs, 'works', 'work')}`,
  corner: 'server \\ client',
  nobody: 'There is no pair: of one of the two roles nobody has passed level core.',
  standing: { works: 'works', fails: 'fails', unclear: 'unclear' },
  pair: (client, server) => `client of ${client}, server of ${server}`,
  finding: findingText,
  notWorking: 'Pairs that do not work',
  leftOut: 'Left out',
  leftOutAs: (name, role) => `${name}, ${role}`,
  coreFailed: (ids) => `It fails at level core: ${ids.join(', ')}.`,
  coreNotJudged: (ids) => `Level core could not be judged: ${ids.join(', ')}.`,
  notBuiltAgain: 'It was built when it was checked alone, and now it was not.',
  notAsAlone:
    'Before it met any server, it was run alone once more and sent nothing: it does not do the same each time.',
  where: (isolation) =>
    isolation === 'none'
      ? 'on this machine itself (isolation none)'
      : `each pair on a network of its own (isolation ${isolation})`,
}

function findingText(finding: PairFinding): string {
  switch (finding.kind) {
    case 'served':
      return 'The client showed what the exchange gives, and ended with exit status 0.'
    case 'server-not-started':
      return `The server did not start: ${finding.why}`
    case 'server-died':
      return `The server ended before the client had its reply (${endingText(finding.ending)}${saidAfter(finding.lastWords)}).`
    case 'client-ended-badly':
      return `The client ended with ${endingText(finding.ending)}${saidAfter(finding.lastWords)}.`
    case 'client-still-runs':
      return finding.shown
        ? `The client showed the reply, and still ran ${finding.seconds} s after its start.`
        : `The client still ran ${finding.seconds} s after its start, and had not shown the reply.`
    case 'reply-not-shown': {
      const { part, lastWords } = finding
      return part
        ? `The client showed only the ${part.which} ${part.octets} of ${part.all} characters of the reply.`
        : `The client ended without having shown the reply${saidAfter(lastWords)}.`
    }
    case 'own-message':
      return 'The client sends a message of its own that changes, so what it should have shown is not known.'
    case 'not-tried':
      return `The pair could not be tried: ${finding.why}`
  }
}
