// Records, for `sockspec explain`, an exchange of each requirement as the reference program has it, and as a broken one has it: what really crossed the
// wire. Writes features/<protocol>/exchanges.json. Usage: npm run record-exchanges -- [PROTOCOL ...]
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from '../dist/engine/check.js'
import { workingDirectoryFor } from '../dist/engine/working-directory.js'
import { protocolNames, readSpecification, rolesIn, protocolFolder } from '../dist/specification/catalogue.js'
import { reference, referenceSettings } from '../test/support/references.ts'
import { commandOf, missingFor, readSubmissions, settingsFor } from '../test/support/submissions.ts'

/** Of a longer exchange the beginning and the end are kept. */
const HEAD = 6
const TAIL = 4
/** So much of what was sent is shown beside an arrow, and no more of it is kept, bytes. */
const OCTETS = 24

const SEED = 'explain'

async function findingsOf(specification, requirements, command, given) {
  const settings = { ...specification.options, ...given }
  const workingDirectory = await workingDirectoryFor(specification, settings)
  try {
    const subject = { kind: 'command', command, fixedPort: undefined, workingDirectory }
    return await check({ specification, requirements, subject, seed: SEED, settings })
  } finally {
    await workingDirectory.dispose()
  }
}

/** What crossed the wire, without times and addresses. */
function recorded({ log }) {
  const events = log.events
    .filter(({ kind }) => kind !== 'note')
    .map(({ peer, direction, kind, transport, octets, size }) => ({
      peer,
      direction,
      kind,
      ...(transport === 'udp' ? { transport } : {}),
      ...(octets ? { size, octets: octets.subarray(0, OCTETS).toString('base64') } : {}),
    }))
  if (events.length <= HEAD + TAIL) return { events }
  return { events: [...events.slice(0, HEAD), ...events.slice(-TAIL)], left: events.length - HEAD - TAIL, leftAt: HEAD }
}

/** Which broken programs show which requirements: those that violate little show most plainly what it is that they do wrong. */
function programsFor(protocol, role, ids) {
  const chosen = new Map()
  const usable = readSubmissions()
    .filter((one) => one.protocol === protocol && one.role === role && one.start === 'argument')
    .filter((one) => one.violates.length > 0 && missingFor(one).length === 0)
    .sort(
      (a, b) =>
        a.violates.length - b.violates.length ||
        Number(a.source.endsWith('.java')) - Number(b.source.endsWith('.java')),
    )
  for (const id of ids) {
    const program = usable.find(({ violates }) => violates.includes(id))
    if (program) chosen.set(program, [...(chosen.get(program) ?? []), id])
  }
  return chosen
}

const wanted = process.argv.slice(2)
for (const protocol of wanted.length > 0 ? wanted : protocolNames()) {
  const exchanges = {}
  for (const role of rolesIn(protocolFolder(protocol))) {
    const specification = readSpecification(protocol, role)
    const { requirements } = specification
    const right = await findingsOf(
      specification,
      requirements,
      reference(protocol, role),
      referenceSettings(protocol, role),
    )
    const programs = programsFor(
      protocol,
      role,
      requirements.map(({ id }) => id),
    )
    for (const [program, ids] of programs) {
      const some = requirements.filter(({ id }) => ids.includes(id))
      const wrong = await findingsOf(specification, some, await commandOf(program), settingsFor(program))
      for (const { id, scenarios } of some) {
        const failed = scenarios.find(({ key }) => wrong.get(key)?.outcome === 'violated')
        const held = failed && right.get(failed.key)
        if (held?.outcome !== 'held') continue
        exchanges[id] = { right: recorded(held), wrong: recorded(wrong.get(failed.key)), what: program.why }
      }
    }
  }
  const sorted = Object.fromEntries(Object.entries(exchanges).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(join(protocolFolder(protocol), 'exchanges.json'), `${JSON.stringify(sorted, null, 1)}\n`)
  console.log(`${protocol}: ${Object.keys(sorted).length}`)
}
process.exit()
