import { awaitTimeWaitOver } from './port-time-wait.js'
import type { Host } from '../hosts/host.js'
import { environmentOf, urlOf, withPort, type Given } from '../programs/invocation.js'
import type { RunningProgram } from '../programs/running-program.js'
import type { WorkingDirectory } from '../programs/working-directory.js'

export interface ClientSubjectOptions {
  readonly command: readonly string[]
  /** where it runs */
  readonly host: Host
  readonly workingDirectory: WorkingDirectory
  /** the port that it connects to where it hard-codes one */
  readonly fixedPort: number | undefined
  /** what the command is told besides the server's address */
  readonly given?: Given
  /** it runs on a terminal of its own, not with pipes */
  readonly terminal?: boolean
  /** told when something takes long enough that a person wants to know why */
  readonly onWaiting?: (message: string) => void
  /** what is known of this very program, however it is run */
  readonly known?: Known
}

/** What the scenarios of one check have learned of the client. */
interface Known {
  /** it has once come to a server that was there: so it can start, and tries */
  hasCome: boolean
}

/** The client under test: each scenario starts it anew, on its host. */
export class ClientSubject {
  readonly known: Known

  constructor(private readonly options: ClientSubjectOptions) {
    this.known = options.known ?? { hasCome: false }
  }

  get host(): Host {
    return this.options.host
  }

  get fixedPort(): number | undefined {
    return this.options.fixedPort
  }

  /** Waits until its fixed port is given free by the kernel. False where that is not what keeps it taken. */
  async awaitPortFree(): Promise<boolean> {
    const { fixedPort, host, onWaiting = () => undefined } = this.options
    return fixedPort !== undefined && awaitTimeWaitOver(host, fixedPort, onWaiting)
  }

  /** The same client, on a terminal. */
  onTerminal(): ClientSubject {
    return new ClientSubject({ ...this.options, terminal: true, known: this.known })
  }

  /** Starts it, told on which port the server is, with these files in its working directory. Throws SetupError where the command cannot be started. */
  async start(port: number, files: ReadonlyMap<string, Buffer>, path = '/'): Promise<RunningProgram> {
    const { command, host, workingDirectory, given = {}, terminal = false } = this.options
    const server = { host: host.serverAddress, port }
    const folder = await workingDirectory.next()
    for (const [name, content] of files) await folder.write(name, content)
    return host.start({
      command: withPort(command, server, given, path),
      folder,
      environment: { PORT: String(server.port), HOST: server.host, URL: urlOf(server, path), ...environmentOf(given) },
      terminal,
      keepOutput: true,
    })
  }
}
