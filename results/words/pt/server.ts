import type {
  CrashMoment,
  Demand,
  Flaw,
  MemberFlaw,
  MemberValue,
  Progress,
  ServerViolation,
  Then,
} from '../../../harness/findings/server-violation.js'
import { agree, quotedLine, quotedText, seconds } from '../neutral.js'
import { say, type Table } from '../words.js'
import { jsonFrameFlawText, responseHeadFlawText } from './decoding.js'
import { endedText, endingText, saidAfter } from './endings.js'
import { bytes, came, cameBytes, clientText, either, grouped, plural, thenText } from './numbers.js'

/** What servers do wrong, in Portuguese. */

const CRASHES: Readonly<Record<CrashMoment, string>> = {
  'new-client-served': 'um novo cliente foi atendido, mas depois o servidor caiu',
  'client-ended-stream': 'o servidor caiu após o fechamento de escrita (half-close) do cliente',
  'connection-ended': 'a conexão terminou, mas porque o servidor caiu',
  'instead-of-reply': 'em vez de chegar a resposta a conexão terminou: o servidor caiu',
  'instead-of-response': 'em vez de chegar uma resposta HTTP a conexão terminou: o servidor caiu',
  'before-complete': 'a conexão terminou: o servidor caiu',
  'mid-stream': 'a conexão terminou no meio do fluxo: o servidor caiu',
  'no-reply': 'sem resposta: o servidor caiu',
  any: 'o servidor caiu',
}

const nothingWithin = (what: string, then: Then): string =>
  then.end === 'silent' || then.end === 'slow'
    ? `nenhuma ${what} em ${seconds(then.ms)} (tempo de espera esgotado)`
    : `nenhuma ${what}: a conexão terminou sem ela`

export const serverTable: Table<ServerViolation> = {
  'connection-refused': ({ client }) => `a conexão do ${clientText(client)} foi recusada`,
  'connection-timeout': ({ client, ms }) =>
    `a conexão do ${clientText(client)} não foi estabelecida em ${seconds(ms)} (a fila de conexões em espera está cheia)`,
  'connection-failed': ({ client, error }) => `a conexão do ${clientText(client)} falhou: ${error}`,
  'left-open': ({ ms, afterEndOfStream }) =>
    `o servidor não fechou a conexão em ${seconds(ms)}${afterEndOfStream ? ' desde o fim do fluxo do cliente' : ''}`,
  'connection-ended': () => 'a conexão terminou',
  'stopped-reading': ({ ms, sent }) =>
    `o servidor parou de ler: durante ${seconds(ms)} não aceitou mais nada dos ${bytes(sent)} que lhe foram enviados`,
  flooded: ({ octets, sent }) =>
    `o servidor enviou ${bytes(octets)} que ninguém pediu, quando lhe ${agree(sent, 'tinha sido enviado', 'tinham sido enviados')} ${bytes(sent)}, e enquanto isso não leu mais`,
  'stream-not-taken': ({ written, all, ms }) =>
    `o servidor parou de ler: após ${bytes(written)} de ${grouped(all)} não aceitou mais nada durante ${seconds(ms)}`,
  'stream-cut': ({ written, all }) => `o servidor fechou a conexão após ${bytes(written)} de ${grouped(all)}`,
  'left-unread': ({ ms }) => `${seconds(ms)} depois de enviado o último byte, o servidor ainda não leu tudo`,
  'closed-unread': () => 'o servidor fechou a conexão em vez de ler o que lhe foi enviado',
  'server-crashed': ({ moment, ending, lastWords }) =>
    `${CRASHES[moment]} (${endingText(ending)}${lastWords ? `: ${lastWords}` : ''})`,
  'server-ended': ({ ending, lastWords }) =>
    `o servidor terminou ${endedText(ending)}${lastWords ? `: ${lastWords}` : ''}`,
  'server-ended-badly': ({ ending, lastWords }) =>
    `o servidor terminou ${endedText(ending)}, não com código de saída 0${saidAfter(lastWords)}`,
  'server-still-runs': ({ ms }) =>
    `o servidor continua em execução ${seconds(ms)} depois de receber a ordem de terminar`,
  spins: () => 'o servidor atende o próximo cliente, mas mantém uma CPU ocupada sem nada para fazer',
  'port-taken': ({ port }) =>
    `a porta ${port} continua ocupada depois que o servidor terminou: um processo que ele iniciou mantém o socket`,
  'wrong-reply': ({ flaw, demand }) => `a resposta ${say(FLAWS, flaw)} (esperava-se: ${demandText(demand)})`,
  'no-reply': ({ then }) => nothingWithin('resposta', then),
  'reply-incomplete': ({ progress, then }) => say(progressTable(then), progress),
  'octets-after-reply': ({ octets }) => `depois da resposta correta ${cameBytes(octets)} além do esperado`,
  banner: ({ octets }) =>
    `ao conectar, antes que o cliente enviasse qualquer coisa, ${cameBytes(octets)} (uma mensagem de boas-vindas ou banner), que o protocolo não tem`,
  'answered-early': ({ octets }) =>
    `${octets > 0 ? cameBytes(octets) : 'a conexão foi fechada'} antes que a mensagem estivesse completa`,
  'answer-to-nothing': ({ octets }) => `${cameBytes(octets)}, onde não havia nada a responder`,
  'cr-in-text': () =>
    'o CR voltou como parte do texto: a resposta a uma linha terminada em LF termina só em LF, e a uma terminada em CR LF, em CR LF',
  'not-found': ({ why, guesses }) =>
    why === 'contradiction'
      ? `depois de ${plural(guesses, 'tentativa', 'tentativas')} não resta nenhum número que as respostas permitam: elas se contradizem`
      : `em ${plural(guesses, 'tentativa', 'tentativas')}, cada uma no meio do que as respostas deixavam, o número não foi encontrado`,
  'wrong-datagram': ({ octets, of, how, demand }) =>
    `a resposta ${
      how === 'short'
        ? `tem só ${grouped(octets)} de ${bytes(of)}`
        : how === 'long'
          ? `tem ${bytes(octets - of)} a mais`
          : 'difere do esperado'
    } (${demandText(demand)})`,
  'requests-unanswered': ({ answered, all }) =>
    `só ${answered} de ${plural(all, 'requisição', 'requisições')} ${agree(answered, 'obteve', 'obtiveram')} uma resposta própria`,
  'foreign-datagram': ({ octets, like }) =>
    `um datagrama de ${bytes(octets)} não é a resposta a nenhuma das requisições${like === 'a part' ? ' (uma parte de alguma?)' : ' (várias respostas juntas?)'}`,
  'wrong-source': ({ asked, answered }) =>
    `a requisição foi para ${asked.host}:${asked.port}, mas a resposta veio de ${answered.host}:${answered.port}`,
  'unasked-datagram': ({ octets }) => `chegou um datagrama de ${bytes(octets)} que não responde a nenhuma requisição`,
  'answers-no-request': () => 'o que chegou não é a resposta a nenhuma das requisições',
  'never-answered': ({ number, all, times }) =>
    `a requisição ${number} de ${all} foi enviada ${plural(times, 'vez', 'vezes')}, e não chegou resposta`,
  'few-answered': ({ answered, all }) =>
    `de ${plural(all, 'requisição', 'requisições')} só ${agree(answered, 'foi respondida', 'foram respondidas')} ${answered}`,
  'answered-stranger': ({ octets, client }) =>
    `chegou um datagrama de ${bytes(octets)} ao ${clientText(client)}, que não deve receber nada`,
  'not-shown-by-server': ({ ms, showsNothing }) =>
    `em ${seconds(ms)} o servidor não mostra o que lhe foi enviado${showsNothing ? '; não mostra absolutamente nada' : ''}`,
  'typed-not-received': ({ client, ms }) =>
    `uma linha foi digitada no servidor, mas em ${seconds(ms)} nada chegou ao ${clientText(client)}`,
  'other-than-typed': ({ octets }) => `chegou um datagrama de ${bytes(octets)} que não é a linha digitada`,
  'not-stored': ({ file, ms }) =>
    `em ${seconds(ms)} não apareceu o arquivo ${file} no diretório de trabalho do servidor`,
  'stored-otherwise': (it) => `${CONTENTS[it.content]} (${it.file}) ${storedText(it)}`,
  'no-response': ({ then }) => nothingWithin('resposta HTTP', then),
  'response-incomplete': ({ octets, then }) =>
    `de uma resposta HTTP ${cameBytes(octets)}, ainda não um cabeçalho completo, ${thenText(then, 'a conexão terminou')}`,
  'head-not-understood': ({ line }) =>
    `não se entende o cabeçalho da resposta: ${line ? `linha ${line.number} (${quotedLine(line.text)}): ${responseHeadFlawText(line.flaw)}` : 'termina antes da sua linha de status'}`,
  'wrong-status': ({ status, reason, wanted }) =>
    `o código de status é ${status}${reason ? ` (${reason})` : ''}, não ${either(wanted)}`,
  'wrong-body': ({ how, octets, file, from }) =>
    `o corpo tem ${
      how === 'beginning'
        ? `só ${agree(octets, 'o primeiro byte', `os primeiros ${bytes(octets)}`)} dos ${grouped(file)} do arquivo`
        : how === 'more'
          ? `o arquivo e mais ${bytes(octets - file)}`
          : `outros bytes que não os do arquivo a partir do byte ${grouped(from)}`
    }`,
  'no-content-length': () => 'o cabeçalho não tem Content-Length',
  'invalid-content-length': ({ value }) => `Content-Length é "${value}", que não é uma quantidade de bytes`,
  'wrong-content-length': ({ said, body }) => `Content-Length diz ${said}, e o corpo tem ${bytes(body)}`,
  'wrong-content-type': ({ value, wanted }) =>
    value === undefined ? 'o cabeçalho não tem Content-Type' : `Content-Type é "${value}", não ${either(wanted)}`,
  'bare-LF': ({ line, text }) =>
    text === ''
      ? 'a linha vazia que termina o cabeçalho é só LF, não CR LF'
      : `a linha ${line} do cabeçalho, ${quotedLine(text)}, termina só em LF, não em CR LF`,
  'no-empty-line': ({ last, ended }) =>
    `nenhuma linha vazia termina o cabeçalho: sua última linha é ${quotedLine(last)}, e após o seu ${ended ? 'CR LF' : 'final'} vem imediatamente o corpo (falta um CR LF)`,
  'header-not-of-get': ({ field, head, get }) =>
    `${field} ${head === undefined ? 'falta' : `é ${head}`}, e na resposta a GET ${get === undefined ? 'falta' : `é ${get}`}`,
  'body-of-head': ({ octets }) => `um corpo de ${bytes(octets)} vem depois do cabeçalho`,
  'secret-served': () => 'foi entregue um arquivo que está fora da raiz de documentos (document root)',
}

const CONTENTS = { file: 'do arquivo', text: 'do texto', image: 'da imagem' } as const

function storedText({ how, stored, sent }: Extract<ServerViolation, { kind: 'stored-otherwise' }>): string {
  switch (how) {
    case 'nothing':
      return `nada foi gravado, e ${agree(sent, 'foi enviado', 'foram enviados')} ${bytes(sent)}`
    case 'beginning':
      return `só ${agree(stored, 'foi gravado o primeiro', `foram gravados os primeiros ${grouped(stored)}`)} de ${bytes(sent)}`
    case 'more':
      return `${agree(stored - sent, 'foi gravado', 'foram gravados')} ${bytes(stored - sent)} além dos ${grouped(sent)} enviados`
    case 'other':
      return `foram gravados outros bytes que não os enviados (${grouped(stored)} gravados, ${grouped(sent)} enviados)`
  }
}

const MEMBER_VALUES: Readonly<Record<MemberValue, string>> = {
  string: 'uma string',
  boolean: 'um booleano',
  number: 'um número',
  true: 'true',
  false: 'false',
}

/** Texts of which any will do, quoted. */
const listed = (texts: readonly string[]): string => texts.map(quotedText).join(' ou ')

/** Texts of which all must be there, quoted. */
const together = (texts: readonly string[]): string => texts.map(quotedText).join(' e ')

/** What was demanded, in words. */
export const demandText = (demand: Demand): string => say(DEMANDS, demand)

const DEMANDS: Table<Demand> = {
  same: () => 'os mesmos bytes',
  upper: () => 'o mesmo em maiúsculas',
  'upper-line': () => 'a mesma linha em maiúsculas, terminada em LF',
  'upper-utf8': () => 'o mesmo texto em UTF-8, cada letra inalterada ou em maiúscula',
  literal: () => 'exatamente isto',
  agreed: () => 'a resposta combinada',
  nothing: () => 'nada',
  'http-file': () => 'uma resposta com código de status 200 e o arquivo como corpo',
  number: ({ value }) => `o número ${value}`,
  line: ({ text, tolerant }) => (tolerant ? `a resposta "${text}"` : `a linha "${text}", terminada em LF`),
  json: ({ members }) =>
    `um quadro JSON com ${members.map(({ name, value }) => `"${name}": ${MEMBER_VALUES[value]}`).join(', ')}`,
  'one-of': ({ as, texts }) =>
    `${{ bytes: '', line: 'a linha ', reply: 'a resposta ' }[as]}${listed(texts)}${as === 'line' ? ', terminada em LF' : ''}`,
  'any-line': () => 'uma linha, terminada em LF',
  'line-beginning': ({ texts }) => `uma linha que comece com ${listed(texts)}`,
  'line-ending': ({ texts }) => `uma linha que termine com ${listed(texts)}`,
  'line-containing': ({ texts }) => `uma linha que contenha ${listed(texts)}`,
  'line-holding': ({ begins, name }) =>
    `uma linha que ${begins === '' ? '' : `comece com ${quotedText(begins)} e `}contenha um valor ([${name}])`,
  'line-like': ({ like }) => `uma linha como ${quotedText(like)}`,
  'line-matching': ({ expression }) => `uma linha como /${expression}/`,
  'lines-until': ({ last, among }) =>
    `linhas até a linha ${quotedText(last)}${among.length === 0 ? '' : `, entre elas ${together(among)}`}`,
  'lines-in-any-order': ({ texts }) => `as linhas ${together(texts)} em qualquer ordem`,
  'any-of': ({ demands }) => demands.map(demandText).join(' ou '),
  'text-sized': ({ least, most }) => `um texto de ${grouped(least)} a ${bytes(most)}`,
  'number-between': ({ least, most }) => `um número entre ${grouped(least)} e ${grouped(most)}`,
}

const FLAWS: Table<Flaw> = {
  differs: () => 'difere do esperado',
  'not-utf8': () => 'não é UTF-8 válido',
  'other-text': () => 'não é o texto, inalterado ou em maiúsculas',
  'other-body': () => 'tem outro corpo que não o arquivo',
  'no-status-line': ({ text }) =>
    `começa com ${quotedLine(text)}, que não é uma linha de status como "HTTP/1.0 200 OK"`,
  status: ({ status }) => `tem o código de status ${status}`,
  'lines-missing': ({ texts }) => `não tem ${texts.length === 1 ? 'a linha' : 'as linhas'} ${together(texts)}`,
  'too-long': ({ octets }) => `é longa demais: chegaram ${bytes(octets)}`,
  'no-json-frame': ({ flaw }) => `não é um quadro com JSON: ${jsonFrameFlawText(flaw)}`,
  'json-member': ({ json, flaw }) => `é o JSON ${json}: ${say(MEMBER_FLAWS, flaw)}`,
}

const MEMBER_FLAWS: Table<MemberFlaw> = {
  'no-object': () => 'não é um objeto JSON',
  missing: ({ name }) => `falta "${name}"`,
  other: ({ name, is, wanted }) => `"${name}" é ${is}, não ${MEMBER_VALUES[wanted]}`,
}

/** How far a frame came: `foram lidos 3 dos 4 bytes de tamanho`, `seu campo de tamanho diz 12 bytes, dos quais chegaram 5`. */
export const frameText = (
  it: { kind: 'length-octets'; have: number } | { kind: 'content-octets'; length: number; have: number },
): string =>
  it.kind === 'length-octets'
    ? lengthText(it.have)
    : `seu campo de tamanho diz ${bytes(it.length)}, dos quais ${came(it.have)} ${grouped(it.have)}`

/** So many bytes of a length were read. */
export const lengthText = (have: number): string =>
  `${agree(have, 'foi lido', 'foram lidos')} ${have} dos 4 bytes de tamanho`

function progressTable(then: Then): Table<Progress> {
  const end = thenText(then, 'a conexão terminou')
  const incomplete = (soFar: string): string => `a resposta não está completa: ${soFar}; ${end}`
  return {
    octets: ({ octets, of }) =>
      `só ${of === undefined ? cameBytes(octets) : `${came(octets)} ${grouped(octets)} de ${bytes(of)}`}, ${end}`,
    'text-without-LF': () => incomplete('o texto chegou, mas nenhum LF que o termine'),
    'line-without-LF': () => `a linha voltou, mas não o LF que a termina; ${end}`,
    differs: ({ from, octets, of }) =>
      `a partir do byte ${grouped(from)} a resposta difere, e tem ${grouped(octets)} de ${bytes(of)}; ${end}`,
    header: ({ lines }) =>
      incomplete(
        `${came(lines)} ${plural(lines, 'linha completa', 'linhas completas')} de um cabeçalho, mas não o seu fim`,
      ),
    body: ({ octets, of }) => incomplete(`o cabeçalho chegou, e ${bytes(octets)} dos ${grouped(of)} do corpo`),
    'length-octets': (it) => incomplete(frameText(it)),
    'content-octets': (it) => incomplete(frameText(it)),
  }
}
