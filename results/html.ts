import type { Report } from './result.js'
export const formatHtml = (_report: Report): string => ''
