import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastWords, messageIn, withPort } from '../../harness/programs/invocation.js'
import type { Output } from '../../harness/programs/output.js'
import { RECORDED } from '../support/recorded.js'

describe('a command', () => {
  it('gets host, port and URL wherever it asks for them, more than once too', () => {
    const address = { host: '127.0.0.1', port: 3500 }
    expect(withPort(['./client', '{host}', '{port}', '--at={host}:{port}', '{url}', '{port}{port}'], address)).toEqual([
      './client',
      '127.0.0.1',
      '3500',
      '--at=127.0.0.1:3500',
      'http://127.0.0.1:3500/',
      '35003500',
    ])
  })

  it('gets an IPv6 address in brackets in the URL, and without them otherwise', () => {
    expect(withPort(['{host}', '{url}'], { host: '::1', port: 80 })).toEqual(['::1', 'http://[::1]:80/'])
  })

  it('is left as it is where it asks for nothing', () => {
    const word = fc.string({ unit: 'binary' }).filter((text) => !/\{(host|port|url)\}/.test(text))
    fc.assert(
      fc.property(fc.array(word), (command) => {
        expect(withPort(command, { host: '::1', port: 1 })).toEqual(command)
      }),
    )
  })
})

const said = (stderr: string, stdout = ''): string =>
  lastWords({ stderr: { text: stderr } as Output, stdout: { text: stdout } as Output })

describe("a program's last words", () => {
  it.each(RECORDED)('are the line where the message stands: %s', (_what, output, message) => {
    expect(messageIn(output)).toBe(message)
    // Whatever it had said before; and from a program that writes CR LF.
    expect(messageIn(`listening on port 3500\n${output}`)).toBe(message)
    expect(messageIn(output.replaceAll('\n', '\r\n'))).toBe(message)
  })

  it('are those of the last of several errors, and what was said after it', () => {
    for (const [, first] of RECORDED) {
      for (const [, second, message] of RECORDED.filter(([what]) => /^(Java|Node|Python)/.test(what)))
        expect(messageIn(first + second)).toBe(message)
      expect(messageIn(`${first}client lost\n`)).toBe('client lost')
    }
  })

  it("are Go's panic, the last where one came of another", () => {
    const trace =
      '\ngoroutine 1 [running]:\nmain.serve(0xc000012345)\n\t/lab/server.go:12 +0x1a\nmain.main()\n\t/lab/server.go:7 +0x1d\n'
    expect(messageIn(`panic: listen tcp 127.0.0.1:3500: bind: address already in use\n${trace}`)).toBe(
      'panic: listen tcp 127.0.0.1:3500: bind: address already in use',
    )
    expect(
      messageIn(
        `panic: one\n\tpanic: another\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]\n${trace}exit status 2\n`,
      ),
    ).toBe('panic: another')
    expect(messageIn('2026/11/21 18:59:41 listen tcp :3500: bind: address already in use\nexit status 1\n')).toContain(
      'address already in use',
    )
  })

  it("are Perl's first error of several, or the module that it has not", () => {
    expect(
      messageIn(
        "Can't locate No/Such.pm in @INC (@INC contains: /etc/perl) at server.pl line 2.\nBEGIN failed--compilation aborted at server.pl line 2.\n",
      ),
    ).toMatch(/^Can't locate No\/Such\.pm/)
    expect(messageIn('BEGIN failed--compilation aborted at server.pl line 2.\n')).toBe(
      'BEGIN failed--compilation aborted at server.pl line 2.',
    )
  })

  it('are in the line of a Rust panic where versions before 1.73 have it', () => {
    const note = 'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n'
    expect(messageIn(`thread 'main' panicked at 'no port', src/main.rs:4:5\n${note}`)).toBe(
      "thread 'main' panicked at 'no port', src/main.rs:4:5",
    )
    expect(messageIn(note)).toBe(note.trim())
  })

  it('are on standard error, or else on standard output', () => {
    expect(said('', 'listening\nready\n')).toBe('ready')
    expect(said(' \n', 'ready')).toBe('ready')
    expect(said('Aborted\n', 'ready')).toBe('Aborted')
    expect(said('', '')).toBe('')
  })

  it('are the last line that is not empty where nothing is known to stand behind a message, without the blanks around it', () => {
    const line = fc.string({ unit: fc.constantFrom(...'abc XYZ.-') })
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(messageIn(lines.join('\n'))).toBe(lines.map((one) => one.trim()).findLast((one) => one !== '') ?? '')
      }),
    )
    expect(messageIn('{\n  "port": 3500\n}\n')).toBe('}')
  })

  it('are a line of the output, of whatever lines it is made', () => {
    const line = fc.constantFrom(...new Set(RECORDED.flatMap(([, output]) => output.split('\n'))), '}', '\t', '^')
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
        const words = messageIn(lines.join('\n'))
        expect(lines.some((one) => one.includes(words.replace(/\.\.\.$/, '')))).toBe(true)
        expect(words === '').toBe(lines.every((one) => one.trim() === ''))
      }),
      { numRuns: 500 },
    )
  })

  it('are looked for in the last 2 000 lines, so below as many frames as Java prints', () => {
    const frames = (count: number): string => '\tat Server.serve(Server.java:15)\n'.repeat(count)
    const error = 'Exception in thread "main" java.lang.StackOverflowError'
    expect(messageIn(`${error}\n${frames(1024)}`)).toBe(error)
    expect(messageIn(`${error}\n${frames(1999)}`)).toBe(error)
    expect(messageIn(`${error}\n${frames(2000)}`)).toBe('at Server.serve(Server.java:15)')
    const many = `${'x'.repeat(100)}\n`.repeat(100_000)
    expect(messageIn(`${many}${error}\n${frames(3)}`)).toBe(error)
  })

  it('have at most 300 characters', () => {
    expect(messageIn(`${'x'.repeat(300)}\n`)).toBe('x'.repeat(300))
    expect(messageIn(`Exception in thread "main" java.lang.Error: ${'x'.repeat(300)}\n\tat A.b(A.java:1)\n`)).toBe(
      `Exception in thread "main" java.lang.Error: ${'x'.repeat(300)}`.slice(0, 300) + '...',
    )
  })
})
