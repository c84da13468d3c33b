import { converse, type Dialogue } from '../endpoint/dialogue.js'
import { ProgramError } from '../endpoint/errors.js'
import { JSON_ACTIONS_PORT } from '../endpoint/ports.js'
import { explainJsonFrame } from '../endpoint/reasons.js'
import { runTcpSession } from '../endpoint/tcp-client.js'
import { encodeFrame } from '../protocols/frame.js'
import { decodeJsonFrame, encodeJsonFrame } from '../protocols/json-frame.js'
import { OctetBuffer } from '../protocols/octet-buffer.js'

/** The longest state that is read. A server could otherwise announce 4 GiB, and fill the memory. */
const LONGEST_STATE = 16 * 1024 * 1024

/** What the server says after each action, and at first. */
interface State {
  readonly mensaje: string
  readonly continuar: boolean
}

/** Throws ProgramError for JSON that is no state. */
function parseState(value: unknown, text: string): State {
  if (typeof value === 'object' && value !== null && 'mensaje' in value && 'continuar' in value) {
    const { mensaje, continuar } = value
    if (typeof mensaje === 'string' && typeof continuar === 'boolean') return { mensaje, continuar }
  }
  throw new ProgramError(`the server sent JSON that is no state: ${JSON.stringify(text.slice(0, 200))}`)
}

/** The action that a typed line asks for, as it goes over the wire; undefined where it asks for none. */
function parseCommand(line: string): Buffer | undefined {
  if (line === '\\juego_nuevo' || line === '\\salir') return encodeJsonFrame({ tipo: line })
  const digits = /^\\jugada (\d+)$/.exec(line)?.[1]?.replace(/^0+(?=\d)/, '')
  // Written digit by digit, since a number of JavaScript does not hold every integer.
  return digits === undefined ? undefined : encodeFrame(Buffer.from(`{"tipo":"\\\\jugada","data":${digits}}`))
}

/** The lecture's dialogue: a state, an action, a state, until the server does not go on. */
function playGame(): Dialogue {
  const arrived = new OctetBuffer()
  return {
    first: 'server',
    hear(octets, user) {
      arrived.push(octets)
      let heard: 'more' | 'turn' = 'more'
      for (;;) {
        const next = decodeJsonFrame(arrived.peek(), LONGEST_STATE)
        switch (next.kind) {
          case 'incomplete':
            return heard
          case 'invalid':
            throw new ProgramError(`the server sent a frame that is no state: ${explainJsonFrame(next.flaw)}`)
          case 'complete':
            break
        }
        arrived.skip(next.size)
        const state = parseState(next.value, next.text)
        user.show(Buffer.from(state.mensaje))
        if (!state.continuar) return 'over'
        heard = 'turn'
      }
    },
    heardAll() {
      throw new ProgramError(
        arrived.size > 0
          ? 'the server closed the connection in the middle of a state'
          : 'the server closed the connection before it said that the game was over',
      )
    },
    async speak(user, say) {
      for (;;) {
        const line = await user.ask('-> ')
        if (line === undefined) throw new ProgramError('the input ended before the game did')
        const action = parseCommand(line.toString())
        if (action !== undefined) return say(action)
        user.show(Buffer.from('Input invalido.'))
      }
    },
  }
}

/** Plays the game that the server has. */
await runTcpSession({
  name: 'json-actions client',
  summary: 'shows the states of a game and sends what is typed: \\juego_nuevo, \\jugada N or \\salir',
  defaultPort: JSON_ACTIONS_PORT,
  async converse(connect) {
    await converse(await connect(), playGame())
  },
})
