import type { AgentLink } from '../agent/link.js'
import { SUBMISSION_USER } from '../agent/wire.js'
import type { ClientPlace, Host } from '../host.js'
import type { Network } from '../network.js'
import type { ProgramOptions, RunningProgram } from '../../programs/running-program.js'
import type { ServicePlace } from '../../peers/service-place.js'
import { isLoopback, type BoundSocket, type Ends, type Family, type SocketEntry } from '../../peers/socket-table.js'
import type { Sink } from '../../peers/sink.js'
import type { Sockets } from '../../peers/sockets.js'
import { TERMINAL_PROGRAM } from '../../programs/terminal.js'
import { SetupError } from '../../findings/violation.js'
import type { Transport } from '../../findings/wire-log.js'
import { ContainerProgram } from './container-program.js'
import { asked, type Engine } from './engine.js'

/** What the look at the image ends with where the command is there, but no program can be given a terminal. */
const NO_TERMINAL = 9

/** Another host of the network: its address, and the agent on it. */
export interface Neighbour {
  readonly address: string
  readonly agent: AgentLink
}

export interface ContainerHostOptions {
  readonly engine: Engine
  /** the submission's container, and its image, for messages */
  readonly container: string
  readonly image: string
  /** the address of the host, and the agent on it */
  readonly address: string
  readonly agent: AgentLink
  readonly network: Network
  /** the host that clients, or the server, of the submission are on */
  readonly peer: Neighbour
  /** the host that stands for this address of 127.0.0.0/8, made where there is none yet */
  readonly neighbour: (address: string) => Promise<Neighbour>
}

/** Looks for a command as the system will, and whether there is what makes a terminal; a script names its interpreter in its first line. */
const LOOK = `(
found=$(command -v "$1") || exit 1
[ ! -d "$found" ] || exit 3
case $found in */*) ;; *) exit 0 ;; esac
[ -x "$found" ] || exit 4
[ -r "$found" ] || exit 0
IFS= read -r line < "$found" 2> /dev/null
case $line in '#!'*) ;; *) exit 0 ;; esac
set -f
set -- \${line#??}
case $1 in *"$(printf '\\r')") exit 5 ;; esac
[ -x "$1" ] || exit 6
) || exit $?
[ -x "$2" ] && command -v stty > /dev/null || exit ${NO_TERMINAL}`

/** What its exit status says, besides that there is none. */
const SLIPS: Readonly<Record<number, (name: string) => string>> = {
  3: (name) => `${name} is a folder, not a program`,
  4: (name) => `${name} is not executable: start it by its interpreter (python3 ${name}), or chmod +x ${name}`,
  5: (name) =>
    `the first line of ${name} ends with CR LF, so the system looks for an interpreter whose name ends with CR: save it with LF alone`,
  6: (name) => `the first line of ${name} names an interpreter that is not in the image`,
}

/** The host of a submission in a container: its peers are on other hosts, but where it binds a loopback address, which only its own host reaches. */
export class ContainerHost implements Host {
  readonly address: string
  readonly serverAddress: string
  readonly sockets: Sockets
  readonly servicePlaces: readonly ServicePlace[]
  readonly network: Network
  readonly #options: ContainerHostOptions
  #found: Promise<void> | undefined
  /** whether the image can make a pseudo-terminal */
  #terminals = false

  constructor(options: ContainerHostOptions) {
    this.#options = options
    this.address = options.address
    this.serverAddress = options.peer.address
    this.network = options.network
    this.sockets = options.agent.sockets
    this.servicePlaces = [
      { host: options.peer.address, sockets: options.peer.agent.sockets },
      // A client that has localhost written into it looks on its own host.
      { host: '127.0.0.1', sockets: options.agent.sockets },
      { host: '::1', sockets: options.agent.sockets },
    ]
  }

  get terminals(): boolean {
    return this.#terminals
  }

  async addressOf(name: string): Promise<string> {
    return isLoopback(name) ? (await this.#options.neighbour(name)).address : name
  }

  async clientPlace(server: string, at?: string): Promise<ClientPlace> {
    const { agent, peer, neighbour } = this.#options
    if (isLoopback(server)) return { sockets: agent.sockets, ...(at === undefined ? {} : { host: at }) }
    const client = at === undefined ? peer : await neighbour(at)
    return { sockets: client.agent.sockets, host: client.address }
  }

  async start(options: ProgramOptions): Promise<RunningProgram> {
    await (this.#found ??= this.#requireCommand(options))
    const { engine, container, agent, peer } = this.#options
    return ContainerProgram.start({
      ...options,
      terminal: options.terminal === true && this.#terminals,
      engine,
      container,
      agent,
      caughtUp: () => Promise.all([agent, peer.agent].map((one) => one.call('catchUp'))),
    })
  }

  async openSink(server: string): Promise<Sink> {
    const { agent, address } = this.#options
    const id = await agent.call('openSink')
    return {
      address: { host: isLoopback(server) ? '127.0.0.1' : address, port: id },
      close: () => void agent.call('closeSink', id).catch(() => undefined),
    }
  }

  freePort(): Promise<number> {
    return this.#options.agent.call('freePort')
  }

  readSockets(transport: Transport, port?: number, family?: Family, ends?: Ends): Promise<SocketEntry[] | undefined> {
    return this.#options.agent.call('readSockets', transport, port, family, ends)
  }

  findBound(transport: Transport, port: number): Promise<BoundSocket | 'unknown' | undefined> {
    return this.#options.agent.call('findBound', transport, port)
  }

  bindsIPv6Only(transport: Transport, port: number): Promise<boolean> {
    return this.#options.agent.call('bindsIPv6Only', transport, port)
  }

  /** A command that is not in the image is a slip of whoever runs the check. Throws SetupError. */
  async #requireCommand({ command: [name = ''], folder }: ProgramOptions): Promise<void> {
    const { engine, container, image } = this.#options
    const status = await asked(`the image ${image} cannot run a program (it needs a shell, /bin/sh)`, async () => {
      const exec = await engine.getContainer(container).exec({
        Cmd: ['/bin/sh', '-c', LOOK, 'sh', name, TERMINAL_PROGRAM],
        WorkingDir: folder.path,
        User: `${SUBMISSION_USER}:${SUBMISSION_USER}`,
        AttachStdout: true,
        AttachStderr: true,
      })
      const stream = (await exec.start({})) as NodeJS.ReadableStream
      await new Promise((resolve) => stream.resume().once('end', resolve).once('close', resolve))
      return (await exec.inspect()).ExitCode
    })
    this.#terminals = status === 0
    if (status === 0 || status === NO_TERMINAL) return
    if (status === 126) throw new SetupError(`the image ${image} cannot run a program: it needs a shell at /bin/sh`)
    const slip = status == null ? undefined : SLIPS[status]
    if (slip !== undefined) throw new SetupError(slip(name))
    throw new SetupError(
      `command not found in the image ${image}: ${name}. ${/\s/.test(name) ? 'Leave out the quotation marks around the command' : `For a program in the folder of the submission write ./${name}; --image chooses another image`}`,
    )
  }
}
