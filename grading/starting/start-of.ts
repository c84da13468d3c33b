import { assignedStart } from './assigned.js'
import { choose, type Candidate } from './candidate.js'
import { placeholdersFor, type StartDecision, type StartTask } from './decision.js'
import { cIn } from './detect-c.js'
import { goIn, rustIn } from './detect-go-rust.js'
import { javaIn } from './detect-java.js'
import { scriptsIn } from './detect-scripts.js'
import { folderOf, isIn, listingOf, nameOf, type Listing } from './listing.js'
import { madeIn } from './makefile.js'
import { ownStart } from './own-file.js'
import { fitOf } from './role-in-name.js'

/** How the program in a submission's folder is started. */
export async function startOf(folder: string, task: StartTask): Promise<StartDecision> {
  return startIn(await listingOf(folder), task)
}

/**
 * How the program among these files is started, by what says it most surely: the submission's sockspec.yaml, the assignment, a run.sh, a Makefile, what the sources
 * are. Never by a guess.
 */
export function startIn(listing: Listing, task: StartTask): StartDecision {
  const own = ownStart(listing, task.role)
  if (own) return own
  const files = withoutEnvironments(listing)
  if (task.start) return assignedStart(files, task, task.start, 'assignment', () => foundIn(files, task))
  const found = foundIn(files, task)
  // The assignment's build is what every submission needs, however it is started.
  return task.build !== undefined && found.kind === 'start' ? { ...found, build: [task.build] } : found
}

function foundIn(listing: Listing, task: StartTask): StartDecision {
  const scripts = runScripts(listing, task)
  if (scripts.length > 0) return choose(scripts, task.role, 'run.sh')
  const made = choose(madeIn(listing, task), task.role, 'Makefile')
  if (made.kind !== 'nothing') return made
  const all = [scriptsIn, javaIn, cIn, goIn, rustIn].flatMap((detect) => detect(listing, task))
  return choose(all, task.role, 'detected')
}

/** "run.sh", or one for the role: "run-server.sh", "servidor.sh". */
function runScripts(listing: Listing, task: StartTask): Candidate[] {
  const scripts = listing.filter(({ path }) => {
    const name = nameOf(path).toLowerCase()
    if (name === 'run.sh') return true
    return (
      name.endsWith('.sh') &&
      ['exactly', 'among-others'].includes(fitOf(name, task.role)) &&
      /^(?:(?:run|start)[-_]?)?[a-z]+\.sh$/.test(name)
    )
  })
  return scripts.map((file) => ({
    // Archives from Windows have no right to execute; so it is called by its interpreter.
    command: [/^#!.*\bbash\b/.test(file.text ?? '') ? 'bash' : 'sh', nameOf(file.path), ...placeholdersFor(task)],
    cwd: folderOf(file.path),
    language: 'shell',
    path: file.path,
  }))
}

/** Without Python's virtual environments, which hold thousands of other people's programs. */
function withoutEnvironments(listing: Listing): Listing {
  const folders = listing.filter(({ path }) => nameOf(path) === 'pyvenv.cfg').map(({ path }) => folderOf(path))
  return folders.length === 0 ? listing : listing.filter(({ path }) => !folders.some((folder) => isIn(folder, path)))
}
