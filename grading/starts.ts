import type { Job } from './job.js'
import { answeredStart, type Answer, type Question } from './starting/to-decide.js'
import { startOf } from './starting/start-of.js'
import type { StartTask } from './starting/decision.js'
import type { Submission } from './submission.js'
import type { Task } from './task.js'

/** How a submission is started in each task: as the teacher has decided, else as its files say. */
export async function startsOf(
  submission: Submission,
  tasks: readonly Task[],
  answers: ReadonlyMap<string, Answer>,
): Promise<Job['starts']> {
  return Promise.all(
    tasks.map(async (task) => {
      const answer = answers.get(keyOf(submission, task, tasks))
      const wanted = startTask(submission, task)
      if (answer?.kind === 'skip') return 'left out'
      return answer ? answeredStart(submission.folder, wanted, answer) : startOf(submission.folder, wanted)
    }),
  )
}

/** What the teacher is asked of a submission: of each task where it is not clear what is to be started. */
export const questionsOf = (submission: Submission, starts: Job['starts'], tasks: readonly Task[]): Question[] =>
  tasks.flatMap((task, index) => {
    const decision = starts[index]
    if (decision === undefined || decision === 'left out' || decision.kind !== 'undecided') return []
    const { name, source } = submission
    return [{ id: keyOf(submission, task, tasks), name, source, decision }]
  })

/** By what the teacher names it. */
const keyOf = ({ id }: Submission, task: Task, tasks: readonly Task[]): string =>
  tasks.length === 1 ? id : `${id}/${task.id}`

const startTask = ({ notes }: Submission, { specification, start, build, port }: Task): StartTask => {
  const renamed = notes.flatMap((note) => (note.kind === 'renamed' ? [{ from: note.from, to: note.to }] : []))
  return {
    role: specification.role,
    ...(start ? { start } : {}),
    ...(build ? { build } : {}),
    ...(port === undefined ? {} : { port }),
    ...(renamed.length > 0 ? { renamed } : {}),
  }
}
