// Mistake: each reply stands behind a prompt (the S requirements about the text); T requirements are in order.
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'

createServer((socket) => {
  socket.on('error', () => socket.destroy())
  createInterface({ input: socket, crlfDelay: Infinity })
    .on('line', (line) => socket.writable && socket.write(`> ${line.toUpperCase()}\n`))
    .on('error', () => socket.destroy())
}).listen({ port: Number(process.argv[2]), backlog: 128 })
