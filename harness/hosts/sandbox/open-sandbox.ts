import { spawnSync } from 'node:child_process'
import { realpath, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { HarnessFault, SetupError } from '../../findings/violation.js'
import { packageRoot } from '../package-file.js'
import { startAgent, type AgentProcess } from '../namespace/agent-process.js'
import { lostWithout, makeGroups, removeGroups } from './control-groups.js'
import { limitsWithout, type Lost } from './limits.js'
import { neededBy, systemHere } from './needs.js'
import { placeFor, planOf, type SandboxWay } from './plan.js'
import { SandboxHost, type Sandbox } from './sandbox-host.js'
import { requireSmall, type Source } from './source.js'
import { SYSTEM } from './view.js'

export interface SandboxOptions {
  /** the submission's, which is copied for every process */
  readonly source: Source
  /** that is to run in it: what it names is seen. Empty where the submission itself says what is run, or it would choose what it sees. */
  readonly command: readonly string[]
  /** folders of this machine that are to be seen besides */
  readonly visible?: readonly string[]
}

/** What is not copied: nobody's program, and large. */
const NOT_COPIED = ['.git']

/** Makes a sandbox, and tries it. Throws SetupError where this system has none, or the folder cannot be copied into it. */
export async function openSandbox({ source, command, visible: besides = [] }: SandboxOptions): Promise<SandboxHost> {
  const found = await stat(source.folder).catch(() => undefined)
  if (!found?.isDirectory()) throw new SetupError(`--cwd ${source.folder}: there is no such folder`)
  const folder = await realpath(source.folder)
  const copied = { folder, except: [...source.except, ...NOT_COPIED] }
  await requireSmall(copied)
  const { visible, links } = systemHere()
  const harness = packageRoot()
  const needed = [...neededBy({ command, folder, searchPath: process.env.PATH ?? '', harness }), ...besides]
  const base = placeFor([folder, ...visible, ...needed])
  const groups = makeGroups()
  let agent: AgentProcess
  try {
    agent = await startAgent(planOf(base, groups.folders))
  } catch (error) {
    removeGroups(groups.folders)
    throw error
  }
  const { identity } = agent.way as SandboxWay
  const shown = [...visible, ...needed]
  const sandbox = (tool: Sandbox['tool']): Sandbox => {
    const lost: Lost[] = [
      ...(tool === 'bubblewrap' ? [] : (['bubblewrap'] as const)),
      ...lostWithout(groups.controllers),
      // The kernel does not count what root starts.
      ...(identity === 'own-user' && process.getuid?.() === 0 && !groups.controllers.includes('pids')
        ? (['processes'] as const)
        : []),
    ]
    return {
      tool,
      identity,
      groups,
      base,
      source: copied,
      inside: insideOf(folder, shown),
      visible: shown,
      links,
      hidden: folder.startsWith(harness) ? [] : [harness],
      limits: limitsWithout(lost),
      lost,
    }
  }
  const refused: string[] = []
  for (const tool of ['bubblewrap', 'util-linux'] as const) {
    if (tool === 'bubblewrap' && !isInstalled('bwrap')) continue
    const host = await SandboxHost.first(agent, sandbox(tool))
    const trouble = await tried(host)
    if (trouble === undefined) return host
    refused.push(trouble)
  }
  await agent.end()
  throw new SetupError(
    `--isolation sandbox is not possible here (${refused[0]}): it needs the program bwrap (package bubblewrap), or else unshare, setpriv and pivot_root (package util-linux); use --isolation none`,
  )
}

/** What the folder is called inside: the same, unless what is around it is the system's. */
function insideOf(folder: string, visible: readonly string[]): string {
  const parent = dirname(folder)
  const taken = parent === '/' || [...SYSTEM, ...visible, '/etc', '/proc', '/dev', '/dev/shm'].includes(parent)
  return taken ? `/submission/${basename(folder)}` : folder
}

/** Runs a program that does nothing; gives what was wrong. */
async function tried(host: SandboxHost): Promise<string | undefined> {
  try {
    const program = await host.start({
      command: ['/bin/true'],
      folder: await host.folders.next(),
      environment: {},
      keepOutput: false,
    })
    const ending = await program.ended
    await program.stop()
    return ending.kind === 'status' && ending.status === 0
      ? undefined
      : `a program ended with ${JSON.stringify(ending)}`
  } catch (error) {
    if (error instanceof HarnessFault) return 'error' in error.observation ? error.observation.error : error.message
    return error instanceof Error ? error.message : String(error)
  }
}

const isInstalled = (program: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' }).status === 0
