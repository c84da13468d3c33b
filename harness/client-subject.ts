import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withPort } from './invocation.js'
import { Program } from './program.js'
import type { Address } from './wire-log.js'

/** The client under test: each scenario starts it anew. */
export interface ClientSubject {
  /** the port that it connects to where it hard-codes one */
  readonly fixedPort: number | undefined
  /** Starts it, told where the server is, with these files in its working directory. Throws SetupError where the command cannot be started. */
  start(server: Address, files: ReadonlyMap<string, Buffer>): Promise<Program>
}

/** A client under test that runs as a process on this machine. */
export class ProcessClient implements ClientSubject {
  constructor(
    private readonly command: readonly string[],
    private readonly workingDirectory: () => Promise<string>,
    readonly fixedPort: number | undefined,
  ) {}

  async start(server: Address, files: ReadonlyMap<string, Buffer>): Promise<Program> {
    const cwd = await this.workingDirectory()
    for (const [name, content] of files) {
      // What stands there may be a link or a copy of the student's own: it is replaced, never written through.
      await rm(join(cwd, name), { force: true, recursive: true })
      await writeFile(join(cwd, name), content)
    }
    const url = `http://${server.host}:${server.port}/`
    return Program.start({
      command: withPort(this.command, server),
      cwd,
      environment: { PORT: String(server.port), HOST: server.host, URL: url },
      keepOutput: true,
    })
  }
}
