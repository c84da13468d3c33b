import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../dist/specification/catalogue.js'
import { grade, withVerdict } from './support/grade.js'

const DIST = join(import.meta.dirname, '..', 'dist')

describe.concurrent('the reference programs pass everything at level strict', () => {
  for (const { protocol, role, requirements } of readCatalogue()) {
    it(`${protocol} ${role}`, async () => {
      const options = role === 'server' ? ['--port', '{port}'] : ['--host', '{host}', '--port', '{port}']
      const { result } = await grade(protocol, role, [process.execPath, join(DIST, `${role}s`, `${protocol}.js`), ...options])
      expect(withVerdict(result, 'fail', 'warn', 'error', 'skip'), `seed ${result.seed}`).toEqual([])
      expect(result.requirements.map(({ id }) => id)).toEqual(requirements.map(({ id }) => id))
      expect(result.verdict).toBe('pass')
    })
  }
})
