import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SetupError } from '../../harness/findings/violation.js'
import {
  copiesOf,
  currentDirectory,
  freshFolders,
  type WorkingDirectory,
} from '../../harness/programs/working-directory.js'
import { scratchFolder } from '../support/programs.js'

const folder = join(scratchFolder(), 'here')

beforeAll(() => {
  mkdirSync(join(folder, 'sub'), { recursive: true })
  for (const name of ['server.py', '.hidden', 'recibido.bin', 'enviar.bin', 'sub/data'])
    writeFileSync(join(folder, name), name)
  symlinkSync('server.py', join(folder, 'link'))
})

const before = process.cwd()
const used: WorkingDirectory[] = []
afterEach(async () => {
  process.chdir(before)
  for (const directory of used.splice(0)) await directory.dispose()
})

const keep = (directory: WorkingDirectory): WorkingDirectory => {
  used.push(directory)
  return directory
}

async function fresh(except: readonly string[]): Promise<WorkingDirectory> {
  process.chdir(folder)
  return keep(await freshFolders(except))
}

describe('fresh folders', () => {
  it('have links to all that is in the present folder, but for the exceptions', async () => {
    const own = (await (await fresh(['recibido.bin', 'enviar.bin', 'never-there'])).next()).path
    expect(readdirSync(own).sort()).toEqual(['.hidden', 'link', 'server.py', 'sub'])
    for (const name of readdirSync(own)) {
      expect(lstatSync(join(own, name)).isSymbolicLink()).toBe(true)
      expect(readlinkSync(join(own, name))).toBe(join(process.cwd(), name))
    }
    expect(readFileSync(join(own, 'sub', 'data'), 'utf8')).toBe('sub/data')
  })

  it("are each process's own: what one stores is there alone", async () => {
    const directory = await fresh(['recibido.bin'])
    const [one, other] = [(await directory.next()).path, (await directory.next()).path]
    expect(one).not.toBe(other)
    writeFileSync(join(one, 'recibido.bin'), 'of one')
    expect(existsSync(join(other, 'recibido.bin'))).toBe(false)
    expect(readFileSync(join(folder, 'recibido.bin'), 'utf8')).toBe('recibido.bin')
  })

  it('are those of the folder where they were asked for, wherever the harness goes', async () => {
    const directory = await fresh([])
    process.chdir(before)
    expect(readdirSync((await directory.next()).path)).toContain('server.py')
  })

  it('are gone in the end, and what they link to is not', async () => {
    const directory = await fresh([])
    const own = (await directory.next()).path
    await directory.dispose()
    expect(existsSync(dirname(own))).toBe(false)
    expect(readFileSync(join(folder, 'sub', 'data'), 'utf8')).toBe('sub/data')
    await directory.dispose()
  })
})

describe('copies of a folder', () => {
  it("hold the same, and are each process's own", async () => {
    const directory = keep(await copiesOf(folder))
    const [one, other] = [(await directory.next()).path, (await directory.next()).path]
    expect(readdirSync(one).sort()).toEqual(['.hidden', 'enviar.bin', 'link', 'recibido.bin', 'server.py', 'sub'])
    expect(readlinkSync(join(one, 'link'))).toBe('server.py')
    writeFileSync(join(one, 'sub', 'data'), 'changed')
    for (const elsewhere of [other, folder])
      expect(readFileSync(join(elsewhere, 'sub', 'data'), 'utf8')).toBe('sub/data')
    await directory.dispose()
    expect(existsSync(one)).toBe(false)
    expect(existsSync(folder)).toBe(true)
  })

  it('are refused of what is no folder', async () => {
    for (const none of [join(folder, 'nowhere'), join(folder, 'server.py'), '']) {
      const problem: unknown = await copiesOf(none).catch((error: unknown) => error)
      expect(problem).toBeInstanceOf(SetupError)
      expect((problem as Error).message).toBe(`--cwd ${none}: there is no such folder`)
    }
  })
})

describe('the current directory', () => {
  it("is all processes' own, and stays", async () => {
    process.chdir(folder)
    const directory = currentDirectory()
    const here = process.cwd()
    process.chdir(before)
    expect([(await directory.next()).path, (await directory.next()).path]).toEqual([here, here])
    await directory.dispose()
    expect(existsSync(here)).toBe(true)
  })
})
