import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { findSubmissions, type FindingOptions } from '../../grading/finding/find-submissions.js'
import type { Class } from '../../grading/submission.js'
import { SetupError } from '../../harness/findings/violation.js'
import { tarOf, zipOf } from '../support/archives.js'
import { scratchFolder } from '../support/programs.js'
import { readTree, writeTree } from '../support/tree.js'

const scratch = scratchFolder()
let count = 0

/** A class's folder with these files, and what is found in it. */
async function found(
  files: Readonly<Record<string, string | Buffer>>,
  options: FindingOptions & { prepare?: (folder: string) => void } = {},
): Promise<Class & { folder: string; into: string }> {
  const folder = writeTree(join(scratch, `class-${++count}`), files)
  options.prepare?.(folder)
  const into = join(scratch, `into-${count}`)
  return { ...(await findSubmissions(folder, into, options)), folder, into }
}

const rows = ({ submissions }: Class) =>
  submissions.map(({ id, name, number, folder }) => ({
    id,
    name,
    ...(number === undefined ? {} : { number }),
    files: readTree(folder),
  }))

describe('exports of learning platforms', () => {
  it("are read as Moodle's folders, with files or an archive in them", async () => {
    const all = await found({
      'Ana Pérez_123456_assignsubmission_file_/server.py': 'ana',
      'Luis Soto_123457_assignsubmission_file_/lab3.zip': zipOf([
        { name: 'lab3/server.py', content: 'luis' },
        { name: '__MACOSX/lab3/._server.py', content: 'x' },
        { name: 'lab3/.DS_Store', content: 'x' },
      ]),
      'Luis Soto_123457_assignsubmission_onlinetext_/onlinetext.html': '<p>',
    })
    expect(rows(all)).toEqual([
      { id: 'Ana-Perez-123456', name: 'Ana Pérez', number: '123456', files: { 'server.py': 'ana' } },
      {
        id: 'Luis-Soto-123457',
        name: 'Luis Soto',
        number: '123457',
        files: { 'onlinetext.html': '<p>', 'lab3/lab3/server.py': 'luis' },
      },
    ])
  })

  it("are read as Moodle's flattened files, which come together by student", async () => {
    const all = await found({
      'Ana Pérez_123456_assignsubmission_file_server.py': 's',
      'Ana Pérez_123456_assignsubmission_file_util_net.py': 'u',
      'Ana Pérez_999_assignsubmission_file_server.py': 'another of that name',
    })
    expect(rows(all)).toEqual([
      {
        id: 'Ana-Perez-123456',
        name: 'Ana Pérez',
        number: '123456',
        files: { 'server.py': 's', 'util_net.py': 'u' },
      },
      { id: 'Ana-Perez-999', name: 'Ana Pérez', number: '999', files: { 'server.py': 'another of that name' } },
    ])
    expect(all.submissions[0]?.furtherSources).toHaveLength(1)
  })

  it("are read as Canvas's, late ones and resubmissions among them", async () => {
    const all = await found({
      'perezana_12345_67890_Server-1.java': 's',
      'perezana_12345_67891_Util.java': 'u',
      'sotoluis_LATE_222_333_server.zip': zipOf([{ name: 'server.py', content: 'z' }]),
      'twice_5_6_a.py': '1',
      'twice_5_7_a-1.py': '2',
    })
    expect(rows(all)).toEqual([
      { id: 'perezana-12345', name: 'perezana', number: '12345', files: { 'Server.java': 's', 'Util.java': 'u' } },
      { id: 'sotoluis-222', name: 'sotoluis', number: '222', files: { 'server.py': 'z' } },
      { id: 'twice-5', name: 'twice', number: '5', files: { 'a.py': '1', 'a-1.py': '2' } },
    ])
    expect(all.submissions.map(({ notes }) => notes)).toEqual([
      [{ kind: 'renamed', from: 'Server-1.java', to: 'Server.java' }],
      [{ kind: 'late' }],
      [],
    ])
  })

  it("are read as Gradescope's, with the names out of its metadata", async () => {
    const all = await found({
      'submission_metadata.yml': `---
submission_11:
  :submitters:
  - :name: Ana Pérez
    :sid: '201873001'
    :email: a@example.org
  :created_at: !ruby/object:ActiveSupport::TimeWithZone 2024-01-01
submission_12:
  :submitters:
  - :name: Luis Soto
    :sid: 7
  - :name: Eva
    :sid:
`,
      'submission_11/server.py': 'a',
      'submission_12/server.py': 'b',
      'submission_13/server.py': 'c',
    })
    expect(all.submissions.map(({ id, name, number, members }) => ({ id, name, number, members }))).toEqual([
      { id: 'Ana-Perez-201873001', name: 'Ana Pérez', number: '201873001' },
      { id: 'Luis-Soto-Eva', name: 'Luis Soto, Eva', members: [{ name: 'Luis Soto', number: '7' }, { name: 'Eva' }] },
      { id: 'submission-13', name: 'submission_13' },
    ])
  })

  it('say where metadata is no YAML', async () => {
    await expect(found({ 'submission_metadata.yml': 'a: [1\nb: 2', 'submission_1/a.py': 'x' })).rejects.toThrow(
      /submission_metadata\.yml:\d+:\d+: this is not YAML: [^\n]*$/,
    )
  })
})

describe('a class that a teacher put together', () => {
  it('has folders, files and archives, mixed; one folder that is all of an archive is its root', async () => {
    const all = await found({
      'ana/src/server.py': '1',
      'ana/README': 'r',
      'luis.py': '2',
      'eva.zip': zipOf([{ name: 'my lab/server.py', content: '3' }, { name: 'my lab/empty/' }]),
      'tom.tar': tarOf([{ name: './' }, { name: './server.py', content: '4' }]),
      '201873001-4 Sol_Vera.tgz': gzipSync(tarOf([{ name: 'a/b/server.py', content: '5', mode: 0o755 }])),
      'Iris (99123).tar.gz': gzipSync(tarOf([{ name: 'x.py', content: '6' }])),
      '.DS_Store': '',
      '._eva.zip': '',
      '__MACOSX/x': '',
    })
    expect(rows(all)).toEqual([
      {
        id: 'Sol-Vera-201873001-4',
        name: 'Sol Vera',
        number: '201873001-4',
        files: { 'b/server.py': '5' },
      },
      { id: 'Iris-99123', name: 'Iris', number: '99123', files: { 'x.py': '6' } },
      { id: 'ana', name: 'ana', files: { README: 'r', 'src/server.py': '1' } },
      { id: 'eva', name: 'eva', files: { 'server.py': '3' } },
      { id: 'luis', name: 'luis', files: { 'luis.py': '2' } },
      { id: 'tom', name: 'tom', files: { 'server.py': '4' } },
    ])
    const [sol] = all.submissions
    expect(statSync(join(sol?.folder ?? '', 'b/server.py')).mode & 0o111).not.toBe(0)
  })

  it('keeps its files as they are: what is mended is mended in the copy', async () => {
    const crlf = '#!/usr/bin/env python3\r\nprint("a\\r\\n")\r\n'
    const files = {
      'ana/run.sh': 'python3 x.py\r\nexit\r\n',
      'ana/x.py': crlf,
      'ana/y.py': 'x\r\n',
      'b/a.zip': zipOf([]),
    }
    const all = await found(files)
    expect(readTree(all.folder)).toEqual(Object.fromEntries(Object.entries(files).map(([k, v]) => [k, v.toString()])))
    expect(readTree(all.submissions[0]?.folder ?? '')).toEqual({
      'run.sh': 'python3 x.py\nexit\n',
      // What a script sends may well end with CR LF: only the line with its interpreter is mended.
      'x.py': '#!/usr/bin/env python3\nprint("a\\r\\n")\r\n',
      'y.py': 'x\r\n',
    })
    expect(all.submissions[0]?.notes).toEqual([
      { kind: 'line-ends-mended', file: 'run.sh' },
      { kind: 'line-ends-mended', file: 'x.py' },
    ])
  })

  it('gives distinct identifiers to one name, and safe ones to names in any script', async () => {
    const all = await found({
      'ana.zip': zipOf([{ name: 'a', content: '1' }]),
      'ana/a': '2',
      'Ana.py': '3',
      '李明/a': '4',
      '王芳/a': '5',
      '...x/a': '',
    })
    const ids = all.submissions.map(({ id }) => id)
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(5)
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_][\w.-]{0,79}$/)
    const again = await findSubmissions(all.folder, join(scratch, 'again'))
    expect(again.submissions.map(({ id }) => id)).toEqual(ids)
    // A second run finds the same where the first one has been.
    const overwritten = await findSubmissions(all.folder, all.into)
    expect(overwritten.submissions).toEqual(all.submissions)
  })

  it('may have the results and the assignment beside its submissions', async () => {
    const folder = writeTree(join(scratch, 'beside'), { 'ana/a.py': '1', 'lab3.yaml': 'x' })
    const options = { except: [join(folder, 'lab3.yaml')] }
    for (let run = 0; run < 2; run++) {
      const { submissions } = await findSubmissions(folder, join(folder, 'out', 'work'), options)
      expect(submissions.map(({ id }) => id)).toEqual(['ana'])
    }
  })

  it('may have names that are no UTF-8, as old programs unpack them', async () => {
    const all = await found(
      {},
      {
        prepare: (folder) => {
          const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from('Jos\xe9', 'latin1')])
          mkdirSync(path)
          writeFileSync(Buffer.concat([path, Buffer.from('/ser\xfcver.py', 'latin1')]), '1')
        },
      },
    )
    expect(rows(all)).toEqual([{ id: 'Jose', name: 'José', files: { 'serüver.py': '1' } }])
  })

  it('has archives within folders unpacked one level, and those that cannot be are told', async () => {
    const inner = zipOf([{ name: 'deep.txt', content: 'd' }])
    const all = await found({
      'ana.zip': zipOf([
        {
          name: 'lab/code.zip',
          content: zipOf([
            { name: 'server.py', content: '1' },
            { name: 'in.zip', content: inner },
          ]),
        },
      ]),
      'luis/server.py': '2',
      'luis/photos.zip': 'no zip',
      'luis/data.tar': tarOf([{ name: 'd', content: '3' }]),
      'eva/lab.zip': 'no zip',
    })
    expect(Object.keys(readTree(all.submissions[0]?.folder ?? ''))).toEqual(['in.zip', 'server.py'])
    expect(readTree(all.submissions[1]?.folder ?? '')).toEqual({
      'data/d': '3',
      'photos.zip': 'no zip',
      'server.py': '2',
    })
    expect(all.submissions[1]?.notes).toEqual([
      { kind: 'not-unpacked', entry: 'photos.zip', why: { kind: 'not-an-archive', format: 'zip' } },
    ])
    expect(all.refused.map(({ id, why }) => [id, why])).toEqual([['eva', { kind: 'not-an-archive', format: 'zip' }]])
  })
})

describe('the folder of a class that is none', () => {
  it.each([
    ['is missing', 'missing', /missing: there is no such folder: give the one/],
    ['is a file', 'file.zip', /file\.zip: this is a file: give the folder/],
    ['is empty', 'nothing', /nothing: the folder holds no submissions/],
  ])('%s', async (_, name, message) => {
    writeFileSync(join(scratch, 'file.zip'), '')
    mkdirSync(join(scratch, 'nothing'), { recursive: true })
    const run = findSubmissions(join(scratch, name), join(scratch, 'none'))
    await expect(run).rejects.toThrow(SetupError)
    await expect(run).rejects.toThrow(message)
  })

  it('is never unpacked over itself', async () => {
    const folder = writeTree(join(scratch, 'outer', 'ana'), { 'x/a.py': '1' })
    await expect(findSubmissions(folder, join(scratch, 'outer'))).rejects.toThrow(/over themselves/)
    await expect(findSubmissions(folder, folder)).rejects.toThrow(/over themselves/)
    expect(readFileSync(join(folder, 'x/a.py'), 'utf8')).toBe('1')
  })

  it('cannot be unpacked where nothing can be written', async () => {
    const folder = writeTree(join(scratch, 'good'), { 'ana/a.py': '1' })
    writeFileSync(join(scratch, 'a-file'), '')
    await expect(findSubmissions(folder, join(scratch, 'a-file', 'work'))).rejects.toThrow(SetupError)
  })
})

describe('what may not be followed or cannot be read', () => {
  it('links, FIFOs and devices in a folder are left out, and told', async () => {
    const all = await found(
      { 'ana/server.py': '1' },
      {
        prepare: (folder) => {
          symlinkSync('/etc/passwd', join(folder, 'ana', 'passwd'))
          symlinkSync('/etc', join(folder, 'ana', 'etc'))
          symlinkSync('/etc', join(folder, 'luis'))
          execFileSync('mkfifo', [join(folder, 'ana', 'pipe'), join(folder, 'eva')])
        },
      },
    )
    expect(readdirSync(all.submissions[0]?.folder ?? '')).toEqual(['server.py'])
    expect(all.submissions[0]?.notes).toEqual([
      { kind: 'left-out', entry: 'etc', what: 'symbolic-link' },
      { kind: 'left-out', entry: 'passwd', what: 'symbolic-link' },
      { kind: 'left-out', entry: 'pipe', what: 'fifo' },
    ])
    expect(all.refused.map(({ id, why }) => [id, why])).toEqual([
      ['eva', { kind: 'not-a-file', what: 'fifo' }],
      ['luis', { kind: 'not-a-file', what: 'symbolic-link' }],
    ])
  })

  it('an empty folder, or one with rubbish or empty files alone, is refused', async () => {
    const all = await found({ 'a/.DS_Store': 'x', 'b/x.py': '', 'c.zip': zipOf([]), 'd/e/.git/x': 'y', 'f.py': '' })
    expect(all.submissions).toEqual([])
    expect(all.refused.map(({ why }) => why)).toEqual(Array(5).fill({ kind: 'empty' }))
    expect(readdirSync(all.into)).toEqual([])
  })

  // Root reads everything.
  it.skipIf(process.geteuid === undefined)(
    'a file without the right to read it is refused, with its name',
    async () => {
      const root = process.geteuid?.() === 0
      const prepare = (folder: string): void => {
        for (const path of ['ana/secret.py', 'luis.py', 'eva.zip']) chmodSync(join(folder, path), 0)
        if (!root) return
        chmodSync(scratch, 0o777)
        process.seteuid?.(65_534)
      }
      try {
        const all = await found(
          { 'ana/server.py': '1', 'ana/secret.py': '2', 'luis.py': '3', 'eva.zip': zipOf([]) },
          { prepare },
        )
        expect(all.submissions).toEqual([])
        expect(all.refused.map(({ id, why }) => [id, why])).toEqual([
          ['ana', { kind: 'unreadable', code: 'EACCES', entry: 'secret.py' }],
          ['eva', { kind: 'unreadable', code: 'EACCES' }],
          ['luis', { kind: 'unreadable', code: 'EACCES', entry: 'luis.py' }],
        ])
      } finally {
        if (root) process.seteuid?.(0)
      }
    },
  )
})
