import type { MissingWithPipes } from '../../../harness/findings/with-pipes.js'
import type { Framing } from '../../../harness/messages/framing.js'
import type { CauseFound, ErrorTold, Placeholder } from '../../causes.js'
import type { Language } from '../../language.js'
import { quotedOctets } from '../../quoted.js'
import { say, type Table } from '../words.js'
import { agree } from '../neutral.js'
import { endingText } from './endings.js'
import { EMPTY_READ, FLUSH, LEAVE_INPUT, RECV_LOOP, REUSE, SEND_ALL, WHOLE_LENGTH, ZERO_SENT } from './idioms.js'
import { bytes, grouped, plural } from './numbers.js'

/** What the likely mistake is, and what to do about it, in English. */

const BYTE_ORDER = 'network byte order: int.from_bytes(..., "big"), struct ">I", ntohl, DataInputStream.readInt'

/** What an error's name says of its origin. */
const ERRORS: Readonly<Record<ErrorTold, string>> = {
  reset:
    'a client that resets its connection raises this error in recv; catch it for that connection, and go on with the next',
  'broken-pipe':
    'sending to a client that has gone raises this error (in C: the signal SIGPIPE, to be ignored); catch it for that connection, and go on',
  decoding:
    'the bytes are decoded, and these are no valid text; work on bytes, or catch the error (or decode with errors="replace")',
  encoding: 'the text holds characters that this encoding has not; encode as UTF-8',
  'message-size': 'the reply is too long for one datagram; catch the error of sendto',
  'null-line': 'readLine gives null at the end of the stream; ask for that before the line is used',
  'short-unpack':
    'what one recv returned is too short to unpack: recv(4) may return fewer than 4, and nothing once the client has gone; call recv in a loop, each time for those that are missing, until all are there',
  index: 'an empty read was used without asking whether anything came',
  'index-of-content':
    'an index lies outside what had come: ask how much there is (how many bytes, how many words of a line) before one of it is used',
  'memory-fault': 'the program was ended for a memory error: a buffer too small, or an index outside it',
}

/** When a message is complete. */
const UNTIL: Readonly<Record<Framing, string>> = {
  text: 'the LF is there',
  lines: 'the LF is there',
  frames: 'as many bytes have come as the length says',
  'JSON frames': 'as many bytes have come as the length says',
  parts: 'as many bytes have come as the length says',
  HTTP: 'the empty line is there',
}

const missingText = (missing: Placeholder | undefined): string =>
  missing === undefined ? '' : `. The command has no ${missing}: a program that takes it as an argument needs it there`

const table = (language: Language): Table<CauseFound> => ({
  'address-in-use': () => `the port stays taken for a minute after a stop: ${REUSE[language]} before bind`,
  'bind-unchecked': () =>
    `bind failed and the program went on: a socket that is not bound listens on whatever port is free. Look at what bind returns; and since the port stays taken for a minute after a stop: ${REUSE[language]} before bind`,
  'wrong-transport': ({ needed }) =>
    `the socket is of the wrong type: this protocol needs ${needed === 'tcp' ? 'SOCK_STREAM' : 'SOCK_DGRAM'}`,
  'never-listens': ({ transport }) =>
    `the program never came to ${transport === 'tcp' ? 'listen' : 'bind'}: does it wait for input, or is an earlier statement blocking it? If it is a client, add --role client`,
  'ends-at-start': ({ why, missing }) =>
    ({
      'is-a-client': 'the program tried to connect to a server and ended: if it is a client, add --role client',
      'before-serving': `the program ended before it was ready to serve; what it said last tells why (run the same command by hand to see all of it)${missingText(missing)}`,
      'before-connecting': `the program ended before it had connected; what it said last tells why${missingText(missing)}`,
    })[why],
  spins: () =>
    `a loop goes on though nothing comes any more: an empty read (${EMPTY_READ[language]}) means that the client has gone; then leave the loop`,
  'out-of-memory': ({ why, length }) =>
    why === 'believed-length'
      ? 'as much memory was asked for as the length says; a length is only what the other side claims: refuse what is too long, and let a buffer grow with what really comes'
      : `with a length of ${length ?? 0} the program asked for more than there can be: it takes what came behind the length for a part of it; the length is 4 bytes, and no more`,
  'unhandled-error': ({ ending, error, lastWords, afterReset }) =>
    afterReset
      ? 'the server ended when a client reset its connection: the error that recv or send gives then concerns that client alone; close its socket, and go on with the next'
      : `the server ended with ${endingText(ending)}: ${error ? ERRORS[error] : 'an error was not handled'}.${lastWords ? ` It last said: ${lastWords}` : ''}`,
  'ends-after-one-client': ({ transport }) =>
    transport === 'tcp'
      ? 'the server ended by itself: accept, and all that follows it, belongs into a loop that never ends'
      : 'the server ended by itself: recvfrom and sendto belong into a loop that never ends',
  'connection-refused': () =>
    'nobody listens any more, though the program still runs: the listening socket was closed; close only the socket that accept gave',
  'left-open': () =>
    "the connection is never closed: an empty read (0, b'', null) means that the client has finished; then close its socket",
  'does-not-end': ({ how, transport }) => {
    if (how === 'answered')
      return `the answer is there, and the program goes on: does it ask for another line, or wait for another reply? ${transport === 'tcp' ? `An empty read (${EMPTY_READ[language]}) means that the server has closed; then end` : 'End it after the reply'}`
    if (how === 'closed')
      return `it waits or loops for ever: an empty read (${EMPTY_READ[language]}), or an error, means that the server has closed; then end`
    return transport === 'udp'
      ? 'recvfrom waits for ever where nothing comes: set a timeout on the socket'
      : 'it waits or tries again for ever, though nobody answers: end it after some time, or some attempts'
  },
  'wrong-status': () => 'a good exchange must end the program with status 0',
  'closes-too-early': () => 'the connection is closed as soon as all is sent; read the reply first, then close',
  'single-recv': ({ how, octets }) =>
    ({
      'first-segment': `only the first segment (${bytes(octets)}) came back: one recv is taken for the whole message; ${RECV_LOOP[language]}`,
      'a-buffer': `only the first ${bytes(octets)} came back, the size of a buffer: recv is called once; ${RECV_LOOP[language]}`,
      'part-of-length': `the length arrived in several segments, and the first (${octets} of 4 bytes) was taken for all of it: ${WHOLE_LENGTH[language]}`,
      'reply-before-length': `the server replied before the whole length had arrived (after ${octets} of 4 bytes): ${WHOLE_LENGTH[language]}`,
    })[how],
  'small-buffer': ({ octets }) => `only the first ${bytes(octets)} came back: the buffer is smaller than the message`,
  'incomplete-reply': ({ octets, of }) =>
    `of the ${bytes(of)} ${grouped(octets)} came back: recv must be called until it returns nothing, and send may take less than it is given (${SEND_ALL[language]})`,
  'answered-early': ({ framing }) => `what one recv returned was answered at once; collect until ${UNTIL[framing]}`,
  'foreign-reply': ({ client, transport }) =>
    `bytes of ${client} came to another client: ${transport === 'tcp' ? 'what belongs to one connection is kept in a place that all share' : 'each reply goes to the address that came with its own request'}`,
  'no-reply': ({ closed, before }) =>
    closed
      ? 'the connection was closed without a reply'
      : `nothing was sent back${before ? ' to this request' : ''}: does the server wait for more (for a line end, for the end of the stream), or for another client?`,
  'answers-empty': () => 'an empty datagram was sent back: answer only where there is data (if data: ...)',
  banner: () => 'the server speaks before the client has: it must send nothing until a command has come',
  'byte-order': ({ readLength }) =>
    readLength === undefined
      ? 'the length is little-endian: its most significant byte must come first (network byte order: to_bytes(4, "big"), htonl, DataOutputStream.writeInt)'
      : `with a length of ${readLength} the program asked for more memory than there is: it reads the length with its bytes in the wrong order; the most significant one comes first (${BYTE_ORDER})`,
  'length-as-text': () => 'the length was sent as digits of text; it is a binary number of four bytes',
  'length-of-characters': () =>
    'the length counts characters, not bytes: encode the text first, and take the length of that',
  'length-includes-itself': () => 'the length counts its own four bytes; it is that of the content alone',
  'number-as-text': () =>
    'a number was sent as a string: convert what was typed (int(...)) before it is put into the JSON',
  'off-by-one': () =>
    'everything but the last byte came back: an index or a length is off by one (a place kept for a terminating zero?)',
  'ends-at-zero': () =>
    'all from the first zero byte on is lost: the bytes are treated as a string (strlen, %s) instead of with the count that the read returned',
  'stops-at-a-blank': () =>
    'the line is cut at its first blank: scanf("%s"), cin >> or next() read a word; read the whole line',
  'decoded-as-text': ({ where }) =>
    where === 'file'
      ? 'the bytes were decoded as text on their way into the file; write the bytes themselves, in binary mode'
      : 'bytes were replaced by U+FFFD: they are decoded as text on the way; work on bytes',
  'bytes-literal': ({ where }) =>
    where === 'reply'
      ? "the reply begins with b': str() of a bytes object was sent; use decode(), or send the bytes themselves"
      : "a bytes object was printed as b'...' with escapes: decode it for print, or write the bytes themselves with sys.stdout.buffer.write",
  stripped: () => 'white space at the ends was changed: strip() or a line-reading function has removed or added it',
  'not-converted': () => 'letters came back in lower case',
  'too-much-converted': () => 'bytes that are no lower-case letters were changed as if they were: convert a to z only',
  'missing-line-end': ({ what }) =>
    what === 'LF'
      ? 'the text is right, but the LF at its end is missing'
      : 'the text is right, but its line end is not',
  'cr-in-text': () => 'only the LF is removed from the end of the line; remove a CR before it as well',
  'extra-octets': ({ where, octets, extra, zero }) =>
    where === 'behind'
      ? `the reply is right, but ${bytes(octets)} more ${agree(octets, 'follows', 'follow')} it${zero ? ` (a zero byte: ${ZERO_SENT[language]})` : `: ${quotedOctets(extra)}`}`
      : `the reply is right, but ${plural(octets, 'byte')} ${agree(octets, 'stands', 'stand')} before it: ${quotedOctets(extra)}`,
  'not-stored': ({ ended }) =>
    `the file is not in the folder where the server was started: give it the agreed name, without a path${ended ? '' : ', and close it before the reply is sent'}`,
  'stored-otherwise': ({ how, octets }) =>
    ({
      more: 'more was stored than belongs to the file: ask recv for no more than is left of it, and keep what comes beyond for what follows',
      'line-ends': 'line ends were changed: the file is opened in text mode; open it in binary mode (wb)',
      nothing:
        'the file was made, but nothing was written into it, or what was written stayed in a buffer: close the file before the reply',
      beginning: `only the first ${bytes(octets)} were stored: count what every recv returns, and go on until all of it is there; close the file before the reply`,
      other: 'other bytes were stored than were sent: write exactly what recv returned, each piece once',
    })[how],
  'sends-part': ({ how, octets, of }) =>
    `only the first ${grouped(octets)} of ${bytes(of)} were sent${how === 'buffer' ? ', the size of a buffer: the line is longer than the place it is read into; read until its LF' : `: ${SEND_ALL[language]}`}`,
  'own-message': () => 'the message must be the line typed on standard input',
  'several-datagrams': () => 'each sendto is a datagram of its own: send the message with one',
  'shows-own-input': () => 'the client prints what it sent, not what it received',
  'computes-answer': () => 'the client computes the answer itself instead of showing what came',
  'shows-part': () => `only a part of the reply is shown: ${RECV_LOOP[language]}`,
  'shows-nothing': () => `the reply is never printed, or stays in a buffer that is not flushed: ${FLUSH[language]}`,
  'status-not-told': () =>
    'the status line is not looked at: tell the user of a status that is no success, or end with another exit status than 0',
})

export const causeText = (cause: CauseFound, language: Language): string => say(table(language), cause)

export function onlyOnTerminalText(missing: MissingWithPipes, language: Language): string {
  switch (missing) {
    case 'output':
      return `seen only on a terminal: through a pipe the output stays in the program's buffer, so another program would not see it in time; ${FLUSH[language]}`
    case 'end':
      return `ends only on a terminal: it goes on while a pipe on its standard input stays open, so a script that starts it would wait; ${LEAVE_INPUT[language]}`
    case 'message':
      return 'so only on a terminal: where its standard input and output are pipes, nothing came in time'
  }
}
