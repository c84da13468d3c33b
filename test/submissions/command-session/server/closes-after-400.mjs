// Mistake: a command that it does not know ends the session (COMMAND-SESSION-S5); the 400 itself is right.
import { createServer } from 'node:net'

createServer((socket) => {
  let rest = ''
  let data = false
  socket.setEncoding('latin1')
  socket.on('error', () => socket.destroy())
  socket.on('data', (text) => {
    rest += text
    for (let end = rest.indexOf('\n'); end !== -1 && socket.writable; end = rest.indexOf('\n')) {
      const line = rest.slice(0, end).replace(/\r$/, '')
      rest = rest.slice(end + 1)
      if (data) {
        data = false
        socket.write('300 DRCV\n')
      } else if (line === 'HELO') socket.write('100 OK\n')
      else if (line === 'DATA') data = true
      else if (line === 'QUIT') socket.end('200 BYE\n')
      else socket.end('400 BCMD\n')
    }
  })
}).listen({ port: Number(process.argv[2]), backlog: 128 })
