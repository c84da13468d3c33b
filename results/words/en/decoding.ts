import type { RequestHeadFlaw, ResponseHeadFlaw } from '../../../protocols/http-message.js'
import type { JsonFrameFlaw } from '../../../protocols/json-frame.js'
import type { JsonExpected } from '../../../protocols/json-flaw.js'
import type { NotUtf8 } from '../../../protocols/utf8.js'
import { hexadecimal, quotedText } from '../neutral.js'
import { say, type Table } from '../words.js'
import { bytes, grouped } from './numbers.js'

/** What the decoders find wrong with a message, in English. */

const utf8Text = ({ at, octet }: NotUtf8): string =>
  `byte ${grouped(at)} of it (${hexadecimal(octet)}) begins no character`

const EXPECTED: Readonly<Record<JsonExpected, string>> = {
  value: 'a value must come',
  'value or ]': 'a value or ] must come',
  name: 'a name in double quotes must come',
  'name or }': 'a name in double quotes or } must come',
  colon: 'a colon must come',
  'comma or ]': 'a comma or ] must come',
  'comma or }': 'a comma or } must come',
  end: 'nothing more may come',
  text: 'a text must go on to its closing quote, with its control characters escaped',
  escape: 'one of "\\/bfnrtu must come behind the backslash',
  'hexadecimal digit': 'four hexadecimal digits must come',
  digit: 'a digit must come',
}

const JSON_FRAMES: Table<JsonFrameFlaw> = {
  'too-long': ({ length, longest }) =>
    `its length says ${bytes(length)}, and at most ${grouped(longest)} are waited for`,
  empty: () => 'its content is empty, which is not JSON',
  'not-utf8': (it) => `its content is not UTF-8: ${utf8Text(it)}`,
  'byte-order-mark': () => 'its content begins with a byte order mark, which is not JSON',
  'not-json': ({ at, found, expected }) =>
    `its content is not JSON: ${
      found === undefined
        ? `it ends after ${bytes(at - 1)}`
        : `${quotedText(found)} stands at byte ${grouped(at)} of it`
    }, where ${EXPECTED[expected]}`,
}

/** Behind `is no frame with JSON: `. */
export const jsonFrameFlawText = (flaw: JsonFrameFlaw): string => say(JSON_FRAMES, flaw)

const REQUEST_HEADS: Table<RequestHeadFlaw> = {
  'long-line': ({ longest }) => `the request line is longer than ${bytes(longest)}`,
  'long-header': ({ longest }) => `the header is longer than ${bytes(longest)}`,
  'empty-line': () => 'the request line is empty',
  'no-three-parts': () => 'the request line is not a method, a target and a version with one space between each',
  'bad-method': () => 'the method has characters that no method has',
  'no-target': () => 'the target is missing',
  'bad-target': () => 'the target has control characters',
  'bad-version': () => 'the version does not look like HTTP/1.0',
  'not-http-1': () => 'the major version of HTTP is not 1',
  'not-utf8': (it) => `the request line is not UTF-8: ${utf8Text(it)}`,
  'no-colon': ({ line }) => `header line ${line} has no colon`,
  'bad-name': ({ line }) => `header line ${line} has a name with characters that no name has`,
  'control-character': ({ line }) => `header line ${line} has control characters`,
}

/** Behind `the request cannot be understood: `. */
export const requestHeadFlawText = (flaw: RequestHeadFlaw): string => say(REQUEST_HEADS, flaw)

const RESPONSE_HEADS: Table<ResponseHeadFlaw> = {
  ended: () => 'the response ends before its status line',
  'no-status-line': () => 'it is not a status line such as "HTTP/1.0 200 OK"',
  'no-header-line': () =>
    'it is neither a header line (a name, a colon and a value) nor the empty line that ends the header',
}

/** Behind a line of a response: `line 2 ("hola"): `. */
export const responseHeadFlawText = (flaw: ResponseHeadFlaw): string => say(RESPONSE_HEADS, flaw)
