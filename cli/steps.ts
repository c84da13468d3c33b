import { PARAMETERS, type Parameter } from '../harness/messages/grammar/parameters.js'
import { OPTIONS } from '../harness/messages/settings.js'
import { clientPhrases } from '../steps/client-phrases.js'
import { networkPhrases } from '../steps/network-phrases.js'
import type { Phrase } from '../steps/phrase.js'
import { serverPhrases } from '../steps/server-phrases.js'
import { valuePhrases } from '../steps/value-phrases.js'

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
      'VALUES (either role)',
      '',
      ...valuePhrases.flatMap(phraseLines),
      'THE NETWORK (either role; scenarios with the tag @network, checked with --isolation docker --network)',
      '',
      ...networkPhrases.flatMap(phraseLines),
      'PARAMETERS',
      '',
      '  {string}   "in quotation marks"',
      ...PARAMETERS.flatMap(parameterLines),
      '',
      '  Options that a feature may have ("Options: --eol lf" in its description, with a default):',
      '',
      ...Object.entries(OPTIONS).map(
        ([name, { meaning, takes }]) => `             ${`--${name}`.padEnd(18)} ${meaning}; ${takes}`,
      ),
      '',
      "A feature's description has the lines Protocol:, Role:, Transport: (TCP or UDP), Port:, Source:, and where they are needed Requests:, Replies:,",
      'Options: and Working directory:. Every scenario (or rule) has a tag with its',
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

/** What may stand for a parameter: in a line, or a line for each of its forms. */
function parameterLines({ name, about }: Parameter): string[] {
  const label = `  ${`{${name}}`.padEnd(10)} `
  if (typeof about === 'string') return [label + about]
  return [
    '',
    `${label}${PARAMETER_ABOUT[name] ?? ''}`,
    ...about.map(({ example, meaning }) => `             ${example.padEnd(52)} ${meaning}`),
  ]
}

const PARAMETER_ABOUT: Readonly<Record<string, string>> = {
  answer: 'how the harness, as the server, answers:',
  reply: 'what must come back:',
  payload: "a message; random ones are drawn from the run's seed:",
}
