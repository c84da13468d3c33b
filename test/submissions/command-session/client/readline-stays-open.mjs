// Mistake: after 200 BYE the connection is closed, but not the keyboard, so it does not end (COMMAND-SESSION-X1).
import net from 'node:net'
import readline from 'node:readline'

const [host, port] = process.argv.slice(2)
const rl = readline.createInterface({ input: process.stdin, output: process.stdout })
const socket = net.connect(Number(port), host)
let bye = false

socket.on('error', (error) => {
  console.log(error.message)
  process.exit(1)
})
rl.on('line', (line) => {
  if (!bye) socket.write(line + '\n')
})
readline.createInterface({ input: socket }).on('line', (reply) => {
  console.log('Server: ' + reply)
  if (reply.startsWith('200')) {
    bye = true
    socket.end()
  }
})
socket.on('end', () => {
  if (!bye) process.exit(1)
})
