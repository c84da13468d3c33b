import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { check } from '../engine/check.js'
import { workingDirectoryFor } from '../engine/working-directory.js'
import { SetupError } from '../harness/findings/violation.js'
import { settingsOf, type Settings } from '../harness/messages/settings.js'
import { decide } from './decide.js'
import { mutantsOver, type Mutant } from './mutant.js'
import type { Proof, Trial } from './proof.js'
import type { Requirement, Specification } from '../specification/specification.js'
import { verdictsOf, type Verdicts } from './verdicts.js'

/** What is to be proved. */
export interface ProveRequest {
  readonly specification: Specification
  /** those that are graded; what is only observed notices nothing */
  readonly requirements: readonly Requirement[]
  /** the command of a working server, with {port} or for $PORT */
  readonly command: readonly string[]
  readonly settings?: Settings
  readonly seed: string
  readonly mutants?: readonly Mutant[]
  /** told before each run of all requirements */
  readonly onRun?: (what: string) => void
}

/** Deadline of one reply, ms: late answers come later than this, however busy the machine. */
const REPLY_MS = 1_000
/** What a mutant spoils may take each requirement its deadline, several times over. */
const MOST_MS = 240_000

/**
 * Runs the requirements against a working server, alone and behind a proxy that changes nothing, and then against each mutant of its replies. Throws
 * SetupError where the server itself does not hold them.
 */
export async function prove(request: ProveRequest): Promise<Proof> {
  const { specification, requirements, command, onRun = () => undefined } = request
  const { transport } = specification
  onRun('the server itself')
  const itself = await run(request, requirements, command)
  const failed = requirements.filter(({ id }) => itself.get(id) === 'fail').map(({ id }) => id)
  if (failed.length > 0)
    throw new SetupError(
      `the server does not hold ${failed.join(', ')}: only with one that works can be shown what the requirements notice (sockspec check says what is wrong)`,
    )
  onRun('a proxy that changes nothing')
  const { verdicts: faithful } = await runMutant(request, requirements, 'faithful')
  const usable = requirements.filter(({ id }) => faithful.get(id) === 'pass')
  if (usable.length === 0)
    throw new SetupError(
      'behind a proxy the server holds no requirement: does the command take its port from {port} or $PORT?',
    )
  const trials: Trial[] = []
  for (const mutant of request.mutants ?? mutantsOver(transport)) {
    onRun(mutant)
    const { verdicts, changes } = await runMutant(request, usable, mutant)
    trials.push(decide(mutant, transport, changes, verdicts))
  }
  return {
    specification,
    requirements: usable.map(({ id, title }) => ({ id, title })),
    leftOut: requirements.filter((one) => !usable.includes(one)).map(({ id, title }) => ({ id, title })),
    trials,
  }
}

/** Runs requirements against the command, with a proxy before it that counts what it changes. */
async function runMutant(
  request: ProveRequest,
  requirements: readonly Requirement[],
  mutant: Mutant | 'faithful',
): Promise<{ readonly verdicts: Verdicts; readonly changes: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'sockspec-prove-'))
  const count = join(folder, 'changes')
  try {
    const inner = request.command.map((word) => word.replaceAll('{port}', '{inner}'))
    const proxy = [process.execPath, ...process.execArgv, proxyProgram()]
    const command = [...proxy, mutant, request.specification.transport, '--count', count, '--', ...inner]
    const verdicts = await run(request, requirements, command)
    return { verdicts, changes: existsSync(count) ? statSync(count).size : 0 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(
  { specification, settings = {}, seed }: ProveRequest,
  requirements: readonly Requirement[],
  command: readonly string[],
): Promise<Verdicts> {
  const workingDirectory = await workingDirectoryFor(specification, settings)
  try {
    const findings = await check({
      specification,
      requirements,
      seed,
      settings: settingsOf(specification.options, settings, specification.protocol),
      timeout: REPLY_MS,
      mostMs: MOST_MS,
      subject: { kind: 'command', command, fixedPort: undefined, workingDirectory },
    })
    return verdictsOf(requirements, findings)
  } finally {
    await workingDirectory.dispose()
  }
}

/** The proxy beside this file, or in dist/ beside the bundle that this file is a part of. */
function proxyProgram(): string {
  const here = fileURLToPath(import.meta.url)
  return join(dirname(here), '..', 'proving', 'proxy', `main${here.slice(here.lastIndexOf('.'))}`)
}
