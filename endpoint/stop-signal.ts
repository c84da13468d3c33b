/** Calls `stop` once, on SIGTERM or SIGINT. What it closes lets the program end by itself, with status 0. */
export function onStopSignal(stop: () => void): void {
  const signals = ['SIGTERM', 'SIGINT'] as const
  const stopOnce = () => {
    for (const signal of signals) process.off(signal, stopOnce)
    stop()
  }
  for (const signal of signals) process.on(signal, stopOnce)
}
