import { randomInt } from 'node:crypto'
import { lstat, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, posix, relative, sep } from 'node:path'
import { AgentLink } from '../agent/link.js'
import { poll } from '../../peers/patience.js'
import { SetupError } from '../../findings/violation.js'
import type { WorkingDirectory } from '../../programs/working-directory.js'
import { agentScript } from '../package-file.js'
import { attached } from './channel.js'
import { cleanUp, removeRun } from './clean.js'
import type { StartedTestContainer } from './container.js'
import { ContainerFolder, whereFull } from './container-folder.js'
import { ContainerHost, type Neighbour } from './container-host.js'
import { ContainerNetwork } from './container-network.js'
import { asked, type Engine } from './engine.js'
import { ensureImage, hostImage } from './images.js'
import { newRun, type Run } from './labels.js'

/** Where the scratch volume is, in the submission's container and beside its agent. */
const SCRATCH = '/work'
const SOURCE = `${SCRATCH}/submission`
/** Nobody's homework is larger, and every process has a copy of its own. */
const MOST_SOURCE = 64 << 20
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
/** "Port unreachable" is told each time, as on the loopback interface, not once in a second. */
const KERNEL = { 'net.ipv4.icmp_ratelimit': '0' }
/** Without it there is no ::1 in a container, and servers bind that, clients look there for localhost. */
const WITH_IPV6_LOOPBACK = { ...KERNEL, 'net.ipv6.conf.lo.disable_ipv6': '0' }

/** What a folder is copied from: all of it, or all but the files that the protocol is about. */
export interface Source {
  readonly folder: string
  readonly except: readonly string[]
}

export interface LabOptions {
  readonly engine: Engine
  readonly image: string
  readonly source: Source
  /** addresses of 127.0.0.0/8 that stand for hosts which are there from the beginning */
  readonly hosts: readonly string[]
  readonly onWaiting: (message: string) => void
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
        await whereFull(agent.call('copy', SOURCE, folder.path, this.#options.source.except))
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
    const { SealedContainer } = await import('./container.js')
    const address = this.#address(last)
    const start = (called: string, kernel: Readonly<Record<string, string>>): Promise<StartedTestContainer> =>
      new SealedContainer({
        image: hostImage(),
        name: `sockspec-${this.run.id}-${called}`,
        kernel,
        run: this.run,
        command: ['node', '/agent.cjs'],
        place: { kind: 'own', network: this.#network, address },
        // To see and end the submission's processes, to own what is copied, to shape and capture what crosses the network.
        capabilities: [
          'NET_ADMIN',
          'NET_RAW',
          'KILL',
          'SYS_PTRACE',
          'CHOWN',
          'DAC_OVERRIDE',
          'FOWNER',
          'SETUID',
          'SETGID',
        ],
        readOnlyRoot: false,
        interactive: true,
        init: true,
        ...(volume === undefined ? {} : { volume: { name: volume, path: SCRATCH } }),
        script: { path: '/agent.cjs', content: agentScript() },
      }).start()
    const started = await asked(`the host ${name} cannot be started`, () =>
      start(name, WITH_IPV6_LOOPBACK).catch((error: unknown) => {
        // A kernel without IPv6 has no such setting.
        if (/net\/ipv6/.test(String(error))) return start(`${name}-ipv4`, KERNEL)
        throw error
      }),
    )
    const stream = await this.#engine
      .getContainer(started.getId())
      .attach({ stream: true, hijack: true, stdin: true, stdout: true, stderr: true })
    const { channel, stderr } = attached(stream)
    stderr.on('data', (octets: Buffer) => {
      if (process.env.SOCKSPEC_DEBUG !== undefined) process.stderr.write(`${name}: ${octets.toString()}`)
    })
    const agent = new AgentLink(channel, `the host ${name}`)
    this.#agents.push(agent)
    await this.#closeWaysOut(agent)
    return { address, agent, container: started.getId() }
  }

  async #startSubject(volume: string): Promise<[string, AgentLink]> {
    const host = await this.#startHost('subject', SUBJECT, volume)
    this.#subjectHost = host.container
    const { SealedContainer } = await import('./container.js')
    const copied = this.#copyIn(host.agent)
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

  /** Copies the source into the scratch volume, where only the agent may write it. Throws SetupError where it is too large. */
  async #copyIn(agent: AgentLink): Promise<void> {
    const { folder } = this.#options.source
    const root = await realpath(folder)
    let octets = 0
    const copyFile = async (from: string, to: string): Promise<void> => {
      const { mode, size } = await lstat(from)
      octets += size
      if (octets > MOST_SOURCE)
        throw new SetupError(
          `${folder} holds more than ${MOST_SOURCE >> 20} MiB, and all of it would be copied into the container: start in the folder of the submission alone, or name that with --cwd`,
        )
      await agent.callWith(await readFile(from), 'write', to, mode & 0o777)
    }
    // A link inside the folder leads to the copy; of one that leads out of it what is there is copied, as far as it is a file.
    const copyLink = async (from: string, to: string): Promise<void> => {
      const [text, target] = [await readlink(from), await realpath(from).catch(() => undefined)]
      const isOutside = target !== undefined && target !== root && !target.startsWith(root + sep)
      if (isOutside && (await stat(target)).isFile()) await copyFile(target, to)
      else
        await agent.call(
          'link',
          to,
          isAbsolute(text) && target !== undefined ? posix.join(SOURCE, ...relative(root, target).split(sep)) : text,
        )
    }
    await agent.call('makeFolder', SOURCE)
    const copy = async (path: string): Promise<void> => {
      for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
        const [from, to] = [join(folder, path, entry.name), posix.join(SOURCE, ...path.split(/[\\/]/), entry.name)]
        if (entry.name === '.git') continue
        if (entry.isDirectory()) {
          await agent.call('makeFolder', to)
          await copy(join(path, entry.name))
        } else if (entry.isSymbolicLink()) {
          await copyLink(from, to)
        } else if (entry.isFile()) {
          await copyFile(from, to)
        }
      }
    }
    await copy('')
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

  /** From now on nothing that runs on the host reaches the machine that the engine is on, nor anything behind it; rules of the firewall outlive a cut. */
  async #closeWaysOut(agent: AgentLink): Promise<void> {
    const unreachable = '-j REJECT --reject-with icmp-net-unreachable'
    await agent.call('run', [
      'sh',
      '-c',
      [
        `iptables -A OUTPUT -d ${this.#address(GATEWAY)} ${unreachable}`,
        `iptables -A OUTPUT ! -o lo ! -d ${this.#address(0)}/24 ${unreachable}`,
        'ip route del default 2> /dev/null || true',
      ].join(' && '),
    ])
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
