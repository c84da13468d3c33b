import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sockspec } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'

const scratch = scratchFolder()

/** A feature whose only requirement demands this. */
function featureThatDemands(name: string, then: string): string {
  const folder = join(scratch, name)
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'server.feature'),
    `Feature: Greeting server

  Transport: TCP
  Source: the lab sheet

  Background:
    Given a client is served when it sends "HELO\\n" and receives "HELLO\\n"

  @GREETING-S1 @core
  Scenario: HELO is answered
    Given client A connects
    When client A sends "HELO\\n"
    Then client A receives ${then}
`,
  )
  return folder
}

const server = (answer: string): string[] => [
  ...python(
    scratch,
    `greets-${answer.length}.py`,
    `
import socketserver, sys
class Greeting(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(${answer})
class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
Server(('127.0.0.1', int(sys.argv[1])), Greeting).serve_forever()
`,
  ),
  '{port}',
]

const prove = (folder: string, mutants: string, answer = "b'HELLO\\n'") =>
  sockspec(['prove', folder, '--mutants', mutants, '--', ...server(answer)])

describe('sockspec prove', () => {
  it('finds nothing where every mutant is noticed, nor takes what is no fault for one', async () => {
    const { status, stdout, stderr } = await prove(
      featureThatDemands('strict', 'exactly "HELLO\\n"'),
      'drop-line-end,change-byte,answer-twice,split,mix-clients',
    )
    expect(stderr).toBe('')
    expect(stdout).toMatch(/GREETING-S1 +x +x +x +- +-$/m)
    expect(stdout).toMatch(/split .*not noticed, and rightly so/)
    expect(stdout).toMatch(/mix-clients .*not applicable/)
    expect(status).toBe(0)
  })

  it('shows what a feature that demands too little does not notice', async () => {
    const { status, stdout } = await prove(featureThatDemands('loose', 'a reply'), 'change-byte,close-early')
    expect(stdout).toMatch(/change-byte .*NOT NOTICED/)
    expect(status).toBe(1)
  })

  it('needs a server that works, and names that exist', async () => {
    const folder = featureThatDemands('other', 'exactly "HELLO\\n"')
    const broken = await prove(folder, 'split', "b'HI\\n'")
    expect([broken.status, broken.stderr]).toEqual([2, expect.stringContaining('does not hold GREETING-S1')])
    const unknown = await prove(folder, 'splitt')
    expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('did you mean split?')])
    const without = await sockspec(['prove', folder])
    expect([without.status, without.stderr]).toEqual([2, expect.stringContaining('behind --')])
  })
})
