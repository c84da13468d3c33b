// Mistake: looks for the address anywhere in the text of the list, where 127.0.0.3 stands in 127.0.0.30 (UDP-ALLOWLIST-S2).
import dgram from 'node:dgram'

const [port, list = '127.0.0.1'] = process.argv.slice(2)
const server = dgram.createSocket('udp4')
server.on('message', (data, client) => {
  if (list.includes(client.address)) server.send(data, client.port, client.address)
  else console.log('refused', client.address)
})
server.bind(Number(port))
