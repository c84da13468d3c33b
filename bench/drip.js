// A program that drips: a reference program behind a relay that hands on one byte a second. Started by drips.js.
// Usage: node drip.js replies|requests|output HOST PORT -- COMMAND with @HOST and @PORT
//   replies: of a server; requests: of a client; output: what a client shows
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { clearInterval, setInterval } from 'node:timers'
import { URL } from 'node:url'

const SECOND = 1000
const [way, host, port, , ...command] = process.argv.slice(2)

/** Hands on one byte a second, then the end. */
function drip(from, to) {
  const waiting = []
  let ended = false
  from.on('data', (data) => waiting.push(...data))
  from.on('end', () => (ended = true))
  const timer = setInterval(() => {
    const octet = waiting.shift()
    if (octet !== undefined) to.write(Buffer.of(octet))
    else if (ended) {
      clearInterval(timer)
      to.end()
    }
  }, SECOND)
  to.on('close', () => clearInterval(timer))
}

/** A relay whose one direction drips. */
const relay = (target, dripsBack) =>
  createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ ...target, allowHalfOpen: true })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ])
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
    if (dripsBack) {
      near.pipe(far)
      drip(far, near)
    } else {
      far.pipe(near)
      drip(near, far)
    }
  })

async function listening(server, at = { host: '127.0.0.1', port: 0 }) {
  server.listen(at)
  await once(server, 'listening')
  return server.address().port
}

function run(atPort, stdio) {
  const words = command.map((word) =>
    word
      .replaceAll('@HOST', '127.0.0.1')
      .replaceAll('@PORT', String(atPort))
      // A web client is told all of it in one.
      .replace(/^http:\/\/[^/]*/, `http://127.0.0.1:${atPort}`),
  )
  const child = spawn(words[0], words.slice(1), { stdio })
  process.on('exit', () => child.kill('SIGKILL'))
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => process.exit(143))
  return child
}

const target = host.startsWith('http://')
  ? { host: new URL(host).hostname, port: Number(new URL(host).port) }
  : { host, port: Number(port) }

if (way === 'replies') {
  // A free port for the reference; nobody else takes it in the moment between.
  const spare = createServer()
  const inner = await listening(spare)
  spare.close()
  await once(spare, 'close')
  run(inner, 'inherit').on('exit', (status) => process.exit(status ?? 1))
  await listening(relay({ host: '127.0.0.1', port: inner }, true), {
    host: '0.0.0.0',
    port: Number(port),
    backlog: 511,
  })
} else {
  const outer = way === 'requests' ? await listening(relay(target, false)) : target.port
  const child = run(outer, ['inherit', way === 'output' ? 'pipe' : 'inherit', 'inherit'])
  const ended = once(child, 'exit')
  if (way === 'output') {
    drip(child.stdout, process.stdout)
    await Promise.all([ended, once(process.stdout, 'finish')])
  }
  const [status] = await ended
  process.exit(status ?? 1)
}
