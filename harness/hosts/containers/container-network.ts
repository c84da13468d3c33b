import type { AgentLink } from '../agent/link.js'
import { turn } from '../../peers/patience.js'
import type { Network } from '../network.js'

/** What it takes to cut off a host and to bring it back. */
export interface Connection {
  disconnect(): Promise<void>
  connect(): Promise<void>
}

/** Octets that pass at once however slow the link: fewer than a segment of the largest size would stop it. */
const BURST = '16kb'
/** What has waited so long in the queue of a slow link is dropped, as by a router with little memory. */
const QUEUE = '400ms'
/** It fails on a host that was not reached, that has come since, or whose kernel cannot shape: then there is nothing to undo. */
const UNSHAPED = ['sh', '-c', 'tc qdisc del dev eth0 root 2> /dev/null || true']

/** The network of a lab: disturbed by the kernel of each host, where it can, and by the agent, which all that the harness sends goes through. */
export class ContainerNetwork implements Network {
  #lossy = false
  #limited = false
  #delayed = false

  /** `agents`: those of all hosts; `peers`: those that the harness plays clients or the server on; `subject`: how the submission's host is connected. */
  constructor(
    private readonly agents: () => readonly AgentLink[],
    private readonly peers: () => Promise<readonly AgentLink[]>,
    private readonly subject: Connection,
  ) {}

  async cut(ms: number, meanwhile: () => Promise<void>): Promise<void> {
    await this.subject.disconnect()
    // What is begun now may have to wait until the network is there again.
    const begun = Promise.resolve().then(meanwhile)
    begun.catch(() => undefined)
    try {
      await turn(ms)
    } finally {
      await this.subject.connect()
    }
    await begun
  }

  async lose(percent: number): Promise<void> {
    this.#lossy = true
    // Every so-many-th, not at random: then every run loses some. On arrival, for a sender would be told of what it cannot send.
    const every = Math.max(2, Math.round(100 / percent))
    await this.#everywhere((index) => [
      'iptables',
      '-A',
      'INPUT',
      '!',
      '-i',
      'lo',
      '-m',
      'statistic',
      '--mode',
      'nth',
      '--every',
      String(every),
      '--packet',
      String((index * 2 + 1) % every),
      '-j',
      'DROP',
    ])
  }

  async limit(kbits: number): Promise<void> {
    this.#limited = true
    await this.#everywhere(() => [
      'tc',
      'qdisc',
      'replace',
      'dev',
      'eth0',
      'root',
      'tbf',
      'rate',
      `${kbits}kbit`,
      'burst',
      BURST,
      'latency',
      QUEUE,
    ])
  }

  async delay(ms: number, jitterMs: number): Promise<void> {
    this.#delayed = true
    const agents = await this.peers()
    try {
      await Promise.all(agents.map((agent) => agent.call('run', netem(ms, jitterMs))))
    } catch {
      // A kernel without netem: the agent lets them wait.
      await Promise.all(agents.map((agent) => agent.call('delay', ms, jitterMs)))
    }
  }

  async restore(): Promise<void> {
    if (this.#lossy) await this.#everywhere(() => ['iptables', '-F', 'INPUT'])
    if (this.#limited) await this.#everywhere(() => UNSHAPED)
    if (this.#delayed) {
      await Promise.all(
        (await this.peers()).map(async (agent) => {
          await agent.call('run', UNSHAPED)
          await agent.call('delay', 0, 0)
        }),
      )
    }
    this.#lossy = this.#limited = this.#delayed = false
  }

  async #everywhere(command: (index: number) => readonly string[]): Promise<void> {
    await Promise.all(this.agents().map((agent, index) => agent.call('run', command(index))))
  }
}

/** How the kernel delays what leaves a host; with a jitter greater than the time between two packets it reorders them. */
export const netem = (ms: number, jitterMs: number): readonly string[] => [
  'tc',
  'qdisc',
  'replace',
  'dev',
  'eth0',
  'root',
  'netem',
  'delay',
  `${ms}ms`,
  ...(jitterMs > 0 ? [`${jitterMs}ms`] : []),
]
