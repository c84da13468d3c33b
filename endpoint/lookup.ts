import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'

/** A numeric address, and the version of IP that it belongs to. */
export interface NumericAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** The address of a host. Of several the first IPv4 one: `localhost` often is two, and the lectures' programs speak IPv4. */
export async function resolveHost(host: string): Promise<NumericAddress> {
  const version = isIP(host)
  const { address, family } = version === 0 ? await preferredAddress(host) : { address: host, family: version }
  return { address, family: family === 6 ? 6 : 4 }
}

async function preferredAddress(host: string): Promise<{ address: string; family: number }> {
  const found = await lookup(host, { all: true })
  return found.find(({ family }) => family === 4) ?? found[0] ?? lookup(host)
}
