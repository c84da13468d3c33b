import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../dist/specification/catalogue.js'
import { grade, withVerdict } from './support/grade.js'

const DIST = join(import.meta.dirname, '..', 'dist')

/** What each is started with. */
function argumentsOf(protocol: string, role: 'server' | 'client'): string[] {
  if (role === 'client') {
    switch (protocol) {
      case 'http-get': return ['{url}']
      case 'tcp-throughput': return ['--host', '{host}', '--port', '{port}', '--duration', '{duration}']
      default: return ['--host', '{host}', '--port', '{port}']
    }
  }
  switch (protocol) {
    case 'udp-allowlist': return ['--port', '{port}', '--allow', '{allow}']
    case 'udp-exec': return ['--port', '{port}', '--allow-exec']
    default: return ['--port', '{port}']
  }
}

describe.concurrent('the reference programs pass everything at level strict', { retry: 2 }, () => {
  for (const { protocol, role, requirements } of readCatalogue()) {
    it(`${protocol} ${role}`, async () => {
      const program = [process.execPath, join(DIST, `${role}s`, `${protocol}.js`)]
      const settings = protocol === 'tcp-throughput' && role === 'client' ? { duration: '2' } : {}
      const { result } = await grade(protocol, role, [...program, ...argumentsOf(protocol, role)], { settings })
      expect(withVerdict(result, 'fail', 'warn', 'error', 'skip'), `seed ${result.seed}`).toEqual([])
      expect(result.requirements.map(({ id }) => id)).toEqual(requirements.map(({ id }) => id))
      expect(result.verdict).toBe('pass')
    })
  }
})
