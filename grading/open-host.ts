import { localHost } from '../harness/hosts/host.js'
import { copiesOf, inSubfolder } from '../harness/programs/working-directory.js'
import { requireOwnNetwork } from '../harness/peers/own-network.js'
import { openInDocker } from './docker-host.js'
import type { Job } from './job.js'
import type { OpenedHost, ToRun } from './opened-host.js'

/** Makes the place where one submission runs. Throws SetupError where the system does not allow it. */
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
