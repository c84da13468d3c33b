// Mistake: only the socket is closed, and its console keeps it alive (UDP-SHUTDOWN-S2).
import dgram from 'node:dgram'
import readline from 'node:readline'

const server = dgram.createSocket('udp4')
readline.createInterface({ input: process.stdin, output: process.stdout }).on('line', (line) => {
  if (line === 'quit') process.exit(0)
})
server.on('message', (data, client) => {
  if (data.toString() === 'SHUTDOWN') server.close()
  else server.send(data, client.port, client.address)
})
server.bind(Number(process.argv[2]))
