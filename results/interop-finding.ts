import type { Ending } from '../harness/findings/ending.js'

/** What came of one client with one server, as data. */
export type PairFinding =
  | { readonly kind: 'served' }
  | { readonly kind: 'server-not-started'; readonly why: string }
  /** it ended by itself before the client had its reply */
  | { readonly kind: 'server-died'; readonly ending: Ending; readonly lastWords: string }
  | { readonly kind: 'client-ended-badly'; readonly ending: Ending; readonly lastWords: string }
  | { readonly kind: 'client-still-runs'; readonly seconds: number; readonly shown: boolean }
  /** it ended as after a good exchange, and showed nothing of the reply, or only so much of it */
  | { readonly kind: 'reply-not-shown'; readonly lastWords: string; readonly part?: PartShown }
  /** it sends a message of its own, which was another when it ran alone: what it should have shown nobody knows */
  | { readonly kind: 'own-message' }
  /** the set-up or the harness: it says nothing of the pair */
  | { readonly kind: 'not-tried'; readonly why: string }

export interface PartShown {
  readonly which: 'first' | 'last'
  readonly octets: number
  readonly all: number
}

export type PairStanding = 'works' | 'fails' | 'unclear'

/** The same in one word. */
export function standingOfPair({ kind }: PairFinding): PairStanding {
  switch (kind) {
    case 'served':
      return 'works'
    case 'own-message':
    case 'not-tried':
      return 'unclear'
    case 'server-not-started':
    case 'server-died':
    case 'client-ended-badly':
    case 'client-still-runs':
    case 'reply-not-shown':
      return 'fails'
  }
}
