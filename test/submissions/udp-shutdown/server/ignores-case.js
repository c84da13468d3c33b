// Mistake: compares in capitals, so that "shutdown" ends it as well (UDP-SHUTDOWN-S1).
import dgram from 'node:dgram'

const server = dgram.createSocket('udp4')
server.on('message', (data, client) => {
  if (data.toString().toUpperCase() === 'SHUTDOWN') server.close()
  else server.send(data, client.port, client.address)
})
server.bind(Number(process.argv[2]))
