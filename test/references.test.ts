import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../dist/specification/catalogue.js'
import { grade, withVerdict } from './support/grade.js'
import { reference, referenceSettings } from './support/references.js'

describe.concurrent('the reference programs pass everything at level strict', { retry: 2 }, () => {
  for (const { protocol, role, requirements } of readCatalogue()) {
    it(`${protocol} ${role}`, async () => {
      const { result } = await grade(protocol, role, reference(protocol, role), {
        settings: referenceSettings(protocol, role),
      })
      expect(withVerdict(result, 'fail', 'warn', 'error', 'skip'), `seed ${result.seed}`).toEqual([])
      expect(result.requirements.map(({ id }) => id)).toEqual(requirements.map(({ id }) => id))
      expect(result.verdict).toBe('pass')
    })
  }
})
