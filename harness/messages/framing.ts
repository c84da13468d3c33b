/** The header of a message: where its length stands in it, and of how many bytes it is. The length has four bytes, the highest first. */
export interface Header {
  readonly lengthAt: number
  readonly size: number
}

/** What is particular to one way of telling messages apart. */
interface FramingKind {
  /** what stands before the content of each message; none where nothing does */
  readonly header?: Header
  /** how a client that speaks it is told where the server is */
  readonly clientPlaceholder: '{host} {port}' | '{url}'
}

const LENGTH: Header = { lengthAt: 0, size: 4 }
const TYPE_AND_LENGTH: Header = { lengthAt: 1, size: 5 }

/** How the messages of one direction are told apart in the stream, as a feature's description says it: `Requests: frames`. */
const KINDS = {
  text: { clientPlaceholder: '{host} {port}' },
  lines: { clientPlaceholder: '{host} {port}' },
  frames: { header: LENGTH, clientPlaceholder: '{host} {port}' },
  'JSON frames': { header: LENGTH, clientPlaceholder: '{host} {port}' },
  parts: { header: TYPE_AND_LENGTH, clientPlaceholder: '{host} {port}' },
  HTTP: { clientPlaceholder: '{url}' },
} as const satisfies Readonly<Record<string, FramingKind>>

export type Framing = keyof typeof KINDS

export const FRAMINGS = Object.keys(KINDS) as readonly Framing[]

export const isFraming = (text: string): text is Framing => Object.hasOwn(KINDS, text)

/** What stands before the content of each message; undefined where nothing does. */
export const headerOf = (framing: Framing): Header | undefined => (KINDS[framing] as FramingKind).header

/** How a client that speaks it is told where the server is. */
export const clientPlaceholderOf = (framing: Framing): FramingKind['clientPlaceholder'] =>
  KINDS[framing].clientPlaceholder

/** The length that a header says; undefined where not all of it is there. */
export const lengthIn = ({ lengthAt, size }: Header, octets: Buffer): number | undefined =>
  octets.length < size ? undefined : octets.readUInt32BE(lengthAt)
