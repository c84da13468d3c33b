import type { Randomness } from './randomness.js'
import type { Settings } from './settings.js'

/** What a message carries that the program under test is to store. */
export interface Content {
  readonly kind: 'file' | 'text' | 'image'
  readonly octets: Buffer
}

/** One message as it goes over the wire. */
export interface Message {
  /** each is sent as a segment of its own */
  readonly segments: readonly Buffer[]
  /** a turn passes between the segments, as where a user is asked for the second; else only the time that the program takes to read */
  readonly inTurns?: boolean
  /** its phrase says where it is cut: the program is to read the segments one by one */
  readonly isCut?: boolean
  /** what is to be stored of it, in order */
  readonly contents?: readonly Content[]
  /** how many octets stand before its content, the last four of them its length; undefined where it has none */
  readonly header?: number
  /** only its line end tells where it ends, and --eol may take that away */
  readonly needsLineEnd?: boolean
  /** what of it whoever receives it is to show; the whole text where nothing is said */
  readonly shown?: string
  /** how two messages are compared: as octets, as lines (CR LF is LF), as values of JSON */
  readonly compared?: 'octets' | 'line' | 'json'
}

/** A message that a phrase names. */
export interface Payload {
  /** the phrase, as the feature file has it */
  readonly phrase: string
  /** draws the message; two calls draw different ones, where it is random at all. Throws NotObservable where the settings leave no such message. */
  message(random: Randomness, settings: Settings): Message
}

/** The octets of a message, whatever its segments. */
export const octetsOf = ({ segments }: Message): Buffer =>
  segments.length === 1 ? (segments[0] as Buffer) : Buffer.concat(segments)
