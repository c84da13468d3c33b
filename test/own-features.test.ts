import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { sockspec } from './support/command.js'
import { withVerdict } from './support/grade.js'
import { python, scratchFolder } from './support/programs.js'

/** Phrases in a teacher's own features, each seen to hold and to fail by itself. */

const scratch = scratchFolder()
const lab = join(scratch, 'lab')
mkdirSync(lab)
writeFileSync(
  join(lab, 'server.feature'),
  `Feature: Two words

  Protocol: lab
  Role: server
  Transport: TCP
  Port: 7700
  Source: the lab sheet

  Background:
    Given a client is served when it sends the line "one" and receives the reply "ONE"

  @LAB-S1 @core
  Scenario: Each of two words has exactly its reply
    Given client A connects
    When client A sends the line "one"
    Then client A receives exactly the reply "ONE"
    When client A sends the line "two"
    Then client A receives exactly the reply "TWO"
    When client A sends the line "three"
    Then client A receives the reply "THREE"

  @LAB-S2 @core
  Scenario: Two is answered, whatever with
    Given client A connects
    When client A sends the line "two"
    Then client A receives a reply

  @LAB-S3 @core
  Scenario: Three is answered with a line
    Given client A connects
    When client A sends the line "three"
    Then client A receives a line

  @LAB-S4 @core
  Scenario: Two is answered or not, and the server goes on
    Given client A connects
    When client A asks, and is answered or not
    Then client B is served
`,
)

/** A server that answers a line with `answer`, an expression over the word. */
const server = (answer: string): string => `
import socket, sys, threading
def serve(c):
    with c, c.makefile('rb') as lines:
        for line in lines:
            word = line.decode().strip()
            answer = ${answer}
            if answer is None: return
            c.sendall(answer.encode())
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen(128)
while True:
    threading.Thread(target=serve, args=(s.accept()[0],)).start()
`

async function failedBy(name: string, answer: string): Promise<string[]> {
  const command = [...python(scratch, `${name}.py`, server(answer)), '{port}']
  const { stdout, stderr } = await sockspec(['check', lab, '--role', 'server', '--report', 'json', '--', ...command])
  expect(stderr).toBe('')
  return withVerdict(JSON.parse(stdout) as Result, 'fail')
}

describe("a teacher's own feature", () => {
  it.for([
    ['what it asks for', 'right', 'word.upper() + "\\n"', []],
    ['more behind the first reply', 'more-first', 'word.upper() + "\\n" + ("!" if word == "one" else "")', ['LAB-S1']],
    [
      'more behind the second of two exact replies',
      'more-second',
      'word.upper() + "\\n" + ("!" if word == "two" else "")',
      ['LAB-S1'],
    ],
    ['nothing to two', 'mute-two', '"" if word == "two" else word.upper() + "\\n"', ['LAB-S1', 'LAB-S2']],
    [
      'the end of the connection to two',
      'ends-two',
      'None if word == "two" else word.upper() + "\\n"',
      ['LAB-S1', 'LAB-S2'],
    ],
    ['a line without its end to three', 'no-end', 'word.upper() + ("" if word == "three" else "\\n")', ['LAB-S3']],
    ['nothing to three', 'mute-three', '"" if word == "three" else word.upper() + "\\n"', ['LAB-S1', 'LAB-S3']],
    ['another text to one', 'other-one', '("Uno" if word == "one" else word.upper()) + "\\n"', ['LAB-S1']],
    ['nothing at all', 'mute', '""', ['LAB-S1', 'LAB-S2', 'LAB-S3', 'LAB-S4']],
  ] as const)('tells a server that answers with %s', async ([, name, answer, fails]) => {
    expect(await failedBy(name, answer)).toEqual(fails)
  })
})
