import { open, stat, type FileHandle } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { errorCode, ProgramError } from './errors.js'

const PIECE_SIZE = 256 * 1024

/** Sends octets; resolves once the kernel has them all, and throws the connection's error. */
export function send(connection: Socket, octets: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.write(octets, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}

/** A file whose size is announced before its octets are sent. */
export class FileToSend {
  readonly path: string
  readonly size: number
  readonly #handle: FileHandle

  private constructor(path: string, size: number, handle: FileHandle) {
    this.path = path
    this.size = size
    this.#handle = handle
  }

  /** Throws ProgramError where there is no such file, or it is longer than `longest`. */
  static async open(path: string, longest: number): Promise<FileToSend> {
    const handle = await openToRead(path)
    const { size } = await handle.stat()
    if (size <= longest) return new FileToSend(path, size, handle)
    await handle.close()
    throw new ProgramError(`${path} has ${size} bytes, and at most ${longest} can be sent`)
  }

  /** Sends as many octets as the file had when it was opened. Throws ProgramError where it has become shorter. */
  async sendTo(connection: Socket): Promise<void> {
    const piece = Buffer.alloc(Math.min(this.size, PIECE_SIZE))
    let left = this.size
    while (left > 0) {
      const { bytesRead } = await this.#handle.read(piece, 0, Math.min(left, piece.length))
      if (bytesRead === 0) throw new ProgramError(`${this.path} became shorter while it was being sent`)
      await send(connection, piece.subarray(0, bytesRead))
      left -= bytesRead
    }
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }
}

async function openToRead(path: string): Promise<FileHandle> {
  try {
    // Opening a pipe that nobody writes to would wait for ever.
    if ((await stat(path)).isFile()) return await open(path, 'r')
  } catch (error) {
    throw new ProgramError(explainOpenError(error, path))
  }
  throw new ProgramError(`${path} is not a file`)
}

function explainOpenError(error: unknown, path: string): string {
  switch (errorCode(error)) {
    case 'ENOENT':
      return `there is no file ${path} here (${process.cwd()})`
    case 'EACCES':
      return `the file ${path} may not be read`
    default:
      return `the file ${path} cannot be read: ${errorCode(error)}`
  }
}
