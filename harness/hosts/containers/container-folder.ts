import type { AgentLink } from '../agent/link.js'
import { SUBMISSION_USER } from '../agent/wire.js'
import type { Folder } from '../../programs/folder.js'
import { whereFull } from '../disk-filled.js'

/** A working directory in the scratch volume that submission and agent share. */
export class ContainerFolder implements Folder {
  /** Whoever ran in it has ended. */
  isOver = false

  constructor(
    private readonly agent: AgentLink,
    readonly path: string,
  ) {}

  write(name: string, octets: Uint8Array): Promise<void> {
    return whereFull(this.agent.callWith(octets, 'put', this.path, name, SUBMISSION_USER))
  }

  read(name: string): Promise<Buffer | undefined> {
    return this.agent.call('read', this.path, name)
  }

  size(name: string): Promise<number | undefined> {
    return this.agent.call('size', this.path, name)
  }

  files(): Promise<string[]> {
    return this.agent.call('files', this.path)
  }

  /** It is needed no more. What still runs there may keep putting things into it. */
  async remove(): Promise<void> {
    await this.agent.call('remove', this.path).catch(() => undefined)
  }
}
