import { converse, type Dialogue, type Heard } from '../endpoint/dialogue.js'
import { ProgramError } from '../endpoint/errors.js'
import { COMMAND_SESSION_PORT } from '../endpoint/ports.js'
import { runTcpSession } from '../endpoint/tcp-client.js'
import type { Terminal } from '../endpoint/terminal.js'
import { encodeLine, LineBuffer } from '../protocols/line.js'

/** The longest reply that is read. A server that sends more without an LF would otherwise fill the memory. */
const LONGEST_REPLY = 16 * 1024 * 1024

type Eol = 'lf' | 'crlf' | 'none'
type DataForm = 'two-lines' | 'inline'

/** The line as it goes over the wire. */
function encode(text: Buffer, eol: Eol): Buffer {
  switch (eol) {
    case 'lf':
      return encodeLine(text)
    case 'crlf':
      return Buffer.concat([text, Buffer.from('\r\n')])
    case 'none':
      return text
  }
}

/** What a line of the server means: after the reply 400 a second line may describe it, and is no reply of its own. */
function meaning(line: Buffer): Heard {
  const text = line.toString('latin1')
  if (/^200\b/.test(text)) return 'over'
  return /^command-description:/i.test(text) ? 'more' : 'turn'
}

/** One typed line. Where it may not be empty it is asked for again: an empty line is no command, and without a terminator nothing could be sent. */
async function askForText(user: Terminal, prompt: string, mayBeEmpty: boolean): Promise<Buffer> {
  for (;;) {
    const line = await user.ask(prompt)
    if (line === undefined) throw new ProgramError('the input ended before the session did (QUIT)')
    if (line.length > 0 || mayBeEmpty) return line
  }
}

/** The lecture's dialogue: a command, for DATA a line of data, a reply, until the server says good-bye. */
function giveCommands(eol: Eol, dataForm: DataForm): Dialogue {
  const arrived = new LineBuffer()
  return {
    first: 'user',
    hear(octets, user) {
      arrived.push(octets)
      let heard: 'more' | 'turn' = 'more'
      for (let next = arrived.next(); next.kind === 'complete'; next = arrived.next()) {
        user.show(encodeLine(next.line))
        const means = meaning(next.line)
        if (means === 'over') return 'over'
        if (means === 'turn') heard = 'turn'
      }
      if (arrived.size > LONGEST_REPLY)
        throw new ProgramError(`the server sent more than ${LONGEST_REPLY} bytes that are no line`)
      return heard
    },
    heardAll(user) {
      const rest = arrived.rest()
      if (rest.length > 0) user.show(rest)
      if (meaning(rest) !== 'over')
        throw new ProgramError('the server closed the connection before its good-bye (200 BYE)')
    },
    async speak(user, say) {
      const command = await askForText(user, 'C:', false)
      if (command.toString('latin1') !== 'DATA') return say(encode(command, eol))
      if (dataForm === 'inline') {
        const data = await askForText(user, 'Input data to send: ', true)
        return say(encode(Buffer.concat([Buffer.from('DATA '), data]), eol))
      }
      await say(encode(command, eol))
      const data = await askForText(user, 'Input data to send: ', eol !== 'none')
      return say(encode(data, eol))
    },
  }
}

/** Sends the commands that are typed, and shows the replies. */
await runTcpSession<{ readonly eol: Eol; readonly 'data-form': DataForm }>({
  name: 'command-session client',
  summary: 'sends the commands that are typed (HELO, DATA, QUIT), asks for the data of DATA, and shows the replies',
  defaultPort: COMMAND_SESSION_PORT,
  options: {
    eol: {
      placeholder: 'lf|crlf|none',
      summary: 'what ends a line that it sends',
      defaultValue: 'lf',
      choices: ['lf', 'crlf', 'none'],
    },
    'data-form': {
      placeholder: 'two-lines|inline',
      summary: 'whether the data are sent as the line after DATA, or on the same line',
      defaultValue: 'two-lines',
      choices: ['two-lines', 'inline'],
    },
  },
  async converse(connect, settings) {
    await converse(await connect(), giveCommands(settings.eol, settings['data-form']))
  },
})
