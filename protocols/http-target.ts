import { isUtf8 } from 'node:buffer'

/** What the target of a request names, and of which type that is. */

const PERCENT = 0x25

/** The way from a server's root to what a target names. */
export type TargetPath =
  | {
      readonly kind: 'path'
      /** names of folders, and at last of a file or a folder: never empty, `.` or `..`, and without `/`, `\` and NUL; none for the root itself */
      readonly segments: readonly string[]
      /** whether it ends with a slash, so that only a folder can be meant */
      readonly folder: boolean
    }
  | { readonly kind: 'invalid'; readonly flaw: TargetFlaw }

/** Why a target names nothing. `bad-percent`: a % without two hexadecimal digits, or what it stands for is not UTF-8. */
export interface TargetFlaw {
  readonly kind: 'no-path' | 'bad-percent' | 'goes-up' | 'separator-in-name'
}

/**
 * The path that a request's target names, once its query and fragment are gone and its percent-encoding is undone, once only. The
 * target is a path from `/` on, or an http URL (RFC 9112, section 3.2). `..` is invalid wherever it would lead: no client needs
 * it, since RFC 3986 has clients resolve it themselves. An encoded slash or backslash is invalid too, since it would be a separator
 * to the file system.
 */
export function pathOf(target: string): TargetPath {
  const path = target.replace(/^http:\/\/[^/?#]+/i, '').replace(/[?#].*$/s, '')
  if (!path.startsWith('/') && (path !== '' || !/^http:/i.test(target))) return invalid('no-path')
  const segments: string[] = []
  for (const encoded of path.split('/')) {
    const segment = percentDecoded(encoded)
    if (segment === undefined) return invalid('bad-percent')
    if (segment === '..') return invalid('goes-up')
    if (/[/\\\0]/.test(segment)) return invalid('separator-in-name')
    if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return { kind: 'path', segments, folder: /\/\.?$/.test(path) || path === '' }
}

const invalid = (kind: TargetFlaw['kind']): TargetPath => ({ kind: 'invalid', flaw: { kind } })

/** Undefined where it has a % without two hexadecimal digits, or the octets are not UTF-8: an overlong encoding of a dot, say. */
function percentDecoded(text: string): string | undefined {
  const encoded = Buffer.from(text)
  if (!encoded.includes(PERCENT)) return text
  if (/%(?![\dA-Fa-f]{2})/.test(text)) return undefined
  const decoded = Buffer.alloc(encoded.length)
  let size = 0
  for (let at = 0; at < encoded.length; size++) {
    const escaped = encoded[at] === PERCENT
    decoded[size] = escaped ? Number.parseInt(encoded.toString('latin1', at + 1, at + 3), 16) : (encoded[at] ?? 0)
    at += escaped ? 3 : 1
  }
  const octets = decoded.subarray(0, size)
  return isUtf8(octets) ? octets.toString() : undefined
}

/** Those that the lecture's server (001) knows; text/javascript is what became of its text/js (RFC 9239). */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html'],
  ['jpg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['css', 'text/css'],
  ['js', 'text/javascript'],
])

/** The Content-Type of a file with that name. */
export function contentTypeOf(name: string): string {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return (name.includes('.') ? CONTENT_TYPES.get(extension) : undefined) ?? 'application/octet-stream'
}
