import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../harness/peers/free-port.js'
import { poll } from '../../harness/peers/patience.js'
import { isInstalled } from './command.js'

const PROGRAMS = ['munged', 'munge', 'slurmctld', 'slurmd', 'sbatch', 'scontrol', 'sinfo']
/** How long a daemon may take to answer on a machine that is busy with other tests, ms. */
const BEGINNING_MS = 60_000
const ENDING_MS = 15_000
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`

/** Why there can be no cluster on this machine; nothing where there can. */
export function whyNoSlurm(): string | undefined {
  if (process.getuid?.() !== 0) return 'slurmd needs root'
  const missing = PROGRAMS.filter((program) => !isInstalled(program) && !isInstalled(`/usr/sbin/${program}`))
  return missing.length === 0 ? undefined : `missing: ${missing.join(', ')} (packages slurm-wlm, munge)`
}

export interface Said {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** A cluster of this machine alone: its daemons, configuration, key and state are in one folder, and nothing of the system's is used. */
export class Cluster {
  private constructor(
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly daemons: { readonly name: string; readonly child: ChildProcess }[] = [],
  ) {}

  static async start(folder: string, cpus: number): Promise<Cluster> {
    const [controller, node] = await Promise.all([freePort(), freePort()])
    for (const name of ['state', 'spool', 'munge']) mkdirSync(join(folder, name), { recursive: true, mode: 0o755 })
    // munged refuses a folder that others than its user could write to.
    chmodSync(folder, 0o755)
    const key = join(folder, 'munge', 'key')
    writeFileSync(key, randomBytes(128), { mode: 0o400 })
    const socket = join(folder, 'munge', 'socket')
    const config = join(folder, 'slurm.conf')
    writeFileSync(config, configuration({ folder, socket, controller, node, cpus }))
    const cluster = new Cluster(folder, { ...process.env, PATH, SLURM_CONF: config })
    try {
      // --force: the folder is in /tmp, where everybody may make folders.
      cluster.begin('munged', [
        '--foreground',
        '--force',
        `--key-file=${key}`,
        `--socket=${socket}`,
        `--pid-file=${join(folder, 'munge', 'pid')}`,
        `--log-file=${join(folder, 'munge', 'log')}`,
        `--seed-file=${join(folder, 'munge', 'seed')}`,
      ])
      await cluster.until('munge', ['-n', '-S', socket], ({ status }) => status === 0)
      cluster.begin('slurmctld', ['-D', '-c', '-f', config])
      cluster.begin('slurmd', ['-D', '-c', '-f', config])
      await cluster.until('sinfo', ['--noheader', '--format=%T'], ({ stdout }) => stdout.trim() === 'idle')
      return cluster
    } catch (error) {
      await cluster.stop()
      throw error
    }
  }

  /** Runs one of Slurm's commands to its end. */
  run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> {
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env: { ...this.environment, ...env } }
      execFile(program, args, options, (error, stdout, stderr) => {
        resolve({ status: error ? (typeof error.code === 'number' ? error.code : -1) : 0, stdout, stderr })
      })
    })
  }

  /** Ends the daemons, the last first, each by its own number. */
  async stop(): Promise<void> {
    for (const { child } of this.daemons.reverse()) {
      child.kill('SIGTERM')
      const ended = await poll(() => (hasEnded(child) ? true : undefined), ENDING_MS, 20)
      if (ended !== true) child.kill('SIGKILL')
    }
  }

  private begin(name: string, args: readonly string[]): void {
    const log = openSync(this.log(name), 'a')
    this.daemons.push({ name, child: spawn(name, args, { env: this.environment, stdio: ['ignore', log, log] }) })
    closeSync(log)
  }

  private async until(program: string, args: readonly string[], isReady: (said: Said) => boolean): Promise<void> {
    const ready = await poll(
      async () => {
        const ended = this.daemons.find(({ child }) => hasEnded(child))
        if (ended)
          throw new Error(`${ended.name} has ended: ${readFileSync(this.log(ended.name), 'utf8').slice(-2000)}`)
        return isReady(await this.run(program, args)) ? true : undefined
      },
      BEGINNING_MS,
      100,
    )
    if (ready !== true)
      throw new Error(
        `${program} ${args.join(' ')} never came to it: ${this.daemons.map(({ name }) => readFileSync(this.log(name), 'utf8').slice(-1500)).join('\n')}`,
      )
  }

  private readonly log = (name: string): string => join(this.folder, `${name}.log`)
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

/** No control groups: a container seldom has them. The name is found by none but this machine, so the address is said. */
function configuration(of: { folder: string; socket: string; controller: number; node: number; cpus: number }): string {
  const host = hostname().split('.')[0] ?? 'localhost'
  return `ClusterName=sockspec
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${of.controller}
SlurmdPort=${of.node}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${of.socket}
CredType=cred/munge
StateSaveLocation=${of.folder}/state
SlurmdSpoolDir=${of.folder}/spool
SlurmctldPidFile=${of.folder}/slurmctld.pid
SlurmdPidFile=${of.folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0
MailProg=/bin/true
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${of.cpus} State=UNKNOWN
PartitionName=all Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`
}
