import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { isWatchedFile, isWatchedFolder, placesOf } from '../../cli/watch/places.js'
import { WatchedFiles } from '../../cli/watch/watched-files.js'
import { scratchFolder } from '../support/programs.js'

const base = scratchFolder()
let count = 0

/** A folder with these files in it. */
function folder(...files: readonly string[]): string {
  const path = join(base, String(++count))
  mkdirSync(path, { recursive: true })
  for (const file of files) {
    mkdirSync(join(path, file, '..'), { recursive: true })
    writeFileSync(join(path, file), file)
  }
  return path
}

describe('where a program is', () => {
  it('is where the files are that its command names, and what --cwd says', () => {
    const [lab, other] = [folder('server.py', 'lib/parts.py'), folder('config.txt')]
    expect(placesOf(['python3', join(lab, 'server.py'), '{port}'], undefined)).toEqual({
      folders: [lab],
      named: new Set([join(lab, 'server.py')]),
    })
    expect(placesOf(['python3', 'server.py', join(other, 'config.txt')], lab).folders).toEqual([lab, other])
    expect(placesOf(['sh', '-c', `exec python3 "${lab}/server.py" {port}`], undefined).folders).toEqual([lab])
    // A folder within another is watched with that.
    expect(placesOf(['python3', join(lab, 'lib', 'parts.py')], lab).folders).toEqual([lab])
  })

  it("is the present folder where the command names none; the system's programs are nobody's", () => {
    const system = folder('tool')
    expect(placesOf(['java', 'Server', '{port}'], undefined)).toEqual({ folders: [process.cwd()], named: new Set() })
    expect(placesOf([join(system, 'tool')], undefined, ['/bin', system].join(delimiter)).folders).toEqual([
      process.cwd(),
    ])
  })

  it('holds sources and what is named, not what a program writes', () => {
    const places = { folders: ['/lab'], named: new Set(['/lab/server']) }
    for (const path of ['/lab/server', '/lab/a/Server.java', '/lab/build/Server.class', '/lab/x.PY'])
      expect(isWatchedFile(path, places), path).toBe(true)
    for (const path of ['/lab/log.txt', '/lab/recibido.bin', '/lab/client', '/lab/.server.py.swp', '/lab/.#x.py'])
      expect(isWatchedFile(path, places), path).toBe(false)
    expect(['src', 'node_modules', '.git', '__pycache__', '.venv'].filter(isWatchedFolder)).toEqual(['src'])
  })
})

describe('files that are watched', () => {
  let files: WatchedFiles | undefined
  afterEach(() => files?.close())
  const open = async (path: string): Promise<WatchedFiles> =>
    (files = await WatchedFiles.open({ folders: [path], named: new Set() }))

  it('tell what was saved, however an editor does it', async () => {
    const path = folder('server.py', 'lib/parts.py')
    const watched = await open(path)
    writeFileSync(join(path, 'server.py'), 'changed')
    expect(await watched.changes()).toEqual([join(path, 'server.py')])
    // Written beside it, and put into its place.
    writeFileSync(join(path, 'server.py~'), 'changed again')
    renameSync(join(path, 'server.py~'), join(path, 'server.py'))
    expect(await watched.changes()).toEqual([join(path, 'server.py')])
    rmSync(join(path, 'lib', 'parts.py'))
    expect(await watched.changes()).toEqual([join(path, 'lib', 'parts.py')])
  })

  it('tell a burst at once, and files in folders that have come since', async () => {
    const path = folder('a.py', 'b.py')
    const watched = await open(path)
    for (const text of ['', '1', '12']) for (const name of ['a.py', 'b.py']) writeFileSync(join(path, name), text)
    expect([...(await watched.changes())].sort()).toEqual([join(path, 'a.py'), join(path, 'b.py')])
    mkdirSync(join(path, 'new', 'deep'), { recursive: true })
    writeFileSync(join(path, 'new', 'deep', 'c.py'), 'c')
    expect(await watched.changes()).toEqual([join(path, 'new', 'deep', 'c.py')])
  })

  it('are silent about what is the same as before, and about what the program writes', async () => {
    const path = folder('a.py', 'b.py')
    const watched = await open(path)
    utimesSync(join(path, 'a.py'), new Date(), new Date())
    writeFileSync(join(path, 'a.py'), 'a.py')
    writeFileSync(join(path, 'log.txt'), 'served')
    // What comes after it is told, and alone.
    writeFileSync(join(path, 'b.py'), 'changed')
    expect(await watched.changes()).toEqual([join(path, 'b.py')])
  })

  it('are not too many', async () => {
    const path = folder()
    for (let i = 0; i < 1_001; i++) mkdirSync(join(path, String(i)))
    await expect(open(path)).rejects.toThrow('--cwd')
  })
})
