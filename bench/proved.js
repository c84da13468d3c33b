// Proves the requirements of the protocols that come with sockspec against mutants of their reference servers, and writes docs/proved.md.
// Usage: npm run proved -- [PROTOCOL ...]; without a name all protocols. It takes some minutes for each.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isProved } from '../dist/proving/proof.js'
import { prove } from '../dist/proving/prove.js'
import { provedPage } from '../dist/proving/proved-page.js'
import { proofText } from '../dist/proving/table.js'
import { protocolNames, readSpecification } from '../dist/specification/catalogue.js'
import { select } from '../dist/specification/select.js'
import { reference } from '../test/support/references.ts'

const PAGE = join(import.meta.dirname, '..', 'docs', 'proved.md')
const names = process.argv.length > 2 ? process.argv.slice(2) : protocolNames()
let isAllProved = true
for (const name of names) {
  const specification = readSpecification(name, 'server')
  const proof = await prove({
    specification,
    requirements: select(specification, { level: 'strict' }).filter(({ level }) => level !== 'info'),
    command: reference(name, 'server'),
    seed: 'proved',
    onRun: (what) => console.error(`${new Date().toISOString()} ${name}: ${what}`),
  })
  console.log(proofText(proof))
  isAllProved &&= isProved(proof)
  // Each is written when it is there: all of them take an hour.
  writeFileSync(PAGE, provedPage([proof], existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''))
}
process.exitCode = isAllProved ? 0 : 1
