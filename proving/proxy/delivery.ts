import type { Mutant } from '../mutant.js'

/** What is delivered to one client: octets, at once or when so many ms have passed since they came, and perhaps its end behind them. */
export interface Delivery<Client> {
  readonly to: Client
  readonly octets: Buffer
  readonly delayMs: number
  /** the connection ends behind it, in the middle of the reply */
  readonly endsThen?: true
}

/** Later than any deadline of a reply in a check by `prove`. */
const LATE_MS = 6_000
/** Between two pieces of a reply: they are two segments then. */
const BETWEEN_MS = 20
/** So long a reply waits for another that it can be joined or swapped with. */
const HOLD_MS = 120

/** Turns the replies of the server into those of a mutant. */
export class Deliverer<Client> {
  #held: { readonly to: Client; readonly octets: Buffer; readonly timer: NodeJS.Timeout } | undefined

  /** `deliver` is given what is to go to clients, in order; `changed` is told of each reply that was changed. */
  constructor(
    private readonly mutant: Mutant | 'faithful',
    private readonly deliver: (delivery: Delivery<Client>) => void,
    private readonly changed: () => void,
  ) {}

  /** A reply of the server, or a piece of one as it was read. */
  reply(to: Client, octets: Buffer): void {
    switch (this.mutant) {
      case 'drop-line-end': {
        const kept = withoutLineEnd(octets)
        if (kept.length < octets.length) this.changed()
        if (kept.length > 0) this.#now(to, kept)
        break
      }
      case 'change-byte':
        this.changed()
        this.#now(to, withOneByteChanged(octets))
        break
      case 'answer-twice':
        this.changed()
        this.#now(to, octets)
        this.#now(to, octets)
        break
      case 'answer-late':
        this.changed()
        this.deliver({ to, octets, delayMs: LATE_MS })
        break
      case 'split':
        this.#inTwo(to, octets)
        break
      case 'close-early':
        this.changed()
        this.deliver({ to, octets: octets.subarray(0, octets.length >> 1), delayMs: 0, endsThen: true })
        break
      case 'coalesce':
        this.#joined(to, octets)
        break
      case 'mix-clients':
        this.#swapped(to, octets)
        break
      // Whom the last two forget is decided when a client comes.
      case 'faithful':
      case 'forget-second':
      case 'forget-next':
        this.#now(to, octets)
        break
    }
  }

  /** Nothing more comes for this client: what is held back for it goes now. */
  flush(client: Client): void {
    if (this.#held?.to === client) this.#release()
  }

  #now(to: Client, octets: Buffer): void {
    this.deliver({ to, octets, delayMs: 0 })
  }

  #inTwo(to: Client, octets: Buffer): void {
    const middle = octets.length >> 1
    if (middle > 0) {
      this.changed()
      this.#now(to, octets.subarray(0, middle))
    }
    this.deliver({ to, octets: octets.subarray(middle), delayMs: middle > 0 ? BETWEEN_MS : 0 })
  }

  #hold(to: Client, octets: Buffer): void {
    this.#held = { to, octets, timer: setTimeout(() => this.#release(), HOLD_MS) }
  }

  #take(): { readonly to: Client; readonly octets: Buffer } | undefined {
    const held = this.#held
    clearTimeout(held?.timer)
    this.#held = undefined
    return held
  }

  #release(): void {
    const held = this.#take()
    if (held) this.#now(held.to, held.octets)
  }

  #joined(to: Client, octets: Buffer): void {
    const held = this.#take()
    if (held?.to === to) {
      this.changed()
      this.#now(to, Buffer.concat([held.octets, octets]))
      return
    }
    if (held) this.#now(held.to, held.octets)
    this.#hold(to, octets)
  }

  #swapped(to: Client, octets: Buffer): void {
    const held = this.#take()
    if (held && held.to !== to) {
      this.changed()
      this.#now(to, held.octets)
      this.#now(held.to, octets)
      return
    }
    if (held) this.#now(held.to, held.octets)
    this.#hold(to, octets)
  }
}

/** Without one LF or CR LF at the end. */
export function withoutLineEnd(octets: Buffer): Buffer {
  if (octets.at(-1) !== 0x0a) return octets
  return octets.subarray(0, octets.at(-2) === 0x0d ? -2 : -1)
}

/** With the last byte that is no white space changed by its lowest bit: a letter becomes another, a digit too. */
export function withOneByteChanged(octets: Buffer): Buffer {
  const changed = Buffer.from(octets)
  const at = Math.max(
    0,
    changed.findLastIndex((octet) => octet > 0x20),
  )
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}
