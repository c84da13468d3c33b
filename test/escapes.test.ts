import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sockspec } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'

const scratch = scratchFolder()

/** What a terminal obeys: its title, a colour in one octet, and the direction of writing. */
const RAW = '\x1b]0;owned\x07\x9b31m\u202e'
const OBEYED = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/

/** Every text that a feature file brings along has it. */
function feature(name: string, text: string): string {
  const folder = join(scratch, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'server.feature'), text)
  return folder
}

const raw = feature(
  'raw',
  `Feature: Greeting ${RAW}

  Protocol: greeting${RAW}
  Transport: TCP
  Port: 4242
  Source: lab ${RAW}

  A client is greeted ${RAW}.

  @GREETING-S1 @core
  Rule: greeted ${RAW}
    Source: section ${RAW}
    Usual mistake: forgotten ${RAW}.

    Scenario: HELO ${RAW}
      When client A connects
      And client A sends "HELO ${RAW}"
      Then client A receives exactly "HELLO ${RAW}"

    Scenario: EHLO ${RAW}
      When client A connects
      And client A sends "EHLO ${RAW}"
      Then client A receives exactly "HELLO ${RAW}"
`,
)

const silent = python(
  scratch,
  'silent.py',
  `
import socket, sys
s = socket.create_server(('127.0.0.1', int(sys.argv[1])))
while True:
    c, _ = s.accept()
    c.recv(1)
    c.close()
`,
)

describe("nothing raw of a teacher's own feature reaches the terminal", () => {
  it('by list and explain', async () => {
    for (const args of [
      ['list', raw],
      ['explain', 'GREETING-S1', raw],
    ]) {
      const { status, stdout } = await sockspec(args)
      expect(status).toBe(0)
      expect(stdout).toContain('\\x1B]0;owned\\x07\\x9B31m\\u202E')
      expect(stdout).not.toMatch(OBEYED)
    }
  })

  it.for(['terminal', 'html', 'junit', 'json', 'messages'])('by a check that reports as %s', async (format) => {
    const { status, stdout, stderr } = await sockspec([
      ...['check', raw, '--name', `who${RAW}`, '--seed', `seed${RAW}`, '--report', format],
      ...['--', ...silent, '{port}', RAW],
    ])
    expect(stderr).toBe('')
    expect(status).toBe(1)
    expect(stdout).toContain('owned')
    expect(stdout).not.toMatch(OBEYED)
    // It means the same all the same.
    if (format === 'json') expect(JSON.parse(stdout)).toMatchObject({ seed: `seed${RAW}` })
  })

  it('by a report in a file', async () => {
    const path = join(scratch, 'report.html')
    await sockspec(['check', raw, '--report', `html=${path}`, '--', ...silent, '{port}'])
    expect(readFileSync(path, 'utf8')).not.toMatch(OBEYED)
  })
})

describe('nothing raw reaches the terminal by an error', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['of the command line', ['check', `--prot${RAW}`]],
    ['of an option that there is none', [`--${RAW}`]],
    ['of a protocol that there is none', ['check', `tcp${RAW}`, '--', 'true']],
    ['of a command that is not there', ['check', 'tcp-echo', '--', `no${RAW}`]],
    ['of a report that cannot be written', ['check', 'tcp-echo', '--report', `json=/proc/${RAW}/r`, '--', 'true']],
    ['of a feature that is no Gherkin', ['check', feature('wrong', `Feature ${RAW}\n`), '--', 'true']],
    [
      'of a step that means nothing',
      [
        'check',
        feature(
          'unknown',
          `Feature: F\n  Transport: TCP\n\n  @F-S1 @core\n  Scenario: S\n    When client A dances ${RAW}\n`,
        ),
        '--',
        ...silent,
        '{port}',
      ],
    ],
  ]
  it.for(cases)('%s', async ([, args]) => {
    const { status, stdout, stderr } = await sockspec(args)
    expect(status).toBe(2)
    expect(stderr).toContain('owned')
    expect(stdout + stderr).not.toMatch(OBEYED)
  })
})
