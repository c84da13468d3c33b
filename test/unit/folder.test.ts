import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LocalFolder } from '../../harness/programs/folder.js'
import { copiesOf } from '../../harness/programs/working-directory.js'
import { scratchFolder } from '../support/programs.js'

const base = scratchFolder()
let count = 0
/** A folder of a submission, and what is around it. */
function folder(): string {
  const path = join(base, String(++count), 'folder')
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, '..', 'secret'), 'a secret')
  return path
}

describe('a file that is looked for in a folder', () => {
  it('is read where a link leads to it within the folder', async () => {
    const path = folder()
    writeFileSync(join(path, 'upload-1'), 'stored')
    symlinkSync('upload-1', join(path, 'stored'))
    expect(await new LocalFolder(path).read('stored')).toEqual(Buffer.from('stored'))
    expect(await new LocalFolder(path).size('stored')).toBe(6)
  })

  it.each([
    ['a link to a file outside', 'stored', (path: string) => symlinkSync('../secret', join(path, 'stored'))],
    ['a link to a device', 'stored', (path: string) => symlinkSync('/dev/zero', join(path, 'stored'))],
    ['a FIFO', 'stored', (path: string) => void execFileSync('mkfifo', [join(path, 'stored')])],
    ['a folder', 'stored', (path: string) => mkdirSync(join(path, 'stored', 'full'), { recursive: true })],
    ['a link in the middle of the path', 'a/secret', (path: string) => symlinkSync('..', join(path, 'a'))],
    ['a link to itself', 'stored', (path: string) => symlinkSync('stored', join(path, 'stored'))],
  ])('is not there where %s is', async (_, name, make) => {
    const path = folder()
    make(path)
    expect(await new LocalFolder(path).read(name)).toBeUndefined()
    expect(await new LocalFolder(path).size(name)).toBeUndefined()
  })

  it('is read where a link of ours leads out of the folder', async () => {
    const path = folder()
    symlinkSync('../secret', join(path, 'stored'))
    expect(await new LocalFolder(path, [join(path, '..')]).read('stored')).toEqual(Buffer.from('a secret'))
  })
})

describe('a file that is written into a folder', () => {
  it('replaces what is there, a link among it, and never what that leads to', async () => {
    const path = folder()
    symlinkSync('../secret', join(path, 'link'))
    execFileSync('mkfifo', [join(path, 'fifo')])
    mkdirSync(join(path, 'full', 'of'), { recursive: true })
    for (const name of ['link', 'fifo', 'full', 'new/one']) {
      await new LocalFolder(path).write(name, Buffer.from('written'))
      expect(readFileSync(join(path, name), 'utf8')).toBe('written')
    }
    expect(readFileSync(join(path, '..', 'secret'), 'utf8')).toBe('a secret')
  })

  it('is not written where a link leads out of the folder on its way', async () => {
    const path = folder()
    symlinkSync('..', join(path, 'out'))
    await expect(new LocalFolder(path).write('out/new', Buffer.from('written'))).rejects.toThrow(/no longer in/)
    expect(existsSync(join(path, '..', 'new'))).toBe(false)
  })

  it('may lie beside it, where its name says so', async () => {
    const path = folder()
    await new LocalFolder(path).write('../beside/new', Buffer.from('written'))
    expect(readFileSync(join(path, '..', 'beside', 'new'), 'utf8')).toBe('written')
  })
})

describe('a copy of a folder', () => {
  it('has no FIFO: reading that would wait for ever', async () => {
    const path = folder()
    execFileSync('mkfifo', [join(path, 'fifo')])
    writeFileSync(join(path, 'program'), '')
    const copies = await copiesOf(path)
    const copy = await copies.next()
    expect(existsSync(join(copy.path, 'program'))).toBe(true)
    expect(existsSync(join(copy.path, 'fifo'))).toBe(false)
    await copies.dispose()
  })
})
