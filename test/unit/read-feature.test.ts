import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { SetupError } from '../../harness/findings/violation.js'
import { FRAMINGS } from '../../harness/messages/framing.js'
import { readFeature } from '../../specification/read-feature.js'
import type { Specification } from '../../specification/specification.js'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function read(text: string): Specification {
  const folder = mkdtempSync(join(tmpdir(), 'sockspec-feature-'))
  folders.push(folder)
  writeFileSync(join(folder, 'server.feature'), text)
  return readFeature(folder, 'server.feature', 'server')
}

/** A feature with this in it, from line 6 on. */
const feature = (body: string): string => `Feature: An echo server

  Transport: TCP
  Source: 004

${body}
`

const scenario = (tags: string): string => `  ${tags}
  Scenario: It echoes
    Given client A connects
`

/** What is wrong with a feature, without its folder. */
function problemOf(text: string): string {
  try {
    read(text)
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError)
    return (error as Error).message.replaceAll(/^.*(?=server\.feature)/gm, '')
  }
  throw new Error('nothing was wrong')
}

describe('a feature file', () => {
  it('gives the specification that its description and scenarios tell', () => {
    const text = `Feature: An echo server

  Protocol: my-echo
  Role: server
  Transport: UDP
  Port: 3500
  Source: 004 §2.1

  What comes in
  goes out.

  Background:
    Given client A connects

  @MY-ECHO-S1 @core
  Scenario: One comes back
    Source: 004 §2.2
    Usual mistake: it does not.

    When client A sends "a"
    Then client A receives "a"

  @MY-ECHO-S2 @strict @restart
  Scenario: Another comes back
    When client A sends "b"
`
    expect(read(text)).toMatchObject({
      protocol: 'my-echo',
      role: 'server',
      transport: 'udp',
      port: 3500,
      title: 'An echo server',
      source: '004 §2.1',
      prose: 'What comes in goes out.',
      file: 'server.feature',
      text,
      requirements: [
        {
          id: 'MY-ECHO-S1',
          level: 'core',
          title: 'One comes back',
          source: '004 §2.2',
          usualMistake: 'it does not.',
          line: 16,
          scenarios: [
            {
              key: 'server.feature:16',
              name: 'One comes back',
              restarts: false,
              steps: ['client A connects', 'client A sends "a"', 'client A receives "a"'],
            },
          ],
        },
        {
          id: 'MY-ECHO-S2',
          level: 'strict',
          source: '',
          usualMistake: '',
          scenarios: [{ key: 'server.feature:24', restarts: true }],
        },
      ],
    })
  })

  it('is of the protocol that its folder is named after where it does not say', () => {
    const specification = read(feature(scenario('@X-S1 @core')))
    expect(specification.protocol).toBe(specification.folder.split('/').at(-1))
    expect(specification.port).toBeUndefined()
  })

  it('gives a rule with tags as one requirement with a scenario for each in it', () => {
    const { requirements } = read(
      feature(`  @X-S1 @robust
  Rule: It echoes all of them
    Source: 005

    Scenario: One
      Given client A connects

    Scenario: Another
      Given client B connects

  @X-S2 @core
  Rule: And this
    Scenario: Third
      Given client C connects
`),
    )
    expect(requirements.map(({ id, title, scenarios }) => [id, title, scenarios.map(({ name }) => name)])).toEqual([
      ['X-S1', 'It echoes all of them', ['One', 'Another']],
      ['X-S2', 'And this', ['Third']],
    ])
    expect(requirements[0]).toMatchObject({ level: 'robust', source: '005', line: 7 })
  })

  it('gives the scenarios of a rule without tags as requirements of their own', () => {
    const { requirements } = read(
      feature(`  Rule: These belong together
    @X-S1 @core
    Scenario: One
      Given client A connects

    @X-S2 @info
    Scenario: Another
      Given client B connects
`),
    )
    expect(requirements.map(({ id, level, title }) => [id, level, title])).toEqual([
      ['X-S1', 'core', 'One'],
      ['X-S2', 'info', 'Another'],
    ])
  })

  it('gives an outline as one requirement with a scenario for each row, named without the parameter', () => {
    const { requirements } = read(
      feature(`  @X-S1 @core
  Scenario Outline: A message comes back: <message>
    When client A sends <message>

    Examples:
      | message        |
      | an empty line  |
      | 5 lower-case letters |
`),
    )
    expect(requirements).toHaveLength(1)
    expect(requirements[0]).toMatchObject({
      title: 'A message comes back',
      scenarios: [
        { key: 'server.feature:12', steps: ['client A sends an empty line'] },
        { key: 'server.feature:13', steps: ['client A sends 5 lower-case letters'] },
      ],
    })
  })

  it('gives scenarios with the same identifier as one requirement', () => {
    const { requirements } = read(feature(scenario('@X-S1 @core') + scenario('@X-S1 @core') + scenario('@X-S2 @core')))
    expect(requirements.map(({ id, scenarios }) => [id, scenarios.length])).toEqual([
      ['X-S1', 2],
      ['X-S2', 1],
    ])
  })
})

describe('the description of a feature', () => {
  const described = (line: string): Specification => read(feature(scenario('@X-S1 @core')).replace('Source: 004', line))

  it('names its options with the values that they have without being given', () => {
    expect(described('Options: --eol lf').options).toEqual({ eol: 'lf' })
    expect(described('Options: --reply Gracias, adiós, --stored-as recibido.bin').options).toEqual({
      reply: 'Gracias, adiós',
      'stored-as': 'recibido.bin',
    })
    expect(described('Options: --shutdown-text close now, --duration 0.5, --data-form inline').options).toEqual({
      'shutdown-text': 'close now',
      duration: '0.5',
      'data-form': 'inline',
    })
    expect(described('Source: 004').options).toEqual({})
  })

  it('says how messages are told apart, those of clients and those of servers', () => {
    for (const framing of FRAMINGS) {
      expect(described(`Requests: ${framing}`).framing).toEqual({ requests: framing, replies: 'text' })
      expect(described(`Replies: ${framing}`).framing).toEqual({ requests: 'text', replies: framing })
    }
    expect(described('Requests: parts\n  Replies: lines').framing).toEqual({ requests: 'parts', replies: 'lines' })
    expect(described('Source: 004').framing).toEqual({ requests: 'text', replies: 'text' })
  })

  it('says whether processes get folders of their own', () => {
    expect(described('Working directory: fresh')).toMatchObject({ freshDirectory: true })
    expect(described('Source: 004')).toMatchObject({ freshDirectory: false })
  })

  it('names the addresses that a server is to answer', () => {
    expect(described('Allowed: 127.0.0.1, 127.0.0.3').allowed).toEqual(['127.0.0.1', '127.0.0.3'])
    expect(described('Allowed: 127.0.0.1,127.0.0.3').allowed).toEqual(['127.0.0.1', '127.0.0.3'])
    expect(described('Allowed: ::1').allowed).toEqual(['::1'])
    expect(described('Source: 004').allowed).toEqual([])
  })

  it('has all of these beside its prose, in any order', () => {
    expect(
      described('Working directory: fresh\n  It is told here\n  Options: --eol none\n  what it does.'),
    ).toMatchObject({
      freshDirectory: true,
      options: { eol: 'none' },
      prose: 'It is told here what it does.',
    })
  })
})

describe('a feature file that is wrong', () => {
  const CASES: readonly (readonly [string, string, RegExp])[] = [
    [
      'a scenario without a level',
      feature(scenario('@X-S1')),
      /^server\.feature:7:\d+: "It echoes" \(X-S1\) needs exactly one tag with its level/,
    ],
    [
      'a scenario with two levels',
      feature(scenario('@X-S1 @core @strict')),
      /^server\.feature:7:\d+: .* exactly one tag with its level/,
    ],
    [
      'a scenario without an identifier',
      feature(scenario('@core')),
      /^server\.feature:7:\d+: .* exactly one tag with its identifier/m,
    ],
    [
      'a scenario with two identifiers',
      feature(scenario('@X-S1 @X-S2 @core')),
      /^server\.feature:7:\d+: .* exactly one tag with its identifier/m,
    ],
    [
      'an identifier in lower case',
      feature(scenario('@x-s1 @core')),
      /^server\.feature:7:\d+: .* exactly one tag with its identifier/m,
    ],
    [
      'a scenario without tags in a rule without tags',
      feature('  Rule: All\n    Scenario: It echoes\n      Given client A connects'),
      /^server\.feature:7:\d+: .* exactly one tag with its identifier/m,
    ],
    [
      'one identifier at two levels',
      feature(scenario('@X-S1 @core') + scenario('@X-S1 @robust')),
      /^server\.feature:10:\d+: X-S1 is @robust here, but @core in line 7/,
    ],
    [
      'no transport',
      feature(scenario('@X-S1 @core')).replace('Transport: TCP', 'It echoes.'),
      /^server\.feature:1:\d+: .* "Transport: TCP" or "Transport: UDP"/,
    ],
    [
      'another transport',
      feature(scenario('@X-S1 @core')).replace('TCP', 'SCTP'),
      /^server\.feature:3:3: .*"Transport: TCP".*; it says "Transport: SCTP"/,
    ],
    [
      'another role',
      feature(scenario('@X-S1 @core')).replace('Source: 004', 'Role: client'),
      /^server\.feature:4:3: .* "Role: client"/,
    ],
    [
      'a port that is none',
      feature(scenario('@X-S1 @core')).replace('Source: 004', 'Port: 65536'),
      /^server\.feature:4:3: "Port: 65536" is no port/,
    ],
    ['port 0', feature(scenario('@X-S1 @core')).replace('Source: 004', 'Port: 0'), /is no port/],
    [
      'an option that there is not',
      feature(scenario('@X-S1 @core')).replace('Source: 004', 'Options: --speed 5'),
      /^server\.feature:4:3: "Options: --speed 5" is no option with its default; known are --eol, --reply, /,
    ],
    [
      'an option without a default',
      feature(scenario('@X-S1 @core')).replace('Source: 004', 'Options: --eol'),
      /^server\.feature:4:3: "Options: --eol" is no option with its default/,
    ],
    [
      'an option without its dashes',
      feature(scenario('@X-S1 @core')).replace('Source: 004', 'Options: eol lf'),
      /^server\.feature:4:3: "Options: eol lf" is no option with its default/,
    ],
    [
      'a second option that there is not',
      feature(scenario('@X-S1 @core')).replace('Source: 004', 'Options: --eol lf, --constructor x'),
      /^server\.feature:4:3: "Options: --constructor x" is no option with its default/,
    ],
    [
      'a default that the option does not take',
      feature(scenario('@X-S1 @core')).replace('Source: 004', 'Options: --eol cr'),
      /--eol cr: it takes lf, crlf or none$/,
    ],
    [
      'another framing of requests',
      feature(scenario('@X-S1 @core')).replace('Source: 004', 'Requests: records'),
      /^server\.feature:4:3: "Requests: records": known are text, lines, /,
    ],
    [
      'another framing of replies',
      feature(scenario('@X-S1 @core')).replace('Source: 004', 'Replies: Lines'),
      /^server\.feature:4:3: "Replies: Lines": known are text, /,
    ],
    [
      'another working directory',
      feature(scenario('@X-S1 @core')).replace('Source: 004', 'Working directory: shared'),
      /^server\.feature:4:3: "Working directory: shared": the only one that can be asked for is fresh$/,
    ],
    ['no scenario', feature(''), /^server\.feature:1:1: the feature has no scenario/],
    ['nothing in it', '', /^server\.feature:1:1: the file holds no Feature/],
    [
      'an outline without rows',
      feature(
        '  @X-S1 @core\n  Scenario Outline: It echoes <x>\n    Given client A connects\n\n    Examples:\n      | x |',
      ),
      /^server\.feature:7:\d+: .* \(X-S1\) has no steps to run/,
    ],
    [
      'what is not Gherkin',
      feature('  Scenario: It\n    Givn client A connects\n    Given that\n    nonsense'),
      /^server\.feature:9:\d+: this is not Gherkin: /m,
    ],
    [
      'a table that is no table',
      feature('  @X-S1 @core\n  Scenario Outline: It <a>\n    Given <a>\n    Examples:\n      | a | b |\n      | 1 |'),
      /^server\.feature:11:\d+: this is not Gherkin: .*inconsistent cell count/m,
    ],
  ]
  for (const [what, text, message] of CASES) {
    it(`is told by file and line: ${what}`, () => {
      expect(problemOf(text)).toMatch(message)
    })
  }

  // Defect: Gherkin makes a pickle without steps of such a scenario, so it is accepted, runs nothing, and counts as held.
  it('is told by file and line: a scenario without steps', () => {
    expect(problemOf(feature('  @X-S1 @core\n  Scenario: It echoes\n'))).toMatch(/has no steps to run/)
  })
})
