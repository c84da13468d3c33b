import type { Stimulus, WireNote } from './stimulus.js'

/**
 * Everything that crossed the wire in one scenario, as the harness saw it at its own end of each connection.
 * Transcripts, sequence diagrams, captures and the evidence of a diagnosis all come from here.
 */

export type Transport = 'tcp' | 'udp'

export interface Address {
  readonly host: string
  readonly port: number
}

/** `to`: from the harness to the program under test; `from`: the reverse. */
export type Direction = 'to' | 'from'

export type WireEventKind =
  /** a connection was established, or a socket for datagrams opened */
  | 'open'
  /** a segment or datagram with its octets */
  | 'data'
  /** the sender ended its direction of the stream (FIN); for `from`: closed, since FIN and RST cannot be told apart */
  | 'end'
  | 'reset'
  | 'refused'
  /** a thing of note that is not on the wire: a line typed, the program started or ended */
  | 'note'

export interface WireEvent {
  /** milliseconds since the scenario began */
  readonly at: number
  readonly kind: WireEventKind
  readonly direction: Direction
  /** the harness's end: `client A`, or `our server` when the program under test is a client */
  readonly peer: string
  readonly transport?: Transport
  readonly local?: Address
  readonly remote?: Address
  /** the octets, at most {@link KEPT_PER_EVENT} of them */
  readonly octets?: Buffer
  /** how many octets there were in all */
  readonly size?: number
  /** of a `note` */
  readonly note?: WireNote
}

/** Enough for any message of the catalogue but the bulk transfers, whose middle teaches nobody anything. */
const KEPT_PER_EVENT = 64 * 1024
/** Bounds the memory of a whole check: some 100 scenarios are kept until the report is written. */
const KEPT_PER_SCENARIO = 256 * 1024
const EVENTS_PER_SCENARIO = 2000

export class WireLog {
  readonly #events: WireEvent[] = []
  readonly #began = performance.now()
  readonly #stimuli: Stimulus[] = []
  #kept = 0
  #dropped = 0

  /** Adds one event, stamped with the time since the log was made. Octets are copied up to the caps above. */
  add(event: Omit<WireEvent, 'at' | 'size' | 'octets'> & { octets?: Uint8Array }): void {
    if (this.#events.length >= EVENTS_PER_SCENARIO) {
      this.#dropped++
      return
    }
    const { octets, ...rest } = event
    const at = performance.now() - this.#began
    if (!octets) {
      this.#events.push({ at, ...rest })
      return
    }
    const room = Math.max(0, Math.min(KEPT_PER_EVENT, KEPT_PER_SCENARIO - this.#kept))
    const kept = Buffer.from(octets.subarray(0, room))
    this.#kept += kept.length
    this.#events.push({ at, ...rest, octets: kept, size: octets.length })
  }

  /** Adds something of note that crosses no wire. */
  note(note: WireNote, direction: Direction = 'to'): void {
    this.add({ kind: 'note', direction, peer: 'harness', note })
  }

  /** Takes down what was really done to the program. */
  stimulate(stimulus: Stimulus): void {
    if (this.#stimuli.length < EVENTS_PER_SCENARIO) this.#stimuli.push(stimulus)
  }

  /** What was really done to the program, in order. */
  get stimuli(): readonly Stimulus[] {
    return this.#stimuli
  }

  /** When the scenario began, in milliseconds since 1970-01-01 00:00 UTC; the logs of one process share a clock that never goes back. */
  get began(): number {
    return performance.timeOrigin + this.#began
  }

  get events(): readonly WireEvent[] {
    return this.#events
  }

  /** How many events did not fit any more. */
  get dropped(): number {
    return this.#dropped
  }
}
