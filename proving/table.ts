import { MUTANTS } from './mutant.js'
import type { Fate, Proof, Trial } from './proof.js'

/** What is said of a mutant's fate. */
const SAID: Readonly<Record<Fate, (trial: Trial) => string>> = {
  noticed: ({ noticedBy }) => `noticed by ${noticedBy.length}`,
  unnoticed: () => 'NOT NOTICED by any requirement',
  'not-applicable': () => 'not applicable: there was nothing that it could change',
  'rightly-unnoticed': () => 'not noticed, and rightly so: over TCP it is no fault',
  'wrongly-noticed': ({ noticedBy }) => `WRONGLY NOTICED by ${noticedBy.join(', ')}: over TCP it is no fault`,
}

/** A proof for the terminal: requirements by mutants, and a line for each mutant. */
export function proofText({ specification, requirements, leftOut, trials }: Proof): string {
  const width = Math.max(...requirements.map(({ id }) => id.length), 11)
  const number = (index: number): string => String(index + 1).padStart(4)
  const row = ({ id }: { readonly id: string }): string =>
    `  ${id.padEnd(width)}${trials
      .map(({ noticedBy, undecided }) =>
        (noticedBy.includes(id) ? 'x' : undecided.includes(id) ? '?' : '-').padStart(4),
      )
      .join('')}`
  return (
    [
      `${specification.protocol}: which mutants of a working server each requirement notices (x noticed, - not, ? could not be judged)`,
      '',
      `  ${'requirement'.padEnd(width)}${trials.map((_, index) => number(index)).join('')}`,
      ...requirements.map(row),
      '',
      ...trials.map(
        (trial, index) =>
          `${number(index)}  ${trial.mutant.padEnd(14)} ${MUTANTS[trial.mutant].does.padEnd(52)} ${SAID[trial.fate](trial)}`,
      ),
      ...(leftOut.length === 0
        ? []
        : [
            '',
            `Left out, since a proxy between client and server is enough to spoil them: ${leftOut.map(({ id }) => id).join(', ')}`,
          ]),
    ].join('\n') + '\n'
  )
}
