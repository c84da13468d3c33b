/** What a submission in a sandbox may have at most, as far as that is in force: data for the report. */
export interface Limits {
  /** octets, all processes of the check together */
  readonly memory?: number
  /** octets that one process may have of its own */
  readonly memoryOfProcess: number
  /** processes and threads; those of root are limited only by a control group */
  readonly processes?: number
  /** of one process */
  readonly openFiles: number
  /** octets of one file */
  readonly fileSize: number
  /** CPU time of one process, seconds */
  readonly cpuSeconds: number
  readonly processors?: number
  /** octets that all files of one process's folder and of /tmp may have */
  readonly disk: number
  /** how many files there may be */
  readonly files: number
}

/** What this system does not have, and is therefore not in force. */
export type Lost = 'bubblewrap' | 'memory' | 'processes' | 'processors'

const MIB = 1 << 20

/** Everything, as on a system that has all of it. */
export const LIMITS: Required<Limits> = {
  // As in containers: several processes of a server at once, each of which may be a JVM.
  memory: 1536 * MIB,
  memoryOfProcess: 1024 * MIB,
  // One with a thread for each of two hundred clients, and nothing near what would harm the machine.
  processes: 1024,
  openFiles: 4096,
  // No file of a protocol is larger.
  fileSize: 64 * MIB,
  // No check lasts so long.
  cpuSeconds: 600,
  processors: 2,
  // A copy of a folder of the largest size, and as much again.
  disk: 128 * MIB,
  files: 32_768,
}

/** What remains of them. */
export function limitsWithout(lost: readonly Lost[]): Limits {
  const { memory, processes, processors, ...rest } = LIMITS
  return {
    ...rest,
    ...(lost.includes('memory') ? {} : { memory }),
    ...(lost.includes('processes') ? {} : { processes }),
    ...(lost.includes('processors') ? {} : { processors }),
  }
}

/** Kibibytes, or the blocks of 512 octets in which a POSIX shell counts files. */
const kib = (octets: number): number => octets / 1024
const blocks = (octets: number): number => octets / 512

/**
 * Run in the sandbox by a shell that then becomes the program: what each process may have at most. A stricter limit of the user's own stays. The number of
 * processes has another letter in every shell.
 */
export const SET_LIMITS = [
  `ulimit -d ${kib(LIMITS.memoryOfProcess)}`,
  `ulimit -f ${blocks(LIMITS.fileSize)}`,
  `ulimit -n ${LIMITS.openFiles}`,
  `ulimit -t ${LIMITS.cpuSeconds}`,
  'ulimit -c 0',
  `if (ulimit -u ${LIMITS.processes}); then ulimit -u ${LIMITS.processes}; else ulimit -p ${LIMITS.processes}; fi`,
]
  .map((one) => `{ ${one}; } 2> /dev/null`)
  .join('; ')
