// A bare socket program that exchanges what the bench's scenarios exchange, one connection after another, with a server that it starts.
// Usage: node bare.js SERVER COUNT [PROTOCOL]
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [server, count, protocol = 'tcp-echo'] = process.argv.slice(2)

const frame = (content) => {
  const octets = Buffer.alloc(4 + content.length)
  octets.writeUInt32BE(content.length)
  octets.set(content, 4)
  return octets
}
const frameLength = (got) => (got.length < 4 ? undefined : 4 + got.readUInt32BE())
const lineLength = (got) => got.indexOf('\n') + 1 || undefined
const exactly = (size) => () => size

/** What is sent, segment by segment, and how long the answer is; a first entry without segments is a greeting. */
const EXCHANGES = {
  'tcp-echo': () => [[[randomBytes(20).toString('hex')], exactly(40)]],
  'file-transfer': () => [[[frame(Buffer.alloc(100)).subarray(0, 4), randomBytes(100)], exactly(7)]],
  'file-transfer of 10 MiB': () => [
    [[frame(Buffer.alloc(10 << 20)).subarray(0, 4), randomBytes(10 << 20)], exactly(7)],
  ],
  'json-actions': () => [
    [[], frameLength],
    [[frame(Buffer.from('{"tipo": "\\\\juego_nuevo"}'))], frameLength],
    [[frame(Buffer.from('{"tipo": "\\\\salir"}'))], frameLength],
  ],
  'command-session': () => [
    [['HELO\n'], lineLength],
    [['QUIT\n'], lineLength],
  ],
  'tcp-multipart': () => [
    [[Buffer.concat([Buffer.from([1]), frame(Buffer.from(randomBytes(20).toString('hex')))])], lineLength],
  ],
}

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address()
    probe.close(() => resolve(port))
  })
})
// What the server stores must not lie about here.
const folder = mkdtempSync(join(tmpdir(), 'sockspec-bare-'))
const child = spawn(server, [String(port)], { stdio: 'ignore', cwd: folder })

const exchange = () =>
  new Promise((resolve, reject) => {
    const steps = EXCHANGES[protocol]()
    let got = Buffer.alloc(0)
    const socket = connect(port, '127.0.0.1', () => next())
    const next = () => {
      const [segments] = steps[0] ?? []
      if (!segments) {
        socket.end()
        resolve()
        return
      }
      for (const segment of segments) socket.write(segment)
      look()
    }
    const look = () => {
      const [, length] = steps[0] ?? []
      const wanted = length?.(got)
      if (wanted === undefined || got.length < wanted) return
      got = got.subarray(wanted)
      steps.shift()
      next()
    }
    socket.setNoDelay(true)
    socket.on('error', reject)
    socket.on('data', (data) => {
      got = Buffer.concat([got, data])
      look()
    })
  })

for (let ready = false; !ready;)
  ready = await exchange().then(
    () => true,
    () => false,
  )
for (let i = 1; i < Number(count); i++) await exchange()
child.kill('SIGKILL')
rmSync(folder, { recursive: true, force: true })
