import { localHost, type Host } from '../harness/hosts/host.js'
import { copiesOf, inSubfolder, type WorkingDirectory } from '../harness/programs/working-directory.js'
import { requireOwnNetwork } from '../harness/peers/own-network.js'
import { SetupError } from '../harness/findings/violation.js'
import type { SubjectDescription } from '../results/result.js'
import type { Job } from './job.js'

/** Where one submission runs. */
export interface OpenedHost {
  readonly host: Host
  readonly workingDirectory: WorkingDirectory
  /** what is in force, and what is not, for the report */
  readonly inForce: Pick<SubjectDescription, 'isolation' | 'limits' | 'lost'>
  dispose(): Promise<void>
}

/** The program that is to run there. */
export interface ToRun {
  readonly folder: string
  /** the subfolder of that in which it is started */
  readonly cwd: string
  /** of its command, what the teacher has written: what that names is seen in a sandbox */
  readonly named: readonly string[]
}

/** Makes it. Throws SetupError where the system does not allow it. */
export async function openHost(isolation: Job['isolation'], { folder, cwd, named }: ToRun): Promise<OpenedHost> {
  switch (isolation) {
    case 'none': {
      await requireOwnNetwork()
      const workingDirectory = inSubfolder(await copiesOf(folder), cwd)
      return { host: localHost, workingDirectory, inForce: { isolation }, dispose: () => workingDirectory.dispose() }
    }
    case 'namespace': {
      const { NamespaceHost } = await import('../harness/hosts/namespace/namespace-host.js')
      const host = await NamespaceHost.open()
      const workingDirectory = inSubfolder(await copiesOf(folder), cwd)
      return {
        host,
        workingDirectory,
        inForce: { isolation },
        dispose: async () => {
          await host.dispose()
          await workingDirectory.dispose()
        },
      }
    }
    case 'sandbox': {
      const { openSandbox } = await import('../harness/hosts/sandbox/open-sandbox.js')
      // What it is started in is what it has: the rest of a hand-in is nobody's program.
      const host = await openSandbox({
        source: { folder: cwd === '.' ? folder : `${folder}/${cwd}`, except: [] },
        command: named,
      })
      return {
        host,
        workingDirectory: host.folders,
        inForce: { isolation, limits: host.limits, lost: host.lost },
        dispose: () => host.dispose(),
      }
    }
    case 'docker':
      throw new SetupError(
        'grade does not run submissions in containers yet: use --isolation sandbox, namespace or none',
      )
  }
}
