import type { MissingWithPipes } from '../../../harness/findings/with-pipes.js'
import type { Framing } from '../../../harness/messages/framing.js'
import type { CauseFound, ErrorTold, Placeholder } from '../../causes.js'
import type { Language } from '../../language.js'
import { quotedOctets } from '../../quoted.js'
import { say, type Table } from '../words.js'
import { endedText } from './endings.js'
import { EMPTY_READ, FLUSH, LEAVE_INPUT, RECV_LOOP, REUSE, SEND_ALL, WHOLE_LENGTH, ZERO_SENT } from './idioms.js'
import { agree } from '../neutral.js'
import { bytes, clientText, grouped } from './numbers.js'

/** What the likely mistake is, and what to do about it, in Portuguese. */

const BYTE_ORDER = 'ordem de bytes da rede: int.from_bytes(..., "big"), struct ">I", ntohl, DataInputStream.readInt'

/** What an error's name says of its origin. */
const ERRORS: Readonly<Record<ErrorTold, string>> = {
  reset:
    'um cliente que reinicia (RST) a sua conexão provoca este erro em recv; capture-o para essa conexão e continue com a próxima',
  'broken-pipe':
    'enviar a um cliente que já saiu provoca este erro (em C: o sinal SIGPIPE, que deve ser ignorado); capture-o para essa conexão e continue',
  decoding:
    'os bytes são decodificados, e estes não são um texto válido; trabalhe com bytes, ou capture o erro (ou decodifique com errors="replace")',
  encoding: 'o texto contém caracteres que esta codificação não tem; codifique em UTF-8',
  'message-size': 'a resposta é longa demais para um só datagrama; capture o erro de sendto',
  'null-line': 'readLine dá null no fim do fluxo; teste isso antes de usar a linha',
  'short-unpack':
    'o que um só recv retornou é curto demais para unpack: recv(4) pode retornar menos de 4, e nada depois que o cliente saiu; chame recv em um laço, a cada vez pelos que faltam, até ter todos',
  index: 'uma leitura vazia foi usada sem testar se algo tinha chegado',
  'index-of-content':
    'um índice está fora do que havia chegado: pergunte quanto há (quantos bytes, quantas palavras na linha) antes de usá-lo',
  'memory-fault': 'o programa terminou por um erro de memória: um buffer pequeno demais, ou um índice fora dele',
}

/** When a message is complete. */
const UNTIL: Readonly<Record<Framing, string>> = {
  text: 'chegar o LF',
  lines: 'chegar o LF',
  frames: 'chegarem tantos bytes quantos diz o tamanho',
  'JSON frames': 'chegarem tantos bytes quantos diz o tamanho',
  parts: 'chegarem tantos bytes quantos diz o tamanho',
  HTTP: 'chegar a linha vazia',
}

const missingText = (missing: Placeholder | undefined): string =>
  missing === undefined ? '' : `. O comando não tem ${missing}: um programa que o toma como argumento precisa dele ali`

/** The first bytes of something: `o primeiro byte`, `os primeiros 3 bytes`. */
const firstBytes = (octets: number): string => agree(octets, 'o primeiro byte', `os primeiros ${bytes(octets)}`)

const cameBack = (octets: number): string => agree(octets, 'voltou', 'voltaram')

const table = (language: Language): Table<CauseFound> => ({
  'address-in-use': () =>
    `a porta fica ocupada por um minuto depois de parar o servidor: ${REUSE[language]} antes de bind`,
  'bind-unchecked': () =>
    `bind falhou e o programa continuou: um socket que não foi associado a uma porta escuta em qualquer uma que esteja livre. Verifique o que bind retorna; e como a porta fica ocupada por um minuto depois de parar o servidor: ${REUSE[language]} antes de bind`,
  'wrong-transport': ({ needed }) =>
    `o socket é do tipo errado: este protocolo precisa de ${needed === 'tcp' ? 'SOCK_STREAM' : 'SOCK_DGRAM'}`,
  'never-listens': ({ transport }) =>
    `o programa nunca chegou a ${transport === 'tcp' ? 'listen' : 'bind'}: ele espera uma entrada, ou uma instrução anterior o bloqueia? Se for um cliente, acrescente --role client`,
  'ends-at-start': ({ why, missing }) =>
    ({
      'is-a-client':
        'o programa tentou se conectar a um servidor e terminou: se for um cliente, acrescente --role client',
      'before-serving': `o programa terminou antes de estar pronto para atender; a última coisa que disse indica por quê (execute o mesmo comando à mão para ver tudo)${missingText(missing)}`,
      'before-connecting': `o programa terminou antes de se conectar; a última coisa que disse indica por quê${missingText(missing)}`,
    })[why],
  spins: () =>
    `um laço continua embora não chegue mais nada: uma leitura vazia (${EMPTY_READ[language]}) significa que o cliente saiu; então saia do laço`,
  'out-of-memory': ({ why, length }) =>
    why === 'believed-length'
      ? 'foi pedida tanta memória quanto diz o tamanho; um tamanho é só o que o outro lado afirma: recuse o que for longo demais, e deixe o buffer crescer com o que realmente chega'
      : `com um tamanho de ${length ?? 0} o programa pediu mais do que pode haver: ele toma como parte do tamanho o que veio depois; o tamanho são 4 bytes, e não mais`,
  'unhandled-error': ({ ending, error, lastWords, afterReset }) =>
    afterReset
      ? 'o servidor terminou quando um cliente reiniciou (RST) a sua conexão: o erro que recv ou send dá então só diz respeito a esse cliente; feche o socket dele e continue com o próximo'
      : `o servidor terminou ${endedText(ending)}: ${error ? ERRORS[error] : 'um erro não foi tratado'}.${lastWords ? ` A última coisa que disse: ${lastWords}` : ''}`,
  'ends-after-one-client': ({ transport }) =>
    transport === 'tcp'
      ? 'o servidor terminou sozinho: accept, e tudo o que vem depois, deve ficar em um laço que nunca termina'
      : 'o servidor terminou sozinho: recvfrom e sendto devem ficar em um laço que nunca termina',
  'connection-refused': () =>
    'ninguém mais escuta, embora o programa continue em execução: o socket que escuta foi fechado; feche só o socket que accept deu',
  'left-open': () =>
    "a conexão nunca é fechada: uma leitura vazia (0, b'', null) significa que o cliente terminou; então feche o socket dele",
  'does-not-end': ({ how, transport }) => {
    if (how === 'answered')
      return `a resposta já chegou, e o programa continua: ele pede outra linha, ou espera outra resposta? ${transport === 'tcp' ? `Uma leitura vazia (${EMPTY_READ[language]}) significa que o servidor fechou; então termine` : 'Termine-o depois da resposta'}`
    if (how === 'closed')
      return `espera ou repete um laço para sempre: uma leitura vazia (${EMPTY_READ[language]}), ou um erro, significa que o servidor fechou; então termine`
    return transport === 'udp'
      ? 'recvfrom espera para sempre onde nada chega: defina um tempo de espera (timeout) no socket'
      : 'espera ou tenta de novo para sempre, embora ninguém responda: termine depois de um tempo, ou de algumas tentativas'
  },
  'wrong-status': () => 'uma troca correta deve terminar o programa com código de saída 0',
  'closes-too-early': () => 'a conexão é fechada assim que tudo foi enviado; primeiro leia a resposta, depois feche',
  'single-recv': ({ how, octets }) =>
    ({
      'first-segment': `só voltou o primeiro segmento (${bytes(octets)}): um só recv é tomado pela mensagem inteira; ${RECV_LOOP[language]}`,
      'a-buffer': `só ${cameBack(octets)} ${firstBytes(octets)}, o tamanho de um buffer: recv é chamado uma só vez; ${RECV_LOOP[language]}`,
      'part-of-length': `o tamanho chegou em vários segmentos, e o primeiro (${octets} de 4 bytes) foi tomado por ele inteiro: ${WHOLE_LENGTH[language]}`,
      'reply-before-length': `o servidor respondeu antes que o tamanho inteiro chegasse (após ${octets} de 4 bytes): ${WHOLE_LENGTH[language]}`,
    })[how],
  'small-buffer': ({ octets }) => `só ${cameBack(octets)} ${firstBytes(octets)}: o buffer é menor que a mensagem`,
  'incomplete-reply': ({ octets, of }) =>
    `dos ${bytes(of)} ${cameBack(octets)} ${grouped(octets)}: recv deve ser chamado até que não retorne nada, e send pode aceitar menos do que recebe (${SEND_ALL[language]})`,
  'answered-early': ({ framing }) =>
    `o que um só recv retornou foi respondido imediatamente; junte até ${UNTIL[framing]}`,
  'foreign-reply': ({ client, transport }) =>
    `bytes do ${clientText(client)} chegaram a outro cliente: ${transport === 'tcp' ? 'o que é de uma conexão é guardado em um lugar que todas compartilham' : 'cada resposta vai para o endereço que veio com a sua própria requisição'}`,
  'no-reply': ({ closed, before }) =>
    closed
      ? 'a conexão foi fechada sem resposta'
      : `nada foi enviado de volta${before ? ' a esta requisição' : ''}: o servidor espera mais alguma coisa (um fim de linha, o fim do fluxo), ou outro cliente?`,
  'answers-empty': () => 'um datagrama vazio foi enviado de volta: responda só onde há dados (if data: ...)',
  banner: () => 'o servidor fala antes do cliente: não deve enviar nada até que chegue um comando',
  'byte-order': ({ readLength }) =>
    readLength === undefined
      ? 'o tamanho está em little-endian: seu byte mais significativo deve vir primeiro (ordem de bytes da rede: to_bytes(4, "big"), htonl, DataOutputStream.writeInt)'
      : `com um tamanho de ${readLength} o programa pediu mais memória do que há: ele lê os bytes do tamanho na ordem errada; o mais significativo vem primeiro (${BYTE_ORDER})`,
  'length-as-text': () => 'o tamanho foi enviado como dígitos de texto; ele é um número binário de quatro bytes',
  'length-of-characters': () =>
    'o tamanho conta caracteres, não bytes: primeiro codifique o texto, e tome o tamanho disso',
  'length-includes-itself': () => 'o tamanho conta os seus próprios quatro bytes; ele é só o do conteúdo',
  'number-as-text': () =>
    'um número foi enviado como string: converta o que foi digitado (int(...)) antes de colocá-lo no JSON',
  'off-by-one': () =>
    'voltou tudo menos o último byte: um índice ou um tamanho está errado por um (um lugar reservado para um zero final?)',
  'ends-at-zero': () =>
    'perde-se tudo a partir do primeiro byte zero: os bytes são tratados como uma string (strlen, %s) e não com a quantidade que a leitura retornou',
  'stops-at-a-blank': () =>
    'a linha é cortada no seu primeiro espaço: scanf("%s"), cin >> ou next() leem uma palavra; leia a linha inteira',
  'decoded-as-text': ({ where }) =>
    where === 'file'
      ? 'os bytes foram decodificados como texto a caminho do arquivo; escreva os próprios bytes, em modo binário'
      : 'há bytes substituídos por U+FFFD: no caminho são decodificados como texto; trabalhe com bytes',
  'bytes-literal': ({ where }) =>
    where === 'reply'
      ? "a resposta começa com b': foi enviado o str() de um objeto bytes; use decode(), ou envie os próprios bytes"
      : "um objeto bytes foi impresso como b'...' com escapes: decodifique-o para print, ou escreva os próprios bytes com sys.stdout.buffer.write",
  stripped: () => 'os espaços das pontas mudaram: strip() ou uma função que lê linhas os removeu ou os acrescentou',
  'not-converted': () => 'voltaram letras minúsculas',
  'too-much-converted': () => 'mudaram bytes que não são letras minúsculas como se fossem: converta só de a até z',
  'missing-line-end': ({ what }) =>
    what === 'LF' ? 'o texto está certo, mas falta o LF no final' : 'o texto está certo, mas o seu fim de linha não',
  'cr-in-text': () => 'no fim da linha só o LF é removido; remova também um CR que venha antes',
  'extra-octets': ({ where, octets, extra, zero }) =>
    where === 'behind'
      ? `a resposta está certa, mas ${agree(octets, 'vem', 'vêm')} mais ${bytes(octets)} depois dela${zero ? ` (um byte zero: ${ZERO_SENT[language]})` : `: ${quotedOctets(extra)}`}`
      : `a resposta está certa, mas há ${bytes(octets)} antes dela: ${quotedOctets(extra)}`,
  'not-stored': ({ ended }) =>
    `o arquivo não está na pasta onde o servidor foi iniciado: dê-lhe o nome combinado, sem caminho${ended ? '' : ', e feche-o antes de enviar a resposta'}`,
  'stored-otherwise': ({ how, octets }) =>
    ({
      more: 'foi gravado mais do que pertence ao arquivo: não peça a recv mais do que falta dele, e guarde o que vier a mais para o que segue',
      'line-ends': 'os fins de linha mudaram: o arquivo é aberto em modo texto; abra-o em modo binário (wb)',
      nothing:
        'o arquivo foi criado, mas nada foi escrito nele, ou o que foi escrito ficou em um buffer: feche o arquivo antes de responder',
      beginning: `só ${agree(octets, 'foi gravado', 'foram gravados')} ${firstBytes(octets)}: conte o que cada recv retorna, e continue até ter tudo; feche o arquivo antes de responder`,
      other:
        'foram gravados outros bytes que não os enviados: escreva exatamente o que recv retornou, cada pedaço uma vez',
    })[how],
  'sends-part': ({ how, octets, of }) =>
    `de ${bytes(of)} só ${agree(octets, 'foi enviado o primeiro', `foram enviados os primeiros ${grouped(octets)}`)}${how === 'buffer' ? ', o tamanho de um buffer: a linha é mais longa que o lugar em que é lida; leia até o LF' : `: ${SEND_ALL[language]}`}`,
  'own-message': () => 'a mensagem deve ser a linha digitada na entrada padrão',
  'several-datagrams': () => 'cada sendto é um datagrama à parte: envie a mensagem com um só',
  'shows-own-input': () => 'o cliente imprime o que enviou, não o que recebeu',
  'computes-answer': () => 'o próprio cliente calcula a resposta em vez de mostrar o que chegou',
  'shows-part': () => `só uma parte da resposta é mostrada: ${RECV_LOOP[language]}`,
  'shows-nothing': () =>
    `a resposta nunca é impressa, ou fica em um buffer que não é esvaziado (flush): ${FLUSH[language]}`,
  'status-not-told': () =>
    'a linha de status não é examinada: informe ao usuário um status que não seja de sucesso, ou termine com um código de saída diferente de 0',
})

export const causeText = (cause: CauseFound, language: Language): string => say(table(language), cause)

export function onlyOnTerminalText(missing: MissingWithPipes, language: Language): string {
  switch (missing) {
    case 'output':
      return `visto só em um terminal: através de um pipe a saída fica no buffer do programa, então outro programa não a veria a tempo; ${FLUSH[language]}`
    case 'end':
      return `termina só em um terminal: continua enquanto um pipe na sua entrada padrão estiver aberto, então um script que o inicie ficaria esperando; ${LEAVE_INPUT[language]}`
    case 'message':
      return 'é assim só em um terminal: onde a sua entrada e a sua saída padrão são pipes, nada chegou a tempo'
  }
}
