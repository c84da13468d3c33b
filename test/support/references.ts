import { join } from 'node:path'
import type { Settings } from '../../dist/harness/messages/settings.js'

const DIST = join(import.meta.dirname, '..', '..', 'dist')

/**
 * What starts a reference program, compiled into `dist` and run by `node`. A server listens where it does by itself; `elsewhere`: on the address of its host, so
 * that other hosts reach it, but for the one that runs whatever it is sent and so listens on a loopback address only.
 */
export function reference(
  protocol: string,
  role: 'server' | 'client',
  { node = process.execPath, dist = DIST, elsewhere = false } = {},
): string[] {
  const program = [node, `${dist}/${role}s/${protocol}.js`]
  const host = role === 'client' || (elsewhere && protocol !== 'udp-exec') ? ['--host', '{host}'] : []
  const words = [...program, ...host, '--port', '{port}']
  switch (`${protocol} ${role}`) {
    case 'http-get client':
      return [...program, '{url}']
    case 'tcp-throughput client':
      return [...words, '--duration', '{duration}']
    case 'udp-allowlist server':
      return [...words, '--allow', '{allow}']
    case 'udp-exec server':
      return [...words, '--allow-exec']
    default:
      return words
  }
}

/** The same in the image that holds the package. */
export const referenceInImage = (protocol: string, role: 'server' | 'client'): string[] =>
  reference(protocol, role, { node: 'node', dist: '/opt/sockspec/dist', elsewhere: true })

/** Options of the protocol with which it is checked: nobody wants to wait ten seconds for a rate that shows in two. */
export const referenceSettings = (protocol: string, role: 'server' | 'client'): Settings =>
  protocol === 'tcp-throughput' && role === 'client' ? { duration: '2' } : {}
