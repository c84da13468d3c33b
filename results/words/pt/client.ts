import type { ClientViolation, MessageProgress, PartProgress } from '../../../harness/findings/client-violation.js'
import type { Then } from '../../../harness/findings/server-violation.js'
import { agree, quotedText, seconds, shortened, withComma } from '../neutral.js'
import { demandText } from './server.js'
import { say, type Table } from '../words.js'
import { jsonFrameFlawText, requestHeadFlawText } from './decoding.js'
import { endedText, saidAfter } from './endings.js'
import { both, bytes, came, cameBytes, either, grouped, plural, roughly, thenText } from './numbers.js'
import { frameText, lengthText } from './server.js'

/** What clients do wrong, in Portuguese. */

/** `more`: something had come before. */
function clientThen(then: Then, more: boolean): string {
  switch (then.end) {
    case 'closed':
      return 'o cliente fechou a conexão'
    case 'silent':
      return `não chegou${more ? ' mais' : ''} nada em ${seconds(then.ms)} (tempo de espera esgotado)`
    case 'slow':
      return `chegou tão devagar que após ${roughly(then.ms)} a espera foi encerrada`
    case 'flood':
      return `continuou sem fim, de modo que após ${bytes(then.octets)} a leitura foi encerrada`
  }
}

const streamThen = (then: Then): string => thenText(then, 'o cliente terminou o fluxo')

const connectionThen = (then: Then): string => thenText(then, 'o cliente fechou a conexão')

const TAKES = {
  url: '; deve tomar a URL de {url} no comando ou de $URL',
  port: '; deve tomar a porta de {port} no comando ou de $PORT, ou ser verificado com --port N se ela for fixa',
}

const ENDS = { first: 'primeiros', last: 'últimos' } as const

/** The first or last bytes of something: `os primeiros 10 bytes`. */
const ofEnd = (part: 'first' | 'last', octets: number): string =>
  octets === 1 ? `o ${part === 'first' ? 'primeiro' : 'último'} byte` : `os ${ENDS[part]} ${bytes(octets)}`

const notTyped = (octets: number): string => agree(octets, 'não foi digitado', 'não foram digitados')

export const clientTable: Table<ClientViolation> = {
  'never-came': ({ transport, again, server, ending, ms, given, lastWords }) => {
    const where = `${transport === 'tcp' ? 'ao' : 'um datagrama ao'} servidor em ${server.host}:${server.port}`
    const hint = given === undefined ? '' : TAKES[given]
    return ending
      ? `o cliente terminou ${endedText(ending)} antes de ${transport === 'tcp' ? 'se conectar' : 'enviar'}${again ? ' (mais uma vez)' : ''} ${where}${hint}${saidAfter(lastWords)}`
      : `o cliente não ${transport === 'tcp' ? 'se conectou' : 'enviou'} ${where} em ${seconds(ms)}${hint}${saidAfter(lastWords)}`
  },
  'connected-silent': ({ then, typed, lastWords }) =>
    then.end === 'closed' || then.end === 'flood'
      ? `o cliente se conectou e saiu sem enviar nada${saidAfter(lastWords)}`
      : `o cliente se conectou, mas não enviou nada em ${seconds(then.ms)}${typed ? ', embora uma linha tivesse sido digitada na sua entrada padrão' : ''}${saidAfter(lastWords)}`,
  'not-the-typed-line': () => 'o que o cliente enviou não é a linha digitada na sua entrada padrão',
  'octets-before-line': ({ octets }) => `antes da linha ${cameBytes(octets)} que ${notTyped(octets)}`,
  'no-line-end': () => 'a linha chegou, mas nenhum LF que a termine',
  'octets-after-line': ({ octets }) => `depois da linha ${cameBytes(octets)} que ${notTyped(octets)}`,
  'sends-without-end': ({ octets }) =>
    `o que o cliente envia não tem fim: após ${bytes(octets)} a leitura foi encerrada`,
  'several-datagrams': ({ sizes }) =>
    `a mensagem chegou em ${plural(sizes.length, 'datagrama')} (${sizes.slice(0, 4).join(', ')}${sizes.length > 4 ? ', ...' : ''} bytes), não em um`,
  'more-than-line': ({ line, arrived }) =>
    `a linha digitada tem ${bytes(line)}, e ${cameBytes(arrived)} que não ${agree(arrived, 'é', 'são')} a linha`,
  'part-of-line': ({ line, arrived, then }) =>
    `dos ${bytes(line)} da linha digitada só ${cameBytes(arrived)}, ${streamThen(then)}`,
  'wrong-json': ({ sent, wanted }) => `o cliente enviou o JSON ${shortened(sent)}, não ${wanted}`,
  'no-json-frame': ({ flaw }) => `o que o cliente enviou não é um quadro com JSON: ${jsonFrameFlawText(flaw)}`,
  'wrong-line': ({ sent, wanted }) =>
    `o cliente enviou a linha ${shortened(quotedText(sent))}, não ${shortened(quotedText(wanted))}`,
  'line-without-LF': ({ text }) => `o cliente enviou ${quotedText(text)}, mas nenhum LF que termine a linha`,
  'other-octets': () => 'o cliente enviou outros bytes',
  'message-missing': ({ progress, then, lastWords }) =>
    progress.kind === 'nothing'
      ? `o cliente não enviou nada: ${clientThen(then, false)}${saidAfter(lastWords)}`
      : `${say(MESSAGES, progress)}; depois ${clientThen(then, true)}${saidAfter(lastWords)}`,
  'sent-before-greeting': ({ octets }) => `o cliente enviou ${bytes(octets)} antes que o servidor dissesse algo`,
  'closed-before-greeting': ({ lastWords }) =>
    `o cliente fechou a conexão antes que o servidor dissesse algo${saidAfter(lastWords)}`,
  'sent-after-end': ({ octets }) => `o cliente enviou mais ${bytes(octets)} depois do último estado`,
  'not-closed-after-end': ({ ms }) => `o cliente não enviou mais nada, mas não fechou a conexão em ${seconds(ms)}`,
  'answer-shown-in-part': ({ part, octets, all }) =>
    `dos ${bytes(all)} da resposta o cliente mostra só ${ofEnd(part, octets)}`,
  'not-shown-by-client': ({ demand, showsNothing }) =>
    `o cliente não mostra ${demandText(demand)}${showsNothing ? '; não mostra absolutamente nada' : ''}`,
  'shown-nevertheless': ({ demand }) => `o cliente mostra ${demandText(demand)}, e não deve mostrar`,
  'answer-not-shown': ({ instead }) =>
    ({
      nothing: 'o cliente não mostra absolutamente nada',
      'typed-line': 'o cliente não mostra a resposta, mas a linha digitada',
      computed: 'o cliente não mostra a resposta, mas a linha digitada em maiúsculas, que ele mesmo deve ter calculado',
      other: 'o cliente não mostra a resposta',
    })[instead],
  'body-not-shown': ({ part, octets, body, lastWords }) =>
    `${
      part === 'first' || part === 'last'
        ? `só ${agree(octets, 'é mostrado', 'são mostrados')} ${ofEnd(part, octets)} dos ${grouped(body)} do corpo,`
        : `o corpo de ${bytes(body)} não é mostrado nem gravado`
    } byte por byte${saidAfter(lastWords)}`,
  'status-not-told': ({ status, ended }) =>
    `o cliente ${ended ? 'terminou com código de saída 0' : 'continua em execução'}, e nada na sua saída diz ${status}`,
  'never-shown': ({ runs }) =>
    `em nenhuma de ${plural(runs, 'execução', 'execuções')} o cliente mostrou a resposta, embora a maioria dos pacotes chegue`,
  'still-runs-after-answer': ({ ms, ended }) =>
    `o cliente continua em execução ${seconds(ms)} depois da resposta do servidor${ended ? ' e do seu fim do fluxo' : ''}`,
  'still-runs': ({ ms, lastWords }) => `o cliente continua em execução após ${seconds(ms)}${saidAfter(lastWords)}`,
  'still-runs-after-reset': ({ ms, lastWords }) =>
    `o cliente continua em execução ${seconds(ms)} depois que o servidor reiniciou a conexão (RST)${saidAfter(lastWords)}`,
  'as-if-well': ({ lastWords }) =>
    `o cliente terminou com código de saída 0, como se tudo estivesse bem${saidAfter(lastWords)}`,
  'client-ended-badly': ({ ending, lastWords }) =>
    `o cliente terminou ${endedText(ending)}, não com código de saída 0${saidAfter(lastWords)}`,
  'waits-for-lost-reply': ({ run, ms, lastWords }) =>
    `na sua execução número ${run} o cliente não terminou após ${seconds(ms)}: espera uma resposta que se perdeu${saidAfter(lastWords)}`,
  'closed-before-reply': ({ lastWords }) =>
    `o cliente fechou a conexão antes que a resposta chegasse${saidAfter(lastWords)}`,
  'still-sends': ({ ms, agreedMs }) =>
    `o cliente continua enviando, ou mantém a conexão aberta, ${seconds(ms)} depois de começar, quando o combinado eram ${seconds(agreedMs)}`,
  'wrong-duration': ({ ms, agreedMs, toleranceMs }) =>
    `o cliente enviou durante ${seconds(ms)}, quando o combinado eram ${seconds(agreedMs)} (com uma margem de ${seconds(toleranceMs)})`,
  'wrong-rate': ({ octets, ms, kbits, printed }) =>
    `o servidor contou ${bytes(octets)} em ${seconds(ms)}, ou seja, ${grouped(Math.round(kbits))} kbit/s; ${
      printed === undefined
        ? 'o cliente não imprime nenhum número'
        : `o cliente imprime ${printed}, que é ${withComma((printed / kbits).toPrecision(3))} vezes isso`
    }`,
  'nothing-counted': () => 'nada foi contado',
  'part-of-length': ({ have, then, lastWords }) =>
    have === 0
      ? `o cliente se conectou e não enviou nada; ${connectionThen(then)}${saidAfter(lastWords)}`
      : `${lengthText(have)}, ${connectionThen(then)}`,
  'wrong-length': ({ said, file }) => `os bytes de tamanho dizem ${grouped(said)}, e o arquivo tem ${bytes(file)}`,
  'part-of-file': ({ octets, file, then }) =>
    `só ${cameBytes(octets)} dos ${grouped(file)} do arquivo, ${connectionThen(then)}`,
  'octets-after-file': ({ octets }) => `depois do arquivo ${came(octets)} mais ${bytes(octets)}`,
  'other-file': () => 'o tamanho está certo, mas os bytes não são os do arquivo',
  'parts-missing': ({ files, progress, then, lastWords }) =>
    `não ${came(files.length)} ${both(files)}: ${
      progress.kind === 'nothing'
        ? clientThen(then, false)
        : `${say(PARTS, progress)}; depois ${clientThen(then, true)}`
    }${saidAfter(lastWords)}`,
  'unknown-part': ({ type, isSecond }) =>
    `o cliente enviou uma ${isSecond ? `segunda parte de tipo ${type}` : `parte de tipo ${type}, que não existe (1 texto, 2 imagem)`}`,
  'part-differs': ({ content, file, octets, size }) =>
    `a parte de ${content === 'text' ? 'texto' : 'imagem'} não é ${file}: tem ${bytes(octets)}, e o arquivo ${grouped(size)}`,
  'request-unended': ({ line, then }) =>
    `nenhuma linha vazia termina a requisição: sua primeira linha é ${quotedText(line)}, e depois ${clientThen(then, true)}`,
  'request-not-understood': ({ flaw, line }) =>
    `não se entende a requisição: ${requestHeadFlawText(flaw)}; sua primeira linha é ${quotedText(line)}`,
  'request-incomplete': () => 'a requisição não está completa',
  'wrong-request': ({ what, is, wanted, line }) =>
    `${REQUESTED[what]} é ${is}, não ${either(wanted)}: a linha de requisição é ${quotedText(line)}`,
}

const REQUESTED = { method: 'o método', path: 'o caminho', version: 'a versão' } as const

const MESSAGES: Table<MessageProgress> = {
  nothing: () => 'não chegou nada',
  'no-whole-line': ({ octets }) => `${cameBytes(octets)}, mas nenhuma linha completa`,
  octets: ({ octets, of }) => `só ${came(octets)} ${grouped(octets)} de ${bytes(of)}`,
  frame: ({ frame }) => `seu quadro não está completo: ${frameText(frame)}`,
}

const PARTS: Table<PartProgress> = {
  nothing: () => 'não chegou nada',
  type: () => 'só chegou um tipo',
  'length-octets': ({ have }) => lengthText(have),
  'content-octets': ({ type, length, have }) =>
    `uma parte de tipo ${type} diz ${bytes(length)}, dos quais ${came(have)} ${grouped(have)}`,
}
