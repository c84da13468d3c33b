import type { Socket } from 'node:net'
import { discardInput, endConversation } from './farewell.js'

/** What a server answers to the octets of one read. */
export interface Answer {
  readonly octets: Uint8Array
  /** `go on`: there may be more; `end`: the server ends the connection; `await end`: the client is to end it */
  readonly then: 'go on' | 'end' | 'await end'
}

/**
 * Answers each read of a connection until the client ends its side, or the answer says that this was the last. The client is
 * read no faster than it takes the answers.
 */
export function answerReads(connection: Socket, answer: (octets: Buffer) => Answer): void {
  connection.on('data', (received: Buffer) => {
    const { octets, then } = answer(received)
    switch (then) {
      case 'end':
        endConversation(connection, octets)
        return
      case 'await end':
        connection.write(octets)
        discardInput(connection)
        return
      case 'go on':
        if (octets.length === 0 || connection.write(octets)) return
        connection.pause()
        connection.once('drain', () => connection.resume())
    }
  })
  connection.on('end', () => connection.end())
}
