/**
 * A program that is started in a server's place: it starts the real server on another port, and passes on what clients and server say, replies as a mutant
 * has them. Usage: main.js MUTANT tcp|udp [--count FILE] -- COMMAND; its own port comes in $PORT, and {inner} in the command is the real server's,
 * which finds it in $PORT too. A byte is added to the file for each reply that was changed.
 */
import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import type { Address } from '../../harness/findings/wire-log.js'
import { freePort } from '../../harness/peers/free-port.js'
import { findBound, reachableHost } from '../../harness/peers/socket-table.js'
import { isMutant, mutantNames } from '../mutant.js'
import { tcpProxy } from './tcp-proxy.js'
import { udpProxy } from './udp-proxy.js'

/** Between two looks at whether the real server has bound its port, ms. */
const LOOK_MS = 15

function fail(message: string): never {
  process.stderr.write(`proxy: ${message}\n`)
  process.exit(2)
}

const words = process.argv.slice(2)
const separator = words.indexOf('--')
const [mutant = '', transport, option, count] = words.slice(0, separator)
const command = words.slice(separator + 1)
if (separator === -1 || command.length === 0) fail('no command is given behind --')
if (mutant !== 'faithful' && !isMutant(mutant)) fail(`"${mutant}" is no mutant; known are ${mutantNames.join(', ')}`)
if (transport !== 'tcp' && transport !== 'udp') fail('the second word is tcp or udp')
const file = option === '--count' ? count : undefined
const port = Number(process.env.PORT)
if (!(port > 0)) fail('$PORT must say the port to listen on')

const changed = (): void => {
  if (file !== undefined) appendFileSync(file, '.')
}

const inner = await freePort()
const [program = '', ...args] = command.map((word) => word.replaceAll('{inner}', String(inner)))
const server = spawn(program, args, { stdio: 'inherit', env: { ...process.env, PORT: String(inner) } })
server.once('error', (error) => fail(error.message))
// Its end is the proxy's, in the same way.
server.once('exit', (status, signal) => {
  if (signal === null) process.exit(status ?? 1)
  process.kill(process.pid, signal)
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => server.kill(signal))

const real = await new Promise<Address>((resolve) => {
  const look = (): void => {
    const bound = findBound(transport, inner)
    if (bound === 'unknown') fail("the kernel's tables of sockets cannot be read here")
    if (bound === undefined) setTimeout(look, LOOK_MS)
    else resolve({ host: reachableHost(bound.socket.local.host), port: inner })
  }
  look()
})
if (transport === 'tcp')
  tcpProxy(mutant, real, changed)
    .on('error', (error) => fail(error.message))
    .listen({ host: '127.0.0.1', port, backlog: 511 })
else udpProxy(mutant, real, changed).bind(port, '127.0.0.1')
