// Mistake: the reply is decorated (TCP-ECHO-S1 and what else compares bytes); everything else is in order.
import { createServer } from 'node:net'

const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('data', (data) => socket.write(Buffer.concat([Buffer.from('Echo: '), data])))
  socket.on('end', () => socket.end())
  socket.on('error', () => socket.destroy())
})
server.listen({ port: Number(process.argv[2]), backlog: 128 })
