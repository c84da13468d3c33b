import { createHash } from 'node:crypto'
import { escapeForHtml, escapeLine } from '../results/escape.js'

export interface Head {
  readonly lang: string
  readonly title: string
  readonly style: string
  /** the page's only script, as it stands in the page */
  readonly script?: string
}

/** How a page of a class begins, up to its body. Its policy lets nothing load, and no script run but the page's own, which it names by its hash. */
export function pageHead({ lang, title, style, script }: Head): string {
  const scripts =
    script === undefined ? '' : `; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`
  return `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'${scripts}">
<link rel="icon" href="data:,">
<title>${escapeForHtml(escapeLine(title))}</title>
<style>${style}</style>
</head>
<body>`
}
