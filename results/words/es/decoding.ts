import type { RequestHeadFlaw, ResponseHeadFlaw } from '../../../protocols/http-message.js'
import type { JsonFrameFlaw } from '../../../protocols/json-frame.js'
import type { JsonExpected } from '../../../protocols/json-flaw.js'
import type { NotUtf8 } from '../../../protocols/utf8.js'
import { hexadecimal, quotedText } from '../neutral.js'
import { say, type Table } from '../words.js'
import { bytes, grouped } from './numbers.js'

/** What the decoders find wrong with a message, in Spanish. */

const utf8Text = ({ at, octet }: NotUtf8): string =>
  `en el byte ${grouped(at)} (${hexadecimal(octet)}) no comienza ningún carácter`

const EXPECTED: Readonly<Record<JsonExpected, string>> = {
  value: 'debe venir un valor',
  'value or ]': 'debe venir un valor o ]',
  name: 'debe venir un nombre entre comillas dobles',
  'name or }': 'debe venir un nombre entre comillas dobles o }',
  colon: 'deben venir dos puntos',
  'comma or ]': 'debe venir una coma o ]',
  'comma or }': 'debe venir una coma o }',
  end: 'no debe venir nada más',
  text: 'un texto debe seguir hasta la comilla que lo cierra, con sus caracteres de control escapados',
  escape: 'después de la barra invertida debe venir uno de "\\/bfnrtu',
  'hexadecimal digit': 'deben venir cuatro dígitos hexadecimales',
  digit: 'debe venir un dígito',
}

const JSON_FRAMES: Table<JsonFrameFlaw> = {
  'too-long': ({ length, longest }) =>
    `su campo de longitud dice ${bytes(length)}, y se esperan a lo sumo ${grouped(longest)}`,
  empty: () => 'su contenido está vacío, y eso no es JSON',
  'not-utf8': (it) => `su contenido no es UTF-8: ${utf8Text(it)}`,
  'byte-order-mark': () => 'su contenido empieza con una marca de orden de bytes (BOM), y eso no es JSON',
  'not-json': ({ at, found, expected }) =>
    `su contenido no es JSON: ${
      found === undefined
        ? `termina después de ${bytes(at - 1)}`
        : `en el byte ${grouped(at)} está ${quotedText(found)}`
    }, donde ${EXPECTED[expected]}`,
}

/** Behind `no es una trama con JSON: `. */
export const jsonFrameFlawText = (flaw: JsonFrameFlaw): string => say(JSON_FRAMES, flaw)

const REQUEST_HEADS: Table<RequestHeadFlaw> = {
  'long-line': ({ longest }) => `la línea de solicitud tiene más de ${bytes(longest)}`,
  'long-header': ({ longest }) => `el encabezado tiene más de ${bytes(longest)}`,
  'empty-line': () => 'la línea de solicitud está vacía',
  'no-three-parts': () =>
    'la línea de solicitud no es un método, un destino y una versión separados por un solo espacio',
  'bad-method': () => 'el método tiene caracteres que ningún método tiene',
  'no-target': () => 'falta el destino',
  'bad-target': () => 'el destino tiene caracteres de control',
  'bad-version': () => 'la versión no tiene la forma de HTTP/1.0',
  'not-http-1': () => 'la versión mayor de HTTP no es 1',
  'not-utf8': (it) => `la línea de solicitud no es UTF-8: ${utf8Text(it)}`,
  'no-colon': ({ line }) => `la línea ${line} del encabezado no tiene dos puntos`,
  'bad-name': ({ line }) => `el nombre de la línea ${line} del encabezado tiene caracteres que ningún nombre tiene`,
  'control-character': ({ line }) => `la línea ${line} del encabezado tiene caracteres de control`,
}

/** Behind `no se entiende la solicitud: `. */
export const requestHeadFlawText = (flaw: RequestHeadFlaw): string => say(REQUEST_HEADS, flaw)

const RESPONSE_HEADS: Table<ResponseHeadFlaw> = {
  ended: () => 'la respuesta termina antes de su línea de estado',
  'no-status-line': () => 'no es una línea de estado como "HTTP/1.0 200 OK"',
  'no-header-line': () =>
    'no es una línea de encabezado (un nombre, dos puntos y un valor) ni la línea vacía que termina el encabezado',
}

/** Behind a line of a response: `línea 2 ("hola"): `. */
export const responseHeadFlawText = (flaw: ResponseHeadFlaw): string => say(RESPONSE_HEADS, flaw)
