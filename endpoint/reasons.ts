import type { JsonFrameFlaw } from '../protocols/json-frame.js'
import type { RequestHeadFlaw, ResponseHeadFlaw, TargetFlaw } from '../protocols/http-message.js'

/**
 * What the decoders find wrong with a message, in the short words in which a program tells its user, or the other side: nothing of the
 * message is repeated.
 */

export function explainRequestHead(flaw: RequestHeadFlaw): string {
  switch (flaw.kind) {
    case 'long-line':
      return `the request line is longer than ${flaw.longest} bytes`
    case 'long-header':
      return `the header is longer than ${flaw.longest} bytes`
    case 'empty-line':
      return 'the request line is empty'
    case 'not-utf8':
      return 'the request line is not UTF-8'
    case 'no-three-parts':
      return 'the request line is not a method, a target and a version with one space between each'
    case 'bad-method':
      return 'the method has characters that no method has'
    case 'no-target':
      return 'the target is missing'
    case 'bad-target':
      return 'the target has control characters'
    case 'bad-version':
      return 'the version does not look like HTTP/1.0'
    case 'not-http-1':
      return 'the major version of HTTP is not 1'
    case 'no-colon':
      return `header line ${flaw.line} has no colon`
    case 'bad-name':
      return `header line ${flaw.line} has a name with characters that no name has`
    case 'control-character':
      return `header line ${flaw.line} has control characters`
  }
}

export function explainTarget({ kind }: TargetFlaw): string {
  switch (kind) {
    case 'no-path':
      return 'the target is neither a path from / on nor an http URL'
    case 'bad-percent':
      return 'the path has a % without two hexadecimal digits, or is not UTF-8'
    case 'goes-up':
      return 'the path has a segment ".."'
    case 'separator-in-name':
      return 'the path has a name with a slash, a backslash or NUL'
  }
}

export function explainResponseHead({ kind }: ResponseHeadFlaw): string {
  switch (kind) {
    case 'ended':
      return 'the stream ended before a status line'
    case 'no-status-line':
      return 'it is not a status line such as "HTTP/1.0 200 OK"'
    case 'no-header-line':
      return 'it is neither a header line (a name, a colon and a value) nor the empty line that ends the header'
  }
}

export function explainJsonFrame(flaw: JsonFrameFlaw): string {
  switch (flaw.kind) {
    case 'too-long':
      return `the length is ${flaw.length}, and the longest allowed is ${flaw.longest}`
    case 'empty':
      return 'the content is empty, which is not JSON'
    case 'not-utf8':
      return 'the content is not UTF-8'
    case 'byte-order-mark':
      return 'the content begins with a byte order mark, which is not JSON'
    case 'not-json':
      return `the content is not JSON from byte ${flaw.at} on`
  }
}
