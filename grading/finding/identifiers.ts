import { createHash } from 'node:crypto'

/** Whose a hand-in is, and what its folder or file is called. */
export interface Named {
  readonly name: string
  readonly number?: string
  /** unique in the class */
  readonly entry: string
}

const MOST = 80
const HASH = 8

/**
 * An identifier for each, unique and a safe name of a file. It depends on names alone, so it is the same on every machine and in every run: where letters
 * are lost (names in other scripts) or two have one name, a hash of the entry's name tells them apart.
 */
export function identifiersOf(named: readonly Named[]): string[] {
  const plain = named.map(plainIdentifier)
  const times = new Map<string, number>()
  // On some file systems "ana" and "Ana" are one.
  for (const { id } of plain) times.set(id.toLowerCase(), (times.get(id.toLowerCase()) ?? 0) + 1)
  return plain.map(({ id, exact }, at) =>
    exact && times.get(id.toLowerCase()) === 1 && !looksHashed(id)
      ? id
      : `${id.slice(0, MOST - HASH - 1)}-${hashOf(named[at]?.entry ?? '')}`.replace(/^-/, ''),
  )
}

function plainIdentifier({ name, number }: Named): { id: string; exact: boolean } {
  // Accents are left out without harm; other letters are not.
  const letters = name.normalize('NFD').replace(/\p{M}/gu, '')
  const safe = letters
    .replace(/[\s_,]+/g, '-')
    .replace(/[^A-Za-z0-9.-]+/g, '')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  const exact = !/[^A-Za-z0-9.\s_,()'-]/.test(letters) && safe !== ''
  const id = [safe, number?.replace(/[^A-Za-z0-9-]/g, '')].filter((part) => part !== undefined && part !== '').join('-')
  return { id: id.slice(0, MOST), exact: exact && id.length <= MOST }
}

/** Nobody gets another's identifier by taking it for a name. */
const looksHashed = (id: string): boolean => /-[0-9a-f]{8}$/.test(id) && /[a-f]/.test(id.slice(-HASH))

const hashOf = (entry: string): string => createHash('sha256').update(entry).digest('hex').slice(0, HASH)
