import type { Finding } from '../../harness/findings/finding.js'
import type { CauseFound } from '../causes.js'

/**
 * Whether a cause that was named for one failure accounts for all that was seen in another, of which by itself none could be named: the same octets
 * stand before, or behind, each piece of the reply.
 */
export function explains(cause: CauseFound, { evidence }: Finding): boolean {
  if (cause.kind !== 'extra-octets' || !evidence?.comparison) return false
  const { expected, received } = evidence.comparison
  const extra = Buffer.from(cause.extra, 'latin1')
  if (cause.where === 'before' && !received.subarray(0, extra.length).equals(extra)) return false
  const rest = removed(extra, received)
  return rest.length > 0 && rest.length < received.length && expected.subarray(0, rest.length).equals(rest)
}

/** The octets without each occurrence of some others. */
function removed(what: Buffer, octets: Buffer): Buffer {
  const kept: Buffer[] = []
  let from = 0
  for (let at = octets.indexOf(what); at !== -1; at = octets.indexOf(what, from)) {
    kept.push(octets.subarray(from, at))
    from = at + what.length
  }
  return Buffer.concat([...kept, octets.subarray(from)])
}
