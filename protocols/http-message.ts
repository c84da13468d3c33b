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
  type RequestHeadFlaw,
} from './http-request-head.js'
export {
  decodeResponseHead,
  type DecodedResponseHead,
  type HeadLine,
  type IncompleteResponseHead,
  type InvalidResponseHead,
  type ResponseHead,
  type ResponseHeadFlaw,
} from './http-response-head.js'
export { contentTypeOf, pathOf, type TargetFlaw, type TargetPath } from './http-target.js'
