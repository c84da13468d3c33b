import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeChunked } from '../../harness/messages/chunked.js'

const encode = (chunks: readonly Buffer[], extension = ''): Buffer =>
  Buffer.concat([
    ...chunks.flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`),
      chunk,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`0${extension}\r\n\r\n`),
  ])
const chunk = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((octets) => Buffer.from(octets))
const chunks = fc.array(chunk, { maxLength: 6 })

describe('a body in chunks', () => {
  it('holds what they hold, in order, with any octets in them and any extension', () => {
    fc.assert(
      fc.property(chunks, fc.constantFrom('', ';a=b', ' ; name="x"'), (pieces, extension) => {
        expect(decodeChunked(encode(pieces, extension))).toEqual(Buffer.concat(pieces))
      }),
    )
  })

  it('is not there before the line of its last chunk is', () => {
    fc.assert(
      fc.property(chunks, (pieces) => {
        const body = encode(pieces)
        for (let end = 0; end < body.length - 3; end++) expect(decodeChunked(body.subarray(0, end))).toBeUndefined()
      }),
    )
  })

  it('may be empty, and have its sizes in upper case, with zeros, and a trailer', () => {
    expect(decodeChunked(Buffer.from('0\r\n\r\n'))).toEqual(Buffer.alloc(0))
    expect(decodeChunked(Buffer.from(`00A\r\n0123456789\r\n000\r\n\r\n`))?.toString()).toBe('0123456789')
    expect(decodeChunked(Buffer.from('a\r\n0123456789\r\n0\r\nExpires: never\r\n\r\n'))?.toString()).toBe('0123456789')
  })

  it('is none where a size is missing or is no number, or announces what is not there', () => {
    for (const body of [
      '',
      '\r\n',
      'x\r\n',
      '-1\r\na\r\n0\r\n\r\n',
      '5\nhello\n0\n\n',
      ' 5\r\nhello\r\n0\r\n\r\n',
      'ffffffffffffffffff\r\nhello\r\n0\r\n\r\n',
      '2\r\nhello\r\n0\r\n\r\n',
      '<html></html>',
    ]) {
      expect(decodeChunked(Buffer.from(body)), JSON.stringify(body)).toBeUndefined()
    }
  })
})
