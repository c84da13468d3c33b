import type { ClientViolation, MessageProgress, PartProgress } from '../../../harness/findings/client-violation.js'
import type { Then } from '../../../harness/findings/server-violation.js'
import { agree, quotedText, seconds, shortened, withComma } from '../neutral.js'
import { demandText } from './server.js'
import { say, type Table } from '../words.js'
import { jsonFrameFlawText, requestHeadFlawText } from './decoding.js'
import { endedText, saidAfter } from './endings.js'
import { both, bytes, cameBytes, either, grouped, plural, roughly, thenText } from './numbers.js'
import { frameText, lengthText } from './server.js'

/** What clients do wrong, in Spanish. */

/** `more`: something had come before. */
function clientThen(then: Then, more: boolean): string {
  switch (then.end) {
    case 'closed':
      return 'el cliente cerró la conexión'
    case 'silent':
      return `no llegó nada${more ? ' más' : ''} en ${seconds(then.ms)} (tiempo de espera agotado)`
    case 'slow':
      return `llegó tan lento que a los ${roughly(then.ms)} se dejó de esperar`
    case 'flood':
      return `siguió sin fin, de modo que después de ${bytes(then.octets)} se dejó de leer`
  }
}

const streamThen = (then: Then): string => thenText(then, 'el cliente terminó el flujo')

const connectionThen = (then: Then): string => thenText(then, 'el cliente cerró la conexión')

const TAKES = {
  url: '; debe tomar la URL de {url} en el comando o de $URL',
  port: '; debe tomar el puerto de {port} en el comando o de $PORT, o revisarse con --port N si es fijo',
}

const ENDS = { first: 'primeros', last: 'últimos' } as const

/** The first or last bytes of something: `los primeros 10 bytes`. */
const ofEnd = (part: 'first' | 'last', octets: number): string =>
  octets === 1 ? `el ${part === 'first' ? 'primer' : 'último'} byte` : `los ${ENDS[part]} ${bytes(octets)}`

export const clientTable: Table<ClientViolation> = {
  'never-came': ({ transport, again, server, ending, ms, given, lastWords }) => {
    const where = `${transport === 'tcp' ? 'al' : 'un datagrama al'} servidor en ${server.host}:${server.port}`
    const hint = given === undefined ? '' : TAKES[given]
    return ending
      ? `el cliente terminó ${endedText(ending)} antes de ${transport === 'tcp' ? 'conectarse' : 'enviar'}${again ? ' (una vez más)' : ''} ${where}${hint}${saidAfter(lastWords)}`
      : `el cliente no ${transport === 'tcp' ? 'se conectó' : 'envió'} ${where} en ${seconds(ms)}${hint}${saidAfter(lastWords)}`
  },
  'connected-silent': ({ then, typed, lastWords }) =>
    then.end === 'closed' || then.end === 'flood'
      ? `el cliente se conectó y se fue sin enviar nada${saidAfter(lastWords)}`
      : `el cliente se conectó, pero no envió nada en ${seconds(then.ms)}${typed ? ', aunque se había ingresado una línea en su entrada estándar' : ''}${saidAfter(lastWords)}`,
  'not-the-typed-line': () => 'lo que el cliente envió no es la línea ingresada en su entrada estándar',
  'octets-before-line': ({ octets }) =>
    `antes de la línea ${cameBytes(octets)} que no se ${agree(octets, 'ingresó', 'ingresaron')}`,
  'no-line-end': () => 'llegó la línea, pero ningún LF que la termine',
  'octets-after-line': ({ octets }) =>
    `después de la línea ${cameBytes(octets)} que no se ${agree(octets, 'ingresó', 'ingresaron')}`,
  'sends-without-end': ({ octets }) =>
    `lo que el cliente envía no tiene fin: después de ${bytes(octets)} se dejó de leer`,
  'several-datagrams': ({ sizes }) =>
    `el mensaje llegó en ${plural(sizes.length, 'datagrama')} (${sizes.slice(0, 4).join(', ')}${sizes.length > 4 ? ', ...' : ''} bytes), no en uno`,
  'more-than-line': ({ line, arrived }) =>
    `la línea ingresada tiene ${bytes(line)}, y ${cameBytes(arrived)} que no ${agree(arrived, 'es', 'son')} la línea`,
  'part-of-line': ({ line, arrived, then }) =>
    `de los ${bytes(line)} de la línea ingresada solo ${cameBytes(arrived)}, ${streamThen(then)}`,
  'wrong-json': ({ sent, wanted }) => `el cliente envió el JSON ${shortened(sent)}, no ${wanted}`,
  'no-json-frame': ({ flaw }) => `lo que el cliente envió no es una trama con JSON: ${jsonFrameFlawText(flaw)}`,
  'wrong-line': ({ sent, wanted }) =>
    `el cliente envió la línea ${shortened(quotedText(sent))}, no ${shortened(quotedText(wanted))}`,
  'line-without-LF': ({ text }) => `el cliente envió ${quotedText(text)}, pero ningún LF que termine la línea`,
  'other-octets': () => 'el cliente envió otros bytes',
  'message-missing': ({ progress, then, lastWords }) =>
    progress.kind === 'nothing'
      ? `el cliente no envió nada: ${clientThen(then, false)}${saidAfter(lastWords)}`
      : `${say(MESSAGES, progress)}; después ${clientThen(then, true)}${saidAfter(lastWords)}`,
  'sent-before-greeting': ({ octets }) => `el cliente envió ${bytes(octets)} antes de que el servidor dijera algo`,
  'closed-before-greeting': ({ lastWords }) =>
    `el cliente cerró la conexión antes de que el servidor dijera algo${saidAfter(lastWords)}`,
  'sent-after-end': ({ octets }) => `el cliente envió ${bytes(octets)} más después del último estado`,
  'not-closed-after-end': ({ ms }) => `el cliente no envió nada más, pero no cerró la conexión en ${seconds(ms)}`,
  'answer-shown-in-part': ({ part, octets, all }) =>
    `de los ${bytes(all)} de la respuesta el cliente muestra solo ${ofEnd(part, octets)}`,
  'not-shown-by-client': ({ demand, showsNothing }) =>
    `el cliente no muestra ${demandText(demand)}${showsNothing ? '; no muestra absolutamente nada' : ''}`,
  'shown-nevertheless': ({ demand }) => `el cliente muestra ${demandText(demand)}, y no debe mostrarlo`,
  'answer-not-shown': ({ instead }) =>
    ({
      nothing: 'el cliente no muestra absolutamente nada',
      'typed-line': 'el cliente no muestra la respuesta, sino la línea ingresada',
      computed:
        'el cliente no muestra la respuesta, sino la línea ingresada en mayúsculas, que debe de haber calculado él mismo',
      other: 'el cliente no muestra la respuesta',
    })[instead],
  'body-not-shown': ({ part, octets, body, lastWords }) =>
    `${
      part === 'first' || part === 'last'
        ? `solo se ${agree(octets, 'muestra', 'muestran')} ${ofEnd(part, octets)} de los ${grouped(body)} del cuerpo,`
        : `el cuerpo de ${bytes(body)} no se muestra ni se guarda`
    } byte por byte${saidAfter(lastWords)}`,
  'status-not-told': ({ status, ended }) =>
    `el cliente ${ended ? 'terminó con código de salida 0' : 'sigue en ejecución'}, y nada en su salida dice ${status}`,
  'never-shown': ({ runs }) =>
    `en ninguna de ${plural(runs, 'ejecución', 'ejecuciones')} el cliente mostró la respuesta, aunque la mayoría de los paquetes llega`,
  'still-runs-after-answer': ({ ms, ended }) =>
    `el cliente sigue en ejecución ${seconds(ms)} después de la respuesta del servidor${ended ? ' y de su fin del flujo' : ''}`,
  'still-runs': ({ ms, lastWords }) => `el cliente sigue en ejecución después de ${seconds(ms)}${saidAfter(lastWords)}`,
  'still-runs-after-reset': ({ ms, lastWords }) =>
    `el cliente sigue en ejecución ${seconds(ms)} después de que el servidor reinició la conexión (RST)${saidAfter(lastWords)}`,
  'as-if-well': ({ lastWords }) =>
    `el cliente terminó con código de salida 0, como si todo estuviera bien${saidAfter(lastWords)}`,
  'client-ended-badly': ({ ending, lastWords }) =>
    `el cliente terminó ${endedText(ending)}, no con código de salida 0${saidAfter(lastWords)}`,
  'waits-for-lost-reply': ({ run, ms, lastWords }) =>
    `en su ejecución número ${run} el cliente no ha terminado después de ${seconds(ms)}: espera una respuesta que se perdió${saidAfter(lastWords)}`,
  'closed-before-reply': ({ lastWords }) =>
    `el cliente cerró la conexión antes de que llegara la respuesta${saidAfter(lastWords)}`,
  'still-sends': ({ ms, agreedMs }) =>
    `el cliente sigue enviando, o mantiene abierta la conexión, ${seconds(ms)} después de comenzar, cuando lo acordado eran ${seconds(agreedMs)}`,
  'wrong-duration': ({ ms, agreedMs, toleranceMs }) =>
    `el cliente envió durante ${seconds(ms)}, cuando lo acordado eran ${seconds(agreedMs)} (con un margen de ${seconds(toleranceMs)})`,
  'wrong-rate': ({ octets, ms, kbits, printed }) =>
    `el servidor contó ${bytes(octets)} en ${seconds(ms)}, es decir, ${grouped(Math.round(kbits))} kbit/s; ${
      printed === undefined
        ? 'el cliente no imprime ningún número'
        : `el cliente imprime ${printed}, que es ${withComma((printed / kbits).toPrecision(3))} veces eso`
    }`,
  'nothing-counted': () => 'no se contó nada',
  'part-of-length': ({ have, then, lastWords }) =>
    have === 0
      ? `el cliente se conectó y no envió nada; ${connectionThen(then)}${saidAfter(lastWords)}`
      : `${lengthText(have)}, ${connectionThen(then)}`,
  'wrong-length': ({ said, file }) => `los bytes de longitud dicen ${grouped(said)}, y el archivo tiene ${bytes(file)}`,
  'part-of-file': ({ octets, file, then }) =>
    `solo ${cameBytes(octets)} de los ${grouped(file)} del archivo, ${connectionThen(then)}`,
  'octets-after-file': ({ octets }) => `después del archivo ${cameBytes(octets)} más`,
  'other-file': () => 'la longitud es correcta, pero los bytes no son los del archivo',
  'parts-missing': ({ files, progress, then, lastWords }) =>
    `no ${agree(files.length, 'llegó', 'llegaron')} ${both(files)}: ${
      progress.kind === 'nothing'
        ? clientThen(then, false)
        : `${say(PARTS, progress)}; después ${clientThen(then, true)}`
    }${saidAfter(lastWords)}`,
  'unknown-part': ({ type, isSecond }) =>
    `el cliente envió una ${isSecond ? `segunda parte de tipo ${type}` : `parte de tipo ${type}, que no existe (1 texto, 2 imagen)`}`,
  'part-differs': ({ content, file, octets, size }) =>
    `la parte de ${content === 'text' ? 'texto' : 'imagen'} no es ${file}: tiene ${bytes(octets)}, y el archivo ${grouped(size)}`,
  'request-unended': ({ line, then }) =>
    `ninguna línea vacía termina la solicitud: su primera línea es ${quotedText(line)}, y después ${clientThen(then, true)}`,
  'request-not-understood': ({ flaw, line }) =>
    `no se entiende la solicitud: ${requestHeadFlawText(flaw)}; su primera línea es ${quotedText(line)}`,
  'request-incomplete': () => 'la solicitud no está completa',
  'wrong-request': ({ what, is, wanted, line }) =>
    `${REQUESTED[what]} es ${is}, no ${either(wanted)}: la línea de solicitud es ${quotedText(line)}`,
}

const REQUESTED = { method: 'el método', path: 'la ruta', version: 'la versión' } as const

const MESSAGES: Table<MessageProgress> = {
  nothing: () => 'no llegó nada',
  'no-whole-line': ({ octets }) => `${cameBytes(octets)}, pero ninguna línea completa`,
  octets: ({ octets, of }) => `solo ${agree(octets, 'llegó', 'llegaron')} ${grouped(octets)} de ${bytes(of)}`,
  frame: ({ frame }) => `su trama no está completa: ${frameText(frame)}`,
}

const PARTS: Table<PartProgress> = {
  nothing: () => 'no llegó nada',
  type: () => 'solo llegó un tipo',
  'length-octets': ({ have }) => lengthText(have),
  'content-octets': ({ type, length, have }) =>
    `una parte de tipo ${type} dice ${bytes(length)}, de los que ${agree(have, 'llegó', 'llegaron')} ${grouped(have)}`,
}
