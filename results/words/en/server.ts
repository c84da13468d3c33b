import type {
  CrashMoment,
  Demand,
  Flaw,
  MemberFlaw,
  MemberValue,
  Progress,
  ServerViolation,
  Then,
} from '../../../harness/findings/server-violation.js'
import { jsonFrameFlawText, responseHeadFlawText } from './decoding.js'
import { endingText, saidAfter } from './endings.js'
import { bytes, grouped, plural, thenText } from './numbers.js'
import { quotedLine, quotedText, seconds } from '../neutral.js'
import { say, type Table } from '../words.js'

/** What servers do wrong, in English. */

const CRASHES: Readonly<Record<CrashMoment, string>> = {
  'new-client-served': 'a new client was served, but then the server crashed',
  'client-ended-stream': 'the server crashed when the client had ended its stream',
  'connection-ended': 'the connection ended, but since the server crashed',
  'instead-of-reply': 'instead of the reply the connection ended: the server crashed',
  'instead-of-response': 'instead of a response the connection ended: the server crashed',
  'before-complete': 'the connection ended: the server crashed',
  'mid-stream': 'the connection ended in the middle of the stream: the server crashed',
  'no-reply': 'no reply: the server crashed',
  any: 'the server crashed',
}

const nothingWithin = (what: string, then: Then): string =>
  then.end === 'silent' || then.end === 'slow'
    ? `no ${what} within ${seconds(then.ms)}`
    : `no ${what}: the connection ended without one`

export const serverTable: Table<ServerViolation> = {
  'connection-refused': ({ client }) => `the connection of ${client} was refused`,
  'connection-timeout': ({ client, ms }) =>
    `the connection of ${client} was not established within ${seconds(ms)} (the queue of waiting connections is full)`,
  'connection-failed': ({ client, error }) => `the connection of ${client} failed: ${error}`,
  'left-open': ({ ms, afterEndOfStream }) =>
    `the server did not end the connection within ${seconds(ms)}${afterEndOfStream ? " of the client's end of stream" : ''}`,
  'connection-ended': () => 'the connection ended',
  'stopped-reading': ({ ms, sent }) =>
    `the server stopped reading: for ${seconds(ms)} it took nothing more of the ${bytes(sent)} sent to it`,
  flooded: ({ octets, sent }) =>
    `the server sent ${bytes(octets)} that it was not asked for, where it had been sent ${bytes(sent)}, and read no more meanwhile`,
  'stream-not-taken': ({ written, all, ms }) =>
    `the server stopped reading: after ${bytes(written)} of ${grouped(all)} it took nothing more for ${seconds(ms)}`,
  'stream-cut': ({ written, all }) => `the server ended the connection after ${bytes(written)} of ${grouped(all)}`,
  'left-unread': ({ ms }) => `${seconds(ms)} after the last byte was sent the server has not read all of it`,
  'closed-unread': () => 'the server ended the connection instead of reading what was sent',
  'server-crashed': ({ moment, ending, lastWords }) =>
    `${CRASHES[moment]} (${endingText(ending)}${lastWords ? `: ${lastWords}` : ''})`,
  'server-ended': ({ ending, lastWords }) =>
    `the server ended with ${ending ? endingText(ending) : 'no status'}${lastWords ? `: ${lastWords}` : ''}`,
  'server-ended-badly': ({ ending, lastWords }) =>
    `the server ended with ${ending ? endingText(ending) : 'no status'}, not with exit status 0${saidAfter(lastWords)}`,
  'server-still-runs': ({ ms }) => `the server still runs ${seconds(ms)} after it was told to end`,
  spins: () => 'the server serves the next client, but keeps a CPU busy with nothing to do',
  'port-taken': ({ port }) =>
    `port ${port} is still taken after the server has ended: a process that it started keeps the socket`,
  'wrong-reply': ({ flaw, demand }) => `the reply ${say(FLAWS, flaw)} (expected ${demandText(demand)})`,
  'no-reply': ({ then }) => nothingWithin('reply', then),
  'reply-incomplete': ({ progress, then }) => say(progressTable(then), progress),
  'octets-after-reply': ({ octets }) => `after the right reply ${bytes(octets)} more came than were expected`,
  banner: ({ octets }) =>
    `on connecting, before the client had sent anything, ${bytes(octets)} came (a banner), which the protocol does not have`,
  'answered-early': ({ octets }) =>
    `${octets > 0 ? `${bytes(octets)} came` : 'the connection was ended'} before the message was complete`,
  'answer-to-nothing': ({ octets }) => `${bytes(octets)} came, where nothing was to be answered`,
  'cr-in-text': () =>
    'the CR came back as part of the text: the reply to a line ended by LF ends with LF alone, the reply to one ended by CR LF with CR LF',
  'not-found': ({ why, guesses }) =>
    why === 'contradiction'
      ? `after ${plural(guesses, 'guess', 'guesses')} no number is left that the replies allow: they contradict each other`
      : `in ${plural(guesses, 'guess', 'guesses')}, each in the middle of what the replies left, the number was not found`,
  'wrong-datagram': ({ octets, of, how, demand }) =>
    `the reply ${
      how === 'short'
        ? `has only ${bytes(octets)} of ${bytes(of)}`
        : how === 'long'
          ? `has ${bytes(octets - of)} too many`
          : 'differs from what was expected'
    } (${demandText(demand)})`,
  'requests-unanswered': ({ answered, all }) => `only ${answered} of ${all} requests got a reply of their own`,
  'foreign-datagram': ({ octets, like }) =>
    `a datagram of ${bytes(octets)} is the reply to none of the requests${like === 'a part' ? ' (a part of one?)' : ' (several replies joined?)'}`,
  'wrong-source': ({ asked, answered }) =>
    `the request went to ${asked.host}:${asked.port}, but the reply came from ${answered.host}:${answered.port}`,
  'unasked-datagram': ({ octets }) => `a datagram of ${bytes(octets)} came that answers no request`,
  'answers-no-request': () => 'what came is the reply to none of the requests',
  'never-answered': ({ number, all, times }) =>
    `request ${number} of ${all} was sent ${times} times, and no reply came`,
  'few-answered': ({ answered, all }) => `of ${all} requests only ${answered} were answered`,
  'answered-stranger': ({ octets, client }) =>
    `a datagram of ${bytes(octets)} came to ${client}, which must get nothing`,
  'not-shown-by-server': ({ ms, showsNothing }) =>
    `within ${seconds(ms)} the server does not show what was sent to it${showsNothing ? '; it shows nothing at all' : ''}`,
  'typed-not-received': ({ client, ms }) =>
    `a line was typed at the server, but nothing came to ${client} within ${seconds(ms)}`,
  'other-than-typed': ({ octets }) => `a datagram of ${bytes(octets)} came, which is not the line that was typed`,
  'not-stored': ({ file, ms }) => `within ${seconds(ms)} there was no file ${file} in the server's working directory`,
  'stored-otherwise': (it) => `${it.file} holds ${storedText(it)} as the ${it.content}`,
  'no-response': ({ then }) => nothingWithin('response', then),
  'response-incomplete': ({ octets, then }) =>
    `of a response ${bytes(octets)} came, not yet a whole header, ${thenText(then, 'the connection ended')}`,
  'head-not-understood': ({ line }) =>
    `the response's header cannot be understood: ${line ? `line ${line.number} (${quotedLine(line.text)}): ${responseHeadFlawText(line.flaw)}` : 'it ends before its status line'}`,
  'wrong-status': ({ status, reason, wanted }) =>
    `the status is ${status}${reason ? ` (${reason})` : ''}, not ${wanted.join(' or ')}`,
  'wrong-body': ({ how, octets, file, from }) =>
    `the body has ${
      how === 'beginning'
        ? `only the first ${bytes(octets)} of the file's ${grouped(file)}`
        : how === 'more'
          ? `the file and ${bytes(octets - file)} more`
          : `other bytes than the file, from byte ${grouped(from)} on`
    }`,
  'no-content-length': () => 'the header has no Content-Length',
  'invalid-content-length': ({ value }) => `Content-Length is "${value}", which is no number of bytes`,
  'wrong-content-length': ({ said, body }) => `Content-Length says ${said}, and the body has ${bytes(body)}`,
  'wrong-content-type': ({ value, wanted }) =>
    value === undefined ? 'the header has no Content-Type' : `Content-Type is "${value}", not ${wanted.join(' or ')}`,
  'bare-LF': ({ line, text }) =>
    text === ''
      ? 'the empty line that ends the header is LF alone, not CR LF'
      : `line ${line} of the header, ${quotedLine(text)}, ends with LF alone, not with CR LF`,
  'no-empty-line': ({ last, ended }) =>
    `no empty line ends the header: its last line is ${quotedLine(last)}, and behind its ${ended ? 'CR LF' : 'end'} the body follows at once (a CR LF is missing)`,
  'header-not-of-get': ({ field, head, get }) =>
    `${field} is ${head ?? 'missing'}, and ${get ?? 'missing'} in the answer to GET`,
  'body-of-head': ({ octets }) => `a body of ${bytes(octets)} follows the header`,
  'secret-served': () => 'a file outside the document root was served',
}

function storedText({ how, stored, sent }: Extract<ServerViolation, { kind: 'stored-otherwise' }>): string {
  switch (how) {
    case 'nothing':
      return `nothing, where ${bytes(sent)} were sent,`
    case 'beginning':
      return `only the first ${bytes(stored)} of ${bytes(sent)}`
    case 'more':
      return `${bytes(stored - sent)} more than the ${bytes(sent)} that were sent`
    case 'other':
      return `other bytes than were sent (${bytes(stored)}; ${bytes(sent)} were sent)`
  }
}

const MEMBER_VALUES: Readonly<Record<MemberValue, string>> = {
  string: 'a string',
  boolean: 'a boolean',
  number: 'a number',
  true: 'true',
  false: 'false',
}

/** Texts of which any will do, quoted. */
const listed = (texts: readonly string[]): string => texts.map(quotedText).join(' or ')

/** Texts of which all must be there, quoted. */
const together = (texts: readonly string[]): string => texts.map(quotedText).join(' and ')

/** What was demanded, in words. */
export const demandText = (demand: Demand): string => say(DEMANDS, demand)

const DEMANDS: Table<Demand> = {
  same: () => 'the same bytes',
  upper: () => 'the same in upper case',
  'upper-line': () => 'the same line in upper case, ended by LF',
  'upper-utf8': () => 'the same text as UTF-8, each letter unchanged or in upper case',
  literal: () => 'exactly this',
  agreed: () => 'the agreed reply',
  nothing: () => 'nothing',
  'http-file': () => 'a response with the status 200 and the file as its body',
  number: ({ value }) => `the number ${value}`,
  line: ({ text, tolerant }) => (tolerant ? `the reply "${text}"` : `the line "${text}", ended by LF`),
  json: ({ members }) =>
    `a JSON frame with ${members.map(({ name, value }) => `"${name}": ${MEMBER_VALUES[value]}`).join(', ')}`,
  'one-of': ({ as, texts }) =>
    `${{ bytes: '', line: 'the line ', reply: 'the reply ' }[as]}${listed(texts)}${as === 'line' ? ', ended by LF' : ''}`,
  'any-line': () => 'a line, ended by LF',
  'line-beginning': ({ texts }) => `a line that begins with ${listed(texts)}`,
  'line-ending': ({ texts }) => `a line that ends with ${listed(texts)}`,
  'line-containing': ({ texts }) => `a line that contains ${listed(texts)}`,
  'line-holding': ({ begins, name }) =>
    `a line that ${begins === '' ? '' : `begins with ${quotedText(begins)} and `}holds a value ([${name}])`,
  'line-like': ({ like }) => `a line like ${quotedText(like)}`,
  'line-matching': ({ expression }) => `a line like /${expression}/`,
  'lines-until': ({ last, among }) =>
    `lines until the line ${quotedText(last)}${among.length === 0 ? '' : `, among them ${together(among)}`}`,
  'lines-in-any-order': ({ texts }) => `the lines ${together(texts)} in any order`,
  'any-of': ({ demands }) => demands.map(demandText).join(' or '),
  'text-sized': ({ least, most }) => `a text of ${grouped(least)} to ${bytes(most)}`,
  'number-between': ({ least, most }) => `a number between ${grouped(least)} and ${grouped(most)}`,
}

const FLAWS: Table<Flaw> = {
  differs: () => 'differs from what was expected',
  'not-utf8': () => 'is not valid UTF-8',
  'other-text': () => 'is not the text, unchanged or in upper case',
  'other-body': () => 'has another body than the file',
  'no-status-line': ({ text }) =>
    `begins with ${quotedLine(text)}, which is not a status line such as "HTTP/1.0 200 OK"`,
  status: ({ status }) => `has the status ${status}`,
  'lines-missing': ({ texts }) => `lacks ${texts.length === 1 ? 'the line' : 'the lines'} ${together(texts)}`,
  'too-long': ({ octets }) => `is too long: ${bytes(octets)} have come`,
  'no-json-frame': ({ flaw }) => `is no frame with JSON: ${jsonFrameFlawText(flaw)}`,
  'json-member': ({ json, flaw }) => `is the JSON ${json}: ${say(MEMBER_FLAWS, flaw)}`,
}

const MEMBER_FLAWS: Table<MemberFlaw> = {
  'no-object': () => 'it is no JSON object',
  missing: ({ name }) => `"${name}" is missing`,
  other: ({ name, is, wanted }) => `"${name}" is ${is}, not ${MEMBER_VALUES[wanted]}`,
}

/** How far a frame came: `read 3 of 4 length bytes`, `its length says 12 bytes, of which 5 have come`. */
export const frameText = (
  it: { kind: 'length-octets'; have: number } | { kind: 'content-octets'; length: number; have: number },
): string =>
  it.kind === 'length-octets'
    ? `read ${it.have} of 4 length bytes`
    : `its length says ${bytes(it.length)}, of which ${plural(it.have, 'has', 'have')} come`

function progressTable(then: Then): Table<Progress> {
  const end = thenText(then, 'the connection ended')
  const incomplete = (soFar: string): string => `the reply is not complete: ${soFar}; ${end}`
  return {
    octets: ({ octets, of }) =>
      `only ${of === undefined ? bytes(octets) : `${grouped(octets)} of ${bytes(of)}`} came, ${end}`,
    'text-without-LF': () => incomplete('the text came, but no LF to end it'),
    'line-without-LF': () => `the line came back, but not the LF that ends it; ${end}`,
    differs: ({ from, octets, of }) =>
      `from byte ${grouped(from)} on the reply differs, and it has ${octets} of ${bytes(of)}; ${end}`,
    header: ({ lines }) => incomplete(`${lines} whole lines of a header came, but not its end`),
    body: ({ octets, of }) => incomplete(`the header is there, and ${bytes(octets)} of the body's ${grouped(of)}`),
    'length-octets': (it) => incomplete(frameText(it)),
    'content-octets': (it) => incomplete(frameText(it)),
  }
}
