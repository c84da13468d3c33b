// Conforming: after QUIT it lets go of the keyboard, and on a terminal it ends; a pipe would keep it alive.
import net from 'node:net'
import readline from 'node:readline'

const [host, port] = process.argv.slice(2)
const rl = readline.createInterface({ input: process.stdin, output: process.stdout, prompt: 'Command: ' })
const socket = net.connect(Number(port), host)
let data = false

socket.on('connect', () => rl.prompt())
socket.on('error', (error) => {
  console.log(error.message)
  rl.close()
})
rl.on('line', (line) => {
  socket.write(line + '\n')
  const wasData = data
  data = line === 'DATA' && !wasData
  if (data) console.log('Input data to send:')
  if (line === 'QUIT' && !wasData) rl.close()
})
readline.createInterface({ input: socket }).on('line', (reply) => {
  console.log('Server: ' + reply)
  if (reply.startsWith('200')) socket.end()
  else if (!rl.closed) rl.prompt()
})
socket.on('end', () => rl.close())
