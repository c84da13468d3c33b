import type { Host } from '../harness/hosts/host.js'
import type { WorkingDirectory } from '../harness/programs/working-directory.js'
import type { SubjectDescription } from '../results/result.js'

/** Where one submission runs. */
export interface OpenedHost {
  readonly host: Host
  readonly workingDirectory: WorkingDirectory
  /** what is in force, and what is not, for the report */
  readonly inForce: Pick<SubjectDescription, 'isolation' | 'limits' | 'lost'>
  dispose(): Promise<void>
}

/** The program that is to run there. */
export interface ToRun {
  readonly folder: string
  /** the subfolder of that in which it is started */
  readonly cwd: string
  readonly command: readonly string[]
  /** of that, what the teacher has written: what it names is seen in a sandbox */
  readonly named: readonly string[]
  /** in containers, the image that it runs in, where the assignment says one */
  readonly image: string | undefined
  /** addresses of 127.0.0.0/8 that in containers are hosts of their own */
  readonly hosts: readonly string[]
}

/** Of what never runs in containers. */
export const NOT_IN_CONTAINERS: Pick<ToRun, 'image' | 'hosts'> = { image: undefined, hosts: [] }
