import type { ClientViolation, MessageProgress, PartProgress } from '../../../harness/findings/client-violation.js'
import type { Then } from '../../../harness/findings/server-violation.js'
import { quotedText, seconds, shortened } from '../neutral.js'
import { demandText } from './server.js'
import { say, type Table } from '../words.js'
import { jsonFrameFlawText, requestHeadFlawText } from './decoding.js'
import { endingText, saidAfter } from './endings.js'
import { bytes, grouped, roughly, thenText } from './numbers.js'
import { frameText } from './server.js'

/** What clients do wrong, in English. */

/** `more`: something had come before. */
function clientThen(then: Then, more: boolean): string {
  switch (then.end) {
    case 'closed':
      return 'the client ended the connection'
    case 'silent':
      return `nothing${more ? ' more' : ''} came within ${seconds(then.ms)}`
    case 'slow':
      return `it came so slowly that after ${roughly(then.ms)} no more was waited for`
    case 'flood':
      return `it went on without end, so that after ${bytes(then.octets)} no more was read`
  }
}

const streamThen = (then: Then): string => thenText(then, 'the client ended the stream')

const connectionThen = (then: Then): string => thenText(then, 'the client ended the connection')

const TAKES = {
  url: '; it must take the URL from {url} in the command or from $URL',
  port: '; it must take the port from {port} in the command or from $PORT, or be checked with --port N if it is fixed',
}

export const clientTable: Table<ClientViolation> = {
  'never-came': ({ transport, again, server, ending, ms, given, lastWords }) => {
    const what = transport === 'tcp' ? 'connected to' : 'sent a datagram to'
    const where = `the server at ${server.host}:${server.port}`
    const hint = given === undefined ? '' : TAKES[given]
    return ending
      ? `the client ended with ${endingText(ending)} before it had ${what}${again ? ' (once more)' : ''} ${where}${hint}${saidAfter(lastWords)}`
      : `the client has not ${what} ${where} within ${seconds(ms)}${hint}${saidAfter(lastWords)}`
  },
  'connected-silent': ({ then, typed, lastWords }) =>
    then.end === 'closed' || then.end === 'flood'
      ? `the client connected and left without sending anything${saidAfter(lastWords)}`
      : `the client connected, but sent nothing within ${seconds(then.ms)}${typed ? ', though a line had been typed on its standard input' : ''}${saidAfter(lastWords)}`,
  'not-the-typed-line': () => 'what the client sent is not the line typed on its standard input',
  'octets-before-line': ({ octets }) => `before the line came ${bytes(octets)} that were not typed`,
  'no-line-end': () => 'the line came, but no LF to end it',
  'octets-after-line': ({ octets }) => `after the line came ${bytes(octets)} that were not typed`,
  'sends-without-end': ({ octets }) => `what the client sends has no end: after ${bytes(octets)} no more was read`,
  'several-datagrams': ({ sizes }) =>
    `the message came in ${sizes.length} datagrams (${sizes.slice(0, 4).join(', ')}${sizes.length > 4 ? ', ...' : ''} bytes), not in one`,
  'more-than-line': ({ line, arrived }) =>
    `the typed line has ${bytes(line)}, and ${bytes(arrived)} arrived that are not the line`,
  'part-of-line': ({ line, arrived, then }) =>
    `of the typed line's ${bytes(line)} only ${bytes(arrived)} arrived, ${streamThen(then)}`,
  'wrong-json': ({ sent, wanted }) => `the client sent the JSON ${shortened(sent)}, not ${wanted}`,
  'no-json-frame': ({ flaw }) => `what the client sent is no frame with JSON: ${jsonFrameFlawText(flaw)}`,
  'wrong-line': ({ sent, wanted }) =>
    `the client sent the line ${shortened(quotedText(sent))}, not ${shortened(quotedText(wanted))}`,
  'line-without-LF': ({ text }) => `the client sent ${quotedText(text)}, but no LF to end the line`,
  'other-octets': () => 'the client sent other bytes',
  'message-missing': ({ progress, then, lastWords }) =>
    progress.kind === 'nothing'
      ? `the client sent nothing: ${clientThen(then, false)}${saidAfter(lastWords)}`
      : `${say(MESSAGES, progress)}; then ${clientThen(then, true)}${saidAfter(lastWords)}`,
  'sent-before-greeting': ({ octets }) => `the client sent ${bytes(octets)} before the server had said anything`,
  'closed-before-greeting': ({ lastWords }) =>
    `the client ended the connection before the server had said anything${saidAfter(lastWords)}`,
  'sent-after-end': ({ octets }) => `the client sent ${bytes(octets)} more after the last state`,
  'not-closed-after-end': ({ ms }) =>
    `the client sent nothing more, but did not end the connection within ${seconds(ms)}`,
  'answer-shown-in-part': ({ part, octets, all }) =>
    `of the answer's ${bytes(all)} the client shows only the ${part} ${grouped(octets)}`,
  'not-shown-by-client': ({ demand, showsNothing }) =>
    `the client does not show ${demandText(demand)}${showsNothing ? '; it shows nothing at all' : ''}`,
  'shown-nevertheless': ({ demand }) => `the client shows ${demandText(demand)}, which it must not`,
  'answer-not-shown': ({ instead }) =>
    ({
      nothing: 'the client shows nothing at all',
      'typed-line': 'the client does not show the answer, but the line that was typed',
      computed:
        'the client does not show the answer, but the typed line in upper case, which it must have computed itself',
      other: 'the client does not show the answer',
    })[instead],
  'body-not-shown': ({ part, octets, body, lastWords }) =>
    `${
      part === 'first' || part === 'last'
        ? `only the ${part} ${bytes(octets)} of the body's ${grouped(body)} are shown`
        : `the body of ${bytes(body)} is neither shown nor stored`
    } byte for byte${saidAfter(lastWords)}`,
  'status-not-told': ({ status, ended }) =>
    `the client ${ended ? 'ended with exit status 0' : 'still runs'}, and nothing in its output says ${status}`,
  'never-shown': ({ runs }) => `in none of ${runs} runs the client showed the answer, though most packets arrive`,
  'still-runs-after-answer': ({ ms, ended }) =>
    `the client still runs ${seconds(ms)} after the server's answer${ended ? ' and its end of the stream' : ''}`,
  'still-runs': ({ ms, lastWords }) => `the client still runs after ${seconds(ms)}${saidAfter(lastWords)}`,
  'still-runs-after-reset': ({ ms, lastWords }) =>
    `the client still runs ${seconds(ms)} after the server reset the connection${saidAfter(lastWords)}`,
  'as-if-well': ({ lastWords }) => `the client ended with exit status 0, as if all were well${saidAfter(lastWords)}`,
  'client-ended-badly': ({ ending, lastWords }) =>
    `the client ended with ${ending ? endingText(ending) : 'no status'}, not with exit status 0${saidAfter(lastWords)}`,
  'waits-for-lost-reply': ({ run, ms, lastWords }) =>
    `started for the ${run}. time, the client still runs after ${seconds(ms)}: it waits for a reply that was lost${saidAfter(lastWords)}`,
  'closed-before-reply': ({ lastWords }) =>
    `the client closed the connection before the reply came${saidAfter(lastWords)}`,
  'still-sends': ({ ms, agreedMs }) =>
    `the client still sends, or keeps the connection open, ${seconds(ms)} after it began, where ${seconds(agreedMs)} were agreed`,
  'wrong-duration': ({ ms, agreedMs, toleranceMs }) =>
    `the client sent for ${seconds(ms)}, where ${seconds(agreedMs)} were agreed (within ${seconds(toleranceMs)})`,
  'wrong-rate': ({ octets, ms, kbits, printed }) =>
    `the server counted ${bytes(octets)} in ${seconds(ms)}, that is ${grouped(Math.round(kbits))} kbit/s; ${
      printed === undefined
        ? 'the client prints no number'
        : `the client prints ${printed}, which is ${(printed / kbits).toPrecision(3)} times that`
    }`,
  'nothing-counted': () => 'nothing was counted',
  'part-of-length': ({ have, then, lastWords }) =>
    have === 0
      ? `the client connected and sent nothing; ${connectionThen(then)}${saidAfter(lastWords)}`
      : `read ${have} of 4 length bytes, ${connectionThen(then)}`,
  'wrong-length': ({ said, file }) => `the length bytes say ${grouped(said)}, and the file has ${bytes(file)}`,
  'part-of-file': ({ octets, file, then }) =>
    `only ${bytes(octets)} of the file's ${grouped(file)} arrived, ${connectionThen(then)}`,
  'octets-after-file': ({ octets }) => `after the file ${bytes(octets)} more came`,
  'other-file': () => "the length is right, but the bytes are not the file's",
  'parts-missing': ({ files, progress, then, lastWords }) =>
    `${files.join(' and ')} did not arrive: ${
      progress.kind === 'nothing' ? clientThen(then, false) : `${say(PARTS, progress)}; then ${clientThen(then, true)}`
    }${saidAfter(lastWords)}`,
  'unknown-part': ({ type, isSecond }) =>
    `the client sent ${isSecond ? `a second part of type ${type}` : `a part of type ${type}, which is none (1 text, 2 image)`}`,
  'part-differs': ({ content, file, octets, size }) =>
    `the ${content} part is not ${file}: it has ${bytes(octets)}, the file ${grouped(size)}`,
  'request-unended': ({ line, then }) =>
    `no empty line ends the request: its first line is ${quotedText(line)}, and behind what came ${
      then.end === 'silent' ? `nothing followed within ${seconds(then.ms)}` : clientThen(then, true)
    }`,
  'request-not-understood': ({ flaw, line }) =>
    `the request cannot be understood: ${requestHeadFlawText(flaw)}; its first line is ${quotedText(line)}`,
  'request-incomplete': () => 'the request is not complete',
  'wrong-request': ({ what, is, wanted, line }) =>
    `the ${what} is ${is}, not ${wanted.join(' or ')}: the request line is ${quotedText(line)}`,
}

const MESSAGES: Table<MessageProgress> = {
  nothing: () => 'nothing came',
  'no-whole-line': ({ octets }) => `${bytes(octets)} came, but no whole line`,
  octets: ({ octets, of }) => `only ${bytes(octets)} of ${bytes(of)} came`,
  frame: ({ frame }) => `its frame is not complete: ${frameText(frame)}`,
}

const PARTS: Table<PartProgress> = {
  nothing: () => 'nothing came',
  type: () => 'only a type came',
  'length-octets': ({ have }) => `read ${have} of 4 length bytes`,
  'content-octets': ({ type, length, have }) =>
    `a part of type ${type} says ${bytes(length)}, of which ${grouped(have)} came`,
}
