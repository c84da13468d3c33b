import { PAYLOAD_FORMS } from '../harness/messages/payload.js'
import { OPTIONS } from '../harness/messages/settings.js'
import { STRUCTURED_FORMS, SUFFIXES } from '../harness/messages/structured-payload.js'
import { clientPhrases } from '../steps/client-phrases.js'
import { networkPhrases } from '../steps/network-phrases.js'
import type { Phrase } from '../steps/phrase.js'
import { serverPhrases } from '../steps/server-phrases.js'

const REPLIES: readonly (readonly [string, string])[] = [
  ['the same octets', 'exactly what was sent'],
  ['the same in upper case', 'ASCII letters in upper case, everything else unchanged'],
  ['the same line in upper case', 'the same, ended by LF; CR before it is accepted'],
  [
    'the same text in UTF-8, unchanged or in upper case',
    'each letter outside ASCII unchanged or in upper case, ASCII letters in upper case',
  ],
  ['"100 OK\\n"', 'exactly these characters, with the escapes below'],
  ['the line "OK"', 'this text, ended by LF; CR before it is accepted'],
  ['the reply "100 OK"', 'the same, whether or not a line end follows'],
  ['the number 7', 'its digits, and perhaps a line end'],
  [
    'a JSON frame with "mensaje": a string, "continuar": true',
    'a frame (length of 4 octets, content) with a JSON object that has these members; a string, a number, a boolean, true, false',
  ],
  ['the agreed reply', 'what --reply says'],
  ['a frame holding "hola"', 'the length as 4 octets, big-endian, and exactly this content'],
]

/** The vocabulary of feature files, from the definitions themselves. */
export function stepsText(): string {
  return (
    [
      'The phrases of feature files. Each may follow Given, When, Then or And.',
      '',
      'SERVERS (Role: server; the harness plays the clients)',
      '',
      ...serverPhrases.flatMap(phraseLines),
      'CLIENTS (Role: client; the harness plays the server and types on standard input)',
      '',
      ...clientPhrases.flatMap(phraseLines),
      'THE NETWORK (either role; scenarios with the tag @network, checked with --isolation docker --network)',
      '',
      ...networkPhrases.flatMap(phraseLines),
      'PARAMETERS',
      '',
      '  {client}   client A to client Z',
      '  {count}    a whole number, with spaces between thousands: 100 000',
      '  {string}   "in quotation marks"',
      '  {answer}   as many other lower-case letters | as many other upper-case letters | a line of as many other upper-case letters | 12 upper-case letters',
      '  {content}  file | text | image',
      '  {statuses} 200 | 400, 405 or 501',
      '  {types}    "text/html" | "text/js" or "text/javascript"',
      '',
      '  {reply}    what must come back:',
      ...REPLIES.map(([form, meaning]) => `             ${form.padEnd(52)} ${meaning}`),
      '',
      "  {payload}  a message; random ones are drawn from the run's seed:",
      ...[...PAYLOAD_FORMS, ...STRUCTURED_FORMS, ...SUFFIXES].map(
        ({ example, meaning }) => `             ${example.padEnd(52)} ${meaning}`,
      ),
      `             ${'the command "A" followed by the command "B"'.padEnd(52)} several messages in one segment`,
      '',
      '  Options that a feature may have ("Options: --eol lf" in its description, with a default):',
      '',
      ...Object.entries(OPTIONS).map(
        ([name, { meaning, takes }]) => `             ${`--${name}`.padEnd(18)} ${meaning}; ${takes}`,
      ),
      '',
      "A feature's description has the lines Protocol:, Role:, Transport: (TCP or UDP), Port:, Source:, and where they are needed Requests:, Replies:,",
      'Options:, Working directory: and Terminal:. Every scenario (or rule) has a tag with its',
      'identifier (@MYLAB-S1) and one with its level (@core, @robust, @strict, @info); lines Source: and Usual mistake: in its description are shown',
      'in reports. A scenario that stops and restarts the server has the tag @restart, one that disturbs the network @network. See docs/features.md.',
    ].join('\n') + '\n'
  )
}

function phraseLines({ pattern, meaning, transport }: Phrase): string[] {
  return [
    `  ${pattern.replaceAll(/\\(.)/g, '$1')}`,
    `      ${transport ? `${transport.toUpperCase()} only. ` : ''}${meaning}`,
    '',
  ]
}
