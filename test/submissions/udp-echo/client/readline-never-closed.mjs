// Mistake: readline is never closed, so the program stays at the keyboard after the reply (UDP-ECHO-X1).
import dgram from 'node:dgram'
import readline from 'node:readline'

const [host, port] = process.argv.slice(2)
const rl = readline.createInterface({ input: process.stdin, output: process.stdout })

rl.question('Message: ', (message) => {
  const socket = dgram.createSocket('udp4')
  const patience = setTimeout(() => {
    console.error('no reply')
    process.exit(1)
  }, 3000)
  socket.on('message', (reply) => {
    clearTimeout(patience)
    console.log('Reply:', reply.toString())
    socket.close()
  })
  socket.send(message, Number(port), host)
})
