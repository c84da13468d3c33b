// Mistake: it asks for another message after the reply, and never closes readline (TCP-ECHO-X1).
import net from 'node:net'
import readline from 'node:readline'

const [host, port] = process.argv.slice(2)
const rl = readline.createInterface({ input: process.stdin, output: process.stdout })

function ask() {
  rl.question('Mensaje: ', (mensaje) => {
    const socket = net.connect(Number(port), host, () => socket.end(mensaje))
    let eco = ''
    socket.setEncoding('utf8')
    socket.on('data', (trozo) => (eco += trozo))
    socket.on('end', () => {
      if (eco === '') process.exit(1)
      console.log('Eco:', eco)
      ask()
    })
    socket.on('error', (error) => {
      console.error('Error:', error.message)
      process.exit(1)
    })
  })
}

ask()
