import { isIPv6 } from 'node:net'

/** Where a server listens, or where a client looks for one. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** The address as people write it; an IPv6 address needs its brackets. */
export function formatAddress({ host, port }: Address): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`
}

/** The system's own name of what went wrong, ECONNREFUSED say; empty where it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** An error without a name of ours, told in one line. */
function otherError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return (message.split('\n')[0] ?? '') || errorCode(error) || 'unknown error'
}

/** Why a server could not listen there, as a student should read it. */
export function explainListenError(error: unknown, address: Address): string {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return `port ${address.port} is in use by another program; stop it, or choose another with --port`
    case 'EACCES':
      return `port ${address.port} is reserved for the administrator; choose one from 1024 up with --port`
    case 'EADDRNOTAVAIL':
      return `${address.host} is not an address of this machine; choose another with --host`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `no address is known for the host ${address.host}; check its name, or choose another with --host`
    default:
      return `cannot listen on ${formatAddress(address)}: ${otherError(error)}`
  }
}

/** Why an exchange with a server failed, as a student should read it. */
export function explainExchangeError(error: unknown, address: Address): string {
  const where = formatAddress(address)
  switch (errorCode(error)) {
    case 'ECONNREFUSED':
      return `nobody is listening on ${where}; start the server first, or give its port with --port`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `no address is known for the host ${address.host}; check its name, or give another with --host`
    case 'ETIMEDOUT':
      return `${where} does not answer; check the address, or a firewall between here and there`
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `there is no way from here to ${address.host}; check the address, or give another with --host`
    case 'ECONNRESET':
    case 'EPIPE':
      return `the server at ${where} closed the connection in the middle of the exchange`
    case 'EMSGSIZE':
      return 'the message is too long for one datagram (over IPv4 at most 65507 bytes)'
    default:
      return `the exchange with ${where} failed: ${otherError(error)}`
  }
}

/** What a program has to say to its user before it ends: one line, no stack trace. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError'
}
