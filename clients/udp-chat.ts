import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { beginProgram } from '../endpoint/begin.js'
import { parseSessionCommandLine, type ProgramInfo } from '../endpoint/command-line.js'
import { errorCode, explainExchangeError, type Address } from '../endpoint/errors.js'
import { resolveHost } from '../endpoint/lookup.js'
import { reportFailure, showReply } from '../endpoint/output.js'
import { ECHO_PORT } from '../endpoint/ports.js'
import { onStopSignal } from '../endpoint/stop-signal.js'
import { takeTypedLines } from '../endpoint/typed-lines.js'

const program: ProgramInfo = {
  name: 'udp-chat client',
  summary: 'sends each line that is typed as a datagram, and shows what the server sends',
  defaultPort: ECHO_PORT,
}

/** Once nothing can be typed any more, the conversation is over when the server has been silent for so long. */
const SILENCE_MS = 2_000

/** Sends the lines that are typed and shows what comes, until the input has ended, or SIGTERM or SIGINT. */
async function run(): Promise<void> {
  const options = beginProgram(program, parseSessionCommandLine)
  if (!options) return
  try {
    const { address, family } = await resolveHost(options.host)
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
    // Connected, the socket hears from this server only, and the system can tell that nobody listens there.
    socket.connect(options.port, address)
    await once(socket, 'connect')
    await chat(socket, options)
  } catch (error) {
    reportFailure(program.name, explainExchangeError(error, options))
  }
}

/** Resolves when the conversation is over, and the socket is closed. */
async function chat(socket: Socket, server: Address): Promise<void> {
  const leaving = new AbortController()
  let typing = true
  let said = false
  let silence: NodeJS.Timeout | undefined
  const awaitSilence = () => {
    clearTimeout(silence)
    if (!typing) silence = setTimeout(() => leaving.abort(), said ? SILENCE_MS : 0)
  }
  const complain = (error: Error) => process.stderr.write(`${program.name}: ${explainExchangeError(error, server)}\n`)
  socket.on('message', (datagram) => {
    showReply(datagram)
    awaitSilence()
  })
  // That nobody listens is no reason to end: the server may be started yet.
  socket.on('error', complain)
  onStopSignal(() => leaving.abort())
  const over = once(leaving.signal, 'abort')
  await takeTypedLines((line) => {
    said = true
    say(socket, line, complain)
  }, leaving.signal)
  typing = false
  awaitSilence()
  await over
  clearTimeout(silence)
  socket.close()
}

/** Sends one datagram. */
function say(socket: Socket, line: Buffer, complain: (error: Error) => void): void {
  socket.send(line, (error) => {
    if (!error) return
    complain(error)
    // The system tells of an earlier datagram's fate instead of sending this one; once it has told, this one can be sent.
    if (errorCode(error) === 'ECONNREFUSED')
      socket.send(line, (again) => {
        if (again) complain(again)
      })
  })
}

await run()
