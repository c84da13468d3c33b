import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrame } from '../../protocols/frame.js'
import { decodeJsonFrame, encodeJsonFrame } from '../../protocols/json-frame.js'
import { OctetBuffer } from '../../protocols/octet-buffer.js'
import { cutAtPlaces } from '../support/segments.js'

/** A value as JSON has it: it knows no negative zero. */
const value = fc.json({ stringUnit: 'binary' }).map((text) => JSON.parse(JSON.stringify(JSON.parse(text))) as unknown)

function frameOf(text: string | Uint8Array): Buffer {
  return encodeFrame(Buffer.from(text as string))
}

describe('a frame of JSON', () => {
  it('comes back as it was encoded, whatever follows', () => {
    fc.assert(
      fc.property(value, fc.uint8Array(), (sent, after) => {
        const encoded = encodeJsonFrame(sent)
        expect(decodeJsonFrame(Buffer.concat([encoded, after]))).toEqual({
          kind: 'complete',
          value: sent,
          text: JSON.stringify(sent),
          size: encoded.length,
        })
      }),
      { numRuns: 300 },
    )
  })

  it('comes back with the others, however the stream was split or coalesced', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 40 }), (sent, places) => {
        const buffer = new OctetBuffer()
        const taken: unknown[] = []
        for (const segment of cutAtPlaces(Buffer.concat(sent.map(encodeJsonFrame)), places)) {
          buffer.push(segment)
          for (
            let next = decodeJsonFrame(buffer.peek());
            next.kind === 'complete';
            next = decodeJsonFrame(buffer.peek())
          ) {
            taken.push(next.value)
            buffer.skip(next.size)
          }
        }
        expect(taken).toEqual(sent)
        expect(buffer.size).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  it('says how far it came, at every octet', () => {
    fc.assert(
      fc.property(value, (sent) => {
        const encoded = encodeJsonFrame(sent)
        for (let size = 0; size < encoded.length; size++) {
          expect(decodeJsonFrame(encoded.subarray(0, size))).toEqual(
            size < 4
              ? { kind: 'incomplete', need: 'length', have: size }
              : { kind: 'incomplete', need: 'content', length: encoded.length - 4, have: size - 4 },
          )
        }
      }),
    )
  })

  it('has the length of its octets, not of its characters', () => {
    expect(encodeJsonFrame('ñandú €😀').readUInt32BE(0)).toBe(Buffer.byteLength('"ñandú €😀"'))
  })

  it('may write its JSON in any way', () => {
    const text = '\r\n { "data" : 5.0e0 ,\t"tipo":"\\u005cjugada" } '
    expect(decodeJsonFrame(frameOf(text))).toEqual({
      kind: 'complete',
      value: { tipo: '\\jugada', data: 5 },
      text,
      size: 4 + text.length,
    })
  })

  it('is invalid where its content is no JSON, and the next one can be read', () => {
    const bad: (string | Uint8Array)[] = [
      '',
      'hola',
      '{"tipo":',
      '{} {}',
      "{'tipo': 1}",
      '\ufeff{}',
      'NaN',
      Buffer.from('ff', 'hex'),
      Buffer.from('22c322', 'hex'),
      Buffer.from('22eda08022', 'hex'),
    ]
    for (const content of bad) {
      const frame = frameOf(content)
      const decoded = decodeJsonFrame(Buffer.concat([frame, encodeJsonFrame(1)]))
      expect(decoded, String(content)).toMatchObject({ kind: 'invalid', size: frame.length })
      expect(decodeJsonFrame(Buffer.concat([frame, encodeJsonFrame(1)]).subarray(frame.length))).toMatchObject({
        kind: 'complete',
        value: 1,
      })
    }
  })

  it('says as data why it is invalid', () => {
    const flawOf = (content: string | Uint8Array): unknown => {
      const decoded = decodeJsonFrame(frameOf(content))
      return decoded.kind === 'invalid' ? decoded.flaw : undefined
    }
    expect(flawOf('')).toEqual({ kind: 'empty' })
    expect(flawOf('\ufeff{}')).toEqual({ kind: 'byte-order-mark' })
    expect(flawOf(Buffer.from('22ff22', 'hex'))).toEqual({ kind: 'not-utf8', at: 2, octet: 0xff })
    expect(flawOf('{"ñ": True}')).toEqual({ kind: 'not-json', at: 8, found: 'True', expected: 'value' })
  })

  it('is invalid as soon as it announces too much, and nothing behind it can be read', () => {
    expect(decodeJsonFrame(Buffer.from('ffffffff', 'hex'), 1024)).toEqual({
      kind: 'invalid',
      flaw: { kind: 'too-long', length: 4294967295, longest: 1024 },
      size: 0,
    })
    expect(decodeJsonFrame(frameOf('"123456"'), 8)).toMatchObject({ kind: 'complete', value: '123456' })
    expect(decodeJsonFrame(frameOf('"1234567"'), 8)).toMatchObject({ kind: 'invalid', size: 0 })
  })

  it('cannot be made of what JSON has not', () => {
    for (const none of [undefined, () => 1, Symbol('s'), 1n])
      expect(() => encodeJsonFrame(none), typeof none).toThrow(TypeError)
  })
})
