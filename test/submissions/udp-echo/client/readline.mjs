// Conforming: readline lets go of the keyboard, and on a terminal the program ends; a pipe would keep it alive.
import dgram from 'node:dgram'
import readline from 'node:readline'

const [host, port] = process.argv.slice(2)
const rl = readline.createInterface({ input: process.stdin, output: process.stdout })

rl.question('Message: ', (message) => {
  rl.close()
  const socket = dgram.createSocket('udp4')
  const patience = setTimeout(() => {
    console.error('no reply')
    process.exitCode = 1
    socket.close()
  }, 3000)
  socket.on('message', (reply) => {
    clearTimeout(patience)
    console.log(reply.toString())
    socket.close()
  })
  socket.send(message, Number(port), host)
})
