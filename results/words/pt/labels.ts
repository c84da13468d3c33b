import type { Labels } from '../labels.js'
import type { Limits, Lost } from '../../../harness/hosts/sandbox/limits.js'
import { agree, mebibytes, withComma } from '../neutral.js'
import { grouped, plural } from './numbers.js'

/** `server` or `client`, which are also words of the command line. */
const roleText = (role: string): string => (role === 'server' ? 'servidor' : role === 'client' ? 'cliente' : role)

export const labels: Labels = {
  verdict: { pass: 'passa', fail: 'falha', warn: 'aviso', info: 'info', skip: 'omitido', error: 'erro' },
  overall: {
    pass: 'nada falhou',
    fail: 'algo falhou',
    error: 'inconclusivo: o próprio avaliador falhou; execute-o de novo',
  },
  interrupted: 'interrompida antes de avaliar tudo',
  nothingObserved: 'nada foi observado',
  scenario: 'cenário',
  source: 'fonte',
  atStep: 'no passo',
  atThisStep: (step, seen) => `em "${step}": ${seen}`,
  observed: 'observado',
  server: 'servidor',
  endedDuringThis: 'terminou durante este cenário',
  saidNothing: 'não disse nada',
  likely: 'provável',
  usually: 'o usual',
  note: 'nota',
  causes: (causes, requirements, isMost) =>
    `${plural(causes, 'causa')}${isMost ? ' no máximo' : ''}, ${plural(requirements, 'requisito')}${causes > 1 ? '; comece pela primeira' : ''}`,
  sameCause: 'pela mesma causa falham',
  andMore: (count) => `(e mais ${grouped(count)})`,
  moreCauses: (count) => `mais ${plural(count, 'causa')}, uma por linha; --verbose as mostra por completo`,
  theSame: 'o mesmo',
  theSameFor: (ids) => `em ${ids}`,
  onTheWire: (role) => `na rede (--> do avaliador, <-- do ${roleText(role)})`,
  moreEvents: (count) => plural(count, 'evento a mais', 'eventos a mais'),
  took: (seconds) => `em ${withComma(seconds)} s`,
  expected: 'esperado',
  received: 'recebido',
  sent: 'enviado',
  stored: 'gravado',
  printed: 'impresso',
  nothing: 'nada',
  somewhereInOutput: 'em alguma parte da sua saída',
  firstDifference: (byte) => `primeira diferença: byte ${byte}`,
  decoded: 'decodificado',
  headline: (level, isolation, seed) => `nível ${level}, isolamento ${isolation}, semente ${seed}`,
  event: { open: 'conecta-se', end: 'fechado', reset: 'reinício (RST)', refused: 'conexão recusada' },
  opensSocket: 'abre um socket',
  endOfStream: 'fim do fluxo (FIN)',
  lengthIs: (count) => `tamanho ${count}`,
  moreToCome: (count) => `(${count === '1' ? 'falta 1' : `faltam ${count}`})`,
  partOfHeader: (have, all, what) => `${have} de ${all} bytes de ${what === 'length' ? 'tamanho' : 'tipo e tamanho'}`,
  typeIs: (type) => `tipo ${type}${type === 1 ? ' (texto)' : type === 2 ? ' (imagem)' : ''}`,
  name: 'nome',
  command: 'comando',
  address: 'endereço',
  level: 'nível',
  isolation: 'isolamento',
  atMost,
  lost: (lost) => `não vigora neste sistema: ${lost.map((one) => LOST[one]).join(', ')}`,
  limits: 'no máximo',
  seed: 'semente',
  tookLabel: 'duração',
  folder: 'pasta',
  startedLabel: 'data',
  versionLabel: 'versão',
  verdictLabel: 'veredito',
  requirement: 'requisito',
  whatItSays: 'o que diz',
  asOther: (link) => `como ${link}`,
  sameAs: (link) => `O mesmo que ${link}.`,
  inScenario: (name) => `Em: ${name}`,
  failed: (name) => `falhou: ${name}`,
  lastWords: 'a última coisa que disse',
  none: 'nada',
  nothingCrossed: 'Nada passou pela rede.',
  underTest: (role) => `${roleText(role)} avaliado`,
  whatCrossed: 'o que passou pela rede',
  moreEnds: (count) =>
    `${plural(count, 'ponta a mais', 'pontas a mais')} do avaliador ${agree(count, 'desenhada', 'desenhadas')} na última linha.`,
  packet: {
    syn: 'conecta-se (SYN)',
    ownPortUnseen: '; a sua própria porta não foi vista, a mostrada é inventada',
    synAck: 'aceita a conexão (SYN, ACK)',
    established: 'a conexão está estabelecida (ACK)',
    acknowledges: 'confirma o recebimento (ACK)',
    closed: 'fechado (por FIN ou RST: o avaliador não consegue distingui-los)',
    part: (part, parts) => `, parte ${part} de ${parts}`,
    eventsNotKept: (count) =>
      ` (${plural(count, 'outro evento', 'outros eventos')} deste cenário não ${agree(count, 'foi guardado', 'foram guardados')})`,
    aboutCaptured:
      'Capturado pelo tcpdump no host da entrega; as somas de verificação (checksums) que o host deixou para a sua placa de rede estão preenchidas.',
    aboutMadeUp:
      'Feito a partir do que o sockspec viu na sua própria ponta de cada conexão: bytes, tempos, endereços e portas são reais; ' +
      'o estabelecimento da conexão (handshake), os ACKs, os números de sequência e os demais campos dos cabeçalhos são inventados para acompanhá-los.',
  },
}

const size = (octets: number): string => `${grouped(mebibytes(octets))} MiB`

function atMost({ memory, processes, processors, disk, files, ...each }: Limits): string {
  const together = [
    ...(memory === undefined ? [] : [`${size(memory)} de memória`]),
    ...(processes === undefined ? [] : [plural(processes, 'processo')]),
    ...(processors === undefined ? [] : [plural(processors, 'processador', 'processadores')]),
    `${size(disk)} em ${plural(files, 'arquivo')}`,
  ]
  return `${together.join(', ')}; cada processo ${size(each.memoryOfProcess)} de memória, ${plural(each.openFiles, 'arquivo aberto', 'arquivos abertos')}, arquivos de ${size(each.fileSize)}, ${grouped(each.cpuSeconds)} s de processador`
}

const LOST: Readonly<Record<Lost, string>> = {
  bubblewrap: 'bubblewrap (o que está montado dentro de uma pasta do sistema mantém as suas próprias permissões)',
  memory: 'um limite de memória no total',
  processes: 'um limite de processos',
  processors: 'um limite de processadores',
}
