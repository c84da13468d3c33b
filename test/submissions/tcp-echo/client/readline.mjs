// Conforming: readline lets go of the keyboard, and on a terminal the program ends; a pipe would keep it alive.
import net from 'node:net'
import readline from 'node:readline'

const [host, port] = process.argv.slice(2)
const rl = readline.createInterface({ input: process.stdin, output: process.stdout })

rl.question('Mensaje: ', (mensaje) => {
  rl.close()
  const socket = net.connect(Number(port), host, () => socket.end(mensaje))
  const trozos = []
  socket.on('data', (trozo) => trozos.push(trozo))
  socket.on('end', () => console.log('Eco: ' + Buffer.concat(trozos).toString()))
  socket.on('error', (error) => {
    console.error(error.message)
    process.exitCode = 1
  })
})
