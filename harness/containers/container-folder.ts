import { posix } from 'node:path'
import type { AgentLink } from '../agent/link.js'
import type { Folder } from '../folder.js'

/** A working directory in the scratch volume that submission and agent share. */
export class ContainerFolder implements Folder {
  constructor(private readonly agent: AgentLink, readonly path: string) {}

  write(name: string, octets: Uint8Array): Promise<void> {
    return this.agent.callWith(octets, 'write', posix.join(this.path, name))
  }

  read(name: string): Promise<Buffer | undefined> {
    return this.agent.call('read', posix.join(this.path, name))
  }

  size(name: string): Promise<number | undefined> {
    return this.agent.call('size', posix.join(this.path, name))
  }

  files(): Promise<string[]> {
    return this.agent.call('files', this.path)
  }

  /** It is needed no more. */
  remove(): Promise<void> {
    return this.agent.call('remove', this.path)
  }
}
