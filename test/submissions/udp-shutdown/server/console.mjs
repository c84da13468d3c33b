// Conforming: its console is closed with the socket.
import dgram from 'node:dgram'
import readline from 'node:readline'

const server = dgram.createSocket('udp4')
const consola = readline.createInterface({ input: process.stdin, output: process.stdout })

consola.on('line', (line) => {
  if (line === 'quit') process.exit(0)
})
server.on('message', (data, client) => {
  if (data.toString() === 'SHUTDOWN') {
    server.close()
    consola.close()
  } else server.send(data, client.port, client.address)
})
server.bind(Number(process.argv[2]))
