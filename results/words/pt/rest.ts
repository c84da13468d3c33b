import type {
  DiskFilled,
  Fault,
  Within,
  Note,
  NotReady,
  Observation,
  Seen,
  Unobservable,
} from '../../../harness/findings/observation.js'
import type { Waiting } from '../../../harness/findings/waiting.js'
import type { WireNote } from '../../../harness/findings/stimulus.js'
import { agree, megabits, quotedText, seconds, withComma } from '../neutral.js'
import { say, type Table } from '../words.js'
import { clientTable } from './client.js'
import { endedText, endingText, saidAfter } from './endings.js'
import { bytes, came, clientText, grouped, plural } from './numbers.js'
import { serverTable } from './server.js'

/** Everything else that a scenario finds, in Portuguese. */

const withWords = (ending: { ending: Parameters<typeof endedText>[0]; lastWords: string }): string =>
  `${endedText(ending.ending)}${ending.lastWords ? `: ${ending.lastWords}` : ''}`

const START: Table<NotReady> = {
  'exited-at-start': (it) =>
    `o servidor terminou ${withWords(it)}${it.again ? ' quando foi iniciado de novo' : ''}, antes de ter associado (bind) a porta ${it.port}`,
  'not-started-again': (it) =>
    `iniciado de novo na porta ${it.port}, o servidor terminou imediatamente ${withWords(it)}`,
  'never-bound': ({ transport, port, ms, lastWords }) =>
    `o servidor está em execução, mas não associou (bind) a porta ${transport.toUpperCase()} ${port} em ${seconds(ms)}${saidAfter(lastWords)}`,
  'listens-elsewhere': ({ transport, port, instead }) =>
    `iniciado de novo, o servidor escuta na porta ${transport.toUpperCase()} ${instead}, não na ${port}`,
  'other-transport': ({ needed, port }) =>
    `o servidor associou (bind) um socket ${needed === 'tcp' ? 'UDP' : 'TCP'} (porta ${port}); este protocolo precisa de ${needed === 'tcp' ? 'TCP (SOCK_STREAM)' : 'UDP (SOCK_DGRAM)'}`,
}

const TURNS = { request: 'requisição', round: 'rodada' } as const

const WITHIN: Table<Within | DiskFilled> = {
  'clients-unserved': (it) =>
    `${it.failed} de ${plural(it.all, 'cliente')} não ${agree(it.failed, 'obteve', 'obtiveram')} a sua própria resposta; ${clientText(it.client)}: ${observationText(it.inner)}`,
  'farewell-unanswered': ({ inner }) =>
    `depois da resposta correta o cliente se despediu, e o que veio em seguida não é a resposta a isso: ${observationText(inner)}`,
  'neither-ended-nor-served': ({ ms, spins, inner }) =>
    `o servidor nem terminou nem atendeu o próximo cliente em ${seconds(ms)}${spins ? ', e enquanto isso mantém uma CPU ocupada' : ''}: ${observationText(inner)}`,
  'in-turn': ({ what, number, all, inner }) => `${TURNS[what]} ${number} de ${all}: ${observationText(inner)}`,
  'disk-filled': () => 'a entrega encheu o seu disco: não há mais espaço para outro arquivo',
}

const SKIPS: Table<Unobservable> = {
  'own-message': () => 'o cliente envia uma mensagem própria, não a linha digitada na sua entrada padrão',
  'no-such-address': ({ host, error }) =>
    `esta máquina não pode enviar a partir de ${host} (${error}); no Linux todo endereço de 127.0.0.0/8 é dela`,
  'ordinary-client-unserved': () => 'um cliente comum não foi atendido',
  'data-is-inline': () =>
    'com --data-form inline um comando e os seus dados são uma linha, então nenhum cliente pode estar entre os dois',
  'no-line-ends': ({ what }) =>
    what === 'segments'
      ? 'com --eol none um comando que chega em vários segmentos não se distingue de vários comandos'
      : 'com --eol none só o segmento diz onde termina um comando',
  'no-time-wait': () =>
    'nenhuma conexão do servidor pôde ser levada a TIME_WAIT, sem o que iniciá-lo de novo não prova nada',
  'time-wait-unseen': () =>
    'este sistema não mostra se uma conexão está em TIME_WAIT, sem o que iniciá-lo de novo não prova nada',
  'folder-unseen': ({ wanted }) =>
    `daqui não se pode ver o diretório de trabalho do servidor${
      {
        'to store': '',
        'to give': ', então não se pode colocar um arquivo ali',
        beside: ', então não se pode colocar nada ao lado dele',
      }[wanted]
    }`,
  'output-unseen': () => 'daqui não se pode ver o que o servidor imprime',
  'reading-unseen': () => 'neste sistema não se pode ver o que o servidor leu',
  'one-client-server': () => 'o servidor atende um cliente e termina',
  'no-network': () =>
    'aqui não se pode perturbar a rede entre o programa e os seus pares: para isso é preciso --isolation docker',
  'server-gone': ({ address }) =>
    `ninguém mais escuta em ${address.host}:${address.port}; o servidor não é nosso para iniciá-lo de novo`,
  'not-ours-to-restart': ({ address }) =>
    `o servidor em ${address.host}:${address.port} não é nosso para pará-lo e iniciá-lo`,
  'not-ours': ({ what }) =>
    ({
      port: 'daqui não se pode saber se está livre a porta de um servidor que outra pessoa executa',
      typing: 'ninguém pode digitar em um servidor que outra pessoa executa',
      ending: 'daqui não se pode ver como termina um servidor que outra pessoa executa',
    })[what],
}

const FAULTS: Table<Fault> = {
  starved: ({ waitedMs, lateMs }) =>
    `inconclusivo: de ${waitedMs} ms o próprio avaliador se atrasou ${lateMs} ms; a máquina tem pouquíssima CPU livre`,
  'starved-duration': ({ ms }) =>
    `inconclusivo: o cliente enviou durante ${seconds(ms)}, em uma máquina com pouquíssima CPU livre`,
  'starved-rates': () => 'inconclusivo: as taxas diferem, em uma máquina com pouquíssima CPU livre',
  'buffers-took-all': ({ octets }) =>
    `inconclusivo: os buffers deste sistema aceitaram de uma vez os ${bytes(octets)}, então um cliente que lê devagar não é nada de especial aqui`,
  'no-stimulus': ({ stimulus }) =>
    stimulus.kind === 'segments'
      ? `inconclusivo: dos ${plural(stimulus.sent, 'segmento')} o programa leu só ${stimulus.apart ?? 0} antes que o seguinte fosse enviado, então pode ter encontrado os demais juntos`
      : stimulus.kind === 'unread'
        ? 'inconclusivo: o que não foi lido não encheu os buffers do caminho, então o programa pode nunca ter precisado esperar por um leitor lento'
        : 'inconclusivo: o programa não aceitou nenhuma das conexões antes que fossem reiniciadas (RST)',
  'agent-lost': ({ host, end }) =>
    `não se pode alcançar ${host === undefined ? 'o espaço de nomes de rede (network namespace)' : `o host ${host}`}: ${
      end.kind === 'failed' ? end.error : { ended: 'o seu agente terminou', closed: 'ele foi terminado' }[end.kind]
    }`,
  'no-socket': ({ error }) => `o sistema não deu ao avaliador um socket próprio: ${error}`,
  'no-sink': ({ how }) =>
    ({
      ended: 'terminou o nosso receptor de referência, com o qual o servidor é comparado',
      unreachable: 'não se pode alcançar o nosso receptor de referência, com o qual o servidor é comparado',
    })[how],
  'not-enclosed': ({ error }) => `não foi possível criar um sandbox para o programa: ${error}`,
  'port-held': ({ transport, port }) =>
    `inconclusivo: durante a verificação outro programa tomou a porta ${transport.toUpperCase()} ${port}; termine-o e repita a verificação`,
  'not-run': ({ error }) => `o motor de contêineres não iniciou o programa: ${error || 'não diz por quê'}`,
  'cut-off': ({ held, steps, said }) =>
    `o cenário foi cortado após ${held} dos seus ${plural(steps, 'passo')}${said === '' ? '' : `: ${said}`}`,
  'no-steps': () => 'o cenário não tem passos, então nada foi verificado',
  'out-of-time': ({ what, ms }) =>
    what === 'scenario'
      ? `inconclusivo: o cenário foi abandonado após ${seconds(ms)}, embora nada nele tivesse demorado mais que o permitido`
      : `inconclusivo: a verificação foi encerrada após ${seconds(ms)}, antes que isto pudesse ser tentado`,
  'never-ran': () => 'o cenário nunca foi executado',
  interrupted: () => 'inconclusivo: a verificação foi interrompida antes de avaliar isto',
  'harness-failed': ({ thrown }) => `o próprio avaliador falhou: ${thrown}`,
}

const OBSERVATIONS: Table<Observation> = {
  ...serverTable,
  ...clientTable,
  ...START,
  ...WITHIN,
  ...SKIPS,
  ...FAULTS,
}

export function observationText(observation: Observation): string {
  return say(OBSERVATIONS, observation)
}

export const NOTES: Table<Note> = {
  'sends-own-message': () => 'o cliente envia uma mensagem própria, não a linha digitada na sua entrada padrão',
  'request-repeated': () => 'uma requisição foi enviada de novo, já que o datagrama pode ter se perdido no caminho',
  repetitions: ({ requests, repeated }) =>
    `para ${plural(requests, 'requisição', 'requisições')} ${repeated === 0 ? 'não foi necessária nenhuma repetição' : `${agree(repeated, 'foi necessária', 'foram necessárias')} ${plural(repeated, 'repetição', 'repetições')}`}`,
  overtaken: ({ overtaken, replies }) =>
    `${overtaken} de ${plural(replies, 'resposta')} ${agree(overtaken, 'foi ultrapassada', 'foram ultrapassadas')} por outras`,
  'runs-shown': ({ runs, shown, datagrams }) =>
    `de ${plural(runs, 'execução', 'execuções')} ${shown} ${agree(shown, 'mostrou', 'mostraram')} a resposta; ${came(datagrams)} ${plural(datagrams, 'datagrama')}`,
  'died-afterwards': ({ ending }) => `logo depois deste cenário o servidor terminou ${endedText(ending)}`,
  'only-after-another-client': () =>
    'é assim depois que outro cliente foi atendido antes: em um processo que não atendeu ninguém o requisito se cumpre',
  'line-end-sent': () => 'a linha foi enviada com o seu fim de linha',
  'first-inconclusive': () => 'uma primeira tentativa foi inconclusiva; este é o resultado em um processo próprio',
  'first-failed': ({ first }) =>
    `em um processo que antes tinha servido a outros cenários, falhou: ${observationText(first)}; este é o resultado em um processo próprio`,
  'otherwise-with-pipes': ({ first }) =>
    `isto foi visto em um terminal; onde a entrada e a saída padrão são pipes: ${observationText(first)}`,
  'no-terminal': () =>
    'não foi tentado em um terminal, onde poderia ser diferente: aqui não há nenhum (é preciso script, do util-linux)',
}

export const SEEN: Table<Seen> = {
  'server-crashed': ({ ending }) => `o servidor caiu: ${endingText(ending)}`,
  served: () => 'atendido',
  'ends-after-one-client': () => 'não atendido: o servidor termina após um cliente',
  'not-served': ({ inner }) => `não atendido: ${observationText(inner)}`,
  concurrency: ({ is }) =>
    ({
      concurrent: 'concorrente',
      sequential: 'sequencial',
      'second-ended': 'nenhum dos dois: a segunda conexão terminou sem ser atendida',
      'second-unserved': 'nenhum dos dois: o segundo cliente não foi atendido nem depois que o primeiro saiu',
    })[is],
  'in-the-features-words': ({ word }) => word,
  'datagram-came-back': ({ how, octets }) =>
    ({
      whole: 'completo',
      dropped: 'descartado',
      truncated: `truncado em ${bytes(octets)}`,
      altered: `alterado: ${bytes(octets)} que não são o começo do esperado`,
    })[how],
  accents: ({ how }) =>
    ({
      unchanged: 'sem alteração',
      uppercased: 'em maiúsculas',
      neither: 'nem inalterado nem em maiúsculas',
      'no-reply': 'sem resposta',
    })[how],
  'line-end': ({ is }) =>
    ({
      none: 'nenhum fim de linha é enviado',
      LF: 'LF é enviado com a linha',
      'CR LF': 'CR LF é enviado com a linha',
      'not-sent': 'a linha digitada não é enviada',
    })[is],
  'folder-gets': ({ status, body, isListing }) =>
    status === 200 ? (isListing ? 'uma listagem (200)' : `um índice (200, ${bytes(body)})`) : String(status),
  rate: ({ theirs, ours }) =>
    `${withComma((theirs / ours).toFixed(2))} da taxa do nosso receptor de referência (${megabits(theirs)}, o nosso ${megabits(ours)})`,
  answer: ({ sent, answer, ended, crash }) =>
    `${quotedText(sent)}: ${answer === undefined ? 'sem resposta' : quotedText(answer)}${
      crash ? `, e o servidor caiu: ${endingText(crash)}` : ended ? ', e a conexão terminou' : ''
    }`,
}

export const WIRE_NOTES: Table<WireNote> = {
  'server-stopped': () => 'o servidor é parado',
  'server-started-again': () => 'o servidor é iniciado de novo na mesma porta',
  'client-started': () => 'o cliente é iniciado',
  'client-ended': ({ ending }) =>
    ending ? `o cliente terminou ${endedText(ending)}` : 'o cliente foi terminado pelo avaliador',
  typed: ({ at, text, octets }) =>
    `digitado ${at === 'server' ? 'no servidor' : 'na sua entrada padrão'}: ${text === undefined ? bytes(octets) : quotedText(text)} e LF`,
  'network-cut': ({ ms }) => `a rede fica cortada durante ${seconds(ms)}`,
  'network-restored': () => 'a rede está de volta',
  poured: ({ client, octets, write }) =>
    `o ${clientText(client)} enviou ${bytes(octets)} em escritas de ${grouped(write)}`,
}

export const WAITING: Table<Waiting> = {
  'time-wait': ({ port, leftBy }) =>
    `esperando até 60 s que o kernel libere a porta ${port} (TIME_WAIT; ${
      { server: 'o servidor não ativa SO_REUSEADDR', 'earlier-program': 'deixada por um programa que a teve antes' }[
        leftBy
      ]
    })`,
  'loopback-alone': ({ host }) =>
    `o servidor escuta só em ${host}, onde nenhum outro host o alcança: os seus clientes estão no host dele`,
  image: ({ image, comes }) =>
    comes === 'built' ? `construindo a imagem ${image}, uma única vez` : `baixando a imagem ${image}`,
}
