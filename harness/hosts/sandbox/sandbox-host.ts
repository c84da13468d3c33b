import { dirname } from 'node:path'
import { onTerminal } from '../../programs/terminal.js'
import type { ProgramOptions, RunningProgram } from '../../programs/running-program.js'
import type { WorkingDirectory } from '../../programs/working-directory.js'
import { requireExecutable } from '../../programs/executable.js'
import { SetupError } from '../../findings/violation.js'
import { startAgent, type AgentProcess } from '../namespace/agent-process.js'
import { NamespaceHost } from '../namespace/namespace-host.js'
import { whereFull } from '../disk-filled.js'
import type { PassingHost } from '../host.js'
import { inGroups, type ControlGroups } from './control-groups.js'
import { byBubblewrap, USER, type Identity } from './enclosure.js'
import { environmentFor } from './environment.js'
import { LIMITS, SET_LIMITS, type Limits, type Lost } from './limits.js'
import { planOf } from './plan.js'
import { SandboxFolder } from './sandbox-folder.js'
import { BEGUN_FD, SandboxProgram } from './sandbox-program.js'
import type { Source } from './source.js'
import { byUtilLinux } from './unshared.js'
import { viewOf, type Mount, type View } from './view.js'

/** What all networks of one check have in common. */
export interface Sandbox {
  readonly tool: 'bubblewrap' | 'util-linux'
  readonly identity: Identity
  readonly groups: ControlGroups
  /** where its folders are mounted, in the view of its own agents alone */
  readonly base: string
  readonly source: Source
  /** what the folder is called inside */
  readonly inside: string
  /** what is seen as it is on this machine */
  readonly visible: readonly string[]
  readonly links: View['links']
  readonly hidden: readonly string[]
  readonly limits: Limits
  readonly lost: readonly Lost[]
}

/** Files that tell programs about a machine which is not this one. */
export const OWN_SETTINGS: Readonly<Record<string, string>> = {
  passwd: `root:x:0:0::/tmp:/bin/sh\nsubmission:x:${USER}:${USER}::/tmp:/bin/sh\nnobody:x:65534:65534::/tmp:/bin/sh\n`,
  group: `root:x:0:\nsubmission:x:${USER}:\nnogroup:x:65534:\n`,
  hosts: '127.0.0.1 localhost sandbox\n::1 localhost ip6-localhost\n',
  hostname: 'sandbox\n',
  // Nobody answers there, and at once.
  'resolv.conf': 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n',
}

const FIRST_STEPS = `${SET_LIMITS}; echo >&${BEGUN_FD}; exec "$@" ${BEGUN_FD}>&-`

/** A network of its own, and in it processes that each have a file system, processes and limits of their own. */
export class SandboxHost extends NamespaceHost {
  readonly #sandbox: Sandbox
  /** those that were made beside it, and are there still */
  readonly #others = new Set<SandboxHost>()
  #spare: Promise<SandboxHost> | undefined
  #count = 0
  #rooms: SandboxFolder[] = []
  #isOver = false

  private constructor(agent: AgentProcess, sandbox: Sandbox) {
    super(agent)
    this.#sandbox = sandbox
  }

  /** `agent`: of the check's first network, which says what identity there is. */
  static async first(agent: AgentProcess, sandbox: Sandbox): Promise<SandboxHost> {
    const host = new SandboxHost(agent, sandbox)
    await host.#prepare()
    return host
  }

  get limits(): Limits {
    return this.#sandbox.limits
  }

  get lost(): readonly Lost[] {
    return this.#sandbox.lost
  }

  async #prepare(): Promise<void> {
    const { base } = this.#sandbox
    for (const [name, text] of Object.entries(OWN_SETTINGS))
      await this.agent.link.callWith(Buffer.from(text), 'write', `${base}/etc/${name}`, 0o644)
  }

  /** Another network with the same in it. The next one is begun while this one is used: somebody will soon wait for it. */
  another(): Promise<PassingHost> {
    const next = this.#spare ?? this.#begin()
    this.#spare = this.#begin()
    // Whoever asks for it is told what is wrong.
    this.#spare.catch(() => undefined)
    return next
  }

  async #begin(): Promise<SandboxHost> {
    const host = new SandboxHost(await startAgent(planOf(this.#sandbox.base)), this.#sandbox)
    this.#others.add(host)
    // The check may have ended in the meantime.
    if (this.#isOver) await host.dispose()
    else await host.#prepare()
    return host
  }

  readonly folders: WorkingDirectory = { next: () => this.nextFolder(), dispose: () => Promise.resolve() }

  /** A copy of the source in memory of its own, in which there is room for that many octets with all that is written there. */
  async nextFolder(octets = LIMITS.disk): Promise<SandboxFolder> {
    const over = this.#rooms.filter(({ isOver }) => isOver)
    this.#rooms = this.#rooms.filter(({ isOver }) => !isOver)
    await Promise.all(over.map((one) => one.remove()))
    const { base, source, inside, identity } = this.#sandbox
    const { link } = this.agent
    const owner = identity === 'another-user' ? USER : 0
    const room = `${base}/${++this.#count}`
    const place = `${room}/around/${nameOf(inside)}`
    const folder = new SandboxFolder(link, room, place, inside, owner)
    this.#rooms.push(folder)
    await link.call('mount', room, octets, LIMITS.files)
    await link.call('makeFolderOf', `${room}/around`, owner, 0o755)
    for (const name of ['tmp', 'shm']) await link.call('makeFolderOf', `${room}/${name}`, owner, 0o1777)
    await whereFull(link.call('copy', source.folder, place, source.except, owner))
    return folder
  }

  override async start(options: ProgramOptions): Promise<RunningProgram> {
    const { folder, terminal = false } = options
    if (!(folder instanceof SandboxFolder)) throw new Error('a sandbox has folders of its own')
    const { source, inside, groups } = this.#sandbox
    const [name] = options.command
    if (name === undefined)
      throw new SetupError('no command given: put it behind --, as in: sockspec check tcp-echo -- python3 server.py')
    requireExecutable(name, source.folder, process.env.PATH)
    const words = options.command.map((word) => renamed(word, source.folder, inside))
    const command = terminal ? onTerminal(words) : words
    // A program is quick: it must not find a socket that the agent has been told to close.
    await this.agent.link.call('catchUp')
    return SandboxProgram.start({
      command: inGroups(groups, [...this.agent.enter, ...this.#enclosed(folder, command)]),
      environment: environmentFor(process.env, options.environment),
      folder,
      keepOutput: options.keepOutput,
      agent: this.agent.link,
      onEnd: () => {
        folder.isOver = true
      },
    })
  }

  #enclosed(folder: SandboxFolder, command: readonly string[]): string[] {
    const { base, tool, identity, visible, links, hidden } = this.#sandbox
    const own: Mount[] = [
      { from: `${folder.room}/tmp`, to: '/tmp', writable: true },
      { from: `${folder.room}/shm`, to: '/dev/shm', writable: true },
      ...Object.keys(OWN_SETTINGS).map((name) => ({
        from: `${base}/etc/${name}`,
        to: `/etc/${name}`,
        writable: false,
      })),
    ].filter(({ to }) => to !== dirname(folder.path))
    // What is around its folder is its own, too: some requirements look for what lies beside it.
    const place = { from: `${folder.room}/around`, to: dirname(folder.path), writable: true }
    const enclosed = {
      view: viewOf({ visible, links, hidden, own: [...own, place] }),
      identity,
      folder: folder.path,
      command: ['/bin/sh', '-c', FIRST_STEPS, 'sh', ...command],
    }
    return tool === 'bubblewrap' ? byBubblewrap(enclosed) : byUtilLinux(enclosed, `${base}/root`)
  }

  /** The first one ends with all others. */
  override async dispose(): Promise<void> {
    this.#isOver = true
    await this.#spare?.catch(() => undefined)
    const others = [...this.#others]
    this.#others.clear()
    await Promise.all([super.dispose(), ...others.map((one) => one.dispose())])
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** A word that names something in the folder, as that is called inside. */
const renamed = (word: string, folder: string, inside: string): string =>
  word === folder || word.startsWith(`${folder}/`) ? inside + word.slice(folder.length) : word
