import { BlockList, isIP } from 'node:net'

/** Addresses of hosts, of which a server answers only these. */
export class AllowList {
  readonly #addresses = new BlockList()

  /** From a text that {@link objectionToAddresses} has nothing against: "127.0.0.1, ::1". */
  constructor(text: string) {
    for (const address of addressesIn(text)) this.#addresses.addAddress(address, versionOf(address))
  }

  /** Whether the address, which must be numeric, is one of them; an IPv4 address also in its IPv6 form (::ffff:127.0.0.1). */
  has(address: string): boolean {
    // The zone (fe80::1%eth0) says which way the datagram came, and not from whom.
    const host = address.replace(/%.*$/, '')
    return isIP(host) !== 0 && this.#addresses.check(host, versionOf(host))
  }
}

/** What is wrong with a value of an option that takes addresses, separated by commas; undefined where nothing is. */
export function objectionToAddresses(text: string): string | undefined {
  const wrong = addressesIn(text).find((address) => isIP(address) === 0 || address.includes('%'))
  return wrong === undefined ? undefined : `takes IP addresses, separated by commas; "${wrong}" is none`
}

function addressesIn(text: string): string[] {
  return text.split(',').map((address) => address.trim())
}

function versionOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
