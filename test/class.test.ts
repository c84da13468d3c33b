import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Graded } from '../grading/graded.js'
import { MAIN, sockspec } from './support/command.js'
import { generateClass } from './support/generated-class.js'
import { scratchFolder } from './support/programs.js'
import { hasSandboxes } from './support/sandboxes.js'

const scratch = scratchFolder()
const WHERE = hasSandboxes() ? '' : ' (needs unprivileged user namespaces, ip and bwrap)'
/** Two dozen submissions twice and those that differ alone, on a machine that has other tests to run. */
const LONG = 900_000
const SIZE = 24
const ONLY = ['TCP-ECHO-S1', 'TCP-ECHO-S4', 'TCP-ECHO-T1']

describe.skipIf(!hasSandboxes())(
  `a class with one port written into all programs, a tenth hostile or broken${WHERE}`,
  () => {
    it(
      'has the same gradebook where it is killed and resumed, and each the verdicts that it has alone',
      async () => {
        const base = mkdtempSync(join(scratch, 'class-'))
        const { folder, assignment, students } = generateClass(base, SIZE, `only: [${ONLY.join(', ')}]\n`)
        const args = (out: string, ...more: string[]): string[] => [
          ...['grade', folder, '--assignment', assignment, '--out', out, '--isolation', 'sandbox', '--quiet', ...more],
        ]
        const [whole, killed] = [join(base, 'whole'), join(base, 'killed')]
        expect((await sockspec(args(whole))).status).toBe(1)
        for (const enough of [3, 9]) {
          const child = spawn(process.execPath, [MAIN, ...args(killed, '--resume')], {
            stdio: ['ignore', 'pipe', 'ignore'],
          })
          let lines = 0
          child.stdout.on('data', (chunk: Buffer) => {
            lines += chunk.toString().split('\n').length - 1
            if (lines >= enough) child.kill('SIGKILL')
          })
          await once(child, 'exit')
        }
        await sockspec(args(killed, '--resume'))
        const book = (out: string): string => readFileSync(join(out, 'gradebook.csv'), 'utf8')
        expect(book(killed)).toBe(book(whole))

        const seen = new Set<string>()
        for (const { name, program } of students) {
          const graded = JSON.parse(readFileSync(join(whole, 'students', name, 'graded.json'), 'utf8')) as Graded
          const [outcome] = graded.tasks.map((one) => one.outcome)
          if (outcome?.kind !== 'checked' || seen.has(program)) continue
          seen.add(program)
          const inClass = Object.fromEntries(outcome.result.requirements.map(({ id, verdict }) => [id, verdict]))
          const command = outcome.result.subject.command
          // What is compiled is checked alone by those tests that check all submissions.
          if (command[0] !== 'python3') continue
          const { stdout, stderr } = await sockspec([
            ...['check', 'tcp-echo', '--only', ONLY.join(','), '--isolation', 'sandbox', '--report', 'json'],
            ...['--port', '12000', '--cwd', join(folder, name), '--', ...command],
          ])
          if (stdout === '') throw new Error(`${program} alone: ${stderr}`)
          const { requirements } = JSON.parse(stdout) as { requirements: { id: string; verdict: string }[] }
          const alone = Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]))
          expect({ program, verdicts: inClass }).toEqual({ program, verdicts: alone })
        }
        expect(seen.size).toBeGreaterThan(15)
      },
      LONG,
    )
  },
)
