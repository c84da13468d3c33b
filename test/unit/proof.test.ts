import { describe, expect, it } from 'vitest'
import { decide } from '../../proving/decide.js'
import { isProved, type Proof, type Trial } from '../../proving/proof.js'
import { provedPage } from '../../proving/proved-page.js'
import { proofText } from '../../proving/table.js'
import type { Specification } from '../../specification/specification.js'
import type { ProofVerdict } from '../../proving/verdicts.js'

const verdicts = (...all: readonly ProofVerdict[]): Map<string, ProofVerdict> =>
  new Map(all.map((verdict, index) => [`X-S${index + 1}`, verdict]))

describe('the fate of a mutant', () => {
  it.each([
    ['change-byte', 'tcp', 3, verdicts('pass', 'fail'), 'noticed', ['X-S2']],
    ['change-byte', 'tcp', 3, verdicts('pass', 'error'), 'unnoticed', []],
    // What fails though nothing was changed failed for another reason.
    ['change-byte', 'tcp', 0, verdicts('pass', 'fail'), 'not-applicable', []],
    ['split', 'tcp', 3, verdicts('pass', 'pass'), 'rightly-unnoticed', []],
    ['split', 'tcp', 3, verdicts('pass', 'fail'), 'wrongly-noticed', ['X-S2']],
    ['split', 'udp', 3, verdicts('pass', 'pass'), 'unnoticed', []],
  ] as const)('%s over %s that changed %i replies', (mutant, transport, changes, found, fate, noticedBy) => {
    expect(decide(mutant, transport, changes, found)).toMatchObject({ fate, noticedBy })
  })
})

const proofOf = (protocol: string, ...trials: readonly Trial[]): Proof => ({
  specification: { protocol } as Specification,
  requirements: [
    { id: 'X-S1', title: 'one' },
    { id: 'X-S2', title: 'two' },
  ],
  leftOut: [],
  trials,
})
const noticed = decide('change-byte', 'tcp', 1, verdicts('pass', 'fail'))
const unnoticed = decide('answer-twice', 'tcp', 1, verdicts('pass', 'pass'))
const harmless = decide('split', 'tcp', 1, verdicts('pass', 'pass'))
const wrong = decide('split', 'tcp', 1, verdicts('fail', 'pass'))
const idle = decide('drop-line-end', 'tcp', 0, verdicts('pass', 'pass'))

describe('a proof', () => {
  it('is one where nothing that matters stays unnoticed, and nothing else is noticed', () => {
    expect(isProved(proofOf('x', noticed, harmless, idle))).toBe(true)
    expect(isProved(proofOf('x', noticed, unnoticed))).toBe(false)
    expect(isProved(proofOf('x', noticed, wrong))).toBe(false)
  })

  it('shows which requirement notices which mutant', () => {
    const text = proofText(proofOf('x', noticed, unnoticed))
    expect(text).toMatch(/^ {2}X-S1 +- +-$/m)
    expect(text).toMatch(/^ {2}X-S2 +x +-$/m)
    expect(text).toMatch(/answer-twice .*NOT NOTICED/)
  })

  it('is written into a page that keeps what is there of other protocols', () => {
    const first = provedPage([proofOf('alpha', noticed), proofOf('beta', unnoticed)], '')
    const second = provedPage([proofOf('beta', noticed)], first)
    expect(second).toContain('| beta | 2 |  | 1 |')
    expect(second).not.toContain('**none** |')
    expect(second.match(/^## .*/gm)).toEqual(['## alpha', '## beta'])
    expect(provedPage([], second)).toBe(second)
  })
})
