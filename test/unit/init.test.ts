import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import { askedFor, initCommand, initText } from '../../cli/init.js'
import { openQuestions } from '../../cli/questions.js'
import { assignmentOf, readAssignment } from '../../grading/assignment.js'
import { readCatalogue, featuresFolder } from '../../specification/catalogue.js'
import { RUN_LEVELS } from '../../specification/level.js'

const folder = mkdtempSync(join(tmpdir(), 'sockspec-init-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const all = readCatalogue().map(({ protocol, role }) => [protocol, role] as const)

describe('sockspec init', () => {
  it.each(all)('%s, %s: what it writes is an assignment', (protocol, role) => {
    const start = `./it "two words" {port}`
    const [one, ...more] = assignmentOf(
      Buffer.from(initText({ protocol, role, start, port: '3500', level: 'core' }, 'x.yaml')),
      'x.yaml',
    ).tasks
    expect(more).toEqual([])
    expect(one).toMatchObject({
      id: `${protocol}-${role}`,
      level: 'core',
      start: ['./it', 'two words', '{port}'],
      port: 3500,
    })
  })

  it.each(all)('%s, %s: and so it is with every setting in force that it explains', (protocol, role) => {
    for (const level of RUN_LEVELS) {
      const text = initText({ protocol, role, level }, 'x.yaml')
      const inForce = text.replaceAll(/^#(?=[ ]{2}\S|[a-z])/gm, '')
      expect(inForce.match(/^(?:start|title|promote|points|show|lang|memory): ?/gm)?.length).toBeGreaterThanOrEqual(6)
      const [one] = assignmentOf(Buffer.from(inForce), 'x.yaml').tasks
      expect(one).toMatchObject({ level, points: { total: 10 }, build: ['make'] })
    }
  })

  it('is written where nothing is, and over something only with --force', async () => {
    const out = join(folder, 'lab.yaml')
    expect(await initCommand({ protocol: 'tcp-echo', out })).toContain(`sockspec grade FOLDER --assignment ${out}`)
    expect(readAssignment(out).tasks[0]?.id).toBe('tcp-echo-server')
    const before = readFileSync(out)
    await expect(initCommand({ protocol: 'udp-echo', out })).rejects.toThrow(/is there already: .*--out FILE.*--force/)
    expect(readFileSync(out)).toEqual(before)
    await initCommand({ protocol: 'udp-echo', out, force: true })
    expect(readAssignment(out).tasks[0]?.id).toBe('udp-echo-server')
  })

  it('names a folder of features from the file', async () => {
    cpSync(join(featuresFolder(), 'tcp-echo'), join(folder, 'mine'), { recursive: true })
    mkdirSync(join(folder, 'course'))
    const out = join(folder, 'course', 'lab.yaml')
    await initCommand({ protocol: join(folder, 'mine'), out })
    expect(readFileSync(out, 'utf8')).toContain('\nprotocol: ../mine\n')
    expect(readAssignment(out).tasks[0]?.specification.folder).toBe(join(folder, 'mine'))
  })

  it('takes the only role that there is', () => {
    expect(initText({ protocol: 'udp-exec' }, 'x.yaml')).toContain('\nrole: server\n')
  })

  it.each([
    [{}, /--protocol is missing: .*sockspec init --protocol tcp-echo/],
    [{ protocol: 'tcp-ehco' }, /did you mean tcp-echo\?/],
    [{ protocol: 'udp-exec', role: 'client' }, /--role client: udp-exec specifies server$/],
    [{ protocol: 'tcp-echo', role: 'sever' }, /--role sever: tcp-echo specifies server or client$/],
    [{ protocol: 'tcp-echo', level: 'hard' }, /--level hard: the level is core, robust, strict/],
    [{ protocol: 'tcp-echo', port: '0' }, /--port 0: a port is a number/],
    [{ protocol: 'tcp-echo', start: 'make && ./server' }, /--start make && \.\/server: no shell reads/],
  ])('%j: told, and nothing is written', async (options, expected) => {
    const out = join(folder, 'wrong.yaml')
    await expect(initCommand({ ...options, out })).rejects.toThrow(expected)
    expect(existsSync(out)).toBe(false)
  })

  it('a file that cannot be written is told', async () => {
    writeFileSync(join(folder, 'a-file'), '')
    await expect(initCommand({ protocol: 'tcp-echo', out: join(folder, 'a-file', 'lab.yaml') })).rejects.toThrow(
      /lab\.yaml cannot be written: ENOTDIR/,
    )
    await expect(initCommand({ protocol: 'tcp-echo', out: join(folder, 'none', 'lab.yaml') })).rejects.toThrow(
      /lab\.yaml cannot be written: there is no folder \S+none, make it first$/,
    )
  })
})

/** Somebody at a terminal who answers each question as it comes; then the input ends. */
function typing(...answers: string[]): {
  readonly questions: ReturnType<typeof openQuestions>
  readonly seen: () => string
} {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let seen = ''
  output.on('data', (chunk: Buffer) => {
    seen += chunk.toString()
    if (!seen.endsWith(': ')) return
    const answer = answers.shift()
    if (answer === undefined) input.end()
    else input.write(`${answer}\n`)
  })
  return { questions: openQuestions(input, output), seen: () => seen }
}

describe('what is asked', () => {
  it('every question can be answered, or left to its default', async () => {
    const { questions } = typing('', 'client', 'java Client {host}', '3500', 'strict')
    expect(await askedFor(questions.ask)).toEqual({
      protocol: 'tcp-echo',
      role: 'client',
      start: 'java Client {host}',
      port: '3500',
      level: 'strict',
    })
    const defaults = typing('', '', '', '', '')
    expect(await askedFor(defaults.questions.ask)).toEqual({ protocol: 'tcp-echo', role: 'server', level: 'robust' })
  })

  it('a wrong answer is told, and asked for again; what is known is not asked', async () => {
    const { questions, seen } = typing('tpc-echo', 'udp-exec', './server > log', './server {port}', 'hard', 'core')
    expect(await askedFor(questions.ask)).toEqual({
      protocol: 'udp-exec',
      role: 'server',
      start: './server {port}',
      level: 'core',
    })
    expect(seen()).toMatch(/unknown protocol "tpc-echo"; did you mean tcp-echo\?/)
    expect(seen()).toContain(': no shell reads the command, so > means nothing in it')
    expect(seen()).toContain(': the level is core, robust, strict\n')
    expect(seen()).not.toMatch(/What is handed in|Port that/)
  })

  it('where the answers end, so does the asking', async () => {
    const { questions } = typing('tcp-echo')
    await expect(askedFor(questions.ask)).rejects.toThrow(
      'the answers ended before the last question: nothing was written',
    )
  })
})
