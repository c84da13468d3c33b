import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cellsOf,
  escapeForHtml,
  escapeForTerminal,
  escapeForXml,
  escapeLine,
  escapeOctets,
} from '../../results/escape.js'

const CONTROL = /[\x00-\x1f\x7f-\x9f]/
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/
/** Octets with what matters often in them: escapes, C1 in UTF-8 and alone, multi-octet characters whole and torn. */
const octets = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc
        .constantFrom('\x1b[31m', '\x9b', '\r\n\t\0\\', 'añ€😀', '\u0301', '日', '\u202e', '\ufeff', '\u00ad', '\u2028')
        .map((text) => Buffer.from(text)),
      fc
        .constantFrom(
          [0x9b],
          [0x90],
          [0xc3],
          [0xe2, 0x82],
          [0xf0, 0x9f],
          [0xc0, 0x80],
          [0xed, 0xa0, 0x80],
          [0xf5, 0x80, 0x80, 0x80],
        )
        .map((array) => Buffer.from(array)),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => Buffer.concat(pieces))
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0x2100 }).map((code) => String.fromCharCode(code)) }),
  octets.map((bytes) => bytes.toString('latin1')),
)

/** Reads what escapeOctets wrote: backslashes are doubled only before what reads as an escape with them. */
function unescapeOctets(shown: string): Buffer {
  const named: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, 0: 0, '\\': 0x5c }
  const pieces = [...shown.matchAll(/(\\+(?![nrt0x\\]))|\\x([0-9A-F]{2})|\\(.)|([^\\])/gsu)].map(
    ([, run, code, name, plain]) =>
      run !== undefined
        ? Buffer.from(run)
        : code !== undefined
          ? Buffer.from(code, 'hex')
          : name !== undefined
            ? Buffer.from([named[name] ?? -1])
            : Buffer.from(plain ?? ''),
  )
  return Buffer.concat(pieces)
}

describe('octets, shown', () => {
  it('hold no control character, no ESC, no C1 and nothing that changes the direction of writing', () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        const shown = escapeOctets(bytes)
        expect(shown).not.toMatch(CONTROL)
        expect(shown).not.toMatch(DIRECTION)
        // No combining, formatting or unpaired character either.
        expect(shown).not.toMatch(/\p{M}|\p{C}|\p{Zl}|\p{Zp}/u)
      }),
      { numRuns: 500 },
    )
  })

  it('can be read back, so that no two are shown alike', () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        expect(unescapeOctets(escapeOctets(bytes))).toEqual(bytes)
      }),
      { numRuns: 500 },
    )
  })

  it('are covered by the cells, each exactly once and in order', () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        let at = 0
        for (const cell of cellsOf(bytes)) {
          expect(cell.at).toBe(at)
          expect(cell.size).toBeGreaterThan(0)
          expect(cell.text.length).toBeGreaterThan(0)
          at += cell.size
        }
        expect(at).toBe(bytes.length)
      }),
      { numRuns: 500 },
    )
  })

  it('are themselves where they are printable, and named or numbered where not', () => {
    for (const [bytes, shown] of [
      ['Hello, mañana €!', 'Hello, mañana €!'],
      ['a\r\n\t\0\\', 'a\\r\\n\\t\\0\\'],
      ['\\salir C:\\', '\\salir C:\\'],
      ['\\nuevo \\\n', '\\\\nuevo \\\\\\n'],
      ['\x1b[2J\x07\x7f', '\\x1B[2J\\x07\\x7F'],
      ['e\u0301', 'e\\xCC\\x81'],
      ['日', '\\xE6\\x97\\xA5'],
    ] as const) {
      expect(escapeOctets(Buffer.from(bytes))).toBe(shown)
    }
    expect(escapeOctets(Buffer.from([0xff, 0x41, 0xc3, 0x28, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xe2, 0x82]))).toBe(
      '\\xFFA\\xC3(\\xC0\\x80\\xED\\xA0\\x80\\xE2\\x82',
    )
  })

  // Defect: the class in isWide() was normalised (U+F900 became U+8C48), so all from U+8C48 to U+FAFF counts as wide.
  it('are themselves where they are letters of one column beyond the East Asian ones', () => {
    expect(escapeOctets(Buffer.from('\ua723\uab31'))).toBe('\ua723\uab31')
  })
})

describe('a text for a terminal', () => {
  it('holds no control character but line ends and tabs, no ESC and no C1', () => {
    fc.assert(
      fc.property(text, (untrusted) => {
        const shown = escapeForTerminal(untrusted)
        expect(shown.replaceAll(/[\n\t]/g, '')).not.toMatch(CONTROL)
        expect(shown).not.toMatch(DIRECTION)
      }),
      { numRuns: 500 },
    )
  })

  it('holds everything else as it was', () => {
    fc.assert(
      fc.property(text, (untrusted) => {
        const harmless = untrusted.replaceAll(
          new RegExp(`${CONTROL.source}|${DIRECTION.source}|\\p{Bidi_Control}`, 'gu'),
          '',
        )
        expect(escapeForTerminal(harmless)).toBe(harmless)
      }),
    )
    expect(escapeForTerminal('a\r\n\tb\x1b]0;title\x07\x9b31m\u202e')).toBe(
      'a\\x0D\n\tb\\x1B]0;title\\x07\\x9B31m\\u202E',
    )
  })

  it('stays one line where it must', () => {
    fc.assert(
      fc.property(text, (untrusted) => {
        expect(escapeLine(untrusted)).not.toMatch(CONTROL)
      }),
    )
    expect(escapeLine('a\nb\tc')).toBe('a\\nb\\tc')
  })

  it('holds no character whose only meaning is the direction of writing', () => {
    const controls = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter((character) =>
      /\p{Bidi_Control}/u.test(character),
    )
    expect(escapeForTerminal(controls.join(''))).not.toMatch(/\p{Bidi_Control}/u)
  })
})

describe('a text for HTML', () => {
  it('leaves no < > & " or \' that means anything, and no control character', () => {
    fc.assert(
      fc.property(
        fc.oneof(text, fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', ';', '&amp;', '\x1b') })),
        (untrusted) => {
          const shown = escapeForHtml(untrusted)
          expect(shown).not.toMatch(/[<>"']/)
          expect(shown.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
          expect(shown.replaceAll(/[\n\t]/g, '')).not.toMatch(CONTROL)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is shown by a browser as it is for a terminal', () => {
    const meaning: Readonly<Record<string, string>> = {
      '&amp;': '&',
      '&lt;': '<',
      '&gt;': '>',
      '&quot;': '"',
      '&#39;': "'",
    }
    fc.assert(
      fc.property(text, (untrusted) => {
        expect(
          escapeForHtml(untrusted).replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => meaning[entity] ?? ''),
        ).toBe(escapeForTerminal(untrusted))
      }),
    )
    expect(escapeForHtml('<a href="x">\'&\'</a>')).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;')
  })
})

describe('a text for XML', () => {
  const NOT_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

  it('holds no control character that XML 1.0 forbids', () => {
    fc.assert(
      fc.property(
        text.filter((untrusted) => !/[\ufffe\uffff]/.test(untrusted)),
        (untrusted) => {
          expect(escapeForXml(untrusted)).not.toMatch(NOT_XML)
        },
      ),
    )
  })

  // Defect: U+FFFE and U+FFFF are no characters of XML 1.0, and a program can print them (EF BF BF in UTF-8): junit.xml is then not well-formed.
  it('holds no other character that XML 1.0 forbids', () => {
    expect(escapeForXml(Buffer.from([0xef, 0xbf, 0xbe, 0xef, 0xbf, 0xbf]).toString('utf8'))).not.toMatch(NOT_XML)
  })
})
