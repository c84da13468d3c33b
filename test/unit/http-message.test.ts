import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contentLength,
  contentTypeOf,
  decodeRequestHead,
  decodeResponseHead,
  encodeHead,
  HEAD_LIMITS,
  pathOf,
  type DecodedRequestHead,
  type DecodedResponseHead,
  type RequestHeadFlaw,
  type ResponseHeadFlaw,
  type TargetFlaw,
} from '../../protocols/http-message.js'

const TOKEN_CHARACTERS = [..."!#$%&'*+-.^_`|~0123456789ABCXYZabcxyz"]
const token = fc.string({ unit: fc.constantFrom(...TOKEN_CHARACTERS), minLength: 1, maxLength: 12 })
/** Values as they come back: no blanks around them, one character per octet. */
const value = fc
  .string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
    maxLength: 20,
  })
  .map((text) => text.replace(/^ +| +$/g, ''))
const field = fc.tuple(token, value)
const fields = fc.array(field, { maxLength: 6 })
const target = fc
  .string({
    unit: fc.oneof(fc.constantFrom(...'/%.?#abc'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })),
    minLength: 1,
    maxLength: 30,
  })
  .map((text) => text.replace(/[\x00-\x20\x7f]/g, ''))
  .filter((text) => text !== '')
const version = fc.constantFrom('HTTP/1.0', 'HTTP/1.1')
const lineEnd = fc.constantFrom('\r\n', '\n')
const body = fc.uint8Array({ maxLength: 40 }).map((octets) => Buffer.from(octets))

/** A stream that is this text, one octet per character. */
function octets(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

function byName(list: readonly (readonly [string, string])[]): Map<string, string[]> {
  const headers = new Map<string, string[]>()
  for (const [name, text] of list) headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), text])
  return headers
}

const requestHead = fc
  .record({
    method: token,
    target,
    version,
    fields,
    ends: fc.array(lineEnd, { minLength: 8, maxLength: 8 }),
    before: fc.constantFrom('', '\r\n', '\n'),
  })
  .map(({ method, target, version, fields, ends, before }) => {
    const line = `${method} ${target} ${version}`
    const header = fields.map(([name, text], i) => octets(`${name}:${' '.repeat(i % 3)}${text}${ends[i] ?? ''}`))
    return {
      octets: Buffer.concat([Buffer.from(`${before}${line}${ends[6] ?? ''}`), ...header, Buffer.from(ends[7] ?? '')]),
      expected: { kind: 'complete', method, target, version, headers: byName(fields) } as const,
    }
  })

describe('a request head', () => {
  it('comes back as it was sent, whatever follows, and whichever way its lines end', () => {
    fc.assert(
      fc.property(requestHead, body, (sent, after) => {
        expect(decodeRequestHead(Buffer.concat([sent.octets, after]))).toEqual({
          ...sent.expected,
          size: sent.octets.length,
        })
      }),
      { numRuns: 500 },
    )
  })

  it('is incomplete at every octet before its last', () => {
    fc.assert(
      fc.property(requestHead, (sent) => {
        let lines = 0
        for (let size = 0; size < sent.octets.length; size++) {
          const decoded = decodeRequestHead(sent.octets.subarray(0, size))
          expect(decoded.kind, String(size)).toBe('incomplete')
          if (decoded.kind !== 'incomplete' || decoded.need !== 'header') continue
          expect(decoded.lines).toBeGreaterThanOrEqual(lines)
          lines = decoded.lines
        }
        expect(lines).toBe([...sent.expected.headers.values()].flat().length)
      }),
      { numRuns: 200 },
    )
  })

  it('is the same however long one waits before decoding: what is invalid or complete stays so', () => {
    const anything = fc
      .array(
        fc.oneof(
          fc.constantFrom('GET ', '/', ' HTTP/1.0', '\r\n', '\n', '\r', 'a: b', ':', ' '),
          fc.string({ maxLength: 3 }),
        ),
        { maxLength: 12 },
      )
      .map((parts) => Buffer.from(parts.join('')))
    fc.assert(
      fc.property(
        fc.oneof(
          anything,
          requestHead.map((sent) => sent.octets),
        ),
        (stream) => {
          let last: DecodedRequestHead = { kind: 'incomplete', need: 'line', have: 0 }
          for (let size = 0; size <= stream.length; size++) {
            const decoded = decodeRequestHead(stream.subarray(0, size), { line: 20, fields: 20 })
            if (last.kind !== 'incomplete') expect(decoded).toEqual(last)
            last = decoded
          }
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('never throws, whatever the octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (array, endOfStream) => {
        const stream = Buffer.from(array)
        expect(() => decodeRequestHead(stream)).not.toThrow()
        expect(() =>
          decodeResponseHead(Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\n'), stream]), endOfStream),
        ).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })

  it.each<readonly [string, 400 | 414 | 431 | 505, RequestHeadFlaw['kind']]>([
    ['\r\n\r\n', 400, 'empty-line'],
    ['\n\n', 400, 'empty-line'],
    ['GET\r\n', 400, 'no-three-parts'],
    ['GET /\r\n', 400, 'no-three-parts'],
    ['GET HTTP/1.0\r\n', 400, 'no-three-parts'],
    ['GET  HTTP/1.0\r\n', 400, 'no-target'],
    ['GET  / HTTP/1.0\r\n', 400, 'no-three-parts'],
    [' GET / HTTP/1.0\r\n', 400, 'no-three-parts'],
    ['GET / HTTP/1.0 \r\n', 400, 'no-three-parts'],
    ['GET /a b HTTP/1.0\r\n', 400, 'no-three-parts'],
    ['GET /\tHTTP/1.0\r\n', 400, 'no-three-parts'],
    ['GET /\r HTTP/1.0\r\n', 400, 'bad-target'],
    ['GET /\0 HTTP/1.0\r\n', 400, 'bad-target'],
    ['GET / HTTP/1.0\r\r\n', 400, 'bad-version'],
    ['GET / http/1.0\r\n', 400, 'bad-version'],
    ['GET / HTTP/1\r\n', 400, 'bad-version'],
    ['GET / HTTP/1.10\r\n', 400, 'bad-version'],
    ['G(T / HTTP/1.0\r\n', 400, 'bad-method'],
    ['GET /\xff HTTP/1.0\r\n', 400, 'not-utf8'],
    ['GET / HTTP/2.0\r\n', 505, 'not-http-1'],
    ['PRI * HTTP/2.0\r\n', 505, 'not-http-1'],
    ['GET / HTTP/0.9\r\n', 505, 'not-http-1'],
    ['GET / HTTP/1.0\r\nHost\r\n\r\n', 400, 'no-colon'],
    ['GET / HTTP/1.0\r\nHost : a\r\n\r\n', 400, 'bad-name'],
    ['GET / HTTP/1.0\r\n: a\r\n\r\n', 400, 'bad-name'],
    ['GET / HTTP/1.0\r\nA: b\r\n c\r\n\r\n', 400, 'no-colon'],
    ['GET / HTTP/1.0\r\nA: b\rC: d\r\n\r\n', 400, 'control-character'],
    ['GET / HTTP/1.0\r\nA: \0\r\n\r\n', 400, 'control-character'],
    [`GET /${'a'.repeat(HEAD_LIMITS.line)}`, 414, 'long-line'],
    [`GET /${'a'.repeat(100_000)} HTTP/1.0\r\n\r\n`, 414, 'long-line'],
    [`GET / HTTP/1.0\r\n${'A: b\r\n'.repeat(HEAD_LIMITS.fields / 6 + 1)}`, 431, 'long-header'],
    [`GET / HTTP/1.0\r\nA: ${' '.repeat(HEAD_LIMITS.fields)}`, 431, 'long-header'],
  ])('is invalid as %j', (text, status, flaw) => {
    expect(decodeRequestHead(octets(text))).toMatchObject({ kind: 'invalid', status, flaw: { kind: flaw } })
  })

  it('may be just as long as allowed', () => {
    const line = `GET /${'a'.repeat(HEAD_LIMITS.line - 14)} HTTP/1.0`
    const header = `A: ${'b'.repeat(HEAD_LIMITS.fields - 5)}\r\n`
    for (const end of ['\r\n', '\n']) {
      const stream = octets(`${line}${end}${header}${end}`)
      expect(decodeRequestHead(stream).kind).toBe('complete')
      for (const size of [line.length, line.length + end.length - 1, stream.length - 1])
        expect(decodeRequestHead(stream.subarray(0, size)).kind).toBe('incomplete')
      expect(decodeRequestHead(octets(`${line.replace('/', '/a')}${end}${end}`))).toMatchObject({ status: 414 })
      expect(decodeRequestHead(octets(`GET / HTTP/1.0${end}a${header}${end}`))).toMatchObject({ status: 431 })
    }
  })

  it('has no way to take long: blanks are not tried one by one', () => {
    const start = performance.now()
    decodeRequestHead(octets(`GET / HTTP/1.0\r\nA: b${' '.repeat(HEAD_LIMITS.fields - 10)}c\r\n\r\n`))
    decodeResponseHead(
      octets(`HTTP/1.0 200 OK\r\nA${' \t'.repeat(500_000)}b\r\nB: c${' '.repeat(500_000)}d\r\n\r\n`),
      true,
    )
    expect(performance.now() - start).toBeLessThan(500)
  })
})

const responseHead = fc
  .record({
    version,
    status: fc.integer({ min: 100, max: 599 }),
    reason: value,
    fields,
    ends: fc.array(lineEnd, { minLength: 8, maxLength: 8 }),
  })
  .map(({ version, status, reason, fields, ends }) => {
    const texts = [`${version} ${status} ${reason}`, ...fields.map(([name, text]) => `${name}: ${text}`), '']
    const lines = texts.map((text, i) => ({ text, end: ends[i] ?? '\n' }))
    return {
      octets: octets(lines.map(({ text, end }) => text + end).join('')),
      expected: {
        kind: 'complete',
        version,
        status,
        reason,
        lines,
        headers: byName(fields),
        emptyLine: true,
        instead: '',
      } as const,
    }
  })

describe('a response head', () => {
  it('comes back as it was sent, its lines too, whatever follows', () => {
    fc.assert(
      fc.property(responseHead, body, fc.boolean(), (sent, after, endOfStream) => {
        expect(decodeResponseHead(Buffer.concat([sent.octets, after]), endOfStream)).toEqual({
          ...sent.expected,
          size: sent.octets.length,
        })
      }),
      { numRuns: 500 },
    )
  })

  it('is incomplete at every octet before its last, and says how many lines came', () => {
    fc.assert(
      fc.property(responseHead, (sent) => {
        for (let size = 0; size < sent.octets.length; size++) {
          const part = sent.octets.subarray(0, size)
          expect(decodeResponseHead(part)).toEqual({
            kind: 'incomplete',
            lines: part.filter((octet) => octet === 0x0a).length,
            have: size,
          })
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is the same however long one waits before decoding, until the stream has ended', () => {
    const anything = fc
      .array(
        fc.constantFrom(
          'HTTP/1.0 200 OK\r\n',
          'HTTP/1.0 200',
          '\r\n',
          '\n',
          'a: b\r\n',
          ' c\r\n',
          'hello',
          'Content-Length: 5\r\n',
        ),
        { maxLength: 8 },
      )
      .map((parts) => octets(parts.join('')))
    fc.assert(
      fc.property(anything, (stream) => {
        let last: DecodedResponseHead = { kind: 'incomplete', lines: 0, have: 0 }
        for (let size = 0; size <= stream.length; size++) {
          const decoded = decodeResponseHead(stream.subarray(0, size))
          if (last.kind !== 'incomplete') expect(decoded).toEqual(last)
          last = decoded
        }
        const end = decodeResponseHead(stream, true)
        expect(end.kind).not.toBe('incomplete')
        if (last.kind !== 'incomplete') expect(end).toEqual(last)
        if (end.kind === 'complete')
          expect(end.lines.map(({ text, end }) => text + end).join('')).toBe(stream.toString('latin1', 0, end.size))
      }),
      { numRuns: 1_000 },
    )
  })

  it('without its empty line is never complete before the end of the stream, and then has the body that Content-Length announces', () => {
    const anyBody = fc
      .oneof(body, fc.constantFrom('a: b\r\nc: d', 'a: b\n', '<p>\r\n\r\n</p>', 'x\n\ny', '').map(octets))
      // A body that begins with an empty line is a header's end to whoever reads it; so is one of header lines and an empty line.
      .filter(
        (content) =>
          decodeResponseHead(Buffer.concat([octets('HTTP/1.0 200 OK\r\nA: b\r\n'), content])).kind === 'incomplete',
      )
    fc.assert(
      fc.property(responseHead, anyBody, (sent, content) => {
        const head = Buffer.concat([
          sent.octets.subarray(0, sent.octets.lastIndexOf(0x0a, -2) + 1),
          octets(`Content-Length: ${content.length}\r\n`),
        ])
        fc.pre(!sent.expected.headers.has('content-length'))
        const stream = Buffer.concat([head, content])
        expect(decodeResponseHead(stream)).toMatchObject({ kind: 'incomplete' })
        const lines = [...sent.expected.lines.slice(0, -1), { text: `Content-Length: ${content.length}`, end: '\r\n' }]
        expect(decodeResponseHead(stream, true)).toMatchObject({
          kind: 'complete',
          lines,
          size: head.length,
          emptyLine: false,
          instead: firstLine(content),
        })
      }),
      { numRuns: 500 },
    )
  })

  it("of the lecture's prototype is told line by line", () => {
    const found = octets('HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: 21\r\n<html>\n\nhello\n</html>')
    expect(decodeResponseHead(found)).toEqual({ kind: 'incomplete', lines: 3, have: found.length })
    expect(decodeResponseHead(found, true)).toMatchObject({
      kind: 'complete',
      status: 200,
      emptyLine: false,
      instead: '<html>',
      size: found.length - 21,
      lines: [{ text: 'HTTP/1.0 200 OK' }, { text: 'Content-Type: text/html' }, { text: 'Content-Length: 21' }],
    })
    const missing = octets('HTTP/1.0 404 Not Found\r\n')
    expect(decodeResponseHead(missing)).toEqual({ kind: 'incomplete', lines: 1, have: missing.length })
    expect(decodeResponseHead(missing, true)).toEqual({
      kind: 'complete',
      version: 'HTTP/1.0',
      status: 404,
      reason: 'Not Found',
      lines: [{ text: 'HTTP/1.0 404 Not Found', end: '\r\n' }],
      headers: new Map(),
      size: missing.length,
      emptyLine: false,
      instead: '',
    })
  })

  it('without Content-Length and empty line ends at the first line that is no header line', () => {
    expect(decodeResponseHead(octets('HTTP/1.0 200 OK\nA: b\nhello\nc: d\n'), true)).toMatchObject({
      kind: 'complete',
      emptyLine: false,
      instead: 'hello',
      size: 21,
    })
    expect(decodeResponseHead(octets('HTTP/1.0 200 OK\r\nA: b'), true)).toMatchObject({
      kind: 'complete',
      emptyLine: false,
      instead: '',
      lines: [{}, { text: 'A: b', end: '' }],
      headers: new Map([['a', ['b']]]),
    })
  })

  it.each<readonly [string, number, string, ResponseHeadFlaw['kind']]>([
    ['', 1, '', 'ended'],
    ['hello', 1, 'hello', 'no-status-line'],
    ['\r\nHTTP/1.0 200 OK\r\n\r\n', 1, '', 'no-status-line'],
    ['200 OK\r\n\r\n', 1, '200 OK', 'no-status-line'],
    ['HTTP/1.0 OK\r\n\r\n', 1, 'HTTP/1.0 OK', 'no-status-line'],
    ['HTTP/1.0  200 OK\r\n\r\n', 1, 'HTTP/1.0  200 OK', 'no-status-line'],
    ['HTTP/1.0 200 OK\rA: b\r\r', 1, 'HTTP/1.0 200 OK\rA: b\r\r', 'no-status-line'],
    [
      'HTTP/1.0 200 OK\r\nContent-Type text/html\r\nContent-Length: 2\r\n\r\nhi',
      2,
      'Content-Type text/html',
      'no-header-line',
    ],
    [
      'HTTP/1.0 200 OK\r\nContent-Length: 2\r\nContent-Type text/html\r\n\r\nhi',
      3,
      'Content-Type text/html',
      'no-header-line',
    ],
    ['HTTP/1.0 200 OK\r\n folded\r\n\r\n', 2, ' folded', 'no-header-line'],
  ])('is wrong as %j', (text, line, wrong, flaw) => {
    expect(decodeResponseHead(octets(text), true)).toEqual({ kind: 'invalid', flaw: { kind: flaw }, line, text: wrong })
  })

  it('may lack a reason, fold a line, and have blanks before a colon', () => {
    expect(decodeResponseHead(octets('HTTP/1.0 204\r\nA : b\r\n\tc  \r\nA:d\r\n\r\n'))).toMatchObject({
      kind: 'complete',
      status: 204,
      reason: '',
      headers: new Map([['a', ['b c', 'd']]]),
    })
  })
})

function firstLine(content: Buffer): string {
  return (content.toString('latin1').split('\n')[0] ?? '').replace(content.includes(0x0a) ? /\r$/ : /$^/, '')
}

describe('an encoded head', () => {
  it('comes back as it was, as a request and as a response', () => {
    fc.assert(
      fc.property(token, fields, (method, list) => {
        const request = encodeHead(`${method} / HTTP/1.0`, list)
        expect(decodeRequestHead(request)).toEqual({
          kind: 'complete',
          method,
          target: '/',
          version: 'HTTP/1.0',
          headers: byName(list),
          size: request.length,
        })
        const response = encodeHead('HTTP/1.0 200 OK', list)
        const decoded = decodeResponseHead(response)
        expect(decoded).toMatchObject({
          kind: 'complete',
          headers: byName(list),
          size: response.length,
          emptyLine: true,
        })
        expect(decoded.kind === 'complete' && decoded.lines.every(({ end }) => end === '\r\n')).toBe(true)
      }),
    )
  })
})

describe('a content length', () => {
  it.each([
    [undefined, { kind: 'none' }],
    [['5'], { kind: 'length', length: 5 }],
    [['5', '5'], { kind: 'length', length: 5 }],
    [['5, 5'], { kind: 'length', length: 5 }],
    [['5', '6'], { kind: 'invalid', value: '5, 6' }],
    [['-1'], { kind: 'invalid', value: '-1' }],
    [['5 octets'], { kind: 'invalid', value: '5 octets' }],
    [[''], { kind: 'invalid', value: '' }],
    [['99999999999999999999'], { kind: 'invalid', value: '99999999999999999999' }],
  ])('of %j is %j', (values, expected) => {
    expect(contentLength(new Map(values === undefined ? [] : [['content-length', values]]))).toEqual(expected)
  })
})

describe('the path of a target', () => {
  const name = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 8 })
    .filter((text) => !/[/\\\0]/.test(text) && !/^\.\.?$/.test(text))

  it('is what was encoded, whatever stands around it', () => {
    const prefix = fc.constantFrom('', 'http://localhost', 'http://127.0.0.1:8001', 'HTTP://[::1]:80')
    const suffix = fc.constantFrom('', '?x=1', '?a=/../b', '#part', '?x#y?z')
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 5 }),
        prefix,
        suffix,
        fc.boolean(),
        fc.boolean(),
        (segments, before, after, folder, all) => {
          const encode = (text: string) =>
            all
              ? [...Buffer.from(text)].map((octet) => `%${octet.toString(16).padStart(2, '0')}`).join('')
              : encodeURIComponent(text)
          const path = segments.map((segment) => `/${encode(segment)}`).join('')
          expect(pathOf(`${before}${path}${folder || path === '' ? '/' : ''}${after}`)).toEqual({
            kind: 'path',
            segments,
            folder: folder || path === '',
          })
        },
      ),
      { numRuns: 500 },
    )
  })

  it('has only names, whatever the target', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '/',
        '.',
        '..',
        '%',
        '%2e',
        '%2E',
        '%2f',
        '%5c',
        '\\',
        '%00',
        '\0',
        '%25',
        '2e',
        '%c0%ae',
        'http://a',
        '?',
        '#',
        'a',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`),
        (text) => {
          const path = pathOf(text)
          if (path.kind === 'path')
            expect(path.segments.filter((segment) => /^\.{0,2}$|[/\\\0]/.test(segment))).toEqual([])
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['/', [], true],
    ['//', [], true],
    ['/.', [], true],
    ['//a//./b', ['a', 'b'], false],
    ['/a/', ['a'], true],
    ['/a/.', ['a'], true],
    ['/a%20b.txt?x=1', ['a b.txt'], false],
    ['/%252e%252e/a', ['%2e%2e', 'a'], false],
    ['/...', ['...'], false],
    ['/canção.txt', ['canção.txt'], false],
    ['http://localhost', [], true],
    ['http://localhost?x', [], true],
    ['http://localhost:8001/a', ['a'], false],
  ])('%s leads there', (text, segments, folder) => {
    expect(pathOf(text)).toEqual({ kind: 'path', segments, folder })
  })

  it.each<readonly [string, TargetFlaw['kind']]>([
    ['', 'no-path'],
    ['*', 'no-path'],
    ['a', 'no-path'],
    ['?x', 'no-path'],
    ['localhost:80', 'no-path'],
    ['http://', 'no-path'],
    ['http:///a', 'no-path'],
    ['http:', 'no-path'],
    ['https://localhost/a', 'no-path'],
    ['file:///etc/passwd', 'no-path'],
    ['/..', 'goes-up'],
    ['/../a', 'goes-up'],
    ['/a/../b', 'goes-up'],
    ['/%2e%2e/a', 'goes-up'],
    ['/.%2E/a', 'goes-up'],
    ['/a%2fb', 'separator-in-name'],
    ['/a%5cb', 'separator-in-name'],
    ['/a\\b', 'separator-in-name'],
    ['/..\\a', 'separator-in-name'],
    ['/a%00', 'separator-in-name'],
    ['/a\0', 'separator-in-name'],
    ['/%', 'bad-percent'],
    ['/%2', 'bad-percent'],
    ['/%zz', 'bad-percent'],
    ['/%ff', 'bad-percent'],
    ['/%c0%ae%c0%ae/a', 'bad-percent'],
    ['http://localhost/../a', 'goes-up'],
    ['http://localhost/%2e%2e', 'goes-up'],
  ])('%j is invalid', (text, kind) => {
    expect(pathOf(text)).toEqual({ kind: 'invalid', flaw: { kind } })
  })
})

describe('a content type', () => {
  it.each([
    ['a.html', 'text/html'],
    ['a.jpg', 'image/jpeg'],
    ['a.gif', 'image/gif'],
    ['a.css', 'text/css'],
    ['a.js', 'text/javascript'],
    ['A.HTML', 'text/html'],
    ['a.b.css', 'text/css'],
    ['.html', 'text/html'],
    ['a.txt', 'application/octet-stream'],
    ['a', 'application/octet-stream'],
    ['html', 'application/octet-stream'],
    ['a.', 'application/octet-stream'],
    ['a.html.gz', 'application/octet-stream'],
    ['a.constructor', 'application/octet-stream'],
  ])('of %s is %s', (name, expected) => {
    expect(contentTypeOf(name)).toBe(expected)
  })
})
