import type { Limits, Lost } from '../../harness/hosts/sandbox/limits.js'
import type { WireEvent } from '../../harness/findings/wire-log.js'
import type { OverallVerdict, Verdict } from '../verdict.js'

/** The words around the findings: verdicts, headings, the names of lines. */
export interface Labels {
  readonly verdict: Readonly<Record<Verdict, string>>
  readonly overall: Readonly<Record<OverallVerdict, string>>
  /** beside, or in place of, the verdict of a check that somebody ended */
  readonly interrupted: string
  readonly nothingObserved: string
  readonly scenario: string
  readonly source: string
  readonly atStep: string
  readonly atThisStep: (step: string, seen: string) => string
  readonly observed: string
  readonly server: string
  readonly endedDuringThis: string
  readonly saidNothing: string
  readonly likely: string
  readonly usually: string
  readonly note: string
  /** above the causes: how many, of how many requirements; `isMost`: there may be fewer */
  readonly causes: (causes: number, requirements: number, isMost: boolean) => string
  /** above the other requirements that fail for a cause */
  readonly sameCause: string
  /** behind a requirement: so many others fail for its cause */
  readonly andMore: (count: number) => string
  /** below causes of which no more than a line is told: how to see more */
  readonly moreCauses: (count: number) => string
  readonly theSame: string
  readonly theSameFor: (ids: string) => string
  /** the line above a transcript; `role`: what is under test */
  readonly onTheWire: (role: string) => string
  readonly moreEvents: (count: number) => string
  readonly took: (seconds: string) => string
  readonly expected: string
  readonly received: string
  readonly sent: string
  readonly stored: string
  readonly printed: string
  readonly nothing: string
  readonly somewhereInOutput: string
  readonly firstDifference: (byte: string) => string
  readonly decoded: string
  readonly headline: (level: string, isolation: string, seed: string) => string
  /** what happened on the wire, where it is no data */
  readonly event: Readonly<Record<Exclude<WireEvent['kind'], 'data' | 'note'>, string>>
  readonly opensSocket: string
  readonly endOfStream: string
  readonly lengthIs: (count: string) => string
  readonly moreToCome: (count: string) => string
  readonly partOfHeader: (have: number, all: number, what: 'length' | 'type and length') => string
  readonly typeIs: (type: number) => string
  /** of the page */
  readonly name: string
  readonly command: string
  readonly address: string
  readonly level: string
  readonly isolation: string
  /** what a submission in a sandbox may have at most */
  readonly atMost: (limits: Limits) => string
  /** what this system does not have of a sandbox */
  readonly lost: (lost: readonly Lost[]) => string
  readonly limits: string
  readonly seed: string
  readonly tookLabel: string
  readonly folder: string
  /** when the check began */
  readonly startedLabel: string
  readonly versionLabel: string
  readonly verdictLabel: string
  readonly requirement: string
  readonly whatItSays: string
  readonly asOther: (link: string) => string
  readonly sameAs: (link: string) => string
  readonly inScenario: (name: string) => string
  readonly failed: (name: string) => string
  readonly lastWords: string
  readonly none: string
  readonly nothingCrossed: string
  readonly underTest: (role: string) => string
  readonly whatCrossed: string
  readonly moreEnds: (count: number) => string
  /** the comments of a capture's packets */
  readonly packet: PacketLabels
}

/** What is said of each packet that is made of a wire log, and of a capture as a whole. */
export interface PacketLabels {
  readonly syn: string
  readonly ownPortUnseen: string
  readonly synAck: string
  readonly established: string
  readonly acknowledges: string
  readonly closed: string
  readonly part: (part: number, parts: number) => string
  readonly eventsNotKept: (count: number) => string
  readonly aboutCaptured: string
  readonly aboutMadeUp: string
}
