import { escapeForJson } from './escape.js'
import type { Report } from './result.js'

/** The JSON result, for programs. */
export const formatJson = (report: Report): string => `${escapeForJson(JSON.stringify(report.result, null, 2))}\n`
