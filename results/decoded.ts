import { headerOf, lengthIn, type Framing, type Header } from '../harness/messages/framing.js'
import type { WireEvent, WireLog } from '../harness/findings/wire-log.js'
import type { Words } from './words/words.js'
import type { Specification } from '../specification/specification.js'
import { quoted } from './quoted.js'

/** What a header that is all there says. */
function headerText(header: Header, octets: Buffer, words: Words): string {
  const length = words.labels.lengthIs(words.number(lengthIn(header, octets) ?? 0))
  return header.lengthAt === 0 ? length : `${words.labels.typeIs(octets[0] ?? 0)} | ${length}`
}

/** Follows one direction of a stream, and says of each segment what it is of the messages in it. */
class Decoder {
  #header = Buffer.alloc(0)
  #contentLeft = 0
  #lost = false

  constructor(
    private readonly header: Header,
    private readonly words: Words,
  ) {}

  /** `octets` are those of the segment that were kept; `size` is how many there were. */
  segment(octets: Buffer, size: number, most: number): string | undefined {
    const parts: string[] = []
    let at = 0
    while (at < size && !this.#lost) {
      if (this.#header.length < this.header.size) {
        if (at >= octets.length) {
          this.#lost = true
          break
        }
        const taken = octets.subarray(at, at + this.header.size - this.#header.length)
        this.#header = Buffer.concat([this.#header, taken])
        at += taken.length
        if (this.#header.length < this.header.size) {
          // The rest of it may be among the octets that were not kept.
          if (at < size) this.#lost = true
          const what = this.header.lengthAt === 0 ? 'length' : 'type and length'
          parts.push(this.words.labels.partOfHeader(this.#header.length, this.header.size, what))
          break
        }
        parts.push(headerText(this.header, this.#header, this.words))
        this.#contentLeft = lengthIn(this.header, this.#header) ?? 0
      }
      const count = Math.min(this.#contentLeft, size - at)
      if (count > 0) parts.push(quoted(octets.subarray(at, at + count), count, most))
      at += count
      this.#contentLeft -= count
      if (this.#contentLeft === 0) this.#header = Buffer.alloc(0)
      else if (at >= size) parts.push(this.words.labels.moreToCome(this.words.number(this.#contentLeft)))
    }
    return this.#lost ? undefined : parts.join(' | ')
  }
}

/** How the messages of one direction are told apart: `to` the program under test, or `from` it. */
export const framingOf = (
  { role, framing }: Pick<Specification, 'role' | 'framing'>,
  direction: 'to' | 'from',
): Framing => ((direction === 'to') === (role === 'server') ? framing.requests : framing.replies)

/** What each segment of a wire log is, decoded; only of protocols whose messages have a length before them. */
export function decodedSegments(
  log: WireLog,
  specification: Pick<Specification, 'role' | 'framing'>,
  most: number,
  words: Words,
): ReadonlyMap<WireEvent, string> {
  const out = new Map<WireEvent, string>()
  const decoders = new Map<string, Decoder>()
  for (const event of log.events) {
    const header = headerOf(framingOf(specification, event.direction))
    if (event.kind !== 'data' || !event.octets || !header) continue
    const key = `${event.peer} ${event.local?.port ?? 0} ${event.direction}`
    let decoder = decoders.get(key)
    if (!decoder) decoders.set(key, (decoder = new Decoder(header, words)))
    const text = decoder.segment(event.octets, event.size ?? 0, most)
    if (text !== undefined) out.set(event, text)
  }
  return out
}

/** A whole message (or its beginning), decoded; undefined where its framing has nothing to decode. */
export function decodedMessage(framing: Framing, octets: Buffer, most: number, words: Words): string | undefined {
  const header = headerOf(framing)
  return header && octets.length > 0 ? new Decoder(header, words).segment(octets, octets.length, most) : undefined
}
