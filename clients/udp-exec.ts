import { ECHO_PORT } from '../endpoint/ports.js'
import { runUdpClient, type Patience } from '../endpoint/udp-client.js'
import { commandOf } from '../protocols/exec-request.js'

/** A command may run for 60 s, and is sent only once: what is sent again is run again. */
const COMMAND_REPLY: Patience = { deadlineMs: 65_000, attempts: 1 }

/** Sends one message as one datagram, and shows the reply: the exit status of a command, or the echo of any other message. */
await runUdpClient({
  name: 'udp-exec client',
  summary:
    'sends one message as a datagram and shows the reply: the exit status where it is "EXEC <command>", or its echo',
  defaultPort: ECHO_PORT,
  answersEmpty: false,
  expects: (message) => (commandOf(message) === undefined ? undefined : COMMAND_REPLY),
})
