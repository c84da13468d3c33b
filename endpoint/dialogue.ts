import type { Socket } from 'node:net'
import { send } from './sending.js'
import { Terminal } from './terminal.js'

/** What octets from the server mean for the dialogue: more must come, it is the user's turn, or it was the server's last word. */
export type Heard = 'more' | 'turn' | 'over'

/** A user who asks and a server who answers, in turn: how questions and answers look tells one dialogue from another. */
export interface Dialogue {
  /** `server`: the user is asked only once the server has said something */
  readonly first: 'user' | 'server'
  /** Shows whatever the octets complete. Throws ProgramError where the server says what nobody can understand. */
  hear(octets: Buffer, user: Terminal): Heard
  /** The server has ended its side: shows what is left of what it said. Throws ProgramError where it should have said more. */
  heardAll(user: Terminal): void
  /** Asks the user until there is something to say, and says it. Throws ProgramError where the user has no more to say. */
  speak(user: Terminal, say: (octets: Uint8Array) => Promise<void>): Promise<void>
}

/**
 * Leads the dialogue until the server has spoken its last word. What the server says is shown as it comes, also while the user is
 * being asked; the user is asked again only once the last question was answered.
 */
export async function converse(connection: Socket, dialogue: Dialogue): Promise<void> {
  const user = new Terminal()
  const turns = new Turns(dialogue.first === 'user')
  try {
    await Promise.race([listen(connection, dialogue, user, turns), speakInTurn(connection, dialogue, user, turns)])
  } finally {
    user.close()
  }
}

function listen(connection: Socket, dialogue: Dialogue, user: Terminal, turns: Turns): Promise<void> {
  return new Promise((resolve, reject) => {
    let over = false
    const end = (settle: () => void) => {
      over = true
      settle()
    }
    const attempt = (action: () => void) => {
      if (over) return
      try {
        action()
      } catch (error) {
        end(() => reject(error instanceof Error ? error : new Error(String(error))))
      }
    }
    connection.on('data', (octets: Buffer) =>
      attempt(() => {
        const heard = dialogue.hear(octets, user)
        if (heard === 'over') {
          end(resolve)
          return
        }
        user.renewPrompt()
        if (heard === 'turn') turns.give()
      }),
    )
    connection.once('end', () =>
      attempt(() => {
        dialogue.heardAll(user)
        end(resolve)
      }),
    )
    connection.once('error', (error) => end(() => reject(error)))
  })
}

/** Never resolves: a dialogue ends with the server's last word. */
async function speakInTurn(connection: Socket, dialogue: Dialogue, user: Terminal, turns: Turns): Promise<never> {
  for (;;) {
    await turns.mine()
    await dialogue.speak(user, async (octets) => {
      turns.take()
      await send(connection, octets)
    })
  }
}

/** Whose turn it is. */
class Turns {
  #given: boolean
  #wake: () => void = () => undefined

  constructor(given: boolean) {
    this.#given = given
  }

  give(): void {
    this.#given = true
    this.#wake()
  }

  take(): void {
    this.#given = false
  }

  /** Resolves once it is the user's turn. */
  async mine(): Promise<void> {
    if (this.#given) return
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }
}
