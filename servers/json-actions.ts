import { randomInt } from 'node:crypto'
import { answerReads, type Answer } from '../endpoint/answering.js'
import { JSON_ACTIONS_PORT } from '../endpoint/ports.js'
import { runTcpServer } from '../endpoint/tcp-server.js'
import { decodeJsonFrame, encodeJsonFrame } from '../protocols/json-frame.js'
import { OctetBuffer } from '../protocols/octet-buffer.js'

/** The longest action that is read. A client could otherwise announce 4 GiB, and fill the memory. */
const LONGEST_ACTION = 1024 * 1024
const HIGHEST_NUMBER = 100

/** What the server says: after each action, and when a client connects. */
interface State {
  readonly mensaje: string
  readonly continuar: boolean
}

const GREETING = 'Bienvenido. \\juego_nuevo para jugar, \\jugada N para adivinar, \\salir para terminar.'
const NO_GAME = 'No hay ningún juego en curso: empieza uno con \\juego_nuevo.'

function goOn(mensaje: string): State {
  return { mensaje, continuar: true }
}

/** The game of one client: a number is drawn, and guessed. */
class Game {
  #number: number | undefined

  /** What an action leads to, whatever its JSON is. */
  play(action: unknown): State {
    if (typeof action !== 'object' || action === null || !('tipo' in action))
      return goOn('No entiendo: una acción es un objeto que tiene "tipo".')
    switch (action.tipo) {
      case '\\juego_nuevo':
        return this.#begin()
      case '\\jugada':
        return this.#guess('data' in action ? action.data : undefined)
      case '\\salir':
        return { mensaje: '¡Adiós!', continuar: false }
      default:
        return goOn('No conozco esa acción.')
    }
  }

  #begin(): State {
    this.#number = randomInt(1, HIGHEST_NUMBER + 1)
    return goOn(`Pensé un número del 1 al ${HIGHEST_NUMBER}. ¿Cuál es?`)
  }

  #guess(data: unknown): State {
    if (!isNatural(data)) return goOn('Una jugada necesita "data": un número entero, de 0 en adelante.')
    if (this.#number === undefined) return goOn(NO_GAME)
    if (data < this.#number) return goOn('El número es mayor.')
    if (data > this.#number) return goOn('El número es menor.')
    this.#number = undefined
    return goOn('¡Correcto! Para jugar otra vez: \\juego_nuevo.')
  }
}

/** Whether it is an integer, 0 or more. JSON's integers have no bound, and one that no double holds is read as infinite. */
function isNatural(data: unknown): data is number {
  return typeof data === 'number' && data >= 0 && (Number.isInteger(data) || data === Infinity)
}

/** What the client gets for the actions that have arrived whole, in their order. They are taken from the buffer. */
function answerActions(arrived: OctetBuffer, game: Game): Answer {
  const replies: Buffer[] = []
  const answer = (state: State, then: Answer['then']): Answer => ({
    octets: Buffer.concat([...replies, encodeJsonFrame(state)]),
    then,
  })
  for (;;) {
    const next = decodeJsonFrame(arrived.peek(), LONGEST_ACTION)
    if (next.kind === 'incomplete') return { octets: Buffer.concat(replies), then: 'go on' }
    const tooLong = next.size === 0
    if (tooLong)
      return answer({ mensaje: `Una acción tiene a lo más ${LONGEST_ACTION} bytes. ¡Adiós!`, continuar: false }, 'end')
    const state = next.kind === 'complete' ? game.play(next.value) : goOn('No entiendo: eso no es JSON en UTF-8.')
    arrived.skip(next.size)
    if (!state.continuar) return answer(state, 'await end')
    replies.push(encodeJsonFrame(state))
  }
}

/** Lets each client guess a number of its own. */
await runTcpServer({
  name: 'json-actions server',
  summary: 'lets clients guess a number: JSON actions and states, each after its length in 4 bytes',
  defaultPort: JSON_ACTIONS_PORT,
  serve(connection) {
    const arrived = new OctetBuffer()
    const game = new Game()
    connection.write(encodeJsonFrame(goOn(GREETING)))
    answerReads(connection, (octets) => {
      arrived.push(octets)
      return answerActions(arrived, game)
    })
  },
})
