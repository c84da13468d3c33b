import fc from 'fast-check'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { HandInLimits } from '../../grading/finding/budget.js'
import { segmentsOf } from '../../grading/finding/entry-name.js'
import { findSubmissions } from '../../grading/finding/find-submissions.js'
import { HandInRefused } from '../../grading/finding/hand-in-refused.js'
import type { Note, Refusal } from '../../grading/submission.js'
import { tarOf, writeZipOfZeros, zipOf } from '../support/archives.js'
import { scratchFolder } from '../support/programs.js'
import { readTree } from '../support/tree.js'

const scratch = scratchFolder()
let count = 0

interface Taken {
  readonly why?: Refusal
  readonly files?: Record<string, string>
  readonly notes?: readonly Note[]
}

/** What becomes of one archive; whatever that is, nothing else is written. */
async function taken(
  name: string,
  archive: Buffer | ((path: string) => Promise<void>),
  limits?: HandInLimits,
): Promise<Taken> {
  const base = join(scratch, String(++count))
  mkdirSync(join(base, 'class'), { recursive: true })
  const path = join(base, 'class', name)
  if (typeof archive === 'function') await archive(path)
  else writeFileSync(path, archive)
  const { submissions, refused } = await findSubmissions(
    join(base, 'class'),
    join(base, 'into'),
    limits ? { limits } : {},
  )
  expect(readdirSync(base)).toEqual(['class', 'into'])
  expect(readdirSync(join(base, 'into'))).toEqual(submissions.map(({ id }) => id))
  const [one] = submissions
  return {
    ...(one ? { files: readTree(one.folder), notes: one.notes } : {}),
    ...(refused[0] ? { why: refused[0].why } : {}),
  }
}

const GOOD = { name: 'server.py', content: 'good' }
const small = { files: 10, bytes: 4 * 1024 * 1024, ratio: 200, ratioFrom: 1024 * 1024, depth: 5 }

describe('names that lead out', () => {
  it.each(['../out.py', 'a/../../out.py', '/tmp/sockspec-out.py', 'C:/out.py', '..\\out.py', 'C:out.py'])(
    '%s',
    async (name) => {
      const why = { kind: 'leaves-folder', entry: name }
      expect(await taken('x.zip', zipOf([GOOD, { name, content: 'x' }]))).toEqual({ why })
      expect(await taken('x.tar', tarOf([GOOD, { name, content: 'x' }]))).toEqual({ why })
      expect(existsSync('/tmp/sockspec-out.py')).toBe(false)
    },
  )

  it('also where a tar has the long name in an entry of its own, or extended', async () => {
    const why = { kind: 'leaves-folder', entry: '../../x' }
    const long = [{ name: '././@LongLink', type: 'L', content: '../../x\0' }, GOOD]
    expect(await taken('x.tar', tarOf(long))).toEqual({ why })
    const pax = [{ name: 'pax', type: 'x', content: '16 path=../../x\n' }, GOOD]
    expect(await taken('x.tgz', gzipSync(tarOf(pax)))).toEqual({ why })
  })

  it('none of any name does', () => {
    const part = fc.constantFrom('..', '.', '/', '\\', 'a', 'C:', ' ', '...', '..a', 'é')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        try {
          const path = join('/root/of/it', ...segmentsOf(parts.join('')))
          expect(path === '/root/of/it' || path.startsWith('/root/of/it/')).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(HandInRefused)
        }
      }),
    )
  })
})

describe('what an archive may hold besides files', () => {
  it('is left out of a tar, and told', async () => {
    const all = await taken(
      'x.tar',
      tarOf([
        { name: 'dir', type: '2', link: '/etc' },
        { name: 'hard', type: '1', link: '/etc/passwd' },
        { name: 'pipe', type: '6' },
        { name: 'dev', type: '3' },
        // A file below the name of a link is a file in a folder, not in what the link meant.
        { name: 'dir/passwd', content: 'mine' },
        GOOD,
      ]),
    )
    expect(all.files).toEqual({ 'dir/passwd': 'mine', 'server.py': 'good' })
    expect(all.notes).toEqual([
      { kind: 'left-out', entry: 'dir', what: 'symbolic-link' },
      { kind: 'left-out', entry: 'hard', what: 'hard-link' },
      { kind: 'left-out', entry: 'pipe', what: 'fifo' },
      { kind: 'left-out', entry: 'dev', what: 'device' },
    ])
  })

  it('is left out of a zip, and told', async () => {
    const all = await taken(
      'x.zip',
      zipOf([
        { name: 'link', content: '/etc/passwd', mode: 0o120777 },
        { name: 'pipe', mode: 0o010644 },
        { ...GOOD, mode: 0o104755 },
        { name: 'no rights', content: 'x', mode: 0o100000 },
      ]),
    )
    expect(all.files).toEqual({ 'server.py': 'good', 'no rights': 'x' })
    expect(all.notes).toEqual([
      { kind: 'left-out', entry: 'link', what: 'symbolic-link' },
      { kind: 'left-out', entry: 'pipe', what: 'fifo' },
    ])
    // No bit but those of reading and executing is kept.
    expect(statSync(join(scratch, String(count), 'into', 'x', 'server.py')).mode & 0o7777).toBe(0o755)
  })
})

describe('names in any encoding', () => {
  it.each([
    ['UTF-8, and said so', Buffer.from('señal.py'), 0x800, 'señal.py'],
    ['UTF-8, not said', Buffer.from('señal 李.py'), 0, 'señal 李.py'],
    ['CP437', Buffer.from([0x73, 0x65, 0xa4, 0x61, 0x6c]), 0, 'señal'],
  ])('%s', async (_, name, flags, path) => {
    expect(await taken('x.zip', zipOf([{ name, content: '1', flags }]))).toMatchObject({ files: { [path]: '1' } })
  })

  it('long ones of a tar', async () => {
    const name = `${'a'.repeat(120)}/ñ.py`
    const all = await taken(
      'x.tar',
      tarOf([{ name: '././@LongLink', type: 'L', content: `${name}\0` }, { name: 'a', content: '1' }, GOOD]),
    )
    expect(all.files).toEqual({ [name]: '1', 'server.py': 'good' })
  })
})

describe('bombs', () => {
  it('a GiB of zeros is not unpacked', async () => {
    const most = { kind: 'too-much', what: 'bytes', most: 256 * 1024 * 1024 }
    expect(await taken('x.zip', (path) => writeZipOfZeros(path, 1024 ** 3))).toEqual({ why: most })
  })

  it('one that lies of its size ends at its first byte too much', async () => {
    const zeros = (path: string) => writeZipOfZeros(path, 64 * 1024 * 1024, 100)
    expect(await taken('x.zip', zeros)).toEqual({ why: { kind: 'not-an-archive', format: 'zip' } })
    // Of a tar the zeros have to be counted as they come.
    const gz = gzipSync(tarOf([GOOD, { name: 'zeros', content: Buffer.alloc(64 * 1024 * 1024) }]))
    expect(await taken('x.tgz', gz)).toEqual({ why: { kind: 'too-much', what: 'ratio', most: 200 } })
    // Also of what is not stored.
    const hidden = gzipSync(tarOf([GOOD, { name: '.git/zeros', content: Buffer.alloc(64 * 1024 * 1024) }]))
    expect(await taken('x.tgz', hidden)).toEqual({ why: { kind: 'too-much', what: 'ratio', most: 200 } })
  })

  it('files, bytes and depth have their bounds; what is ignored does not count', async () => {
    const files = (count: number, folder: string) =>
      Array.from({ length: count }, (_, i) => ({ name: `${folder}${i}`, content: 'x' }))
    expect(await taken('x.zip', zipOf(files(11, '')), small)).toEqual({
      why: { kind: 'too-much', what: 'files', most: 10 },
    })
    expect(await taken('x.tar', tarOf(files(11, '')), small)).toEqual({
      why: { kind: 'too-much', what: 'files', most: 10 },
    })
    expect(await taken('x.zip', zipOf([GOOD, ...files(50, 'node_modules/')]), small)).toMatchObject({
      files: { 'server.py': 'good' },
    })
    const deep = [{ name: 'a/b/c/d/e/f', content: 'x' }]
    expect(await taken('x.zip', zipOf(deep), small)).toEqual({ why: { kind: 'too-much', what: 'depth', most: 5 } })
    const big = [
      { name: 'a', content: Buffer.alloc(3 * 1024 * 1024, 'xyz') },
      { name: 'b', content: Buffer.alloc(3 * 1024 * 1024, 'abc') },
    ]
    expect(await taken('x.tar', tarOf(big), small)).toEqual({
      why: { kind: 'too-much', what: 'bytes', most: small.bytes },
    })
  })

  it('within an archive of a folder: the program beside it is graded', async () => {
    const bomb = gzipSync(tarOf([{ name: 'zeros', content: Buffer.alloc(16 * 1024 * 1024) }]))
    const all = await taken('x.zip', zipOf([GOOD, { name: 'bomb.tgz', content: bomb }]))
    expect(Object.keys(all.files ?? {})).toEqual(['bomb.tgz', 'server.py'])
    expect(all.notes).toEqual([
      { kind: 'not-unpacked', entry: 'bomb.tgz', why: { kind: 'too-much', what: 'ratio', most: 200 } },
    ])
  })
})

describe('broken archives', () => {
  const zip = zipOf([GOOD, { name: 'b', content: 'x'.repeat(5000) }])
  const tar = tarOf([GOOD, { name: 'b', content: 'x'.repeat(5000) }])
  const broken = (format: string) => ({ why: { kind: 'not-an-archive', format } })
  it.each<[string, string, Buffer, Taken | ReturnType<typeof broken>]>([
    ['cut off', 'x.zip', zip.subarray(0, -30), broken('zip')],
    ['with another sum', 'x.zip', zipOf([{ ...GOOD, declaredSum: 1 }]), broken('zip')],
    ['empty', 'x.zip', Buffer.alloc(0), broken('zip')],
    ['text', 'x.tar.gz', Buffer.from('text'), broken('tar')],
    ['cut off', 'x.tar', tar.subarray(0, 2000), broken('tar')],
    ['cut off', 'x.tgz', gzipSync(tar).subarray(0, -20), broken('tar')],
    ['with a changed header', 'x.tar', Buffer.concat([Buffer.from('X'), tar.subarray(1)]), broken('tar')],
    ['gzip of no tar', 'x.tgz', gzipSync('text'), broken('tar')],
    ['a size beyond the end', 'x.tar', tarOf([{ ...GOOD, declaredSize: 0o77777777777 }]), broken('tar')],
    ['encrypted', 'x.zip', zipOf([{ ...GOOD, flags: 1 }]), { why: { kind: 'encrypted', entry: 'server.py' } }],
    ['RAR', 'x.zip', Buffer.from('526172211a0700cf', 'hex'), { why: { kind: 'unknown-archive', format: 'rar' } }],
    [
      'a file that is also a folder',
      'x.zip',
      zipOf([GOOD, { name: 'server.py/x', content: '1' }]),
      { why: { kind: 'unstorable', entry: 'server.py/x', code: 'EEXIST' } },
    ],
    [
      'a name too long',
      'x.tar',
      tarOf([{ name: 'l', type: 'L', content: 'n'.repeat(300) }, GOOD]),
      { why: { kind: 'unstorable', entry: `${'n'.repeat(200)}...`, code: 'ENAMETOOLONG' } },
    ],
  ])('%s: %s', async (_, name, archive, result) => {
    expect(await taken(name, archive)).toEqual(result)
  })

  it('any octets are a result, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(zip, tar, gzipSync(tar)), fc.nat(), fc.nat(255), async (archive, at, octet) => {
        const changed = Buffer.from(archive)
        changed[at % changed.length] = octet
        await taken('x.zip', changed)
      }),
      { numRuns: 60 },
    )
  })

  it('a zip that is called tar, and the other way about, are read by what they are', async () => {
    expect(await taken('x.tar', zip)).toMatchObject({ files: { 'server.py': 'good' } })
    expect(await taken('x.zip', gzipSync(tar))).toMatchObject({ files: { 'server.py': 'good' } })
  })
})
