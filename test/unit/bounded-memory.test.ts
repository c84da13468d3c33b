import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { boundedMemory } from '../../harness/programs/bounded-memory.js'
import { requireExecutable } from '../../harness/programs/executable.js'
import { LocalFolder } from '../../harness/programs/folder.js'
import { Program } from '../../harness/programs/program.js'
import { SetupError } from '../../harness/findings/violation.js'
import { isInstalled } from '../support/command.js'
import { python, scratchFolder } from '../support/programs.js'

const folder = scratchFolder()

const started: Program[] = []
afterEach(async () => {
  for (const program of started.splice(0)) await program.stop(false)
})

async function run(command: readonly string[]): Promise<Program> {
  const program = await Program.start({ command, folder: new LocalFolder(folder), environment: {}, keepOutput: false })
  started.push(program)
  await program.ended
  return program
}

describe.runIf(process.platform === 'linux')('a program under the bound on its memory', () => {
  it.runIf(isInstalled('python3'))('cannot have what a length of 4 GiB claims, and can have 64 MiB', async () => {
    const program = await run(
      python(
        folder,
        'greedy.py',
        `
try:
    bytearray(4 << 30)
    print('more')
except MemoryError:
    print('MemoryError')
print(len(bytearray(64 << 20)))
`,
      ),
    )
    expect(program.stderr.text).toBe('')
    expect(program.stdout.text).toBe('MemoryError\n67108864\n')
    expect(program.ending).toEqual({ kind: 'status', status: 0 })
  })

  it("has the bound, and so has what it starts; a stricter one of the user's own stays", async () => {
    expect((await run(['/bin/sh', '-c', 'ulimit -d; /bin/sh -c "ulimit -d"'])).stdout.text).toBe('1048576\n1048576\n')
    const [file = '', ...args] = boundedMemory(['/bin/sh', '-c', 'ulimit -d'])
    expect((await run(['/bin/sh', '-c', 'ulimit -d 65536; exec "$@"', 'sh', file, ...args])).stdout.text).toBe(
      '65536\n',
    )
  })

  it('is the process that was started, with its words as they are', async () => {
    const words = ['', 'a b', '$HOME', '"', "'", '*', '-d', 'é\n']
    const program = await run([
      process.execPath,
      '-e',
      'console.log(JSON.stringify([process.pid, ...process.argv.slice(1)]))',
      '--',
      ...words,
    ])
    expect(JSON.parse(program.stdout.text)).toEqual([program.pid, ...words])
  })
})

describe.runIf(process.platform !== 'win32')('a command', () => {
  const bin = join(folder, 'bin')
  mkdirSync(join(bin, 'nested'), { recursive: true })
  writeFileSync(join(bin, 'tool'), '#!/bin/sh\n')
  chmodSync(join(bin, 'tool'), 0o755)
  writeFileSync(join(bin, 'script.py'), 'print()\n')
  chmodSync(join(bin, 'script.py'), 0o644)
  const other = join(folder, 'other')
  mkdirSync(other)
  writeFileSync(join(other, 'tool'), '')

  /** What is said of it; undefined where it can be started. */
  function problem(name: string, searchPath?: string, from = folder): string | undefined {
    try {
      requireExecutable(name, from, searchPath)
    } catch (error) {
      expect(error).toBeInstanceOf(SetupError)
      return (error as Error).message
    }
    return undefined
  }

  it('is found by PATH, in any folder of it', () => {
    expect(problem('tool', bin)).toBeUndefined()
    expect(problem('tool', `/nowhere::${other}:${bin}`)).toBeUndefined()
  })

  it('is found from the folder where it has a slash in it, whatever PATH says', () => {
    expect(problem('./tool', '', bin)).toBeUndefined()
    expect(problem('bin/tool')).toBeUndefined()
    expect(problem(join(bin, 'tool'), '', '/')).toBeUndefined()
  })

  it('that is not there is told so, with what to write for a program in the folder', () => {
    expect(problem('tool', '')).toBe(
      'command not found: tool. Is it spelt right and installed? For a program in this folder write ./tool',
    )
    expect(problem('tool', undefined, bin)).toBe(
      'command not found: tool. Is it spelt right and installed? For a program in this folder write ./tool',
    )
    expect(problem('./tool')).toBe('command not found: ./tool. Is it spelt right and installed?')
    expect(problem('./tool', bin)).toBe('command not found: ./tool. Is it spelt right and installed?')
    expect(problem('bin/tool/nothing')).toBe('command not found: bin/tool/nothing. Is it spelt right and installed?')
  })

  it('that is a folder is told so', () => {
    expect(problem('./nested', '', bin)).toBe('./nested is a folder, not a program')
    expect(problem('nested', bin)).toBe('nested is a folder, not a program')
  })

  it('that is not executable is told so, with what to do', () => {
    expect(problem('./script.py', '', bin)).toBe(
      './script.py is not executable: start it by its interpreter (python3 ./script.py), or chmod +x ./script.py',
    )
    expect(problem('tool', other)).toBe(
      'tool is not executable: start it by its interpreter (python3 tool), or chmod +x tool',
    )
  })
})
