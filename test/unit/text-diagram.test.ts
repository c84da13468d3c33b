import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { beside, textDiagram } from '../../results/text-diagram.js'
import { LANGUAGES } from '../../results/words/languages.js'
import { featuresFolder, protocolNames, readCatalogue } from '../../specification/catalogue.js'
import { recordedExchanges } from '../../specification/exchanges.js'

describe('an exchange as a diagram in text', () => {
  const octets = Buffer.from('HELO\n').toString('base64')
  const events = [
    { peer: 'client A', direction: 'to', kind: 'open' },
    { peer: 'client A', direction: 'to', kind: 'data', size: 5, octets },
    { peer: 'client A', direction: 'from', kind: 'end' },
  ] as const

  it('has an arrow for each event, and is as wide as it may be', async () => {
    const lines = textDiagram({ events, left: 7, leftAt: 2 }, 'server', 50, await LANGUAGES.en())
    expect(lines).toEqual([
      'client                                      server',
      '  |                                            |',
      '  |-- connects ------------------------------->|',
      '  |-- 5 bytes "HELO\\n" ----------------------->|',
      '  |           ... 7 more events ...            |',
      '  |<--------------------------------- closed --|',
      '  |                                            |',
    ])
  })

  it('stands beside another only where there is room', () => {
    const block = (_width: number, which: 0 | 1): string[] => [String(which)]
    expect(beside(120, ['a', 'b'], block)).toHaveLength(2)
    expect(beside(80, ['a', 'b'], block)).toEqual(['a', '0', '', 'b', '1'])
  })

  it('was recorded of requirements that there are, right and wrong being different', () => {
    const recorded = protocolNames().filter((name) =>
      readdirSync(join(featuresFolder(), name)).includes('exchanges.json'),
    )
    expect(recorded).toContain('command-session')
    for (const { protocol, requirements } of readCatalogue().filter((one) => recorded.includes(one.protocol)))
      for (const { id } of requirements) {
        const found = recordedExchanges(join(featuresFolder(), protocol), id)
        if (found) expect(found.right, id).not.toEqual(found.wrong)
      }
  })
})
