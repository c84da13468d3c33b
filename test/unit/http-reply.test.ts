import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeHttpFile } from '../../harness/messages/http-reply.js'
import type { Flaw, Progress } from '../../harness/findings/server-violation.js'
import type { Judgement } from '../../harness/messages/judgement.js'
import { english } from '../../results/words/en.js'

const HEAD = 'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n'
const judged = (file: string | Buffer, received: string | Buffer): Judgement =>
  judgeHttpFile(Buffer.from(file as string), Buffer.from(received as string))

describe('judging a response that holds a file', () => {
  it('says "more" at every octet before the end, and "right" with its size at the end and after it', () => {
    // A file that cannot be taken for the end of a header that has not come whole.
    const file = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((octets) => Buffer.from([0, ...octets]))
    fc.assert(
      fc.property(
        file,
        fc.constantFrom(HEAD, HEAD.replaceAll('\r\n', '\n'), 'HTTP/1.1 200\r\n\r\n'),
        fc.uint8Array({ maxLength: 5 }),
        (content, head, after) => {
          const whole = Buffer.concat([Buffer.from(head), content])
          for (let end = 0; end < whole.length; end++)
            expect(judged(content, whole.subarray(0, end)).verdict).toBe('more')
          expect(judged(content, whole)).toEqual({ verdict: 'right', size: whole.length })
          expect(judged(content, Buffer.concat([whole, after]))).toEqual({ verdict: 'right', size: whole.length })
        },
      ),
    )
  })

  it('says how far it came', () => {
    expect(judged('hola', '')).toMatchObject({ verdict: 'more', soFar: { kind: 'header', lines: 0 } })
    expect(judged('hola', 'HTTP/1.0 200 OK\r\nServer: x\r\nCont')).toMatchObject({
      verdict: 'more',
      soFar: { kind: 'header', lines: 2 },
    })
    expect(judged('hola', `${HEAD}h`)).toMatchObject({
      verdict: 'more',
      soFar: { kind: 'body', octets: 1, of: 4 },
    })
    const said = (progress: Progress): string =>
      english.observation({ kind: 'reply-incomplete', progress, then: { end: 'closed' } })
    expect(said({ kind: 'header', lines: 2 })).toContain('2 whole lines of a header came, but not its end')
    expect(said({ kind: 'body', octets: 1, of: 4 })).toContain("the header is there, and 1 byte of the body's 4")
  })

  it('accepts a header that is never ended, where the file stands at the end', () => {
    const received = 'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n<p>hola</p>'
    expect(judged('<p>hola</p>', received)).toEqual({ verdict: 'right', size: received.length })
    expect(judged('<p>hola</p>', received.slice(0, -1)).verdict).toBe('more')
    expect(judged('<p>hola</p>', '<p>hola</p>').verdict).not.toBe('right')
  })

  it('accepts an empty file behind a header', () => {
    expect(judged('', HEAD)).toEqual({ verdict: 'right', size: HEAD.length })
    expect(judged('', HEAD.slice(0, -2)).verdict).toBe('more')
  })

  it('says "wrong" of another status, another body, and what is no response', () => {
    expect(judged('hola', 'HTTP/1.0 404 Not Found\r\n\r\nhola')).toEqual({
      verdict: 'wrong',
      flaw: { kind: 'status', status: 404 },
    })
    expect(judged('hola', 'HTTP/1.0 206 Partial Content\r\n\r\nhola')).toEqual({
      verdict: 'wrong',
      flaw: { kind: 'status', status: 206 },
    })
    expect(judged('hola', `${HEAD}Hola`)).toEqual({ verdict: 'wrong', flaw: { kind: 'other-body' } })
    expect(judged('hola', 'hola\n')).toMatchObject({
      verdict: 'wrong',
      flaw: { kind: 'no-status-line', text: 'hola' },
    })
    const said = (flaw: Flaw): string =>
      english.observation({ kind: 'wrong-reply', flaw, demand: { kind: 'http-file' } })
    expect(said({ kind: 'status', status: 206 })).toContain('has the status 206')
    expect(said({ kind: 'other-body' })).toContain('has another body than the file')
    expect(said({ kind: 'no-status-line', text: 'hola' })).toContain('begins with "hola", which is not a status line')
  })
})

describe('a head that is never ended', () => {
  it('is tolerated behind the status 200 alone, and behind a whole header line', () => {
    const file = Buffer.from('abc')
    expect(judgeHttpFile(file, Buffer.from('HTTP/1.0 200 OK\r\nA: b\r\nabc')).verdict).toBe('right')
    expect(judgeHttpFile(file, Buffer.from('HTTP/1.0 404 No\r\nA: b\r\nabc')).verdict).not.toBe('right')
    expect(judgeHttpFile(Buffer.from('K'), Buffer.from('HTTP/1.0 200 OK')).verdict).toBe('more')
  })
})
