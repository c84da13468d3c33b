const LOWER_A = 0x61
const LOWER_Z = 0x7a
const CASE_BIT = 0x20

/**
 * A copy of the octets with the ASCII letters a to z in upper case, and every other octet as it was. Octets of UTF-8 beyond
 * ASCII are all 128 or more, so text passes unharmed even where a character is split between two calls.
 */
export function uppercase(octets: Uint8Array): Buffer {
  const upper = Buffer.from(octets)
  for (let index = 0; index < upper.length; index++) {
    const octet = upper[index] ?? 0
    if (octet >= LOWER_A && octet <= LOWER_Z) upper[index] = octet ^ CASE_BIT
  }
  return upper
}
