// A bare socket program that exchanges what the bench's scenarios exchange: connect, 40 octets there and back, leave.
// Usage: node bare.js SERVER COUNT
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { connect, createServer } from 'node:net'

const [server, count] = process.argv.slice(2)
const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address()
    probe.close(() => resolve(port))
  })
})
const child = spawn(server, [String(port)])

const exchange = () => new Promise((resolve, reject) => {
  const message = randomBytes(20).toString('hex')
  let got = ''
  const socket = connect(port, '127.0.0.1', () => socket.write(message))
  socket.setNoDelay(true)
  socket.on('error', reject)
  socket.on('data', (data) => {
    got += data
    if (got.length < message.length) return
    if (got !== message) reject(new Error('another reply'))
    socket.end()
    resolve()
  })
})

for (let ready = false; !ready; ) ready = await exchange().then(() => true, () => false)
for (let i = 1; i < Number(count); i++) await exchange()
child.kill('SIGKILL')
