import { afterEach, describe, expect, it } from 'vitest'
import { poll } from '../../harness/peers/patience.js'
import { LocalFolder } from '../../harness/programs/folder.js'
import { Program } from '../../harness/programs/program.js'
import { hasTerminals } from '../../harness/programs/terminal.js'
import { isInstalled } from '../support/command.js'
import { python, scratchFolder } from '../support/programs.js'

const folder = scratchFolder()

const started: Program[] = []
afterEach(async () => {
  for (const program of started.splice(0)) await program.stop(false)
})

async function start(command: readonly string[], terminal = true): Promise<Program> {
  const program = await Program.start({
    command,
    folder: new LocalFolder(folder),
    environment: {},
    keepOutput: true,
    terminal,
  })
  started.push(program)
  return program
}

const sh = (script: string): Promise<Program> => start(['/bin/sh', '-c', script])

/** Waits until the program has said this. */
async function says(program: Program, text: string): Promise<void> {
  expect(await poll(() => program.stdout.text.includes(text) || undefined, 30_000), `it never said ${text}`).toBe(true)
}

describe.runIf(hasTerminals())('a program on a terminal', () => {
  it.runIf(isInstalled('python3'))('is seen to print at once what through a pipe stays in its buffer', async () => {
    const command = python(
      folder,
      'unflushed.py',
      `
import sys
print('waiting')
sys.stderr.write('asked\\n')
sys.stderr.flush()
print('got: ' + sys.stdin.readline().strip())
`,
    )
    const shown = await start(command)
    await says(shown, 'waiting\n')
    expect(shown.ending).toBeUndefined()
    await shown.type(Buffer.from('hola\n'))
    await says(shown, 'got: hola\n')
    expect(await shown.ended).toEqual({ kind: 'status', status: 0 })

    const piped = await start(command, false)
    // Standard error comes behind the print, and is not kept back: so what was printed would be here.
    expect(await poll(() => piped.stderr.text.includes('asked\n') || undefined, 30_000)).toBe(true)
    expect(piped.stdout.text).toBe('')
    await piped.type(Buffer.from('hola\n'))
    expect(await piped.ended).toEqual({ kind: 'status', status: 0 })
    expect(piped.stdout.text).toBe('waiting\ngot: hola\n')
  })

  it('has one for each of its standard streams', async () => {
    const program = await sh('for fd in 0 1 2; do test -t $fd && echo "$fd is"; done')
    expect(await program.ended).toEqual({ kind: 'status', status: 0 })
    expect(program.stdout.text).toBe('0 is\n1 is\n2 is\n')
  })

  it('ends with its exit status, and has its last words read', async () => {
    for (const status of [0, 1, 42]) {
      const program = await sh(`echo last words; exit ${status}`)
      expect(await program.ended).toEqual({ kind: 'status', status })
      expect(program.stdout.text).toBe('last words\n')
    }
  })

  it('ends as a crash where a signal ends it', async () => {
    const program = await sh('kill -SEGV $$')
    expect(await program.ended).toEqual({ kind: 'signal', signal: 'SIGSEGV' })
  })

  it('is ended with all that it started', async () => {
    const program = await sh('echo pid $$; sleep 600 & wait')
    await says(program, 'pid ')
    const pid = Number(/pid (\d+)/.exec(program.stdout.text)?.[1])
    expect(program.processes()).toContain(pid)
    expect(await program.stop()).toEqual([])
    expect(program.processes()).toEqual([])
  })

  it('has what is typed neither echoed nor its line ends changed on their way out', async () => {
    const program = await sh('printf "ready\\n"; read -r line; printf "a\\nb\\r\\n%s\\n" "$line"')
    await says(program, 'ready\n')
    await program.type(Buffer.from('typed ñ\n'))
    await program.ended
    expect(program.stdout.text).toBe('ready\na\nb\r\ntyped ñ\n')
  })

  it('has its words as they are', async () => {
    const words = ['', 'a b', '$HOME', '"', "'", "it's", '`x`', '*', '\\', ';', 'é']
    const program = await start([
      process.execPath,
      '-e',
      'console.log(JSON.stringify(process.argv.slice(1)))',
      '--',
      ...words,
    ])
    await program.ended
    expect(JSON.parse(program.stdout.text)).toEqual(words)
  })
})
