import type { Socket } from 'node:net'

/** How long a client that was told everything may take to leave, before the connection is closed for it. */
const FAREWELL_MS = 30_000

/**
 * Sends the last words and ends this side of the connection. What the client still sends is read and dropped until it ends its
 * side: a connection closed with unread input is reset, and a reset may overtake the last words.
 */
export function endConversation(connection: Socket, lastWords: Uint8Array = new Uint8Array()): void {
  connection.end(lastWords)
  discardInput(connection)
}

/** Drops what the client still sends; once it has ended its side, or has taken too long to, the connection is closed. */
export function discardInput(connection: Socket): void {
  connection.removeAllListeners('data')
  connection.resume()
  if (connection.readableEnded) connection.end()
  else connection.once('end', () => connection.end())
  const deadline = setTimeout(() => connection.destroy(), FAREWELL_MS)
  connection.once('close', () => clearTimeout(deadline))
}
