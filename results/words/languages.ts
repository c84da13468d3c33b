import type { Words } from './words.js'

/** The languages that reports can be had in: a further one is a file that says all of {@link Words}, and an entry here. */
export const LANGUAGES = {
  en: async () => (await import('./en.js')).english,
  es: async () => (await import('./es.js')).spanish,
  pt: async () => (await import('./pt.js')).portuguese,
} as const satisfies Readonly<Record<string, () => Promise<Words>>>

export type ReportLanguage = keyof typeof LANGUAGES

export const isReportLanguage = (text: string): text is ReportLanguage => Object.hasOwn(LANGUAGES, text)
