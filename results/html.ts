import type { Specification } from '../specification/specification.js'
import { escapeForHtml, escapeLine } from './escape.js'
import { evidenceLines, labelWidth } from './evidence.js'
import { factsOf } from './facts.js'
import { overallText } from './overall-text.js'
import { causeCount, hasOwnEvidence, problemsOf, type Group } from './repeated.js'
import { mistakeOfAll } from './mistake.js'
import type { Report, RequirementReport } from './result.js'
import { sourceText } from './source-text.js'
import { sequenceDiagram } from './sequence-diagram.js'
import { VERDICTS } from './verdict.js'
import type { Words } from './words/words.js'

const text = (value: string): string => escapeForHtml(escapeLine(value))

/**
 * The report as one self-contained HTML file: no script, no request to anywhere. Everything that came from a submission is escaped,
 * and the page's own policy forbids what might slip through.
 */
export function formatHtml(report: Report): string {
  const { result, specification, words } = report
  const { labels } = words
  const title = `${result.protocol} ${result.role}: ${labels.verdict[result.verdict]}`
  const problems = problemsOf(report.requirements)
  const groups = new Map(problems.flatMap((group) => group.map((one) => [one, group])))
  // What is to be mended first comes first.
  const ordered = [...problems.flat(), ...report.requirements.filter((one) => !groups.has(one))]
  const count = causeCount(problems)
  return `<!DOCTYPE html>
<html lang="${words.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${text(specification.title)} <span class="verdict ${result.verdict}">${labels.verdict[result.verdict]}</span></h1>
<p class="counts">${VERDICTS.filter((verdict) => result.counts[verdict] > 0)
    .map((verdict) => `<span class="verdict ${verdict}">${result.counts[verdict]} ${labels.verdict[verdict]}</span>`)
    .join(' ')}</p>${result.interrupted === true ? `\n<p class="seen">${capital(overallText(report))}.</p>` : ''}
<dl class="facts">${facts(report)}</dl>
<p>${text(specification.prose)}</p>
</header>
<nav><table>
<thead><tr><th scope="col">${labels.verdictLabel}</th><th scope="col">${labels.requirement}</th><th scope="col">${labels.level}</th><th scope="col">${labels.whatItSays}</th></tr></thead>
<tbody>${ordered.map((one) => row(one, words, groups.get(one))).join('\n')}</tbody>
</table></nav>
<main>${count.causes === 0 ? '' : `<h2>${labels.causes(count.causes, count.requirements, count.isMost)}</h2>\n`}${ordered.map((one) => section(one, groups.get(one), specification, words)).join('\n')}</main>
</body>
</html>
`
}

const facts = (report: Report): string =>
  factsOf(report)
    .map(({ label, text: said }) => `<div><dt>${label}</dt><dd>${text(said)}</dd></div>`)
    .join('')

const link = ({ result }: RequirementReport): string => `<a href="#${text(result.id)}">${text(result.id)}</a>`

/** `group`: the requirements of which the same is told; only the first of them has it. */
function row(one: RequirementReport, { labels }: Words, [first = one]: Group | readonly [] = []): string {
  const { result } = one
  const seen = first === one ? result.observed && text(result.observed) : labels.asOther(link(first))
  const observed = result.verdict === 'pass' || seen === undefined ? '' : `<br><span class="observed">${seen}</span>`
  return `<tr><td><span class="verdict ${result.verdict}">${labels.verdict[result.verdict]}</span></td><td>${link(one)}</td><td>${result.level}</td><td>${text(result.title)}${observed}</td></tr>`
}

function section(one: RequirementReport, group: Group | undefined, specification: Specification, words: Words): string {
  const { labels } = words
  const { result, requirement } = one
  const isProblem = group !== undefined
  return `<section id="${text(result.id)}">
<details${group?.[0] === one ? ' open' : ''}>
<summary><span class="verdict ${result.verdict}">${labels.verdict[result.verdict]}</span> <strong>${text(result.id)}</strong> <span class="level">${result.level}</span> ${text(result.title)}</summary>
${verdictParagraphs(one, group, specification, words)}
${requirement.scenarios
  .map((plan, index) => {
    const finding = one.findings[index]
    if (!finding) return ''
    const failed = finding.outcome === 'violated' || finding.outcome === 'fault'
    return `<h3${failed ? ' class="failed"' : ''}>${requirement.scenarios.length > 1 ? (failed ? labels.failed(text(plan.name)) : text(plan.name)) : capital(labels.scenario)}</h3>
<ol class="steps">${plan.steps.map((step) => `<li${isProblem && finding.place?.step === step ? ' class="failed"' : ''}>${text(step)}</li>`).join('')}</ol>
${sequenceDiagram(finding.log, specification, words)}`
  })
  .join('\n')}
</details>
</section>`
}

/** A label at the beginning of a sentence. */
const capital = (label: string): string => label.slice(0, 1).toUpperCase() + label.slice(1)

function verdictParagraphs(
  one: RequirementReport,
  [first = one, ...others]: Group | readonly [] = [],
  specification: Specification,
  words: Words,
): string {
  const { result, requirement, decisive } = one
  const { labels } = words
  const lines: string[] = []
  const source = `<p class="source">${capital(labels.source)}: ${text(sourceText(specification, requirement.source))}</p>`
  if (result.scenario !== undefined) lines.push(`<p>${labels.inScenario(text(result.scenario))}</p>`)
  if (first !== one) lines.push(`<p class="seen">${labels.sameAs(link(first))}</p>`)
  // What came, and was another mistake's doing, is still what this requirement has to show.
  if (first !== one && !hasOwnEvidence(one)) return [...lines, ...(requirement.source ? [source] : [])].join('\n')
  lines.push(comparisonTable(one, specification, words))
  if (result.observed !== undefined) lines.push(`<p class="seen">${text(result.observed)}</p>`)
  if (decisive.death) {
    const said = text(decisive.death.lastWords || labels.none)
    lines.push(
      `<p>${capital(labels.server)}: ${labels.endedDuringThis}. ${capital(labels.lastWords)}: <code>${said}</code></p>`,
    )
  }
  const mistake = first === one ? mistakeOfAll([first, ...others]) : undefined
  if (mistake?.kind === 'likely')
    lines.push(`<p class="likely"><strong>${capital(labels.likely)}:</strong> ${text(mistake.text)}</p>`)
  if (mistake?.kind === 'usual') lines.push(`<p class="usual">${capital(labels.usually)}: ${text(mistake.text)}</p>`)
  for (const note of result.notes ?? []) lines.push(`<p class="note">${capital(labels.note)}: ${text(note)}</p>`)
  if (requirement.source) lines.push(source)
  if (first === one && others.length > 0)
    lines.push(`<p class="same">${capital(labels.theSame)} ${labels.theSameFor(others.map(link).join(', '))}.</p>`)
  return lines.join('\n')
}

function comparisonTable(one: RequirementReport, specification: Specification, words: Words): string {
  const lines = evidenceLines(one, specification, words)
  if (lines.length === 0) return ''
  return `<pre class="octets">${lines.map(({ label, text: shown, mark }) => `${label.padEnd(labelWidth(words, 9))} ${mark ? `<b>${escapeForHtml(shown)}</b>` : escapeForHtml(shown)}`).join('\n')}</pre>`
}

const STYLE = `
:root { color-scheme: light dark; --line: #8886; --soft: #8882; --pass: #1a7f37; --fail: #cf222e; --warn: #9a6700; --info: #0969da; --skip: #6e7781; --error: #8250df; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin: 1.5rem 0 .5rem; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
.verdict { display: inline-block; min-width: 3em; text-align: center; padding: 0 .5em; border-radius: .7em; color: #fff; font-size: .85rem; font-weight: 600; }
.pass { background: var(--pass); } .fail { background: var(--fail); } .warn { background: var(--warn); } .info { background: var(--info); } .skip { background: var(--skip); } .error { background: var(--error); }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0; } .facts dt { font-size: .8rem; opacity: .7; } .facts dd { margin: 0; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; } th { text-align: left; font-size: .8rem; opacity: .7; }
td, th { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; vertical-align: top; } td:nth-child(2) { white-space: nowrap; }
.observed, .level, .source { opacity: .75; font-size: .9rem; overflow-wrap: anywhere; }
section { border-top: 1px solid var(--line); padding: .5rem 0; } summary { cursor: pointer; }
details > :not(summary) { margin-left: 1.2rem; }
.seen { font-weight: 600; overflow-wrap: anywhere; } .likely { border-left: .3rem solid var(--fail); padding-left: .7rem; } .note, .usual { opacity: .85; }
pre.octets { background: var(--soft); padding: .7rem; overflow-x: auto; font: 14px/1.4 ui-monospace, monospace; } pre b { color: var(--fail); }
.steps { margin: .25rem 0; font-size: .95rem; } .steps .failed, h3.failed { color: var(--fail); font-weight: 600; }
svg { display: block; max-width: 100%; height: auto; margin: .5rem 0; background: var(--soft); } svg text { font: 12px ui-monospace, monospace; fill: currentColor; }
svg line, svg path { stroke: currentColor; fill: none; } svg .from line { stroke: var(--info); } svg .note text { font-style: italic; opacity: .8; } svg .reset line { stroke: var(--fail); } svg .time { opacity: .6; }
@media print { details:not([open]) { display: none; } }
`
