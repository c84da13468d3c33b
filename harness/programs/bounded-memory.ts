/** How much memory of its own each process of a submission may have: enough for a JVM and 64 MiB of payload, little enough to harm nobody. */
const BOUND_KIB = 1024 * 1024

/**
 * The command, to run under a bound on its memory: RLIMIT_DATA, set by a shell that is then replaced by the program, so that pid, group and
 * signals are the program's own. It counts private writable memory (Linux 4.7 and up), needs neither cgroups nor rights, and makes an
 * allocation that is too large fail at once. RLIMIT_AS would also count what a JVM only reserves. Each process is bounded, not their sum.
 */
export function boundedMemory(command: readonly string[]): string[] {
  if (process.platform === 'win32') return [...command]
  // A stricter limit of the user's own stays: then this one cannot be set, and need not.
  return ['/bin/sh', '-c', `ulimit -d ${BOUND_KIB} 2> /dev/null; exec "$@"`, 'sh', ...command]
}
