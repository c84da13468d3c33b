import type { Role } from './decision.js'
import { folderOf, nameOf, stemOf } from './listing.js'

/** How well a name says a role: the very word, the word among others, the other role, or nothing of the kind. */
export type Fit = 'exactly' | 'among-others' | 'other' | 'silent'

const WORDS: Readonly<Record<Role, readonly string[]>> = {
  server: ['server', 'servidor', 'servidora', 'servid', 'serv', 'srv', 'svr'],
  client: ['client', 'cliente', 'cli', 'clnt'],
}
/** Long enough to be meant also where they stand within a word: "echoserver". */
const WITHIN: Readonly<Record<Role, RegExp>> = { server: /(?<!ob|re)server|servidor/i, client: /client/i }

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')

const says = (name: string, role: Role): boolean =>
  WITHIN[role].test(name) || wordsOf(name).some((word) => WORDS[role].includes(word))

export const otherRole = (role: Role): Role => (role === 'server' ? 'client' : 'server')

function fitOfName(name: string, role: Role): Fit {
  const [own, other] = [says(name, role), says(name, otherRole(role))]
  if (own && other) return 'silent'
  if (other) return 'other'
  if (!own) return 'silent'
  return WORDS[role].includes(name.toLowerCase()) ? 'exactly' : 'among-others'
}

/** What a program's path says of its role: its own name first, then the folders' that it is in, from the nearest. */
export function fitOf(path: string, role: Role): Fit {
  const own = fitOfName(stemOf(path), role)
  if (own !== 'silent') return own
  for (let folder = folderOf(path); folder !== '.'; folder = folderOf(folder)) {
    const fit = fitOfName(nameOf(folder), role)
    // A folder's name says it less exactly than a file's: its file may be one of several.
    if (fit !== 'silent') return fit === 'exactly' ? 'among-others' : fit
  }
  return 'silent'
}
