import { kilobitsPerSecond } from '../protocols/rate.js'

/** The rate of so many octets in so many milliseconds as people read it, with what it was computed from: "8000.0 kbit/s (10000000 octets in 10.00 s)". */
export function describeRate(octets: number, milliseconds: number): string {
  return `${kilobitsPerSecond(octets, milliseconds).toFixed(1)} kbit/s (${octets} bytes in ${(milliseconds / 1_000).toFixed(2)} s)`
}
