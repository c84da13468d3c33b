import { HarnessFault } from '../findings/violation.js'

/** The harness's own trouble with the system, which no program that is being graded can be the reason of: too few files, memory or buffers, no way out. */
const TOO_FEW_FILES = ['EMFILE', 'ENFILE', 'ENOMEM']
const NO_SOCKET = [...TOO_FEW_FILES, 'ENOBUFS', 'ENETDOWN', 'ENETUNREACH', 'EHOSTUNREACH', 'EACCES', 'EPERM']
/** Of a socket that was not told where to be: no port is left, or no address (loopback is down). */
const NO_ADDRESS = 'EADDRNOTAVAIL'

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''

/** Node says of a socket that there is none where it would have been. */
const noSocket = ({ message }: Error): HarnessFault =>
  new HarnessFault({ kind: 'no-socket', error: message.replace(/ - Local \(undefined.*\)$/, '') })

/** What the system has against a connection of ours: a fault where it is our own trouble. */
export const connectError = (error: Error): Error =>
  [...NO_SOCKET, NO_ADDRESS].includes(codeOf(error)) ? noSocket(error) : error

/** Whether it is our own trouble that a socket cannot be bound or cannot send; that an address is not to be had is for whoever asked for it to judge. */
export const isOwnTrouble = (error: unknown): boolean => NO_SOCKET.includes(codeOf(error))

/** The error, or the fault that it is. */
export const socketError = (error: Error): Error => (isOwnTrouble(error) ? noSocket(error) : error)

/** That no file at all can be opened says nothing of the one that was to be. Throws HarnessFault. */
export function requireFiles(error: unknown): void {
  if (TOO_FEW_FILES.includes(codeOf(error))) throw noSocket(error as Error)
}
