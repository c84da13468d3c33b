/*
 * The parts of HTTP messages (RFC 9110, RFC 9112) that servers, clients and the harness share. A head is what precedes the body:
 * the first line, the header lines, and the empty line that ends them.
 */

export { contentLength, encodeHead, type ContentLength, type HeaderFields } from './http-header.js'
export {
  decodeRequestHead,
  HEAD_LIMITS,
  type DecodedRequestHead,
  type HeadLimits,
  type IncompleteRequestHead,
  type InvalidRequestHead,
  type RequestHead,
} from './http-request-head.js'
export {
  decodeResponseHead,
  type DecodedResponseHead,
  type HeadLine,
  type IncompleteResponseHead,
  type InvalidResponseHead,
  type ResponseHead,
} from './http-response-head.js'
export { contentTypeOf, pathOf, type TargetPath } from './http-target.js'
