import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { environmentOf, urlOf, withPort, type Given } from './invocation.js'
import { Program } from './program.js'
import type { Address } from './wire-log.js'

/** The client under test: each scenario starts it anew. */
export interface ClientSubject {
  /** the port that it connects to where it hard-codes one */
  readonly fixedPort: number | undefined
  /** Starts it, told where the server is, with these files in its working directory. Throws SetupError where the command cannot be started. */
  start(server: Address, files: ReadonlyMap<string, Buffer>, path?: string): Promise<Program>
}

/** A client under test that runs as a process on this machine. */
export class ProcessClient implements ClientSubject {
  constructor(
    private readonly command: readonly string[],
    private readonly workingDirectory: () => Promise<string>,
    readonly fixedPort: number | undefined,
    private readonly given: Given = {},
    /** it runs on a terminal of its own, not with pipes */
    private readonly terminal = false,
  ) {}

  /** The same client, on a terminal. */
  onTerminal(): ProcessClient {
    return new ProcessClient(this.command, this.workingDirectory, this.fixedPort, this.given, true)
  }

  async start(server: Address, files: ReadonlyMap<string, Buffer>, path = '/'): Promise<Program> {
    const cwd = await this.workingDirectory()
    for (const [name, content] of files) {
      // What stands there may be a link or a copy of the student's own: it is replaced, never written through.
      await rm(join(cwd, name), { force: true, recursive: true })
      await writeFile(join(cwd, name), content)
    }
    return Program.start({
      command: withPort(this.command, server, this.given, path),
      cwd,
      environment: { PORT: String(server.port), HOST: server.host, URL: urlOf(server, path), ...environmentOf(this.given) },
      terminal: this.terminal,
      keepOutput: true,
    })
  }
}
