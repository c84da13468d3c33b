import { clientPhrases } from './client-phrases.js'
import { networkPhrases } from './network-phrases.js'
import type { Phrase } from './phrase.js'
import { serverPhrases } from './server-phrases.js'
import { valuePhrases } from './value-phrases.js'

/** Every phrase. */
export const PHRASES: readonly Phrase[] = [...serverPhrases, ...clientPhrases, ...valuePhrases, ...networkPhrases]

/** The phrases that make sense in a feature of this role. */
export const phrasesOfRole = (role: 'server' | 'client'): readonly Phrase[] =>
  PHRASES.filter((phrase) => phrase.role === role || phrase.role === 'both')

/** How a phrase may be spelt: bytes were once called octets, and features that say so stay valid. */
export const spellingsOf = ({ pattern }: Phrase): readonly string[] =>
  /\bbytes?\b/.test(pattern) ? [pattern, pattern.replaceAll(/\bbyte(s?)\b/g, 'octet$1')] : [pattern]
