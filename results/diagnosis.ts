import type { Finding } from '../harness/findings/finding.js'
import { endingText, isCrash } from '../harness/findings/ending.js'
import { withoutLineEnd } from '../harness/messages/reply.js'
import { isMoreThanCanBe, isOutOfMemory } from '../harness/server/survival.js'
import type { Framing } from '../harness/messages/framing.js'
import type { Comparison, Evidence } from '../harness/findings/violation.js'
import { plural } from '../harness/findings/wording.js'
import { decodeLength, LENGTH_SIZE } from '../protocols/frame.js'
import type { Requirement, Specification } from '../specification/specification.js'
import { languageOf, type Language } from './language.js'

/** Mistakes that the evidence can tell apart. */
export type Cause =
  | 'unhandled-error'
  | 'ends-after-one-client'
  | 'address-in-use'
  | 'wrong-transport'
  | 'never-listens'
  | 'ends-at-start'
  | 'connection-refused'
  | 'single-recv'
  | 'small-buffer'
  | 'off-by-one'
  | 'ends-at-zero'
  | 'decoded-as-text'
  | 'bytes-literal'
  | 'stripped'
  | 'not-converted'
  | 'too-much-converted'
  | 'missing-line-end'
  | 'cr-in-text'
  | 'answered-early'
  | 'extra-octets'
  | 'foreign-reply'
  | 'left-open'
  | 'no-reply'
  | 'incomplete-reply'
  | 'spins'
  | 'out-of-memory'
  | 'not-stored'
  | 'stored-otherwise'
  | 'banner'
  | 'byte-order'
  | 'length-as-text'
  | 'length-of-characters'
  | 'length-includes-itself'
  | 'number-as-text'
  | 'closes-too-early'
  | 'status-not-told'
  | 'stops-at-a-blank'
  | 'answers-empty'
  | 'shows-own-input'
  | 'computes-answer'
  | 'shows-part'
  | 'shows-nothing'
  | 'sends-part'
  | 'own-message'
  | 'does-not-end'
  | 'wrong-status'
  | 'several-datagrams'

/** What a student can learn from a failure. `cause` and `text` are there only where the evidence distinguishes a cause. */
export interface Diagnosis {
  readonly cause?: Cause
  /** the likely mistake, and what to do about it */
  readonly text?: string
  /** what was seen, in one or two lines */
  readonly evidence: string
  /** lecture and section, or standard */
  readonly source: string
}

interface Facts {
  readonly finding: Finding
  readonly evidence: Evidence
  readonly comparison: Comparison | undefined
  readonly specification: Specification
  readonly language: Language
  readonly command: readonly string[]
}

type Rule = (facts: Facts) => { cause: Cause; text: string } | undefined

/** Names the likely cause of a violation, if the evidence distinguishes one. */
export function diagnose(
  requirement: Requirement,
  finding: Finding,
  specification: Specification,
  command: readonly string[],
): Diagnosis {
  const evidence = finding.evidence ?? { end: 'error' as const }
  const facts: Facts = {
    finding,
    evidence,
    comparison: evidence.comparison,
    specification,
    language: languageOf(command),
    command,
  }
  const found = RULES.reduce<ReturnType<Rule>>((first, rule) => first ?? rule(facts), undefined)
  return { ...found, evidence: evidenceText(finding), source: requirement.source }
}

function evidenceText(finding: Finding): string {
  const step = finding.step === undefined ? '' : `at "${finding.step}": `
  return `${step}${finding.message}`
}

// --- the rules, the more particular first -----------------------------------------------------------------------------

/** A program that takes its port from the command line ends at once without it. */
function missingPlaceholder(command: readonly string[], { role, framing }: Specification): string {
  if (command.some((word) => /\{(?:port|url)\}/.test(word))) return ''
  const wanted = role === 'server' ? '{port}' : framing.requests === 'HTTP' ? '{url}' : '{host} {port}'
  return `. The command has no ${wanted}: a program that takes it as an argument needs it there`
}

const startFailed: Rule = ({ evidence, finding, specification, language, command }) => {
  switch (evidence.start) {
    case 'not-again':
      return /in use|EADDRINUSE|errno[ :=]*98\b/i.test(finding.message)
        ? {
            cause: 'address-in-use',
            text: `the port stays taken for a minute after a stop: ${REUSE[language]} before bind`,
          }
        : undefined
    case 'other-transport':
      return {
        cause: 'wrong-transport',
        text: `the socket is of the wrong type: this protocol needs ${specification.transport === 'tcp' ? 'SOCK_STREAM' : 'SOCK_DGRAM'}`,
      }
    case 'never-bound':
      return {
        cause: 'never-listens',
        text: `the program never came to ${specification.transport === 'tcp' ? 'listen' : 'bind'}: does it wait for input, or is an earlier statement blocking it? If it is a client, add --role client`,
      }
    case 'exited':
      if (/ConnectionRefused|ECONNREFUSED|Connection refused/i.test(finding.message))
        return {
          cause: 'ends-at-start',
          text: 'the program tried to connect to a server and ended: if it is a client, add --role client',
        }
      return {
        cause: 'ends-at-start',
        text: `the program ended before it was ready to serve; what it said last tells why (run the same command by hand to see all of it)${missingPlaceholder(command, specification)}`,
      }
    case undefined:
      return undefined
  }
}

/** What an error's name says of its origin. */
const ERRORS: readonly (readonly [RegExp, string])[] = [
  [
    /ConnectionResetError|ECONNRESET|Connection reset/i,
    'a client that resets its connection raises this error in recv; catch it for that connection, and go on with the next',
  ],
  [
    /BrokenPipeError|EPIPE|Broken pipe|SIGPIPE/i,
    'sending to a client that has gone raises this error (in C: the signal SIGPIPE, to be ignored); catch it for that connection, and go on',
  ],
  [
    /UnicodeDecodeError|MalformedInputException|codec can.t decode/i,
    'the octets are decoded, and these are no valid text; work on bytes, or catch the error (or decode with errors="replace")',
  ],
  [/UnicodeEncodeError|codec can.t encode/i, 'the text holds characters that this encoding has not; encode as UTF-8'],
  [/EMSGSIZE|Message too long/i, 'the reply is too long for one datagram; catch the error of sendto'],
  [/NullPointerException/, 'readLine gives null at the end of the stream; ask for that before the line is used'],
  [
    /struct\.error: unpack(?:_from)? requires a buffer of/,
    'what one recv returned is too short to unpack: recv(4) may return fewer than 4, and nothing once the client has gone; call recv in a loop, each time for those that are missing, until all are there',
  ],
  [
    /IndexError|ArrayIndexOutOfBounds|StringIndexOutOfBounds/,
    'an empty read was used without asking whether anything came',
  ],
  [
    /SIGSEGV|SIGABRT|Segmentation/,
    'the program was ended for a memory error: a buffer too small, or an index outside it',
  ],
]

const spins: Rule = ({ evidence, language }) =>
  evidence.spins !== true
    ? undefined
    : {
        cause: 'spins',
        text: `a loop goes on though nothing comes any more: an empty read (${EMPTY_READ[language]}) means that the client has gone; then leave the loop`,
      }

const outOfMemory: Rule = ({ finding, specification }) => {
  const words = `${finding.message} ${finding.death?.lastWords ?? ''}`
  if (!isOutOfMemory(words)) return undefined
  const length = lengthSent(finding, specification)
  if (length === undefined || length >= 1 << 24)
    return {
      cause: 'out-of-memory',
      text: 'as much memory was asked for as the length says; a length is only what the other side claims: refuse what is too long, and let a buffer grow with what really comes',
    }
  return isMoreThanCanBe(words)
    ? {
        cause: 'out-of-memory',
        text: `with a length of ${length} the program asked for more than there can be: it takes what came behind the length for a part of it; the length is 4 octets, and no more`,
      }
    : {
        cause: 'byte-order',
        text: `with a length of ${length} the program asked for more memory than there is: it reads the length with its octets in the wrong order; the most significant one comes first (${BYTE_ORDER})`,
      }
}

/** What the first length said that was sent to the program; undefined where its messages have none. */
function lengthSent({ log }: Finding, specification: Specification): number | undefined {
  const framing = specification.role === 'server' ? specification.framing.requests : specification.framing.replies
  const at = framing === 'parts' ? 1 : framing === 'frames' || framing === 'JSON frames' ? 0 : undefined
  const octets = log.events.find(({ kind, direction }) => kind === 'data' && direction === 'to')?.octets
  return at === undefined || !octets || octets.length < at + 4 ? undefined : octets.readUInt32BE(at)
}

const BYTE_ORDER = 'network byte order: int.from_bytes(..., "big"), struct ">I", ntohl, DataInputStream.readInt'

const crashed: Rule = ({ finding }) => {
  if (!finding.death || !isCrash(finding.death.ending)) return undefined
  const words = `${endingText(finding.death.ending)} ${finding.death.lastWords}`
  const known = ERRORS.find(([pattern]) => pattern.test(words))
  const said = finding.death.lastWords ? ` It last said: ${finding.death.lastWords}` : ''
  return {
    cause: 'unhandled-error',
    text: `the server ended with ${endingText(finding.death.ending)}${known ? `: ${known[1]}` : ': an error was not handled'}.${said}`,
  }
}

const endedByItself: Rule = ({ finding, evidence, specification }) =>
  finding.death && evidence.stored === undefined && (evidence.end === 'closed' || evidence.end === 'refused')
    ? finding.log.events.some(({ kind }) => kind === 'reset')
      ? {
          cause: 'unhandled-error',
          text: 'the server ended when a client reset its connection: the error that recv or send gives then concerns that client alone; close its socket, and go on with the next',
        }
      : {
          cause: 'ends-after-one-client',
          text:
            specification.transport === 'tcp'
              ? 'the server ended by itself: accept, and all that follows it, belongs into a loop that never ends'
              : 'the server ended by itself: recvfrom and sendto belong into a loop that never ends',
        }
    : undefined

const refused: Rule = ({ evidence }) =>
  evidence.end === 'refused'
    ? {
        cause: 'connection-refused',
        text: 'nobody listens any more, though the program still runs: the listening socket was closed; close only the socket that accept gave',
      }
    : undefined

const foreignReply: Rule = ({ evidence }) =>
  evidence.foreign === undefined
    ? undefined
    : {
        cause: 'foreign-reply',
        text: `octets of ${evidence.foreign} came to another client: what belongs to one connection is kept in a place that all share`,
      }

/**
 * The length of a file came in several segments, and the first of them was taken for all of it: the wire log has the reply before the
 * end of the file, or what was stored begins with the rest of the length.
 */
const shortLength: Rule = ({ evidence, comparison, finding, specification, language }) => {
  if (evidence.stored === undefined || specification.framing.requests !== 'frames') return undefined
  const first = finding.log.events.find(({ kind }) => kind === 'data')
  const data = finding.log.events.filter(({ kind, peer }) => kind === 'data' && peer === first?.peer)
  const sent = Buffer.concat(data.flatMap(({ direction, octets }) => (direction === 'to' && octets ? [octets] : [])))
  const [came, reply] = [first?.size ?? 0, data.findIndex(({ direction }) => direction === 'from')]
  if (reply === 0 || came >= LENGTH_SIZE || sent.length < LENGTH_SIZE) return undefined
  const before = reply === -1 ? Infinity : data.slice(0, reply).reduce((sum, { size = 0 }) => sum + size, 0)
  const [end, kept] = [LENGTH_SIZE + decodeLength(sent), comparison?.received ?? Buffer.alloc(0)]
  const holdsRest = kept.length > 0 && sent.subarray(came, came + kept.length).equals(kept)
  if (before >= end && !holdsRest) return undefined
  return {
    cause: 'single-recv',
    text: `${
      before < LENGTH_SIZE
        ? `the server replied before the whole length had arrived (after ${before} of ${LENGTH_SIZE} octets)`
        : `the length arrived in several segments, and the first (${came} of ${LENGTH_SIZE} octets) was taken for all of it`
    }: ${WHOLE_LENGTH[language]}`,
  }
}

/** What a stored file tells: nothing of it was sent back, so the rules for replies do not fit. */
const stored: Rule = ({ evidence, comparison, finding }) => {
  if (evidence.stored === 'missing')
    return {
      cause: 'not-stored',
      text: `the file is not in the folder where the server was started: give it the agreed name, without a path${finding.death ? '' : ', and close it before the reply is sent'}`,
    }
  if (evidence.stored !== 'other' || !comparison) return undefined
  const { expected, received, difference } = comparison
  if (difference === expected.length)
    return {
      cause: 'stored-otherwise',
      text: 'more was stored than belongs to the file: ask recv for no more than is left of it, and keep what comes beyond for what follows',
    }
  if (
    received.toString('latin1').replaceAll('\r\n', '\n') === expected.toString('latin1') ||
    expected.toString('latin1').replaceAll('\r\n', '\n') === received.toString('latin1')
  ) {
    return {
      cause: 'stored-otherwise',
      text: 'line ends were changed: the file is opened in text mode; open it in binary mode (wb)',
    }
  }
  if (received.includes(Buffer.from('\ufffd')) || /^b['"]/.test(received.toString('latin1', 0, 2)))
    return {
      cause: 'decoded-as-text',
      text: 'the octets were decoded as text on their way into the file; write the bytes themselves, in binary mode',
    }
  if (received.length === 0)
    return {
      cause: 'stored-otherwise',
      text: 'the file was made, but nothing was written into it, or what was written stayed in a buffer: close the file before the reply',
    }
  if (difference === received.length)
    return {
      cause: 'stored-otherwise',
      text: `only the first ${plural(received.length, 'octet')} were stored: count what every recv returns, and go on until all of it is there; close the file before the reply`,
    }
  return {
    cause: 'stored-otherwise',
    text: 'other octets were stored than were sent: write exactly what recv returned, each piece once',
  }
}

/** A length of four octets before the content, as expected and as it came. */
const framed: Rule = ({ comparison, evidence, specification }) => {
  const framing = specification.role === 'client' ? specification.framing.requests : specification.framing.replies
  const header = framing === 'parts' ? 1 : framing === 'frames' || framing === 'JSON frames' ? 0 : undefined
  if (header === undefined || evidence.stored !== undefined) return undefined
  const received = (comparison?.received ?? evidence.received)?.subarray(header)
  if (!received || received.length < 4) return undefined
  const [said, content] = [received.readUInt32BE(), received.subarray(4)]
  const right =
    comparison && comparison.expected.length >= header + 4 ? comparison.expected.readUInt32BE(header) : content.length
  if (said === right || right === 0) return undefined
  if (received.readUInt32LE() === right)
    return {
      cause: 'byte-order',
      text: 'the length is little-endian: its most significant octet must come first (network byte order: to_bytes(4, "big"), htonl, DataOutputStream.writeInt)',
    }
  if (/^\d{2,}/.test(received.toString('latin1', 0, 4)))
    return {
      cause: 'length-as-text',
      text: 'the length was sent as digits of text; it is a binary number of four octets',
    }
  if (said === right + 4)
    return {
      cause: 'length-includes-itself',
      text: 'the length counts its own four octets; it is that of the content alone',
    }
  const text = content.subarray(0, right).toString('utf8')
  if (said === Array.from(text).length && said < right)
    return {
      cause: 'length-of-characters',
      text: 'the length counts characters, not octets: encode the text first, and take the length of that',
    }
  return undefined
}

const cameShort: Rule = ({ comparison, evidence, finding, language, specification }) => {
  if (!comparison) return undefined
  const { expected, received, difference } = comparison
  if (received.length === 0 || received.length >= expected.length || difference < received.length) return undefined
  const missing = expected.length - received.length
  if (missing === 1 && expected.at(-1) === 0x0a)
    return { cause: 'missing-line-end', text: 'the text is right, but the LF at its end is missing' }
  if (expected[received.length] === 0 && (expected.length <= 1024 || !isRound(received.length)))
    return {
      cause: 'ends-at-zero',
      text: 'all from the first zero octet on is lost: the octets are treated as a string (strlen, %s) instead of with the count that the read returned',
    }
  if (specification.transport === 'udp' && specification.role === 'client' && expected[received.length] === 0x20)
    return {
      cause: 'stops-at-a-blank',
      text: 'the line is cut at its first blank: scanf("%s"), cin >> or next() read a word; read the whole line',
    }
  if (specification.role === 'client' && specification.transport === 'tcp')
    return {
      cause: 'sends-part',
      text: `only the first ${received.length} of ${expected.length} octets were sent: ${SEND_ALL[language]}`,
    }
  if (
    specification.transport === 'tcp' &&
    evidence.segments !== undefined &&
    evidence.segments.length > 1 &&
    received.length === evidence.segments[0]
  ) {
    return {
      cause: 'single-recv',
      text: `only the first segment (${plural(received.length, 'octet')}) came back: one recv is taken for the whole message; ${RECV_LOOP[language]}`,
    }
  }
  if (missing === 1)
    return {
      cause: 'off-by-one',
      text: 'everything but the last octet came back: an index or a length is off by one (a place kept for a terminating zero?)',
    }
  if (isRound(received.length)) {
    return specification.transport === 'tcp' && evidence.end === 'closed'
      ? {
          cause: 'single-recv',
          text: `only the first ${plural(received.length, 'octet')} came back, the size of a buffer: recv is called once; ${RECV_LOOP[language]}`,
        }
      : {
          cause: 'small-buffer',
          text: `only the first ${plural(received.length, 'octet')} came back: the buffer is smaller than the message`,
        }
  }
  return specification.transport === 'tcp' &&
    finding.step?.includes('segments') !== true &&
    evidence.end !== 'timeout' &&
    expected.length > 65_536
    ? {
        cause: 'incomplete-reply',
        text: `of the ${expected.length} octets ${received.length} came back: recv must be called until it returns nothing, and send may take less than it is given (${SEND_ALL[language]})`,
      }
    : undefined
}

const isRound = (count: number): boolean =>
  [
    80, 100, 128, 255, 256, 500, 512, 1000, 1023, 1024, 2000, 2047, 2048, 4095, 4096, 8191, 8192, 16_384, 32_768,
    65_535, 65_536,
  ].includes(count)

/** When a message is complete. */
const UNTIL: Readonly<Record<Framing, string>> = {
  text: 'the LF is there',
  lines: 'the LF is there',
  frames: 'as many octets have come as the length says',
  'JSON frames': 'as many octets have come as the length says',
  parts: 'as many octets have come as the length says',
  HTTP: 'the empty line is there',
}

const altered: Rule = ({ comparison, finding, specification }) => {
  if (!comparison) return undefined
  const { expected, received } = comparison
  if (received.length === 0 || expected.equals(received)) return undefined
  const text = received.toString('latin1')
  if (expected.length === 0)
    return finding.message.includes(' came')
      ? {
          cause: 'answered-early',
          text: `what one recv returned was answered at once; collect until ${UNTIL[specification.framing.requests]}`,
        }
      : undefined
  if (/^b['"]/.test(text))
    return {
      cause: 'bytes-literal',
      text: "the reply begins with b': str() of a bytes object was sent; use decode(), or send the bytes themselves",
    }
  if (received.includes(Buffer.from('�')) && !expected.includes(Buffer.from('�')))
    return {
      cause: 'decoded-as-text',
      text: 'octets were replaced by U+FFFD: they are decoded as text on the way; work on bytes',
    }
  if (expected.toString('latin1').trim() === text.trim())
    return {
      cause: 'stripped',
      text: 'white space at the ends was changed: strip() or a line-reading function has removed or added it',
    }
  if (
    !expected.equals(Buffer.from(expected.toString('latin1').toLowerCase(), 'latin1')) &&
    received.length === expected.length &&
    text.toUpperCase() === expected.toString('latin1')
  ) {
    return { cause: 'not-converted', text: 'letters came back in lower case' }
  }
  if (received.length === expected.length && differsByCaseBit(expected, received))
    return {
      cause: 'too-much-converted',
      text: 'octets that are no lower-case letters were changed as if they were: convert a to z only',
    }
  if (received.length > expected.length && received.subarray(0, expected.length).equals(expected))
    return {
      cause: 'extra-octets',
      text: `the reply is right, but ${plural(received.length - expected.length, 'octet')} more ${received.length - expected.length === 1 ? 'follows' : 'follow'} it${received[expected.length] === 0 ? ' (a zero octet: was strlen + 1, or sizeof, sent?)' : ''}`,
    }
  if (received.length > expected.length && received.subarray(-expected.length).equals(expected))
    return {
      cause: 'extra-octets',
      text: `the reply is right, but ${received.length - expected.length} octets stand before it`,
    }
  if (withoutLineEnd(received).equals(withoutLineEnd(expected)))
    return { cause: 'missing-line-end', text: 'the text is right, but its line end is not' }
  return undefined
}

function differsByCaseBit(expected: Buffer, received: Buffer): boolean {
  return received.every(
    (octet, i) =>
      octet === expected[i] || octet === ((expected[i] ?? 0) - 32 + 256) % 256 || octet === ((expected[i] ?? 0) & 0xdf),
  )
}

const byMessage: Rule = ({ finding, specification, language, command }) => {
  const { message } = finding
  const noPlaceholder = missingPlaceholder(command, specification)
  if (message.includes('(a banner)'))
    return {
      cause: 'banner',
      text: 'the server speaks before the client has: it must send nothing until a command has come',
    }
  if (/the client sent the JSON .*: ?"\d+"/.test(message))
    return {
      cause: 'number-as-text',
      text: 'a number was sent as a string: convert what was typed (int(...)) before it is put into the JSON',
    }
  if (message.startsWith('the client closed the connection before the reply'))
    return {
      cause: 'closes-too-early',
      text: 'the connection is closed as soon as all is sent; read the reply first, then close',
    }
  if (message.startsWith('the CR came back'))
    return {
      cause: 'cr-in-text',
      text: 'only the LF is removed from the end of the line; remove a CR before it as well',
    }
  if (message.startsWith('the server did not end the connection'))
    return {
      cause: 'left-open',
      text: "the connection is never closed: an empty read (0, b'', null) means that the client has finished; then close its socket",
    }
  if (message.startsWith('the message came in'))
    return { cause: 'several-datagrams', text: 'each sendto is a datagram of its own: send the message with one' }
  if (message.includes('but the line that was typed'))
    return { cause: 'shows-own-input', text: 'the client prints what it sent, not what it received' }
  if (message.includes('computed itself'))
    return { cause: 'computes-answer', text: 'the client computes the answer itself instead of showing what came' }
  if (/shows only the (first|last)/.test(message))
    return { cause: 'shows-part', text: `only a part of the reply is shown: ${RECV_LOOP[language]}` }
  if (message.startsWith('the client shows nothing'))
    return {
      cause: 'shows-nothing',
      text: `the reply is never printed, or stays in a buffer that is not flushed: ${FLUSH[language]}`,
    }
  if (message.startsWith('what the client sent is not the line'))
    return { cause: 'own-message', text: 'the message must be the line typed on standard input' }
  if (message.startsWith('the client still runs'))
    return {
      cause: 'does-not-end',
      text:
        specification.transport === 'udp'
          ? 'recvfrom waits for ever where nothing comes: set a timeout on the socket'
          : "it waits or loops for ever: an empty read (0, b'', null) means that the server has closed; then end",
    }
  if (message.includes('nothing in its output says'))
    return {
      cause: 'status-not-told',
      text: 'the status line is not looked at: tell the user of a status that is no success, or end with another exit status than 0',
    }
  if (/^the client ended with .* before it had/.test(message))
    return /exit status 0/.test(message)
      ? undefined
      : {
          cause: 'ends-at-start',
          text: `the program ended before it had connected; what it said last tells why${noPlaceholder}`,
        }
  if (/^the client ended with .*, not with exit status 0/.test(message))
    return { cause: 'wrong-status', text: 'a good exchange must end the program with status 0' }
  return undefined
}

/** What a client printed of octets that it did not decode. */
const printedLiteral: Rule = ({ evidence }) =>
  evidence.sought && /(?:^|[^\w])b['"](?:[^'"]|\\.)*\\[xnr0]/.test(evidence.sought.output.toString('latin1'))
    ? {
        cause: 'bytes-literal',
        text: "a bytes object was printed as b'...' with escapes: decode it for print, or write the octets themselves with sys.stdout.buffer.write",
      }
    : undefined

const answersEmpty: Rule = ({ comparison, evidence, specification }) =>
  specification.transport === 'udp' &&
  evidence.end === 'data' &&
  comparison?.received.length === 0 &&
  comparison.expected.length > 0
    ? {
        cause: 'answers-empty',
        text: 'an empty datagram was sent back: answer only where there is data (if data: ...)',
      }
    : undefined

const silent: Rule = ({ evidence, comparison, specification }) =>
  comparison && comparison.received.length === 0 && comparison.expected.length > 0 && specification.role === 'server'
    ? {
        cause: 'no-reply',
        text:
          evidence.end === 'closed'
            ? 'the connection was closed without a reply'
            : 'nothing was sent back: does the server wait for more (for a line end, for the end of the stream), or for another client?',
      }
    : undefined

const RULES: readonly Rule[] = [
  startFailed,
  spins,
  outOfMemory,
  crashed,
  endedByItself,
  refused,
  foreignReply,
  printedLiteral,
  shortLength,
  stored,
  framed,
  cameShort,
  altered,
  byMessage,
  answersEmpty,
  silent,
]

// --- what to do, in the submission's language --------------------------------------------------------------------------

const REUSE: Readonly<Record<Language, string>> = {
  python: 's.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)',
  c: 'setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on)',
  java: 'serverSocket.setReuseAddress(true) on a ServerSocket made without a port',
  perl: 'ReuseAddr => 1, or setsockopt with SO_REUSEADDR,',
  javascript: 'set SO_REUSEADDR (Node does)',
  unknown: 'set the option SO_REUSEADDR',
}

const EMPTY_READ: Readonly<Record<Language, string>> = {
  python: "b''",
  c: '0',
  java: '-1 or null',
  perl: '0',
  javascript: "the 'end' event",
  unknown: "0, b'', null",
}

const FLUSH: Readonly<Record<Language, string>> = {
  python: 'print(..., flush=True), or start it with python3 -u',
  c: 'fflush(stdout) after each line, or setvbuf(stdout, NULL, _IOLBF, 0) at the start',
  java: 'System.out.flush(), or println on a PrintStream made with autoflush',
  perl: '$| = 1 at the start',
  javascript: 'wait for the callback of process.stdout.write before the program ends',
  unknown: 'flush the output after each line',
}

/** What to say of a program whose output is seen on a terminal and not through a pipe. */
export const unflushedNote = (command: readonly string[]): string =>
  `seen only on a terminal: through a pipe the output stays in the program's buffer, so another program would not see it in time; ${FLUSH[languageOf(command)]}`

const RECV_LOOP: Readonly<Record<Language, string>> = {
  python: "call recv in a loop until it returns b'' (or all that is expected has come)",
  c: 'call recv in a loop until it returns 0 (or all that is expected has come)',
  java: 'call read in a loop until it returns -1 (or all that is expected has come)',
  perl: 'call sysread in a loop until it returns 0 (or all that is expected has come)',
  javascript: "collect every 'data' event until 'end' (or all that is expected has come)",
  unknown: 'read in a loop until the end of the stream (or all that is expected has come)',
}

const WHOLE_LENGTH: Readonly<Record<Language, string>> = {
  python:
    'recv(4) may return fewer than 4; call recv in a loop, each time for those that are missing, until there are 4',
  c: 'recv may return fewer than 4; call it in a loop, each time for those that are missing, until there are 4 (or with MSG_WAITALL)',
  java: 'read may return fewer than 4; call it in a loop until there are 4, or use readInt or readFully of a DataInputStream',
  perl: 'sysread may return fewer than 4; call it in a loop, each time for those that are missing, until there are 4',
  javascript: "a 'data' event may bring fewer than 4; collect them until there are 4",
  unknown: 'one read may return fewer than 4; read in a loop until there are 4',
}

const SEND_ALL: Readonly<Record<Language, string>> = {
  python: 'use sendall, or send in a loop',
  c: 'send returns how many octets it took; call it in a loop for the rest',
  java: 'write to the OutputStream, or call channel.write while the buffer has remaining octets',
  perl: 'syswrite returns how many octets it took; call it in a loop for the rest',
  javascript: 'end the process only after the write has finished',
  unknown: 'send may take less than it is given; send the rest in a loop',
}
