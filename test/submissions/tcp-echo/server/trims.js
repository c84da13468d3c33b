// Mistake: the text is trimmed before it is sent back (TCP-ECHO-S1). Everything else is Latin-1, so bytes survive.
import net from 'node:net'

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('data', (data) => {
    const text = data.toString('latin1').trim()
    if (text !== '') socket.write(Buffer.from(text, 'latin1'))
  })
  socket.on('end', () => socket.end())
  socket.on('error', () => {})
})
server.listen(Number(process.argv[2]), '127.0.0.1', 511)
