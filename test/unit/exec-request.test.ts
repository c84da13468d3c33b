import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandOf } from '../../protocols/exec-request.js'

describe('a request to run a command', () => {
  it('has the command behind EXEC and a space, whatever it is', () => {
    const command = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => /^\S/.test(text) && !/[\0\n]/.test(text))
    fc.assert(
      fc.property(command, fc.constantFrom('', '\n', '\r\n'), (text, end) => {
        fc.pre(!text.endsWith('\r'))
        expect(commandOf(Buffer.from(`EXEC ${text}${end}`))).toBe(Buffer.from(text).toString())
      }),
    )
  })

  it('keeps what is inside the command', () => {
    expect(commandOf(Buffer.from('EXEC exit 7'))).toBe('exit 7')
    expect(commandOf(Buffer.from('EXEC   a  b '))).toBe('a  b ')
    expect(commandOf(Buffer.from('EXEC a\nb\n\n'))).toBe('a\nb\n')
    expect(commandOf(Buffer.from('EXEC a\r'))).toBe('a\r')
  })

  it('is no other message', () => {
    for (const other of [
      '',
      'EXEC',
      'EXEC ',
      'EXEC  \n',
      'EXEC\ttrue',
      'EXECtrue',
      'exec true',
      ' EXEC true',
      'say EXEC true',
      'EXEC a\0b',
    ]) {
      expect(commandOf(Buffer.from(other)), other).toBeUndefined()
    }
    expect(commandOf(Buffer.from('EXEC \xff', 'latin1'))).toBeUndefined()
  })
})
