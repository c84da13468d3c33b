import { randomBytes } from 'node:crypto'
import { readSound } from '../engine/linting/read-sound.js'
import { SetupError } from '../harness/findings/violation.js'
import { isMutant, mutantsOver, type Mutant } from '../proving/mutant.js'
import { isProved } from '../proving/proof.js'
import { prove } from '../proving/prove.js'
import { proofText } from '../proving/table.js'
import { didYouMean } from '../specification/closest.js'
import { select } from '../specification/select.js'
import type { Transport } from '../specification/specification.js'
import { settingsGiven, type RawSettings } from './check-options.js'
import { Progress } from './progress.js'
import { print } from './say.js'

export interface ProveOptions extends RawSettings {
  readonly seed?: string
  readonly only?: string
  readonly mutants?: string
}

/** Runs `sockspec prove` and gives its exit status: 0 every mutant is noticed, 1 one is not. Throws SetupError. */
export async function proveCommand(
  protocol: string,
  command: readonly string[],
  options: ProveOptions,
): Promise<number> {
  if (command.length === 0)
    throw new SetupError(
      `no command given: put that of a working server behind --, as in: sockspec prove ${protocol} -- python3 server.py {port}`,
    )
  const specification = readSound(protocol, 'server')
  const only = options.only?.split(',').map((id) => id.trim().toUpperCase())
  const requirements = select(specification, { level: 'strict', ...(only ? { only } : {}) }).filter(
    ({ level }) => level !== 'info',
  )
  if (requirements.length === 0) throw new SetupError(`${protocol} has no requirement that is graded`)
  const mutants = parseMutants(options.mutants, specification.transport)
  const progress = new Progress(process.stderr)
  const seed = options.seed ?? randomBytes(4).toString('hex')
  try {
    const proof = await prove({
      specification,
      requirements,
      command,
      settings: settingsGiven(options),
      seed,
      ...(mutants ? { mutants } : {}),
      onRun: (what) => progress.show(`${specification.protocol}: ${what}`),
    })
    progress.clear()
    print(`${proofText(proof)}\nseed ${seed}\n`)
    return isProved(proof) ? 0 : 1
  } finally {
    progress.clear()
  }
}

function parseMutants(text: string | undefined, transport: Transport): Mutant[] | undefined {
  const known = mutantsOver(transport)
  return text?.split(',').map((one) => {
    const name = one.trim()
    if (isMutant(name) && known.includes(name)) return name
    throw new SetupError(
      `--mutants ${name}: ${isMutant(name) ? `it makes no sense over ${transport.toUpperCase()}` : 'there is no such mutant'}${didYouMean(name, known, ';')} Known are ${known.join(', ')}`,
    )
  })
}
