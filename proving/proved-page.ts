import { MUTANTS, mutantNames } from './mutant.js'
import type { Fate, Proof, Trial } from './proof.js'

/** The page docs/proved.md: a table of all protocols by all mutants, and a section for each protocol. */

const CELL: Readonly<Record<Fate, (trial: Trial) => string>> = {
  noticed: ({ noticedBy }) => String(noticedBy.length),
  unnoticed: () => '**none**',
  'not-applicable': () => '',
  'rightly-unnoticed': () => 'harmless',
  'wrongly-noticed': ({ noticedBy }) => `**wrongly: ${noticedBy.length}**`,
}

const SAID: Readonly<Record<Fate, (trial: Trial) => string>> = {
  noticed: ({ noticedBy }) => noticedBy.join(', '),
  unnoticed: () => '**by none**',
  'not-applicable': () => 'not applicable: it found nothing to change',
  'rightly-unnoticed': () => 'by none, as it should be: over TCP it is no fault',
  'wrongly-noticed': ({ noticedBy }) => `**wrongly** by ${noticedBy.join(', ')}: over TCP it is no fault`,
}

const HEAD = `# What the requirements notice

\`npm run proved\` runs the requirements of each protocol against its reference server, and against mutants of that server's replies (\`sockspec prove\`). A cell says how
many requirements notice the mutant; it is empty where there was nothing that the mutant could change, and **none** marks what is not specified. What is harmless over
TCP, a stream, must not be noticed. \`npm run proved -- tcp-echo\` proves one protocol anew and leaves the other rows as they are.
`

/** The page with the proofs in it, and what `before`, the page as it was, has of other protocols; `notes` says of a protocol why a mutant may stay unnoticed. */
export function provedPage(proofs: readonly Proof[], before: string): string {
  const columns = mutantNames
  const rows = new Map(
    before.split('\n').flatMap((line) => {
      const name = /^\| ([a-z][a-z-]*) \| \d/.exec(line)?.[1]
      return name === undefined ? [] : [[name, line] as const]
    }),
  )
  const sections = new Map(
    before
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')), section.trimEnd()] as const),
  )
  for (const proof of proofs) {
    const name = proof.specification.protocol
    rows.set(name, rowOf(proof, columns))
    sections.set(name, sectionOf(proof))
  }
  const names = [...rows.keys()].sort()
  return `${[
    HEAD,
    `| protocol | requirements | ${columns.join(' | ')} |`,
    `|---|---|${columns.map(() => '---|').join('')}`,
    ...names.map((name) => rows.get(name) ?? ''),
    '',
    '| mutant | what it does |',
    '|---|---|',
    ...columns.map((mutant) => `| ${mutant} | ${MUTANTS[mutant].does} |`),
    '',
    names.map((name) => `## ${sections.get(name) ?? name}`).join('\n\n'),
  ].join('\n')}\n`
}

function rowOf({ specification, requirements, trials }: Proof, columns: readonly string[]): string {
  const cells = columns.map((mutant) => {
    const trial = trials.find((one) => one.mutant === mutant)
    return trial ? CELL[trial.fate](trial) : ''
  })
  return `| ${[specification.protocol, String(requirements.length), ...cells].join(' | ')} |`
}

function sectionOf({ specification, leftOut, trials }: Proof): string {
  return [
    specification.protocol,
    '',
    '| mutant | noticed by |',
    '|---|---|',
    ...trials.map((trial) => `| ${trial.mutant} | ${SAID[trial.fate](trial)} |`),
    ...(leftOut.length === 0
      ? []
      : [
          '',
          `A proxy between is enough to spoil ${leftOut.map(({ id }) => id).join(', ')}: nothing can be said of them.`,
        ]),
  ].join('\n')
}
