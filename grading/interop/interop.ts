import type { Words } from '../../results/words/words.js'
import type { GradeRequest } from '../grade.js'
import type { Task } from '../task.js'
import { allMeet, sideOf } from './all-meet.js'
import { coreResults, whyLeftOut, type CoreResult } from './core-results.js'
import { entrantOf, type Entrant } from './entrant.js'
import type { LeftOut, Matrix } from './matrix.js'
import { pairingsOf } from './pairing.js'

export interface InteropRequest extends Omit<GradeRequest, 'resume' | 'shard' | 'coreOnly' | 'toDecide'> {
  readonly words: Words
  /** so many pairs at once */
  readonly atOnce: number
  /** where programs are built: a folder that is removed afterwards */
  readonly place: string
  readonly onPair: (done: number, all: number) => void
}

/**
 * Checks each program of a class alone, at level core, and lets every client that passes meet every server that does; gives a matrix for each protocol. Throws
 * SetupError where nobody of the assignment can meet.
 */
export async function interop(request: InteropRequest): Promise<Matrix[]> {
  const { assignment, signal } = request
  const pairings = pairingsOf(assignment)
  const results = await coreResults(request)
  const ready = new Map<string, Ready>()
  const readyFor = async (task: Task): Promise<Ready> => {
    const known = ready.get(task.id) ?? (await readied(results, task, request))
    ready.set(task.id, known)
    return known
  }
  const matrices: Matrix[] = []
  for (const pairing of pairings) {
    if (signal.aborted) break
    const [servers, clients] = [await readyFor(pairing.server), await readyFor(pairing.client)]
    const pairs = await allMeet({
      ...request,
      pairing,
      servers: servers.entrants,
      clients: clients.entrants,
      seed: assignment.hash.slice(0, 8),
    })
    matrices.push({
      protocol: pairing.server.specification.protocol,
      serverTask: pairing.server.id,
      clientTask: pairing.client.id,
      servers: servers.entrants.map(sideOf),
      clients: clients.entrants.map(sideOf),
      pairs,
      leftOut: [...servers.leftOut, ...clients.leftOut],
    })
  }
  return matrices
}

/** Who of the class meets others in a task, and who does not. */
interface Ready {
  readonly entrants: readonly Entrant[]
  readonly leftOut: readonly LeftOut[]
}

async function readied(
  results: readonly CoreResult[],
  task: Task,
  { place, isolation, words }: Pick<InteropRequest, 'place' | 'isolation' | 'words'>,
): Promise<Ready> {
  const entrants: Entrant[] = []
  const leftOut: LeftOut[] = []
  for (const { graded, submission, starts } of results) {
    const { id, name } = graded.submission
    const { role } = task.specification
    const outcome = graded.tasks.find((one) => one.task === task.id)?.outcome
    const why = outcome && whyLeftOut(outcome, words)
    const start = starts.get(task.id)
    const entrant =
      why === undefined && submission && start ? await entrantOf(submission, task, start, place, isolation) : undefined
    if (entrant) entrants.push(entrant)
    else leftOut.push({ id, name, role, why: why ?? words.classLabels.interop.notBuiltAgain })
  }
  return { entrants, leftOut }
}
