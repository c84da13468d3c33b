// Mistake: needs a module that is installed on its author's machine only, so it ends at once, server or none.
import prompt from 'prompt-sync-of-mine'
import dgram from 'node:dgram'

const client = dgram.createSocket('udp4')
client.on('message', (reply) => {
  console.log(reply.toString())
  client.close()
})
client.send(prompt()('Message: '), Number(process.argv[3]), process.argv[2])
