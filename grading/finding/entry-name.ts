import { HandInRefused } from './hand-in-refused.js'

/** The folders and the name in an archive's entry. Throws HandInRefused where they would lead out of the folder that it is unpacked in. */
export function segmentsOf(entry: string): string[] {
  // Archives made on Windows separate by backslashes; no name of a file that a student's program needs has one.
  const slashed = entry.replaceAll('\\', '/')
  if (slashed.includes('\0')) throw new HandInRefused({ kind: 'unstorable', entry: shown(entry), code: 'EINVAL' })
  const segments = slashed.split('/').filter((one) => one !== '' && one !== '.')
  if (slashed.startsWith('/') || /^[A-Za-z]:/.test(slashed) || segments.includes('..'))
    throw new HandInRefused({ kind: 'leaves-folder', entry: shown(entry) })
  return segments
}

const RUBBISH: ReadonlySet<string> = new Set(
  ['__MACOSX', '.DS_Store', '.git', 'node_modules', 'Thumbs.db', 'desktop.ini'].map((name) => name.toLowerCase()),
)

/** Is it what systems and tools leave behind, which nobody has written or needs? */
export const isRubbish = (name: string): boolean => RUBBISH.has(name.toLowerCase()) || name.startsWith('._')

/** An entry's name can be as long as its archive. */
export const shown = (entry: string): string => (entry.length > 200 ? `${entry.slice(0, 200)}...` : entry)

const strict = new TextDecoder('utf-8', { fatal: true })

/** UTF-8 where it is that, else undefined. */
export function utf8(octets: Uint8Array): string | undefined {
  try {
    return strict.decode(octets)
  } catch {
    return undefined
  }
}
