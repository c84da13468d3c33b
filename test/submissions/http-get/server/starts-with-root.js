// Mistake: asks whether the name begins with the root, which that of a neighbour www-old of www does too (HTTP-GET-S12).
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'

const ROOT = fs.realpathSync('.')
const LONGEST = 8192
const TYPES = { '.html': 'text/html', '.jpg': 'image/jpeg', '.gif': 'image/gif', '.css': 'text/css', '.js': 'text/javascript' }
const REASONS = { 200: 'OK', 400: 'Bad Request', 404: 'Not Found', 414: 'URI Too Long', 501: 'Not Implemented' }

function find(target) {
  let name
  try {
    name = decodeURIComponent(target.split('?')[0])
  } catch {
    return undefined
  }
  if (name.includes('\0')) return undefined
  name = path.join(ROOT, name)
  return name.startsWith(ROOT) && fs.existsSync(name) && fs.statSync(name).isFile() ? name : undefined
}

function answer(socket, status, body, type, method) {
  const header = [`HTTP/1.0 ${status} ${REASONS[status]}`, `Content-Type: ${type}`, `Content-Length: ${body.length}`, '', ''].join('\r\n')
  socket.end(method === 'HEAD' ? header : Buffer.concat([Buffer.from(header), body]))
}

function refuse(socket, status) {
  answer(socket, status, Buffer.from(`<p>${status}</p>\n`), 'text/html')
}

function serve(socket, head) {
  const [line, ...fields] = head.split(/\r?\n/)
  const [, method, target, version] = /^([A-Z]+) (\/\S*) HTTP\/1\.([01])$/.exec(line) ?? []
  if (!method) return refuse(socket, 400)
  if (version === '1' && !fields.some((field) => /^host:/i.test(field))) return refuse(socket, 400)
  if (method !== 'GET' && method !== 'HEAD') return refuse(socket, 501)
  const name = find(target)
  if (!name) return refuse(socket, 404)
  answer(socket, 200, fs.readFileSync(name), TYPES[path.extname(name)] ?? 'application/octet-stream', method)
}

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  let received = ''
  let answered = false
  socket.on('data', (data) => {
    if (answered) return
    received += data.toString('latin1')
    const end = /\r?\n\r?\n/.exec(received)
    if (!end && received.length < LONGEST) return
    answered = true
    if (end && end.index < LONGEST) serve(socket, received.slice(0, end.index))
    else refuse(socket, 414)
  })
  socket.on('end', () => {
    if (!answered) socket.end()
  })
  socket.on('error', () => socket.destroy())
})
server.listen(Number(process.argv[2]), '127.0.0.1', 511)
