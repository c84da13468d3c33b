import type { Finding } from '../../harness/findings/finding.js'
import type { Specification } from '../../specification/specification.js'
import type { CauseFound } from '../causes.js'
import { innermost, type Facts, type Rule } from './facts.js'
import { framed, shortLength, stored } from './frames.js'
import { altered, answersEmpty, cameShort, printedLiteral, silent } from './octets.js'
import { byObservation } from './plain.js'
import { crashed, endedByItself, foreignReply, outOfMemory, refused, spins, startFailed, told } from './process.js'

/** The more particular first. */
const RULES: readonly Rule[] = [
  told,
  startFailed,
  spins,
  outOfMemory,
  crashed,
  endedByItself,
  refused,
  foreignReply,
  printedLiteral,
  shortLength,
  stored,
  framed,
  cameShort,
  altered,
  byObservation,
  answersEmpty,
  silent,
]

/** The likely cause of a violation, where the evidence distinguishes one: from what was seen, as data. */
export function causeOf(
  finding: Finding,
  specification: Specification,
  command: readonly string[],
): CauseFound | undefined {
  if (!finding.observation) return undefined
  const evidence = finding.evidence ?? { end: 'error' as const }
  const observation = innermost(finding.observation)
  const facts: Facts = { finding, observation, evidence, comparison: evidence.comparison, specification, command }
  return RULES.reduce<CauseFound | undefined>((first, rule) => first ?? rule(facts), undefined)
}
