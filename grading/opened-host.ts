import { localHost, type Host } from '../harness/hosts/host.js'
import { copiesOf, inSubfolder, type WorkingDirectory } from '../harness/programs/working-directory.js'
import { requireOwnNetwork } from '../harness/peers/own-network.js'
import type { SubjectDescription } from '../results/result.js'
import { openInDocker } from './docker-host.js'
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
  readonly command: readonly string[]
  /** of that, what the teacher has written: what it names is seen in a sandbox */
  readonly named: readonly string[]
  /** in containers, the image that it runs in, where the assignment says one */
  readonly image: string | undefined
  /** addresses of 127.0.0.0/8 that in containers are hosts of their own */
  readonly hosts: readonly string[]
}

/** Of what never runs in containers. */
export const NOT_IN_CONTAINERS: Pick<ToRun, 'image' | 'hosts'> = { image: undefined, hosts: [] }

/** Makes it. Throws SetupError where the system does not allow it. */
export async function openHost(isolation: Job['isolation'], toRun: ToRun): Promise<OpenedHost> {
  const { folder, cwd, named } = toRun
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
      return openInDocker(toRun)
  }
}
