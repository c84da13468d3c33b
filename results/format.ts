import type { Layout } from './layout.js'
import type { LaneMessage } from './messages.js'
import type { Report } from './result.js'

/** What a report is made from. */
export interface Material {
  readonly report: Report
  /** Cucumber's own messages; none where no report asked for them */
  readonly messages: readonly LaneMessage[]
  /** whether whoever reads it sees colours */
  readonly colours: boolean
  /** a line says it all */
  readonly isQuiet: boolean
  /** how the terminal's report is laid out */
  readonly layout: Layout
}

/** The forms in which a report can be had: a further one is a file that makes it, and an entry here. Each is loaded only where it is used. */
const FORMATTERS = {
  terminal: async ({ report, colours, isQuiet, layout }) => {
    if (isQuiet) return (await import('./one-line.js')).formatOneLine(report)
    const [{ formatTerminal }, { COLOURS, NO_COLOURS }] = await Promise.all([
      import('./terminal.js'),
      import('./palette.js'),
    ])
    return formatTerminal(report, colours ? COLOURS : NO_COLOURS, layout)
  },
  json: async ({ report }) => (await import('./json.js')).formatJson(report),
  junit: async ({ report }) => (await import('./junit.js')).formatJUnit(report),
  html: async ({ report }) => (await import('./html.js')).formatHtml(report),
  messages: async ({ messages }) => (await import('./messages.js')).formatMessages(messages),
  pcapng: async ({ report }) => (await import('./pcapng.js')).formatPcapng(report),
  markdown: async ({ report }) => (await import('./markdown.js')).formatMarkdown(report),
  gradescope: async ({ report }) => (await import('./gradescope.js')).formatGradescope(report),
} as const satisfies Readonly<Record<string, (material: Material) => Promise<string | Uint8Array>>>

export type Format = keyof typeof FORMATTERS

export const FORMATS = Object.keys(FORMATTERS) as readonly Format[]

export const isFormat = (text: string): text is Format => Object.hasOwn(FORMATTERS, text)

/** The report in this form. */
export const formatted = (format: Format, material: Material): Promise<string | Uint8Array> =>
  FORMATTERS[format](material)

/** One --report option; without a path it goes to standard output. */
export interface ReportOrder {
  readonly format: Format
  readonly path?: string
}
