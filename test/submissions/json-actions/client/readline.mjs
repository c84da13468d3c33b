// Conforming: once \salir is typed it lets go of the keyboard, and on a terminal it ends; a pipe would keep it alive.
import net from 'node:net'
import readline from 'node:readline'

const [host, port] = process.argv.slice(2)
const rl = readline.createInterface({ input: process.stdin, output: process.stdout, prompt: '-> ' })
const socket = net.connect(Number(port), host)
const typed = []
let wanted = 0
let leaving = false
let received = Buffer.alloc(0)

function action(line) {
  if (line === '\\juego_nuevo' || line === '\\salir') return { tipo: line }
  const [tipo, data, ...rest] = line.split(' ')
  if (tipo === '\\jugada' && /^\d+$/.test(data ?? '') && rest.length === 0) return { tipo, data: Number(data) }
  return undefined
}

function answer() {
  while (wanted > 0 && typed.length > 0) {
    const next = action(typed.shift())
    if (!next) {
      console.log('Input inválido.')
      continue
    }
    const text = Buffer.from(JSON.stringify(next))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(text.length)
    socket.write(Buffer.concat([length, text]))
    wanted--
  }
}

rl.on('line', (line) => {
  typed.push(line)
  if (line === '\\salir') {
    leaving = true
    rl.close()
  }
  answer()
})
socket.on('data', (data) => {
  received = Buffer.concat([received, data])
  while (received.length >= 4 && received.length >= 4 + received.readUInt32BE()) {
    const end = 4 + received.readUInt32BE()
    const { mensaje, continuar } = JSON.parse(received.toString('utf8', 4, end))
    received = received.subarray(end)
    console.log(mensaje)
    if (!continuar) {
      socket.end()
      rl.close()
      return
    }
    wanted++
    if (!leaving) rl.prompt()
  }
  answer()
})
socket.on('end', () => rl.close())
socket.on('error', (error) => {
  console.error(error.message)
  rl.close()
})
