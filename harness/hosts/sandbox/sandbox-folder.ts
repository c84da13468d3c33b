import type { TreeSize } from '../agent/tree-size.js'
import type { AgentLink } from '../agent/link.js'
import type { Folder } from '../../programs/folder.js'
import { whereFull } from '../disk-filled.js'

/** The folder of one process of a submission, with what else it may write to: all of it in memory, in its network's own mounts. */
export class SandboxFolder implements Folder {
  /** Whoever ran in it has ended. */
  isOver = false

  /** `room`: where that memory is mounted, `place`: where in it the folder is, `path`: what it is called inside. */
  constructor(
    private readonly agent: AgentLink,
    readonly room: string,
    private readonly place: string,
    readonly path: string,
    private readonly owner: number,
  ) {}

  write(name: string, octets: Uint8Array): Promise<void> {
    return whereFull(this.agent.callWith(octets, 'put', this.place, name, this.owner))
  }

  read(name: string): Promise<Buffer | undefined> {
    return this.agent.call('read', this.place, name)
  }

  size(name: string): Promise<number | undefined> {
    return this.agent.call('size', this.place, name)
  }

  files(): Promise<string[]> {
    return this.agent.call('files', this.place)
  }

  /** Copies it to a folder of this machine that is not there yet. Resolves with whether it holds no more than that: else nothing is copied. */
  copyOut(to: string, most: TreeSize): Promise<boolean> {
    return this.agent.call('copyOut', this.place, to, most)
  }

  /** It is needed no more. */
  async remove(): Promise<void> {
    await this.agent.call('unmount', this.room).catch(() => undefined)
  }
}
