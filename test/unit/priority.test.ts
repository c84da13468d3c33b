import { getPriority, setPriority, tmpdir } from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { LocalFolder } from '../../harness/programs/folder.js'
import { takePrecedence } from '../../harness/programs/priority.js'
import { Program } from '../../harness/programs/program.js'

const own = getPriority()
const mayRise = (() => {
  try {
    setPriority(own - 1)
    setPriority(own)
    return true
  } catch {
    return false
  }
})()
afterAll(() => {
  if (mayRise) setPriority(own)
})

/** The niceness that a program is run with, and that of what it starts. */
async function nicenessOfProgram(): Promise<string> {
  const program = await Program.start({
    command: ['/bin/sh', '-c', 'nice; /bin/sh -c nice'],
    folder: new LocalFolder(tmpdir()),
    environment: {},
    keepOutput: true,
  })
  await program.ended
  await program.stop()
  return program.stdout.text
}

it('the harness goes first where it may, and what it starts keeps the priority that it was started with itself', async () => {
  takePrecedence()
  expect(getPriority()).toBe(mayRise ? own - 5 : own)
  expect(await nicenessOfProgram()).toBe(`${own}\n${own}\n`)
  takePrecedence()
  expect(getPriority()).toBe(mayRise ? own - 5 : own)
})
