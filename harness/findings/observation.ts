import type { ClientViolation } from './client-violation.js'
import type { Ended, Ending } from './ending.js'
import type { ServerViolation } from './server-violation.js'
import type { MissingStimulus } from './stimulus.js'
import type { Address, Transport } from './wire-log.js'

/**
 * What a scenario has found, as values: no sentence of a report is composed in the harness. A kind and its data are what verdicts, second
 * attempts, causes and translations reason about; results/words/ says them in a language.
 */

/** The program under test did not do what the requirement says. */
export type Violated = ServerViolation | ClientViolation | NotReady | Within | DiskFilled

/** It has written so much that there is no room left for another file. */
export interface DiskFilled {
  readonly kind: 'disk-filled'
}

/** A violation with where it was found: in which of several turns, for whom, or in the course of what. */
export type Within =
  | {
      readonly kind: 'in-turn'
      readonly what: 'request' | 'round'
      /** from 1 */
      readonly number: number
      readonly all: number
      readonly inner: Violated
    }
  | {
      readonly kind: 'clients-unserved'
      readonly failed: number
      readonly all: number
      readonly client: string
      readonly inner: Violated
    }
  | { readonly kind: 'farewell-unanswered'; readonly inner: Violated }
  | {
      readonly kind: 'neither-ended-nor-served'
      readonly ms: number
      readonly spins: boolean
      readonly inner: Violated
    }

/** A server that did not become ready to serve. */
export type NotReady =
  /** `again`: it had been ready before */
  | (Ended & { readonly kind: 'exited-at-start'; readonly again: boolean; readonly port: number })
  | (Ended & { readonly kind: 'not-started-again'; readonly port: number })
  | {
      readonly kind: 'never-bound'
      readonly transport: Transport
      readonly port: number
      readonly ms: number
      readonly lastWords: string
    }
  /** it had been ready before, and has bound another port now */
  | {
      readonly kind: 'listens-elsewhere'
      readonly transport: Transport
      readonly port: number
      readonly instead: number
    }
  /** it has bound a socket of the transport that the protocol does not have */
  | { readonly kind: 'other-transport'; readonly needed: Transport; readonly port: number }

/** The requirement cannot be observed in this set-up. */
export type Unobservable =
  | { readonly kind: 'own-message' }
  | { readonly kind: 'no-such-address'; readonly host: string; readonly error: string }
  | { readonly kind: 'ordinary-client-unserved' }
  | { readonly kind: 'data-is-inline' }
  | { readonly kind: 'no-line-ends'; readonly what: 'segments' | 'coalesced' }
  | { readonly kind: 'no-time-wait' }
  | { readonly kind: 'time-wait-unseen' }
  | { readonly kind: 'folder-unseen'; readonly wanted: 'to store' | 'to give' | 'beside' }
  | { readonly kind: 'output-unseen' }
  | { readonly kind: 'reading-unseen' }
  | { readonly kind: 'one-client-server' }
  | { readonly kind: 'no-network' }
  | { readonly kind: 'server-gone'; readonly address: Address }
  | { readonly kind: 'not-ours-to-restart'; readonly address: Address }
  | { readonly kind: 'not-ours'; readonly what: 'port' | 'typing' | 'ending' }

/** The harness was at fault, or the machine too busy to tell. */
export type Fault =
  | { readonly kind: 'starved'; readonly waitedMs: number; readonly lateMs: number }
  | { readonly kind: 'starved-duration'; readonly ms: number }
  | { readonly kind: 'starved-rates' }
  /** the kernel had room for all that the server sent to a client that read nothing */
  | { readonly kind: 'buffers-took-all'; readonly octets: number }
  /** what the scenario speaks of did not come about, so that its end proves nothing */
  | { readonly kind: 'no-stimulus'; readonly stimulus: MissingStimulus }
  /** `host`: its name; undefined for the network namespace */
  | { readonly kind: 'agent-lost'; readonly host: string | undefined; readonly end: AgentEnd }
  /** the system gave the harness no socket of its own */
  | { readonly kind: 'no-socket'; readonly error: string }
  /** the sink of our own, beside which a server is measured */
  | { readonly kind: 'no-sink'; readonly how: 'ended' | 'unreachable' }
  /** while the check was under way another program has taken the port that is written into the submission */
  | { readonly kind: 'port-held'; readonly transport: Transport; readonly port: number }
  /** the engine of the containers has not started the program; `error`: what it says, empty where it says nothing */
  | { readonly kind: 'not-run'; readonly error: string }
  /** the sandbox for one process could not be made */
  | { readonly kind: 'not-enclosed'; readonly error: string }
  /** `said`: the first line of what the runner says of it; empty where it says nothing */
  | { readonly kind: 'cut-off'; readonly held: number; readonly steps: number; readonly said: string }
  | { readonly kind: 'no-steps' }
  | { readonly kind: 'never-ran' }
  /** somebody ended the check before it was judged, or while it was still to be asked once more */
  | { readonly kind: 'interrupted' }
  /** it, or the check before it was its turn, took so long that it was given up */
  | { readonly kind: 'out-of-time'; readonly what: 'scenario' | 'check'; readonly ms: number }
  /** `thrown`: the exception with its stack, as Node prints it */
  | { readonly kind: 'harness-failed'; readonly thrown: string }

/** Why the program that opens sockets for the harness on another host is gone: by itself, by our own doing, or the way to it has failed, in the system's words. */
export type AgentEnd = { readonly kind: 'ended' | 'closed' } | { readonly kind: 'failed'; readonly error: string }

/** A remark beside a verdict. */
export type Note =
  | { readonly kind: 'sends-own-message' }
  | { readonly kind: 'request-repeated' }
  | { readonly kind: 'repetitions'; readonly requests: number; readonly repeated: number }
  | { readonly kind: 'overtaken'; readonly overtaken: number; readonly replies: number }
  | { readonly kind: 'runs-shown'; readonly runs: number; readonly shown: number; readonly datagrams: number }
  | { readonly kind: 'died-afterwards'; readonly ending: Ending }
  | { readonly kind: 'only-after-another-client' }
  | { readonly kind: 'line-end-sent' }
  | { readonly kind: 'first-inconclusive' }
  | { readonly kind: 'first-failed'; readonly first: Observation }
  /** it failed on a terminal as well, where more was seen */
  | { readonly kind: 'otherwise-with-pipes'; readonly first: Observation }
  /** what was missing could not be asked again on a terminal */
  | { readonly kind: 'no-terminal' }

/** What an `info` requirement has seen. */
export type Seen =
  | { readonly kind: 'server-crashed'; readonly ending: Ending }
  | { readonly kind: 'served' }
  | { readonly kind: 'ends-after-one-client' }
  | { readonly kind: 'not-served'; readonly inner: Violated }
  | { readonly kind: 'concurrency'; readonly is: 'concurrent' | 'sequential' | 'second-ended' | 'second-unserved' }
  /** a word that the feature has for it */
  | { readonly kind: 'in-the-features-words'; readonly word: string }
  | {
      readonly kind: 'datagram-came-back'
      readonly how: 'whole' | 'truncated' | 'dropped' | 'altered'
      readonly octets: number
    }
  | { readonly kind: 'accents'; readonly how: 'unchanged' | 'uppercased' | 'neither' | 'no-reply' }
  | { readonly kind: 'line-end'; readonly is: 'none' | 'LF' | 'CR LF' | 'not-sent' }
  | { readonly kind: 'folder-gets'; readonly status: number; readonly body: number; readonly isListing: boolean }
  /** bits per millisecond */
  | { readonly kind: 'rate'; readonly theirs: number; readonly ours: number }
  | {
      readonly kind: 'answer'
      readonly sent: string
      readonly answer: string | undefined
      /** the connection has ended */
      readonly ended: boolean
      /** and how the server has, where it crashed */
      readonly crash: Ending | undefined
    }

/** Everything that a scenario can find. */
export type Observation = Violated | Unobservable | Fault

/**
 * The sort of evidence. *Seen* is a fact that no later attempt takes back: a crash, wrong octets, the wrong recipient. *Absent* is that
 * nothing came in time, which a busy machine may explain, so it may be asked again.
 */
export type Sort = 'seen' | 'absent'

/**
 * Whose turn it was when it was found: the step that the scenario is about, one that only leads there, or the Background. A fault found
 * while leading there is most likely another requirement's.
 */
export type Turn = 'own' | 'leading' | 'background'

/** The sort of evidence of an observation. */
export function sortOf(observation: Observation): Sort {
  switch (observation.kind) {
    case 'in-turn':
    case 'clients-unserved':
    case 'farewell-unanswered':
    case 'neither-ended-nor-served':
      return sortOf(observation.inner)
    case 'connection-timeout':
    case 'stopped-reading':
    case 'stream-not-taken':
    case 'left-unread':
    case 'left-open':
    case 'requests-unanswered':
    case 'never-answered':
    case 'few-answered':
    case 'not-shown-by-server':
    case 'typed-not-received':
    case 'server-still-runs':
    case 'port-taken':
    case 'not-stored':
    case 'never-bound':
    case 'answer-not-shown':
    case 'not-shown-by-client':
    case 'answer-shown-in-part':
    case 'still-runs':
    case 'still-runs-after-answer':
    case 'still-runs-after-reset':
    case 'waits-for-lost-reply':
    case 'never-shown':
    case 'still-sends':
    case 'not-closed-after-end':
    case 'body-not-shown':
    case 'status-not-told':
      return 'absent'
    case 'no-reply':
    case 'reply-incomplete':
    case 'no-response':
    case 'part-of-line':
    case 'message-missing':
    case 'part-of-file':
    case 'part-of-length':
    case 'parts-missing':
    case 'request-unended':
    case 'connected-silent':
    case 'response-incomplete':
      return observation.then.end === 'closed' || observation.then.end === 'flood' ? 'seen' : 'absent'
    case 'wrong-rate':
      return observation.printed === undefined ? 'absent' : 'seen'
    case 'never-came':
      return observation.ending === undefined ? 'absent' : 'seen'
    case 'connection-refused':
    case 'connection-failed':
    case 'flooded':
    case 'stream-cut':
    case 'closed-unread':
    case 'server-crashed':
    case 'wrong-reply':
    case 'not-found':
    case 'shown-nevertheless':
    case 'wrong-datagram':
    case 'octets-after-reply':
    case 'banner':
    case 'connection-ended':
    case 'answered-early':
    case 'answer-to-nothing':
    case 'cr-in-text':
    case 'foreign-datagram':
    case 'wrong-source':
    case 'unasked-datagram':
    case 'server-ended':
    case 'spins':
    case 'answers-no-request':
    case 'other-than-typed':
    case 'server-ended-badly':
    case 'answered-stranger':
    case 'stored-otherwise':
    case 'head-not-understood':
    case 'wrong-status':
    case 'wrong-body':
    case 'no-content-length':
    case 'invalid-content-length':
    case 'wrong-content-length':
    case 'wrong-content-type':
    case 'bare-LF':
    case 'no-empty-line':
    case 'header-not-of-get':
    case 'body-of-head':
    case 'secret-served':
    case 'exited-at-start':
    case 'not-started-again':
    case 'other-transport':
    case 'listens-elsewhere':
    case 'not-the-typed-line':
    case 'octets-before-line':
    case 'no-line-end':
    case 'octets-after-line':
    case 'more-than-line':
    case 'client-ended-badly':
    case 'sends-without-end':
    case 'several-datagrams':
    case 'wrong-json':
    case 'no-json-frame':
    case 'wrong-line':
    case 'line-without-LF':
    case 'other-octets':
    case 'sent-before-greeting':
    case 'closed-before-greeting':
    case 'sent-after-end':
    case 'wrong-duration':
    case 'nothing-counted':
    case 'disk-filled':
    case 'as-if-well':
    case 'wrong-length':
    case 'octets-after-file':
    case 'other-file':
    case 'closed-before-reply':
    case 'unknown-part':
    case 'part-differs':
    case 'request-not-understood':
    case 'request-incomplete':
    case 'wrong-request':
      return 'seen'
    case 'own-message':
    case 'no-such-address':
    case 'ordinary-client-unserved':
    case 'data-is-inline':
    case 'no-line-ends':
    case 'no-time-wait':
    case 'time-wait-unseen':
    case 'folder-unseen':
    case 'output-unseen':
    case 'reading-unseen':
    case 'one-client-server':
    case 'no-network':
    case 'server-gone':
    case 'not-ours-to-restart':
    case 'not-ours':
    case 'starved':
    case 'starved-duration':
    case 'starved-rates':
    case 'buffers-took-all':
    case 'no-stimulus':
    case 'agent-lost':
    case 'no-socket':
    case 'port-held':
    case 'no-sink':
    case 'not-run':
    case 'not-enclosed':
    case 'cut-off':
    case 'no-steps':
    case 'never-ran':
    case 'interrupted':
    case 'out-of-time':
    case 'harness-failed':
      return 'absent'
  }
}
