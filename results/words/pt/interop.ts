import type { PairFinding } from '../../interop-finding.js'
import type { InteropLabels } from '../interop-labels.js'
import { agree } from '../neutral.js'
import { endedText, endingText, saidAfter } from './endings.js'
import { grouped, plural } from './numbers.js'

export const interop: InteropLabels = {
  title: (assignment) => `${assignment}: clientes e servidores entre si`,
  matrixTitle: (server, client) => `${server} com ${client}`,
  counts: (servers, clients) => `${plural(servers, 'servidor', 'servidores')}, ${plural(clients, 'cliente')}`,
  works: (working, pairs) =>
    `${agree(working, 'funciona', 'funcionam')} ${grouped(working)} de ${plural(pairs, 'par', 'pares')}`,
  corner: 'servidor \\ cliente',
  nobody: 'Não há nenhum par: em um dos dois papéis ninguém passou no nível core.',
  standing: { works: 'funciona', fails: 'falha', unclear: 'não está claro' },
  pair: (client, server) => `cliente de ${client}, servidor de ${server}`,
  finding: findingText,
  notWorking: 'Pares que não funcionam',
  leftOut: 'Ficaram de fora',
  leftOutAs: (name, role) => `${name}, ${role === 'server' ? 'servidor' : 'cliente'}`,
  coreFailed: (ids) => `Falha no nível core: ${ids.join(', ')}.`,
  coreNotJudged: (ids) => `Não foi possível julgar o nível core: ${ids.join(', ')}.`,
  notBuiltAgain: 'Compilou quando foi avaliado sozinho, e agora não.',
  notAsAlone:
    'Antes de encontrar qualquer servidor, foi executado mais uma vez sozinho e não enviou nada: não faz sempre o mesmo.',
  where: (isolation) =>
    isolation === 'none'
      ? 'nesta própria máquina (isolamento none)'
      : `cada par na sua própria rede (isolamento ${isolation})`,
}

function findingText(finding: PairFinding): string {
  switch (finding.kind) {
    case 'served':
      return 'O cliente mostrou o que a troca dá e terminou com código de saída 0.'
    case 'server-not-started':
      return `O servidor não iniciou: ${finding.why}`
    case 'server-died':
      return `O servidor terminou antes de o cliente ter a sua resposta (${endingText(finding.ending)}${saidAfter(finding.lastWords)}).`
    case 'client-ended-badly':
      return `O cliente terminou ${endedText(finding.ending)}${saidAfter(finding.lastWords)}.`
    case 'client-still-runs':
      return finding.shown
        ? `O cliente mostrou a resposta, e ${finding.seconds} s após o seu início ainda estava em execução.`
        : `O cliente ainda estava em execução ${finding.seconds} s após o seu início, e não tinha mostrado a resposta.`
    case 'reply-not-shown': {
      const { part, lastWords } = finding
      return part
        ? `O cliente mostrou só ${agree(part.octets, 'o', 'os')} ${ENDS[part.which](part.octets)} dos ${grouped(part.all)} caracteres da resposta.`
        : `O cliente terminou sem ter mostrado a resposta${saidAfter(lastWords)}.`
    }
    case 'own-message':
      return 'O cliente envia uma mensagem própria que muda, de modo que não se sabe o que deveria ter mostrado.'
    case 'not-tried':
      return `Não foi possível testar o par: ${finding.why}`
  }
}

const ENDS = {
  first: (count: number): string => agree(count, 'primeiro', `primeiros ${grouped(count)}`),
  last: (count: number): string => agree(count, 'último', `últimos ${grouped(count)}`),
} as const
