import type { Finding } from '../harness/findings/finding.js'
import { WireLog } from '../harness/findings/wire-log.js'
import { without } from './without.js'
import { usualMistakeOf } from '../results/mistake.js'
import type { Report, RequirementReport } from '../results/result.js'

/** What students are to see of a report beside the verdicts. */
export interface Shown {
  /** what was sent and what came */
  readonly evidence: boolean
  /** the likely cause */
  readonly causes: boolean
  /** the usual mistake */
  readonly hints: boolean
}

/** The report without what students are not to see. */
export function reportFor(shown: Shown, report: Report): Report {
  if (shown.evidence && shown.causes && shown.hints) return report
  const requirements = report.requirements.map((one) => requirementFor(shown, one))
  return {
    ...report,
    requirements,
    result: {
      ...report.result,
      requirements: requirements.map(({ result }) => result),
      causes: shown.causes ? report.result.causes : [],
    },
  }
}

function requirementFor(shown: Shown, one: RequirementReport): RequirementReport {
  const { diagnosis, observed, observation, ...rest } = one.result
  const { cause, ...requirement } = one
  const kept = diagnosis && {
    evidence: shown.evidence ? diagnosis.evidence : '',
    source: diagnosis.source,
    ...(shown.causes && diagnosis.cause !== undefined ? { cause: diagnosis.cause } : {}),
    ...(shown.causes && diagnosis.text !== undefined ? { text: diagnosis.text } : {}),
  }
  const result = {
    ...rest,
    ...(shown.evidence && observed !== undefined ? { observed } : {}),
    ...(shown.evidence && observation !== undefined ? { observation } : {}),
    ...(kept ? { diagnosis: kept } : {}),
  }
  // Whose turn it was is evidence, which may be left out.
  const scenario = one.scenario && { ...one.scenario, usualMistake: shown.hints ? usualMistakeOf(one) : '' }
  const named = { ...requirement, ...(shown.causes && cause ? { cause } : {}) }
  if (shown.evidence) return { ...named, result, scenario }
  return { ...named, result, scenario, decisive: silent(one.decisive), findings: one.findings.map(silent) }
}

/** What was found, without what it rests on. */
function silent(finding: Finding): Finding {
  return { ...without(finding, 'evidence', 'death', 'place'), log: new WireLog() }
}
