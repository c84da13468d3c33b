import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DocumentRoot } from '../../endpoint/document-root.js'
import { ProgramError } from '../../endpoint/errors.js'
import { pathOf } from '../../protocols/http-message.js'

const SECRET = 'nobody may read this'
const FILES: Readonly<Record<string, string>> = {
  'index.html': '<p>index</p>',
  'a b.txt': 'a space',
  'canção.txt': 'letters',
  '100%.txt': 'a percent sign',
  '%2e%2e': 'named like an encoding',
  '...': 'three dots',
  empty: '',
  'sub/page.html': '<p>page</p>',
  'sub/deep/data.bin': '\0\x01\x02',
}

let base = ''
let root: DocumentRoot

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'document-root-'))
  const www = join(base, 'www')
  mkdirSync(join(www, 'sub', 'deep'), { recursive: true })
  // Beside the root, and with a name that begins as the root's does.
  for (const folder of ['beside', 'www-secret']) {
    mkdirSync(join(base, folder))
    writeFileSync(join(base, folder, 'secret'), SECRET)
  }
  writeFileSync(join(base, 'secret'), SECRET)
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(www, name), content)
  symlinkSync(join(base, 'secret'), join(www, 'link'))
  symlinkSync('../secret', join(www, 'relative'))
  symlinkSync('..', join(www, 'up'))
  symlinkSync('../../www-secret', join(www, 'sub', 'folder'))
  symlinkSync('/', join(www, 'slash'))
  symlinkSync('relative', join(www, 'chain'))
  symlinkSync('circle', join(www, 'circle'))
  symlinkSync('missing', join(www, 'dangling'))
  symlinkSync('sub/page.html', join(www, 'inside.html'))
  symlinkSync('.', join(www, 'here'))
  execFileSync('mkfifo', [join(www, 'pipe')])
  symlinkSync('/dev/zero', join(www, 'zero'))
  root = await DocumentRoot.open(www)
})

afterAll(() => rmSync(base, { recursive: true, force: true }))

/** The content of what the names lead to; undefined where it is no file. */
async function read(segments: readonly string[]): Promise<string | undefined> {
  const found = await root.find(segments)
  if (found.kind !== 'file') return undefined
  try {
    const content = await found.handle.readFile('utf8')
    expect(Buffer.byteLength(content)).toBe(found.size)
    return content
  } finally {
    await found.handle.close()
  }
}

/** As the server does. */
async function readTarget(target: string): Promise<string | undefined> {
  const path = pathOf(target)
  return path.kind === 'path' ? read(path.segments) : undefined
}

/** What attempts are made of; between two of them there is a slash as often as not. */
const hostilePiece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '.%2e',
      '%2E.',
      '%252e%252e',
      '%c0%ae%c0%ae',
      '%uff0e%uff0e',
      '．．',
      '‥',
      '..;',
      '...',
      '..%00',
      '..\\',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '/',
      '//',
      '\\',
      '%2f',
      '%2F',
      '%5c',
      '%252f',
      '%255c',
      '%c0%af',
      '%ef%bc%8f',
      '／',
      '∕',
      '\0',
      '%00',
      '?',
      '#',
      '~',
    ),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'secret',
      'www',
      'www-secret',
      'beside',
      'link',
      'relative',
      'up',
      'folder',
      'slash',
      'chain',
      'circle',
      'sub',
      'deep',
      'here',
      'zero',
      'pipe',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'index.html',
      'etc',
      'passwd',
      'proc',
      'self',
      'cwd',
      'root',
      'dev',
      'C:',
      'file:',
      'http:',
      '$HOME',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
)
const attempt = fc
  .tuple(
    fc.constantFrom(
      '/',
      '//',
      '',
      'http://localhost/',
      'http://localhost/../',
      '/slash',
      '/up/',
      '/here/up/',
      '/sub/folder/',
      '/%2e%2e/',
      '/..%2f',
    ),
    fc.array(fc.tuple(hostilePiece, fc.constantFrom('/', '')), { maxLength: 10 }),
  )
  .map(([start, pieces]) => start + pieces.map((pair) => pair.join('')).join(''))

describe('a document root', () => {
  it('gives only its own files, whatever the target', async () => {
    const allowed = new Set(Object.values(FILES))
    // Also the very path of the secret, and that of the root with the secret below it.
    const absolute = fc
      .tuple(attempt, fc.constantFrom('/secret', '/www/../secret', '/beside/secret', '/www-secret/secret'))
      .map(([start, rest]) => `${start}/${base}${rest}`)
    const slash = fc
      .tuple(fc.constantFrom('/slash', '/up/up/up/up', '/here/slash'), fc.constantFrom('/secret', '/www/index.html'))
      .map(([start, rest]) => `${start}${base}${rest}`)
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 8, arbitrary: attempt }, absolute, slash), async (target) => {
        const content = await readTarget(target)
        if (content !== undefined && !allowed.has(content)) throw new Error(`${target} gives ${content.slice(0, 100)}`)
      }),
      { numRuns: 3_000 },
    )
  })

  it('gives only its own files, though the names themselves be hostile', async () => {
    const allowed = new Set(Object.values(FILES))
    const raw = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '',
        '../secret',
        '/secret',
        `${base}/secret`,
        '..\\secret',
        'secret\0',
        'up',
        'slash',
        'link',
        'folder',
        'sub',
        'deep',
        'secret',
        'www',
        'here',
        'a'.repeat(300),
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(raw, { maxLength: 8 }), async (segments) => {
        const content = await read(segments)
        if (content !== undefined && !allowed.has(content))
          throw new Error(`${JSON.stringify(segments)} gives ${content.slice(0, 100)}`)
      }),
      { numRuns: 2_000 },
    )
  })

  it('gives every file of its own, however its name is encoded', async () => {
    for (const [name, content] of Object.entries(FILES)) {
      expect(await read(name.split('/')), name).toBe(content)
      expect(await readTarget(`/${name.split('/').map(encodeURIComponent).join('/')}?x=../..`), name).toBe(content)
      expect(await readTarget(`//here/.//here/${name.split('/').map(encodeURIComponent).join('//')}`), name).toBe(
        content,
      )
    }
  })

  it('follows a link that ends inside, and tells folders', async () => {
    expect(await read(['inside.html'])).toBe(FILES['sub/page.html'])
    expect(await read(['up', 'www', 'index.html'])).toBe(FILES['index.html'])
    for (const folder of [[], ['sub'], ['sub', 'deep'], ['here']])
      expect(await root.find(folder)).toEqual({ kind: 'folder' })
  })

  it.each([
    'missing',
    'index.html/x',
    'link',
    'relative',
    'chain',
    'up',
    'up/secret',
    'sub/folder',
    'sub/folder/secret',
    'slash',
    'circle',
    'circle/x',
    'dangling',
    'pipe',
    'zero',
  ])('finds nothing at %s', async (path) => {
    expect(await root.find(path.split('/'))).toEqual({ kind: 'none' })
  })

  it('finds nothing at a path or a name that is too long', async () => {
    expect(await root.find(['x'.repeat(300)])).toEqual({ kind: 'none' })
    expect(await root.find(Array.from({ length: 3_000 }, () => 'sub'))).toEqual({ kind: 'none' })
  })

  it('may be the root of the file system, or a link to a folder', async () => {
    const everything = await DocumentRoot.open('/')
    expect(await everything.find(['dev'])).toEqual({ kind: 'folder' })
    expect(await everything.find(['dev', 'null'])).toEqual({ kind: 'none' })
    const linked = await DocumentRoot.open(join(base, 'www', 'here'))
    expect(await linked.find(['sub'])).toEqual({ kind: 'folder' })
    expect(await linked.find(['up'])).toEqual({ kind: 'none' })
  })

  it('is a folder', async () => {
    await expect(DocumentRoot.open(join(base, 'secret'))).rejects.toThrow(ProgramError)
    await expect(DocumentRoot.open(join(base, 'missing'))).rejects.toThrow(/there is no folder .*missing/)
  })
})
