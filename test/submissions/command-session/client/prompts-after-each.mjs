// Conforming: prompts after each reply that has been shown; typed to before that, it would stay alive, and nobody types so fast.
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
  else rl.prompt()
})
socket.on('end', () => rl.close())
