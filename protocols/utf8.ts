import { isUtf8 } from 'node:buffer'

/** Where octets stop being UTF-8. */
export interface NotUtf8 {
  readonly kind: 'not-utf8'
  /** the first octet that begins no character, counted from 1, and its value */
  readonly at: number
  readonly octet: number
}

/** The first octet that begins no character of UTF-8 (RFC 3629); undefined where all of it is UTF-8. */
export function findNotUtf8(octets: Buffer): NotUtf8 | undefined {
  if (isUtf8(octets)) return undefined
  for (let at = 0; ; at++) {
    const octet = octets[at]
    if (octet === undefined) return undefined
    if (octet < 0x80) continue
    const size = octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : 4
    if (!isUtf8(octets.subarray(at, at + size))) return { kind: 'not-utf8', at: at + 1, octet }
    at += size - 1
  }
}
