/** Shorter times are taken for this one, ms: a clock that hardly moved would make any rate of a few octets. */
const SHORTEST_MS = 1

/** The rate of so many octets in so many milliseconds, in kbit/s (1 000 bits in a second). */
export function kilobitsPerSecond(octets: number, milliseconds: number): number {
  return (octets * 8) / Math.max(milliseconds, SHORTEST_MS)
}

/** The same as people read it, with what it was computed from: "8000.0 kbit/s (10000000 octets in 10.00 s)". */
export function describeRate(octets: number, milliseconds: number): string {
  return `${kilobitsPerSecond(octets, milliseconds).toFixed(1)} kbit/s (${octets} octets in ${(milliseconds / 1_000).toFixed(2)} s)`
}
