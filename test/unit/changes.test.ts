import { describe, expect, it } from 'vitest'
import { changeLines, changesBetween, failedIn } from '../../results/changes.js'
import { LANGUAGES } from '../../results/words/languages.js'

describe('what changed between two runs', () => {
  it('is what newly passes, newly fails, and fails as before', () => {
    expect(
      changesBetween(
        { S1: 'pass', S2: 'fail', S3: 'fail', S4: 'pass', S5: 'warn', S6: 'fail', S7: 'error' },
        { S1: 'pass', S2: 'pass', S3: 'fail', S4: 'fail', S5: 'pass', S6: 'error', S7: 'pass', S8: 'fail' },
      ),
    ).toEqual({ newlyPasses: ['S2', 'S5'], newlyFails: ['S4'], failsAsBefore: ['S3'] })
  })

  it('is told a line for each kind, in each language', async () => {
    const changes = { newlyPasses: ['S2', 'S5'], newlyFails: [], failsAsBefore: ['S3'] }
    expect(changeLines(changes, await LANGUAGES.en())).toEqual(['newly passes     S2, S5', 'fails as before  S3'])
    expect(changeLines(changes, await LANGUAGES.es())).toEqual(['ahora pasa        S2, S5', 'falla como antes  S3'])
    expect(changeLines(changes, await LANGUAGES.pt())).toEqual(['agora passa       S2, S5', 'falha como antes  S3'])
  })

  it('may be nothing', async () => {
    const none = changesBetween({ S1: 'pass' }, { S1: 'pass', S2: 'info' })
    expect(changeLines(none, await LANGUAGES.en())).toEqual(['nothing has changed'])
  })

  it('is asked again of what failed, and of what nobody could tell', () => {
    expect(failedIn({ S1: 'pass', S2: 'fail', S3: 'error', S4: 'warn', S5: 'skip' })).toEqual(['S2', 'S3'])
  })
})
