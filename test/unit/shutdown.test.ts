import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isShutdown } from '../../protocols/shutdown.js'

describe('the message that ends a server', () => {
  it('is exactly the text, with or without a line end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.constantFrom('', '\n', '\r\n'), (text, end) => {
        expect(isShutdown(Buffer.from(text + end), text)).toBe(true)
      }),
    )
  })

  it('is no text that merely contains it', () => {
    const padding = fc.string({ unit: fc.constantFrom('S', 'x', ' ', '\0', 'ñ'), maxLength: 3 })
    fc.assert(
      fc.property(padding, padding, (before, after) => {
        fc.pre(before + after !== '')
        expect(isShutdown(Buffer.from(`${before}SHUTDOWN${after}`), 'SHUTDOWN')).toBe(false)
      }),
    )
    for (const other of ['', '\n', 'SHUTDOW', 'shutdown', 'SHUTDOWN\r', 'SHUTDOWN\n\n', '\nSHUTDOWN'])
      expect(isShutdown(Buffer.from(other), 'SHUTDOWN'), other).toBe(false)
  })
})
