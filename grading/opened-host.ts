import { localHost, type Host } from '../harness/hosts/host.js'
import { requireOwnNetwork } from '../harness/peers/own-network.js'
import { SetupError } from '../harness/findings/violation.js'
import type { Job } from './job.js'

/** Where one submission runs. */
export interface OpenedHost {
  readonly host: Host
  dispose(): Promise<void>
}

/** Makes it. Throws SetupError where the system does not allow it. */
export async function openHost(isolation: Job['isolation']): Promise<OpenedHost> {
  switch (isolation) {
    case 'none':
      await requireOwnNetwork()
      return { host: localHost, dispose: () => Promise.resolve() }
    case 'namespace': {
      const { NamespaceHost } = await import('../harness/hosts/namespace/namespace-host.js')
      const host = await NamespaceHost.open()
      return { host, dispose: () => host.dispose() }
    }
    case 'docker':
      throw new SetupError('isolation docker')
  }
}
