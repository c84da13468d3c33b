import type { Transport } from '../specification/specification.js'
import { isHarmless, type Mutant } from './mutant.js'
import type { Fate, Trial } from './proof.js'
import type { Verdicts } from './verdicts.js'

/** What became of a mutant, from how many replies it changed and what was found of the requirements. */
export function decide(mutant: Mutant, transport: Transport, changes: number, verdicts: Verdicts): Trial {
  const whose = (verdict: string): string[] => [...verdicts].filter(([, one]) => one === verdict).map(([id]) => id)
  const noticedBy = changes === 0 ? [] : whose('fail')
  return {
    mutant,
    changes,
    noticedBy,
    undecided: whose('error'),
    fate: fateOf(changes, noticedBy.length > 0, isHarmless(mutant, transport)),
  }
}

function fateOf(changes: number, isNoticed: boolean, harmless: boolean): Fate {
  if (changes === 0) return 'not-applicable'
  if (harmless) return isNoticed ? 'wrongly-noticed' : 'rightly-unnoticed'
  return isNoticed ? 'noticed' : 'unnoticed'
}
