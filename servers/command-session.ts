import { answerReads, type Answer } from '../endpoint/answering.js'
import { COMMAND_SESSION_PORT } from '../endpoint/ports.js'
import { runTcpServer } from '../endpoint/tcp-server.js'
import { decodeLine, LineBuffer } from '../protocols/line.js'

/** The longest line that is answered. A client that sends more without an LF would otherwise fill the memory. */
const LONGEST_LINE = 16 * 1024 * 1024
/** A CR whose LF has not come yet is no part of the text. */
const CR_SIZE = 1

/** What a client's reads are: lines of its stream, or (`none`) a command each. */
type Eol = 'lf' | 'crlf' | 'none'
type DataForm = 'two-lines' | 'inline'

const REPLIES = {
  helo: '100 OK\n',
  data: '300 DRCV\n',
  quit: '200 BYE\n',
  bad: '400 BCMD\nCommand-description: Bad command\n',
} as const

/** The session of one client: what its lines mean depends on those before them. */
class Session {
  readonly #dataForm: DataForm
  #awaitsData = false

  constructor(dataForm: DataForm) {
    this.#dataForm = dataForm
  }

  /** The reply to one line, undefined where it gets none, and whether the session ends with it. */
  answer(line: Buffer): { readonly reply: string | undefined; readonly over: boolean } {
    if (this.#awaitsData) {
      this.#awaitsData = false
      return { reply: REPLIES.data, over: false }
    }
    switch (line.toString('latin1')) {
      case 'HELO':
        return { reply: REPLIES.helo, over: false }
      case 'QUIT':
        return { reply: REPLIES.quit, over: true }
      case 'DATA':
        if (this.#dataForm === 'inline') return { reply: REPLIES.bad, over: false }
        this.#awaitsData = true
        return { reply: undefined, over: false }
      default: {
        const inlineData = this.#dataForm === 'inline' && line.subarray(0, 5).equals(Buffer.from('DATA '))
        return { reply: inlineData ? REPLIES.data : REPLIES.bad, over: false }
      }
    }
  }
}

/** Takes the lines out of a stream, however it is cut. Undefined where a line is longer than any that is answered. */
function linesOfStream(): (octets: Buffer) => readonly Buffer[] | undefined {
  const arrived = new LineBuffer()
  return (octets) => {
    arrived.push(octets)
    const lines: Buffer[] = []
    for (;;) {
      const next = arrived.next()
      if (next.kind === 'incomplete') return next.have > LONGEST_LINE + CR_SIZE ? undefined : lines
      if (next.line.length > LONGEST_LINE) return undefined
      lines.push(next.line)
    }
  }
}

/** Each read is one line; a terminator that it has all the same is no part of it. */
function lineOfRead(octets: Buffer): readonly Buffer[] {
  const decoded = decodeLine(octets, octets.length - 1)
  return [decoded.kind === 'complete' ? decoded.line : octets]
}

/** Answers HELO, DATA and QUIT; anything else is a bad command, and the session goes on. */
await runTcpServer<{ readonly eol: Eol; readonly 'data-form': DataForm }>({
  name: 'command-session server',
  summary: 'answers the commands HELO, DATA (and a line of data) and QUIT, and calls any other a bad command',
  defaultPort: COMMAND_SESSION_PORT,
  options: {
    eol: {
      placeholder: 'lf|crlf|none',
      summary: 'lf and crlf: LF ends a command, with or without a CR before it; none: each read is one',
      defaultValue: 'lf',
      choices: ['lf', 'crlf', 'none'],
    },
    'data-form': {
      placeholder: 'two-lines|inline',
      summary: 'whether the data are the line after DATA, or on the same line',
      defaultValue: 'two-lines',
      choices: ['two-lines', 'inline'],
    },
  },
  serve(connection, settings) {
    const session = new Session(settings['data-form'])
    const split = settings.eol === 'none' ? lineOfRead : linesOfStream()
    answerReads(connection, (octets): Answer => {
      const lines = split(octets)
      if (lines === undefined) return { octets: Buffer.from(REPLIES.bad), then: 'end' }
      const replies: string[] = []
      for (const line of lines) {
        const { reply, over } = session.answer(line)
        if (reply !== undefined) replies.push(reply)
        if (over) return { octets: Buffer.from(replies.join('')), then: 'end' }
      }
      return { octets: Buffer.from(replies.join('')), then: 'go on' }
    })
  },
})
