import { appendFileSync } from 'node:fs'
import { grade, gradeOnFixedPort } from './test/support/grade.js'
import { commandOf, missingFor, readSubmissions, settingsFor } from './test/support/submissions.js'
const out = process.argv[2]!, width = Number(process.argv[3] ?? 3), only = process.argv[4]
const queue = readSubmissions().filter((s) => missingFor(s).length === 0 && (only === undefined || s.name.includes(only)))
let n = 0
await Promise.all(Array.from({ length: width }, async () => {
  for (let s = queue.shift(); s; s = queue.shift()) {
    try {
      const command = await commandOf(s)
      const result = typeof s.start === 'string' ? (await grade(s.protocol, s.role, command, { settings: settingsFor(s), seed: 'compare' })).result : await gradeOnFixedPort(s.protocol, s.role, command, s.start.fixedPort)
      appendFileSync(out, JSON.stringify([s.name, result.requirements.map((r) => [r.id, r.verdict, r.observed ?? '', r.diagnosis?.cause ?? ''])]) + '\n')
    } catch (e) { appendFileSync(out, JSON.stringify([s.name, String(e)]) + '\n') }
    if (++n % 20 === 0) console.log(n, new Date().toISOString())
  }
}))
process.exit(0)
