// Checks every reference program over TCP behind a relay that hands on one byte a second, and prints how long each check took and what it said. None is to
// take more than a minute, and none to pass where what drips is what a requirement waits for.
// Usage: npm run drips -- [--parallel N] [--protocol NAME,...] [--role server|client] [--program PART,...]
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readSpecification } from '../specification/catalogue.ts'
import { check, inParallel, references, wanted, WHICH } from './programs.js'

const { values } = parseArgs({ options: { parallel: { type: 'string', default: '2' }, ...WHICH } })
const DRIP = join(import.meta.dirname, 'drip.js')
const BOUND_S = 60

const overTcp = ({ protocol, role }) => readSpecification(protocol, role).transport === 'tcp'

/** The reference as what drips starts it. */
function behind(one, way) {
  const isWeb = one.protocol === 'http-get' && one.role === 'client'
  const inner = one.command().map((word) => word.replace('{host}', '@HOST').replace('{port}', '@PORT'))
  return {
    ...one,
    name: `${one.name}, ${way}`,
    command: () => [process.execPath, DRIP, way, ...(isWeb ? ['{url}', '-'] : ['{host}', '{port}']), '--', ...inner],
  }
}

const jobs = wanted(
  references()
    .filter(overTcp)
    .flatMap((one) => (one.role === 'server' ? ['replies'] : ['requests', 'output']).map((way) => behind(one, way))),
  values,
)
let tooLong = 0
await inParallel(values.parallel, jobs, async (job) => {
  try {
    const { durationMs, requirements } = await check(job)
    const count = (verdict) => requirements.filter((one) => one.verdict === verdict).map(({ id }) => id)
    const [fail, error] = [count('fail'), count('error')]
    if (durationMs > BOUND_S * 1000) tooLong++
    console.log(
      `${(durationMs / 1000).toFixed(1)} s ${job.name}: ${fail.length} fail, ${count('pass').length} pass (${count('pass').join(' ')})${error.length > 0 ? `, error ${error.join(' ')}` : ''}`,
    )
  } catch (error) {
    console.log(`${job.name}: ${error.message}`)
  }
})
console.log(`${tooLong} over ${BOUND_S} s`)
