/** What a client's message has to do with the line that was typed for it. */
export type Relation =
  /** the line is in it from beginning to end */
  | 'whole'
  /** it is made of the line, but something is missing */
  | 'part'
  /** the client sends a message of its own */
  | 'own'

/** So many octets in common are no coincidence between a random line and a text of the client's own. */
const IN_COMMON = 6

/** Compares what has come so far with the line (without its line end). Looks at the beginning only of what is longer than the line. */
export function relate(received: Buffer, line: Buffer): Relation {
  if (received.length >= line.length && received.includes(line)) return 'whole'
  if (received.length === 0) return 'own'
  // A prefix, however short, may be the first segment of the line.
  if (line.subarray(0, received.length).equals(received)) return 'part'
  const sample = received.subarray(0, 4096)
  const compared = line.subarray(0, 8192)
  for (let at = 0; at + IN_COMMON <= sample.length; at++) {
    if (compared.includes(sample.subarray(at, at + IN_COMMON))) return 'part'
  }
  return 'own'
}
