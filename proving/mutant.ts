import type { Transport } from '../specification/specification.js'

/** What a mutant does to the replies of a working server. `faithful` does nothing: it is there to tell what a proxy alone changes. */
export type Mutant =
  | 'drop-line-end'
  | 'change-byte'
  | 'answer-twice'
  | 'answer-late'
  | 'coalesce'
  | 'split'
  | 'mix-clients'
  | 'close-early'
  | 'forget-second'
  | 'forget-next'

interface About {
  /** what it does, as a person would say it */
  readonly does: string
  readonly transports: readonly Transport[]
  /** where nobody may notice it, since what it does is no fault there */
  readonly harmlessOver: readonly Transport[]
}

const both: readonly Transport[] = ['tcp', 'udp']

export const MUTANTS: Readonly<Record<Mutant, About>> = {
  'drop-line-end': { does: 'drops the line end behind a reply', transports: both, harmlessOver: [] },
  'change-byte': { does: 'changes one byte of a reply', transports: both, harmlessOver: [] },
  'answer-twice': { does: 'sends each reply twice', transports: both, harmlessOver: [] },
  'answer-late': { does: 'answers later than anybody waits', transports: both, harmlessOver: [] },
  // TCP is a stream: in which segments the bytes of a reply come says nothing.
  coalesce: { does: 'sends two replies as one', transports: both, harmlessOver: ['tcp'] },
  split: { does: 'sends a reply in two pieces', transports: both, harmlessOver: ['tcp'] },
  'mix-clients': { does: 'gives two clients the reply of the other', transports: both, harmlessOver: [] },
  'close-early': { does: 'ends the connection in the middle of a reply', transports: ['tcp'], harmlessOver: [] },
  'forget-second': { does: 'forgets a client that comes while another is there', transports: both, harmlessOver: [] },
  'forget-next': { does: 'serves one client, and none after it', transports: both, harmlessOver: [] },
}

export const mutantNames = Object.keys(MUTANTS) as Mutant[]

export const isMutant = (text: string): text is Mutant => Object.hasOwn(MUTANTS, text)

/** The mutants that make sense over a transport. */
export const mutantsOver = (transport: Transport): Mutant[] =>
  mutantNames.filter((mutant) => MUTANTS[mutant].transports.includes(transport))

export const isHarmless = (mutant: Mutant, transport: Transport): boolean =>
  MUTANTS[mutant].harmlessOver.includes(transport)
