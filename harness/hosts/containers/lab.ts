import type { Waiting } from '../../findings/waiting.js'
import { randomInt } from 'node:crypto'
import { AgentLink } from '../agent/link.js'
import { SUBMISSION_USER } from '../agent/wire.js'
import { poll } from '../../peers/patience.js'
import { SetupError } from '../../findings/violation.js'
import type { WorkingDirectory } from '../../programs/working-directory.js'
import { attached } from './channel.js'
import { cleanUp, removeRun } from './clean.js'
import { whereFull } from '../disk-filled.js'
import { ContainerFolder } from './container-folder.js'
import { ContainerHost, type Neighbour } from './container-host.js'
import { ContainerNetwork } from './container-network.js'
import { asked, type Engine } from './engine.js'
import { copyIn } from './copy-in.js'
import { closeWaysOut, startHost } from './host-start.js'
import { ensureImage, hostImage } from './images.js'
import { newRun, type Run } from './labels.js'

/** Where the scratch volume is, in the submission's container and beside its agent. */
const SCRATCH = '/work'
const SOURCE = `${SCRATCH}/submission`
const SCRATCH_OCTETS = 1 << 30
/** As each process may have without containers, and something for what the kernel counts besides. */
const MEMORY_OCTETS = 1536 << 20
/** Six processes of a server at once, one of them with a thread for each of two hundred clients, and nothing near what would harm the machine. */
const PROCESSES = 1024
const CPUS = 2
const NOBODY = '65534:65534'
/** The last octet of the address of the submission's host; those of its peers are as in 127.0.0.N, so that one can be the beginning of another there too. */
const SUBJECT = 100
const GATEWAY = 254
/** Whose clients, or server, the submission deals with where nobody says otherwise. */
const FIRST_PEER = '127.0.0.1'
const SUBNET_ATTEMPTS = 20
/** An engine with much to do takes a second or two to end a container; what is left then is `sockspec clean`'s. */
const REMOVAL_MS = 15_000
/** What a folder is copied from: all of it, or all but the files that the protocol is about. */
export interface Source {
  readonly folder: string
  readonly except: readonly string[]
  /** of a link that leads out of it, what is there is copied, unless they are `left` as they are: it may be a stranger's, who has made them */
  readonly linksOut?: 'left'
}

export interface LabOptions {
  readonly engine: Engine
  readonly image: string
  readonly source: Source
  /** addresses of 127.0.0.0/8 that stand for hosts which are there from the beginning */
  readonly hosts: readonly string[]
  readonly onWaiting: (waiting: Waiting) => void
}

/** A network of hosts in containers, without a way out: the submission's, and those of its peers. */
export class Lab {
  readonly run: Run = newRun()
  readonly #engine: Engine
  readonly #options: LabOptions
  readonly #agents: AgentLink[] = []
  readonly #neighbours = new Map<number, Promise<Neighbour>>()
  #network = ''
  #prefix = ''
  #folderCount = 0
  #folders: ContainerFolder[] = []
  #host: ContainerHost | undefined
  #subject: AgentLink | undefined
  /** its container */
  #subjectHost = ''

  private constructor(options: LabOptions) {
    this.#options = options
    this.#engine = options.engine
  }

  /** Makes it. Throws SetupError where the engine cannot; then nothing of it is left. */
  static async open(options: LabOptions): Promise<Lab> {
    const lab = new Lab(options)
    try {
      await lab.#open()
      return lab
    } catch (error) {
      await lab.dispose()
      throw error
    }
  }

  async #open(): Promise<void> {
    const { engine, image, onWaiting, hosts } = this.#options
    // What a harness that was killed has left behind takes addresses away from everybody.
    const tidied = cleanUp(engine).catch(() => undefined)
    await Promise.all([hostImage(), image].map((one) => ensureImage(engine, one, onWaiting)))
    await this.#makeNetwork()
    const volume = `sockspec-${this.run.id}`
    await asked('a volume cannot be made', () =>
      engine.createVolume({
        Name: volume,
        Driver: 'local',
        Labels: { ...this.run.labels },
        DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: `size=${SCRATCH_OCTETS},nosuid,nodev,mode=0755` },
      }),
    )
    const subjectStarted = this.#startSubject(volume)
    const others = hosts.map((address) => this.#neighbour(address))
    const [[container, agent], peer] = await Promise.all([subjectStarted, this.#neighbour(FIRST_PEER), ...others])
    this.#subject = agent
    this.#host = new ContainerHost({
      engine,
      container,
      image,
      address: this.#address(SUBJECT),
      agent,
      peer,
      network: this.#disturbable(),
      neighbour: (address) => this.#neighbour(address),
    })
    await tidied
  }

  /** The submission's host. */
  get host(): ContainerHost {
    if (!this.#host) throw new Error('the lab is not open')
    return this.#host
  }

  /** Each process of the submission runs in a copy of the source. */
  get workingDirectory(): WorkingDirectory {
    return {
      next: async () => {
        const agent = this.#subjectAgent()
        const over = this.#folders.filter(({ isOver }) => isOver)
        this.#folders = this.#folders.filter(({ isOver }) => !isOver)
        await Promise.all(over.map((one) => one.remove()))
        const folder = new ContainerFolder(agent, `${SCRATCH}/run/${++this.#folderCount}`)
        this.#folders.push(folder)
        await whereFull(agent.call('copy', SOURCE, folder.path, this.#options.source.except, SUBMISSION_USER))
        return folder
      },
      dispose: () => Promise.resolve(),
    }
  }

  /** Begins to capture what crosses the network at the submission's host. */
  async startCapture(): Promise<void> {
    await this.#subjectAgent().call('startCapture')
  }

  /** Ends that, and gives what was captured, in the format of libpcap. */
  stopCapture(): Promise<Buffer> {
    return this.#subjectAgent().call('stopCapture')
  }

  /** Ends and removes all of it; idempotent. */
  async dispose(): Promise<void> {
    for (const agent of this.#agents) agent.close()
    this.#agents.length = 0
    // A container that is removing itself is gone a moment later, and only then its network can go.
    await poll(() => removeRun(this.#engine, this.run.id), REMOVAL_MS, 200)
  }

  #subjectAgent(): AgentLink {
    if (!this.#subject) throw new Error('the lab is not open')
    return this.#subject
  }

  #address(last: number): string {
    return `${this.#prefix}.${last}`
  }

  async #makeNetwork(): Promise<void> {
    this.#network = `sockspec-${this.run.id}`
    for (let attempt = 1; ; attempt++) {
      // Far from the addresses that home routers, companies and the engine itself use by default.
      this.#prefix = `10.${randomInt(210, 250)}.${randomInt(0, 256)}`
      try {
        await this.#engine.createNetwork({
          Name: this.#network,
          Driver: 'bridge',
          Internal: true,
          CheckDuplicate: true,
          Labels: { ...this.run.labels },
          IPAM: { Driver: 'default', Config: [{ Subnet: this.#address(0) + '/24', Gateway: this.#address(GATEWAY) }] },
        })
        return
      } catch (error) {
        const { message } = error as Error
        if (attempt < SUBNET_ATTEMPTS && /overlap|subnet/i.test(message)) continue
        throw new SetupError(`a network cannot be made: the Docker engine says: ${message}`)
      }
    }
  }

  /** The container of a host: it has an address, and runs the agent. */
  async #startHost(name: string, last: number, volume?: string): Promise<Neighbour & { readonly container: string }> {
    const address = this.#address(last)
    const started = await startHost(name, {
      run: this.run,
      network: this.#network,
      address,
      ...(volume === undefined ? {} : { volume: { name: volume, path: SCRATCH } }),
    })
    const stream = await this.#engine
      .getContainer(started.getId())
      .attach({ stream: true, hijack: true, stdin: true, stdout: true, stderr: true })
    const { channel, stderr } = attached(stream)
    stderr.on('data', (octets: Buffer) => {
      if (process.env.SOCKSPEC_DEBUG !== undefined) process.stderr.write(`${name}: ${octets.toString()}`)
    })
    const agent = new AgentLink(channel, name)
    this.#agents.push(agent)
    await closeWaysOut(agent, { gateway: this.#address(GATEWAY), subnet: `${this.#address(0)}/24` })
    return { address, agent, container: started.getId() }
  }

  async #startSubject(volume: string): Promise<[string, AgentLink]> {
    const host = await this.#startHost('subject', SUBJECT, volume)
    this.#subjectHost = host.container
    const { SealedContainer } = await import('./container.js')
    const copied = copyIn(host.agent, this.#options.source, SOURCE)
    // Awaited below; what fails before that is told instead of it.
    copied.catch(() => undefined)
    // More than the machine has are refused.
    const { NCPU } = (await this.#engine.info()) as { readonly NCPU?: number }
    const started = asked(`the image ${this.#options.image} cannot be started`, () =>
      new SealedContainer({
        image: this.#options.image,
        name: `sockspec-${this.run.id}-submission`,
        run: this.run,
        command: ['tail', '-f', '/dev/null'],
        // The process that keeps it is another user's: kill(-1), which is what a failed fork leads to, would end it otherwise.
        place: { kind: 'joined', container: host.container },
        capabilities: [],
        user: NOBODY,
        readOnlyRoot: true,
        interactive: false,
        init: false,
        limits: { memory: MEMORY_OCTETS, processes: PROCESSES, cpus: Math.min(CPUS, NCPU ?? CPUS) },
        volume: { name: volume, path: SCRATCH },
      }).start(),
    )
    const [container] = await Promise.all([started, copied])
    return [container.getId(), host.agent]
  }

  #disturbable(): ContainerNetwork {
    const network = this.#engine.getNetwork(this.#network)
    return new ContainerNetwork(
      () => this.#agents,
      async () => (await Promise.all(this.#neighbours.values())).map(({ agent }) => agent),
      {
        disconnect: () =>
          asked(
            "the submission's host cannot be cut off",
            () => network.disconnect({ Container: this.#subjectHost, Force: true }) as Promise<void>,
          ),
        connect: () =>
          asked(
            "the submission's host cannot be connected again",
            () =>
              network.connect({
                Container: this.#subjectHost,
                EndpointConfig: { IPAMConfig: { IPv4Address: this.#address(SUBJECT) } },
              }) as Promise<void>,
          ),
      },
    )
  }

  /** The host that stands for an address of 127.0.0.0/8. */
  #neighbour(address: string): Promise<Neighbour> {
    const last = Number(address.split('.').at(-1) ?? '')
    const known = this.#neighbours.get(last)
    if (known) return known
    if (!(last > 0 && last < SUBJECT))
      throw new SetupError(
        `there can be no host for the address ${address}: use those from 127.0.0.1 to 127.0.0.${SUBJECT - 1}`,
      )
    const made = this.#startHost(`host-${last}`, last)
    this.#neighbours.set(last, made)
    return made
  }
}
