// Conforming: readline lets go of the keyboard, and on a terminal the program ends; a pipe would keep it alive.
import { connect } from 'node:net'
import readline from 'node:readline'

const [, , host, port] = process.argv
const keyboard = readline.createInterface({ input: process.stdin, output: process.stdout })

keyboard.question('> ', (sentence) => {
  keyboard.close()
  const socket = connect({ host, port: Number(port) })
  socket.write(sentence + '\n')
  const lines = readline.createInterface({ input: socket })
  lines.once('line', (line) => {
    console.log('FROM SERVER: ' + line)
    socket.end()
  })
  socket.on('error', (error) => console.error(error.code))
})
