import { GenericContainer, type StartedTestContainer } from 'testcontainers'
import type { Run } from './labels.js'

/** What a container of ours is like. */
export interface ContainerPlan {
  readonly image: string
  readonly name: string
  readonly run: Run
  readonly command: readonly string[]
  /** `own`: an address on a network; `joined`: the network and the processes of another container */
  readonly place:
    | { readonly kind: 'own'; readonly network: string; readonly address: string }
    | { readonly kind: 'joined'; readonly container: string }
  readonly capabilities: readonly string[]
  readonly user?: string
  readonly readOnlyRoot: boolean
  /** its standard input stays open, and ends with whoever attached to it */
  readonly interactive: boolean
  /** an init process that waits for orphans */
  readonly init: boolean
  /** most memory, octets, most processes, and how many CPUs */
  readonly limits?: { readonly memory: number; readonly processes: number; readonly cpus: number }
  readonly volume?: { readonly name: string; readonly path: string }
  /** settings of its kernel's network */
  readonly kernel?: Readonly<Record<string, string>>
  /** a file that is there when it starts */
  readonly script?: { readonly path: string; readonly content: string }
}

/** A container that testcontainers starts, with what its interface has no words for. It removes itself when it ends. */
export class SealedContainer extends GenericContainer {
  constructor(plan: ContainerPlan) {
    super(plan.image)
    const [entrypoint = '', ...rest] = plan.command
    this.withName(plan.name)
      .withLabels({ ...plan.run.labels })
      .withEntrypoint([entrypoint])
      .withCommand(rest)
      .withAutoCleanup(false)
      .withDroppedCapabilities('ALL')
      .withAddedCapabilities(...plan.capabilities)
      .withSecurityOpt('no-new-privileges')
      .withNetworkMode(plan.place.kind === 'own' ? plan.place.network : `container:${plan.place.container}`)
    if (plan.user !== undefined) this.withUser(plan.user)
    if (plan.script) this.withCopyContentToContainer([{ content: plan.script.content, target: plan.script.path }])
    // What an image says of its health would be run again and again beside what is being timed.
    this.createOpts = {
      ...this.createOpts,
      OpenStdin: plan.interactive,
      StdinOnce: plan.interactive,
      Tty: false,
      Healthcheck: { Test: ['NONE'] },
    }
    if (plan.place.kind === 'own')
      this.createOpts.NetworkingConfig = {
        EndpointsConfig: { [plan.place.network]: { IPAMConfig: { IPv4Address: plan.place.address } } },
      }
    this.hostConfig = {
      ...this.hostConfig,
      AutoRemove: true,
      Init: plan.init,
      // Everything that is printed goes to us: a copy on the engine's disk would only fill it.
      LogConfig: { Type: 'none', Config: {} },
      ReadonlyRootfs: plan.readOnlyRoot,
      ...(plan.readOnlyRoot ? { Tmpfs: { '/tmp': 'rw,exec,nosuid,nodev,size=67108864,mode=1777' } } : {}),
      // Names of other machines lead nowhere, and at once: no engine is to pass questions on to the machine's own name server.
      ...(plan.place.kind === 'own' ? { Dns: ['127.0.0.1'], DnsOptions: ['timeout:1', 'attempts:1'] } : {}),
      ...(plan.place.kind === 'joined' ? { PidMode: `container:${plan.place.container}` } : {}),
      ...(plan.kernel ? { Sysctls: { ...plan.kernel } } : {}),
      ...(plan.limits
        ? {
            Memory: plan.limits.memory,
            MemorySwap: plan.limits.memory,
            PidsLimit: plan.limits.processes,
            NanoCpus: plan.limits.cpus * 1e9,
          }
        : {}),
      ...(plan.volume
        ? { Mounts: [{ Type: 'volume', Source: plan.volume.name, Target: plan.volume.path, ReadOnly: false }] }
        : {}),
    }
  }
}

export type { StartedTestContainer }
