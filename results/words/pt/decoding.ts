import type { RequestHeadFlaw, ResponseHeadFlaw } from '../../../protocols/http-message.js'
import type { JsonFrameFlaw } from '../../../protocols/json-frame.js'
import type { JsonExpected } from '../../../protocols/json-flaw.js'
import type { NotUtf8 } from '../../../protocols/utf8.js'
import { hexadecimal, quotedText } from '../neutral.js'
import { say, type Table } from '../words.js'
import { bytes, grouped } from './numbers.js'

/** What the decoders find wrong with a message, in Portuguese. */

const utf8Text = ({ at, octet }: NotUtf8): string =>
  `no byte ${grouped(at)} (${hexadecimal(octet)}) não começa nenhum caractere`

const EXPECTED: Readonly<Record<JsonExpected, string>> = {
  value: 'deve vir um valor',
  'value or ]': 'deve vir um valor ou ]',
  name: 'deve vir um nome entre aspas duplas',
  'name or }': 'deve vir um nome entre aspas duplas ou }',
  colon: 'deve vir um sinal de dois-pontos',
  'comma or ]': 'deve vir uma vírgula ou ]',
  'comma or }': 'deve vir uma vírgula ou }',
  end: 'não deve vir mais nada',
  text: 'um texto deve continuar até as aspas que o fecham, com seus caracteres de controle escapados',
  escape: 'depois da barra invertida deve vir um de "\\/bfnrtu',
  'hexadecimal digit': 'devem vir quatro dígitos hexadecimais',
  digit: 'deve vir um dígito',
}

const JSON_FRAMES: Table<JsonFrameFlaw> = {
  'too-long': ({ length, longest }) =>
    `seu campo de tamanho diz ${bytes(length)}, e esperam-se no máximo ${grouped(longest)}`,
  empty: () => 'seu conteúdo está vazio, e isso não é JSON',
  'not-utf8': (it) => `seu conteúdo não é UTF-8: ${utf8Text(it)}`,
  'byte-order-mark': () => 'seu conteúdo começa com uma marca de ordem de bytes (BOM), e isso não é JSON',
  'not-json': ({ at, found, expected }) =>
    `seu conteúdo não é JSON: ${
      found === undefined ? `termina após ${bytes(at - 1)}` : `no byte ${grouped(at)} está ${quotedText(found)}`
    }, onde ${EXPECTED[expected]}`,
}

/** Behind `não é um quadro com JSON: `. */
export const jsonFrameFlawText = (flaw: JsonFrameFlaw): string => say(JSON_FRAMES, flaw)

const REQUEST_HEADS: Table<RequestHeadFlaw> = {
  'long-line': ({ longest }) => `a linha de requisição tem mais de ${bytes(longest)}`,
  'long-header': ({ longest }) => `o cabeçalho tem mais de ${bytes(longest)}`,
  'empty-line': () => 'a linha de requisição está vazia',
  'no-three-parts': () =>
    'a linha de requisição não é um método, um destino e uma versão separados por um único espaço',
  'bad-method': () => 'o método tem caracteres que nenhum método tem',
  'no-target': () => 'falta o destino',
  'bad-target': () => 'o destino tem caracteres de controle',
  'bad-version': () => 'a versão não tem a forma de HTTP/1.0',
  'not-http-1': () => 'a versão principal de HTTP não é 1',
  'not-utf8': (it) => `a linha de requisição não é UTF-8: ${utf8Text(it)}`,
  'no-colon': ({ line }) => `a linha ${line} do cabeçalho não tem dois-pontos`,
  'bad-name': ({ line }) => `o nome da linha ${line} do cabeçalho tem caracteres que nenhum nome tem`,
  'control-character': ({ line }) => `a linha ${line} do cabeçalho tem caracteres de controle`,
}

/** Behind `não se entende a requisição: `. */
export const requestHeadFlawText = (flaw: RequestHeadFlaw): string => say(REQUEST_HEADS, flaw)

const RESPONSE_HEADS: Table<ResponseHeadFlaw> = {
  ended: () => 'a resposta termina antes da sua linha de status',
  'no-status-line': () => 'não é uma linha de status como "HTTP/1.0 200 OK"',
  'no-header-line': () =>
    'não é uma linha de cabeçalho (um nome, dois-pontos e um valor) nem a linha vazia que termina o cabeçalho',
}

/** Behind a line of a response: `linha 2 ("hola"): `. */
export const responseHeadFlawText = (flaw: ResponseHeadFlaw): string => say(RESPONSE_HEADS, flaw)
