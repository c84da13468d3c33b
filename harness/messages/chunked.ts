/** The content of a body in chunks (RFC 9112, section 7.1): undefined where it is not complete, or is none. */
export function decodeChunked(body: Buffer): Buffer | undefined {
  const chunks: Buffer[] = []
  for (let at = 0; ;) {
    const lineEnd = body.indexOf('\r\n', at)
    if (lineEnd === -1) return undefined
    const size = /^[0-9a-f]+(?=[ \t]*(?:;|$))/i.exec(body.toString('latin1', at, lineEnd))
    if (!size) return undefined
    const count = parseInt(size[0], 16)
    const start = lineEnd + 2
    if (count === 0) return body.includes('\r\n', start) ? Buffer.concat(chunks) : undefined
    if (body.toString('latin1', start + count, start + count + 2) !== '\r\n') return undefined
    chunks.push(body.subarray(start, start + count))
    at = start + count + 2
  }
}
