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
import { bytes, cameBytes, clientText, either, grouped, plural, thenText } from './numbers.js'

/** What servers do wrong, in Spanish. */

const CRASHES: Readonly<Record<CrashMoment, string>> = {
  'new-client-served': 'se atendió a un cliente nuevo, pero después el servidor se cayó',
  'client-ended-stream': 'el servidor se cayó tras el cierre de escritura (half-close) del cliente',
  'connection-ended': 'la conexión terminó, pero porque el servidor se cayó',
  'instead-of-reply': 'en lugar de llegar la respuesta terminó la conexión: el servidor se cayó',
  'instead-of-response': 'en lugar de llegar una respuesta HTTP terminó la conexión: el servidor se cayó',
  'before-complete': 'la conexión terminó: el servidor se cayó',
  'mid-stream': 'la conexión terminó en medio del flujo: el servidor se cayó',
  'no-reply': 'sin respuesta: el servidor se cayó',
  any: 'el servidor se cayó',
}

const nothingWithin = (what: string, then: Then): string =>
  then.end === 'silent' || then.end === 'slow'
    ? `ninguna ${what} en ${seconds(then.ms)} (tiempo de espera agotado)`
    : `ninguna ${what}: la conexión terminó sin ella`

export const serverTable: Table<ServerViolation> = {
  'connection-refused': ({ client }) => `la conexión del ${clientText(client)} fue rechazada`,
  'connection-timeout': ({ client, ms }) =>
    `la conexión del ${clientText(client)} no se estableció en ${seconds(ms)} (la cola de conexiones en espera está llena)`,
  'connection-failed': ({ client, error }) => `la conexión del ${clientText(client)} falló: ${error}`,
  'left-open': ({ ms, afterEndOfStream }) =>
    `el servidor no cerró la conexión en ${seconds(ms)}${afterEndOfStream ? ' desde el fin del flujo del cliente' : ''}`,
  'connection-ended': () => 'la conexión terminó',
  'stopped-reading': ({ ms, sent }) =>
    `el servidor dejó de leer: durante ${seconds(ms)} no tomó nada más de los ${bytes(sent)} que se le enviaron`,
  flooded: ({ octets, sent }) =>
    `el servidor envió ${bytes(octets)} que nadie le pidió, cuando se le habían enviado ${bytes(sent)}, y mientras tanto no leyó más`,
  'stream-not-taken': ({ written, all, ms }) =>
    `el servidor dejó de leer: después de ${bytes(written)} de ${grouped(all)} no tomó nada más durante ${seconds(ms)}`,
  'stream-cut': ({ written, all }) => `el servidor cerró la conexión después de ${bytes(written)} de ${grouped(all)}`,
  'left-unread': ({ ms }) => `${seconds(ms)} después de enviado el último byte, el servidor aún no leyó todo`,
  'closed-unread': () => 'el servidor cerró la conexión en lugar de leer lo que se le envió',
  'server-crashed': ({ moment, ending, lastWords }) =>
    `${CRASHES[moment]} (${endingText(ending)}${lastWords ? `: ${lastWords}` : ''})`,
  'server-ended': ({ ending, lastWords }) =>
    `el servidor terminó ${endedText(ending)}${lastWords ? `: ${lastWords}` : ''}`,
  'server-ended-badly': ({ ending, lastWords }) =>
    `el servidor terminó ${endedText(ending)}, no con código de salida 0${saidAfter(lastWords)}`,
  'server-still-runs': ({ ms }) => `el servidor sigue en ejecución ${seconds(ms)} después de que se le indicó terminar`,
  spins: () => 'el servidor atiende al siguiente cliente, pero mantiene ocupada una CPU sin nada que hacer',
  'port-taken': ({ port }) =>
    `el puerto ${port} sigue ocupado después de terminar el servidor: un proceso que este inició conserva el socket`,
  'wrong-reply': ({ flaw, demand }) => `la respuesta ${say(FLAWS, flaw)} (se esperaba: ${demandText(demand)})`,
  'no-reply': ({ then }) => nothingWithin('respuesta', then),
  'reply-incomplete': ({ progress, then }) => say(progressTable(then), progress),
  'octets-after-reply': ({ octets }) =>
    `después de la respuesta correcta ${cameBytes(octets)} más de lo que se esperaba`,
  banner: ({ octets }) =>
    `al conectarse, antes de que el cliente enviara nada, ${cameBytes(octets)} (un mensaje de bienvenida o banner), que el protocolo no tiene`,
  'answered-early': ({ octets }) =>
    `${octets > 0 ? cameBytes(octets) : 'la conexión se cerró'} antes de que el mensaje estuviera completo`,
  'answer-to-nothing': ({ octets }) => `${cameBytes(octets)}, donde no había nada que responder`,
  'cr-in-text': () =>
    'el CR volvió como parte del texto: la respuesta a una línea terminada en LF termina solo en LF, y a una terminada en CR LF, en CR LF',
  'not-found': ({ why, guesses }) =>
    why === 'contradiction'
      ? `después de ${plural(guesses, 'intento', 'intentos')} no queda ningún número que las respuestas permitan: se contradicen`
      : `en ${plural(guesses, 'intento', 'intentos')}, cada uno en la mitad de lo que las respuestas dejaban, no se encontró el número`,
  'wrong-datagram': ({ octets, of, how, demand }) =>
    `la respuesta ${
      how === 'short'
        ? `tiene solo ${grouped(octets)} de ${bytes(of)}`
        : how === 'long'
          ? `tiene ${bytes(octets - of)} de más`
          : 'difiere de lo esperado'
    } (${demandText(demand)})`,
  'requests-unanswered': ({ answered, all }) =>
    `solo ${answered} de ${plural(all, 'solicitud', 'solicitudes')} ${agree(answered, 'obtuvo', 'obtuvieron')} una respuesta propia`,
  'foreign-datagram': ({ octets, like }) =>
    `un datagrama de ${bytes(octets)} no es la respuesta a ninguna de las solicitudes${like === 'a part' ? ' (¿una parte de alguna?)' : ' (¿varias respuestas juntas?)'}`,
  'wrong-source': ({ asked, answered }) =>
    `la solicitud fue a ${asked.host}:${asked.port}, pero la respuesta vino de ${answered.host}:${answered.port}`,
  'unasked-datagram': ({ octets }) => `llegó un datagrama de ${bytes(octets)} que no responde a ninguna solicitud`,
  'answers-no-request': () => 'lo que llegó no es la respuesta a ninguna de las solicitudes',
  'never-answered': ({ number, all, times }) =>
    `la solicitud ${number} de ${all} se envió ${plural(times, 'vez', 'veces')}, y no llegó respuesta`,
  'few-answered': ({ answered, all }) =>
    `de ${plural(all, 'solicitud', 'solicitudes')} solo ${agree(answered, 'fue respondida', 'fueron respondidas')} ${answered}`,
  'answered-stranger': ({ octets, client }) =>
    `llegó un datagrama de ${bytes(octets)} al ${clientText(client)}, que no debe recibir nada`,
  'not-shown-by-server': ({ ms, showsNothing }) =>
    `en ${seconds(ms)} el servidor no muestra lo que se le envió${showsNothing ? '; no muestra absolutamente nada' : ''}`,
  'typed-not-received': ({ client, ms }) =>
    `se ingresó una línea en el servidor, pero en ${seconds(ms)} no le llegó nada al ${clientText(client)}`,
  'other-than-typed': ({ octets }) => `llegó un datagrama de ${bytes(octets)} que no es la línea ingresada`,
  'not-stored': ({ file, ms }) =>
    `en ${seconds(ms)} no apareció el archivo ${file} en el directorio de trabajo del servidor`,
  'stored-otherwise': (it) => `${CONTENTS[it.content]} (${it.file}) ${storedText(it)}`,
  'no-response': ({ then }) => nothingWithin('respuesta HTTP', then),
  'response-incomplete': ({ octets, then }) =>
    `de una respuesta HTTP ${cameBytes(octets)}, todavía no un encabezado completo, ${thenText(then, 'la conexión terminó')}`,
  'head-not-understood': ({ line }) =>
    `no se entiende el encabezado de la respuesta: ${line ? `línea ${line.number} (${quotedLine(line.text)}): ${responseHeadFlawText(line.flaw)}` : 'termina antes de su línea de estado'}`,
  'wrong-status': ({ status, reason, wanted }) =>
    `el código de estado es ${status}${reason ? ` (${reason})` : ''}, no ${either(wanted)}`,
  'wrong-body': ({ how, octets, file, from }) =>
    `el cuerpo tiene ${
      how === 'beginning'
        ? `solo ${agree(octets, 'el primer byte', `los primeros ${bytes(octets)}`)} de los ${grouped(file)} del archivo`
        : how === 'more'
          ? `el archivo y ${bytes(octets - file)} más`
          : `otros bytes que el archivo a partir del byte ${grouped(from)}`
    }`,
  'no-content-length': () => 'el encabezado no tiene Content-Length',
  'invalid-content-length': ({ value }) => `Content-Length es "${value}", que no es una cantidad de bytes`,
  'wrong-content-length': ({ said, body }) => `Content-Length dice ${said}, y el cuerpo tiene ${bytes(body)}`,
  'wrong-content-type': ({ value, wanted }) =>
    value === undefined ? 'el encabezado no tiene Content-Type' : `Content-Type es "${value}", no ${either(wanted)}`,
  'bare-LF': ({ line, text }) =>
    text === ''
      ? 'la línea vacía que termina el encabezado es solo LF, no CR LF'
      : `la línea ${line} del encabezado, ${quotedLine(text)}, termina solo en LF, no en CR LF`,
  'no-empty-line': ({ last, ended }) =>
    `ninguna línea vacía termina el encabezado: su última línea es ${quotedLine(last)}, y tras su ${ended ? 'CR LF' : 'final'} sigue de inmediato el cuerpo (falta un CR LF)`,
  'header-not-of-get': ({ field, head, get }) =>
    `${field} ${head === undefined ? 'falta' : `es ${head}`}, y en la respuesta a GET ${get === undefined ? 'falta' : `es ${get}`}`,
  'body-of-head': ({ octets }) => `un cuerpo de ${bytes(octets)} sigue al encabezado`,
  'secret-served': () => 'se entregó un archivo que está fuera de la raíz de documentos (document root)',
}

const CONTENTS = { file: 'del archivo', text: 'del texto', image: 'de la imagen' } as const

function storedText({ how, stored, sent }: Extract<ServerViolation, { kind: 'stored-otherwise' }>): string {
  switch (how) {
    case 'nothing':
      return `no se guardó nada, y se ${agree(sent, 'envió', 'enviaron')} ${bytes(sent)}`
    case 'beginning':
      return `solo se ${agree(stored, 'guardó el primero', `guardaron los primeros ${grouped(stored)}`)} de ${bytes(sent)}`
    case 'more':
      return `se ${agree(stored - sent, 'guardó', 'guardaron')} ${bytes(stored - sent)} más que los ${grouped(sent)} que se enviaron`
    case 'other':
      return `se guardaron otros bytes que los enviados (${grouped(stored)} guardados, ${grouped(sent)} enviados)`
  }
}

const MEMBER_VALUES: Readonly<Record<MemberValue, string>> = {
  string: 'un string',
  boolean: 'un booleano',
  number: 'un número',
  true: 'true',
  false: 'false',
}

/** Texts of which any will do, quoted. */
const listed = (texts: readonly string[]): string => texts.map(quotedText).join(' o ')

/** Texts of which all must be there, quoted. */
const together = (texts: readonly string[]): string => texts.map(quotedText).join(' y ')

/** What was demanded, in words. */
export const demandText = (demand: Demand): string => say(DEMANDS, demand)

const DEMANDS: Table<Demand> = {
  same: () => 'los mismos bytes',
  upper: () => 'lo mismo en mayúsculas',
  'upper-line': () => 'la misma línea en mayúsculas, terminada en LF',
  'upper-utf8': () => 'el mismo texto en UTF-8, cada letra sin cambio o en mayúscula',
  literal: () => 'exactamente esto',
  agreed: () => 'la respuesta acordada',
  nothing: () => 'nada',
  'http-file': () => 'una respuesta con código de estado 200 y el archivo como cuerpo',
  number: ({ value }) => `el número ${value}`,
  line: ({ text, tolerant }) => (tolerant ? `la respuesta "${text}"` : `la línea "${text}", terminada en LF`),
  json: ({ members }) =>
    `una trama JSON con ${members.map(({ name, value }) => `"${name}": ${MEMBER_VALUES[value]}`).join(', ')}`,
  'one-of': ({ as, texts }) =>
    `${{ bytes: '', line: 'la línea ', reply: 'la respuesta ' }[as]}${listed(texts)}${as === 'line' ? ', terminada en LF' : ''}`,
  'any-line': () => 'una línea, terminada en LF',
  'line-beginning': ({ texts }) => `una línea que empiece con ${listed(texts)}`,
  'line-ending': ({ texts }) => `una línea que termine con ${listed(texts)}`,
  'line-containing': ({ texts }) => `una línea que contenga ${listed(texts)}`,
  'line-holding': ({ begins, name }) =>
    `una línea que ${begins === '' ? '' : `empiece con ${quotedText(begins)} y `}contenga un valor ([${name}])`,
  'line-like': ({ like }) => `una línea como ${quotedText(like)}`,
  'line-matching': ({ expression }) => `una línea como /${expression}/`,
  'lines-until': ({ last, among }) =>
    `líneas hasta la línea ${quotedText(last)}${among.length === 0 ? '' : `, entre ellas ${together(among)}`}`,
  'lines-in-any-order': ({ texts }) => `las líneas ${together(texts)} en cualquier orden`,
  'any-of': ({ demands }) => demands.map(demandText).join(' o '),
  'text-sized': ({ least, most }) => `un texto de ${grouped(least)} a ${bytes(most)}`,
  'number-between': ({ least, most }) => `un número entre ${grouped(least)} y ${grouped(most)}`,
}

const FLAWS: Table<Flaw> = {
  differs: () => 'difiere de lo esperado',
  'not-utf8': () => 'no es UTF-8 válido',
  'other-text': () => 'no es el texto, sin cambio o en mayúsculas',
  'other-body': () => 'tiene otro cuerpo que el archivo',
  'no-status-line': ({ text }) =>
    `empieza con ${quotedLine(text)}, que no es una línea de estado como "HTTP/1.0 200 OK"`,
  status: ({ status }) => `tiene el código de estado ${status}`,
  'lines-missing': ({ texts }) => `no tiene ${texts.length === 1 ? 'la línea' : 'las líneas'} ${together(texts)}`,
  'too-long': ({ octets }) => `es demasiado larga: llegaron ${bytes(octets)}`,
  'no-json-frame': ({ flaw }) => `no es una trama con JSON: ${jsonFrameFlawText(flaw)}`,
  'json-member': ({ json, flaw }) => `es el JSON ${json}: ${say(MEMBER_FLAWS, flaw)}`,
}

const MEMBER_FLAWS: Table<MemberFlaw> = {
  'no-object': () => 'no es un objeto JSON',
  missing: ({ name }) => `falta "${name}"`,
  other: ({ name, is, wanted }) => `"${name}" es ${is}, no ${MEMBER_VALUES[wanted]}`,
}

/** How far a frame came: `se leyeron 3 de 4 bytes de longitud`, `su longitud dice 12 bytes, de los que llegaron 5`. */
export const frameText = (
  it: { kind: 'length-octets'; have: number } | { kind: 'content-octets'; length: number; have: number },
): string =>
  it.kind === 'length-octets'
    ? lengthText(it.have)
    : `su campo de longitud dice ${bytes(it.length)}, de los que ${agree(it.have, 'llegó', 'llegaron')} ${grouped(it.have)}`

/** So many bytes of a length were read. */
export const lengthText = (have: number): string =>
  `se ${agree(have, 'leyó', 'leyeron')} ${have} de los 4 bytes de longitud`

function progressTable(then: Then): Table<Progress> {
  const end = thenText(then, 'la conexión terminó')
  const incomplete = (soFar: string): string => `la respuesta no está completa: ${soFar}; ${end}`
  return {
    octets: ({ octets, of }) =>
      `solo ${of === undefined ? cameBytes(octets) : `${agree(octets, 'llegó', 'llegaron')} ${grouped(octets)} de ${bytes(of)}`}, ${end}`,
    'text-without-LF': () => incomplete('llegó el texto, pero ningún LF que lo termine'),
    'line-without-LF': () => `volvió la línea, pero no el LF que la termina; ${end}`,
    differs: ({ from, octets, of }) =>
      `a partir del byte ${grouped(from)} la respuesta difiere, y tiene ${grouped(octets)} de ${bytes(of)}; ${end}`,
    header: ({ lines }) =>
      incomplete(
        `${agree(lines, 'llegó', 'llegaron')} ${plural(lines, 'línea completa', 'líneas completas')} de un encabezado, pero no su final`,
      ),
    body: ({ octets, of }) => incomplete(`está el encabezado, y ${bytes(octets)} de los ${grouped(of)} del cuerpo`),
    'length-octets': (it) => incomplete(frameText(it)),
    'content-octets': (it) => incomplete(frameText(it)),
  }
}
