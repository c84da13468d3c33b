/** Cuts a stream at any places, into one segment for all or one for each octet. */
export function cutAtPlaces(stream: Buffer, places: readonly number[]): Buffer[] {
  const ordered = [0, ...places.map((place) => place % (stream.length + 1)).sort((a, b) => a - b), stream.length]
  return ordered.slice(1).map((end, i) => stream.subarray(ordered[i], end))
}

/** Cuts octets into segments of these sizes, which begin anew where they are used up. */
export function cutInSizes(octets: Buffer, sizes: readonly number[]): Buffer[] {
  const segments: Buffer[] = []
  for (let at = 0, i = 0; at < octets.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    segments.push(octets.subarray(at, at + size))
    at += size
  }
  return segments
}
