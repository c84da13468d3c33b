// Mistake: the message is trimmed before anything else, and what is no command comes back so (UDP-EXEC-S3).
import { spawn } from 'node:child_process'
import dgram from 'node:dgram'

const server = dgram.createSocket('udp4')
server.on('message', (data, client) => {
  const text = data.toString().trim()
  const reply = (answer) => server.send(answer, client.port, client.address)
  if (!text.startsWith('EXEC ')) return reply(text)
  const child = spawn('sh', ['-c', text.slice(5)], { stdio: 'ignore' })
  child.on('exit', (status) => reply(String(status ?? 128)))
})
server.bind(Number(process.argv[2]), '127.0.0.1')
