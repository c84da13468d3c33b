/** Shorter times are taken for this one, ms: a clock that hardly moved would make any rate of a few octets. */
const SHORTEST_MS = 1

/** The rate of so many octets in so many milliseconds, in kbit/s (1 000 bits in a second). */
export function kilobitsPerSecond(octets: number, milliseconds: number): number {
  return (octets * 8) / Math.max(milliseconds, SHORTEST_MS)
}
