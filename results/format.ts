/** The forms in which a report can be had. */
export const FORMATS = ['terminal', 'json', 'junit', 'html', 'messages', 'pcapng'] as const

export type Format = (typeof FORMATS)[number]

export const isFormat = (text: string): text is Format => (FORMATS as readonly string[]).includes(text)

/** One --report option; without a path it goes to standard output. */
export interface ReportOrder {
  readonly format: Format
  readonly path?: string
}
