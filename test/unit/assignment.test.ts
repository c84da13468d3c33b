import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { assignmentOf, readAssignment } from '../../grading/assignment.js'
import type { Task } from '../../grading/task.js'
import { SetupError } from '../../harness/findings/violation.js'
import { OPTIONS } from '../../harness/messages/settings.js'
import { LANGUAGES } from '../../results/words/languages.js'
import { readSpecification } from '../../specification/catalogue.js'

const folder = mkdtempSync(join(tmpdir(), 'sockspec-assignment-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (text: string): ReturnType<typeof assignmentOf> => assignmentOf(Buffer.from(text), 'lab.yaml')
const task = (text: string): Task => {
  const [one, ...more] = read(text).tasks
  if (!one || more.length > 0) throw new Error('not one task')
  return one
}
const wrong = (text: string): string[] => {
  try {
    read(text)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return error.message.split('\n')
  }
  throw new Error('nothing was found wrong')
}
const weights = ({ points }: Task): Record<string, number> =>
  Object.fromEntries(points.weights.map(({ id, weight }) => [id, weight]))

describe('an assignment', () => {
  it('of three lines is complete', () => {
    const text = 'protocol: tcp-echo\nrole: server\nstart: python3 server.py {port}'
    const path = join(folder, 'three.yaml')
    writeFileSync(path, text)
    const { tasks, ...about } = readAssignment(path)
    expect(about).toEqual({
      file: path,
      title: readSpecification('tcp-echo', 'server').title,
      hash: createHash('sha256').update(text).digest('hex'),
      lang: 'en',
      isolation: 'auto',
      show: { evidence: true, causes: true, hints: true },
    })
    const [{ specification, requirements, points, ...one } = task(text)] = tasks
    expect(tasks).toHaveLength(1)
    expect(one).toEqual({
      id: 'tcp-echo-server',
      level: 'robust',
      asked: [],
      start: ['python3', 'server.py', '{port}'],
      settings: {},
      timeLimitMs: 600_000,
      buildTimeLimitMs: 120_000,
      memoryMiB: 1024,
    })
    expect(specification.role).toBe('server')
    const graded = requirements.filter(({ level }) => level === 'core' || level === 'robust').map(({ id }) => id)
    expect(points).toEqual({ count: 'each', total: graded.length, weights: graded.map((id) => ({ id, weight: 1 })) })
  })

  it('the role is server, unless it is client', () => {
    expect(task('protocol: tcp-echo').specification.role).toBe('server')
    expect(task('protocol: tcp-echo\nrole: client')).toMatchObject({
      id: 'tcp-echo-client',
      specification: { role: 'client' },
    })
  })

  it('says everything that it can say', () => {
    const text = `title: "Lab 3: sockets"
lang: en
isolation: docker
image: python:3
show: {evidence: false, hints: false}
protocol: file-transfer
level: strict
port: 3500
timeout: 500
options: {reply: 007}
start: [./my server, '{port}']
build: sh -c 'gcc *.c'
time-limit: 60
build-time-limit: 30.5
memory: 256
skip: [file-transfer-s1]
points: 10
`
    expect(read(text)).toMatchObject({
      title: 'Lab 3: sockets',
      isolation: 'docker',
      image: 'python:3',
      show: { evidence: false, causes: true, hints: false },
    })
    const one = task(text)
    expect(one).toMatchObject({
      level: 'strict',
      port: 3500,
      timeoutMs: 500,
      settings: { reply: '007', 'stored-as': 'recibido.bin' },
      start: ['./my server', '{port}'],
      build: ['sh', '-c', 'gcc *.c'],
      timeLimitMs: 60_000,
      buildTimeLimitMs: 30_500,
      memoryMiB: 256,
      points: { total: 10 },
    })
    expect(one.requirements.map(({ id }) => id)).not.toContain('FILE-TRANSFER-S1')
  })

  it('has several tasks; what stands at the top is the default of each, as far as it has it', () => {
    const { tasks } = read(`protocol: tcp-echo
level: core
options: {eol: crlf}
skip: [TCP-ECHO-S3, COMMAND-SESSION-S7]
tasks:
  - start: ./server {port}
  - role: client
    level: strict
    skip: [TCP-ECHO-C1]
  - protocol: command-session
  - protocol: command-session
    options: {eol: none}
`)
    expect(tasks.map(({ id, level, settings }) => [id, level, settings.eol])).toEqual([
      ['tcp-echo-server', 'core', undefined],
      ['tcp-echo-client', 'strict', undefined],
      ['command-session-server', 'core', 'crlf'],
      ['command-session-server-2', 'core', 'none'],
    ])
    const ids = tasks.map(({ requirements }) => requirements.map(({ id }) => id))
    expect(ids[0]).not.toContain('TCP-ECHO-S3')
    expect(ids[1]).not.toContain('TCP-ECHO-C1')
    expect(ids[2]).not.toContain('COMMAND-SESSION-S7')
  })

  it('gives requirements other levels, by which they are chosen, counted and reported', () => {
    const one = task(
      'protocol: tcp-echo\npromote: {TCP-ECHO-S6: core, tcp-echo-s7: robust}\ndemote:\n  TCP-ECHO-S2: info',
    )
    const level = (id: string): string | undefined => one.requirements.find((other) => other.id === id)?.level
    expect([level('TCP-ECHO-S6'), level('TCP-ECHO-S7'), level('TCP-ECHO-S2')]).toEqual(['core', 'robust', 'info'])
    expect(one.specification.requirements.find(({ id }) => id === 'TCP-ECHO-S6')?.level).toBe('core')
    expect(Object.keys(weights(one))).toContain('TCP-ECHO-S6')
    expect(Object.keys(weights(one))).not.toContain('TCP-ECHO-S2')
  })

  it('a strict requirement that is asked for by name counts, as it does in a check', () => {
    const one = task('protocol: tcp-echo\nonly: [TCP-ECHO-S1, TCP-ECHO-S6]\npoints: {strict: 3}')
    expect(one.asked).toEqual(['TCP-ECHO-S1', 'TCP-ECHO-S6'])
    expect(weights(one)).toEqual({ 'TCP-ECHO-S1': 1, 'TCP-ECHO-S6': 3 })
  })

  it('names a folder of features from its own folder, not from where one happens to be', () => {
    mkdirSync(join(folder, 'greeting'))
    const feature = readSpecification('tcp-echo', 'server').text.replaceAll('TCP-ECHO', 'GREETING')
    writeFileSync(
      join(folder, 'greeting', 'server.feature'),
      feature.replace('Protocol: tcp-echo', 'Protocol: my greeting/2'),
    )
    writeFileSync(join(folder, 'own.yaml'), 'protocol: ./greeting\nonly: [GREETING-S1]')
    const [one] = readAssignment(join(folder, 'own.yaml')).tasks
    expect(one).toMatchObject({ id: 'my-greeting-2-server', specification: { folder: join(folder, 'greeting') } })
  })
})

describe('points', () => {
  const points = (what: string): Task =>
    task(`protocol: tcp-echo\nonly: [TCP-ECHO-S1, TCP-ECHO-S4, TCP-ECHO-T1, TCP-ECHO-T2]\npoints: ${what}`)

  it.each([
    ['8', 8, [1, 1, 1, 1], 'each'],
    ['per-cause', 4, [1, 1, 1, 1], 'per-cause'],
    ['{S: 2}', 6, [2, 2, 1, 1], 'each'],
    ['{core: 3, robust: 1, t: 0.5}', 5, [3, 1, 0.5, 0.5], 'each'],
    ['{each: 0.1, robust: 0.2}', 0.6, [0.1, 0.2, 0.1, 0.2], 'each'],
    ['{total: 20, each: 0, core: 2, S: 4, tcp-echo-s1: 5, count: per-cause}', 20, [5, 4, 2, 0], 'per-cause'],
  ])('%s', (text, total, shares, count) => {
    const one = points(text)
    expect([one.points.total, Object.values(weights(one)), one.points.count]).toEqual([total, shares, count])
  })

  it.each([
    ['{totl: 3}', /:3:10: points: totl is no requirement and no group; did you mean total\?$/],
    ['{TCP-ECHO-S11: 3}', /points: TCP-ECHO-S11 is no requirement and no group; did you mean TCP-ECHO-S1\?$/],
    ['{GREETING: 3}', /points: GREETING is no requirement and no group; groups are S, T$/],
    ['{TCP-ECHO-S2: 3}', /points: TCP-ECHO-S2 is not checked, for only or skip leave it out$/],
    ['{TCP-ECHO-S6: 3}', /points: TCP-ECHO-S6 is strict, which level robust does not count: promote it/],
    ['{strict: 3}', /points: strict requirements do not count here: raise the level/],
    ['{total: 5, each: 0}', /points: every requirement is worth 0/],
    ['{S: -1}', /points\.S: -1: it takes a number from 0 to 10000 with two decimals at most$/],
    ['{S: 0.333}', /points\.S: 0\.333: it takes a number from 0 to 10000 with two decimals at most$/],
    ['{count: cause}', /points\.count: "cause": it takes each or per-cause/],
    [
      'percause',
      /points: "percause": it takes a number from 0 to 10000 with two decimals at most, each, per-cause or lines of keys with values$/,
    ],
  ])('%s: told', (text, expected) => {
    const lines = wrong(`protocol: tcp-echo\nonly: [TCP-ECHO-S1, TCP-ECHO-S4]\npoints: ${text}`)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(expected)
  })
})

describe('what is wrong is told with its place and what to do', () => {
  it.each([
    ['', /^lab\.yaml:1:1: the file says nothing: begin with a line such as protocol: tcp-echo$/],
    ['- protocol: tcp-echo', /^lab\.yaml:1:1: an assignment is made of lines such as protocol: tcp-echo$/],
    [
      'role: server',
      /^lab\.yaml:1:1: the file does not say what was handed in: add a line such as protocol: tcp-echo$/,
    ],
    ['protocol: tcp-ehco', /^lab\.yaml:1:11: protocol: unknown protocol "tcp-ehco"; did you mean tcp-echo\?/],
    [
      'protocol: ./nothing',
      /^lab\.yaml:1:11: protocol: there is no folder \S+\/nothing: give its path as it is from the folder of this file$/,
    ],
    ['protocol: ../unit', /^lab\.yaml:1:11: protocol: /],
    ['protocol: udp-exec\nrole: client', /^lab\.yaml:2:7: udp-exec specifies no client: write role: server$/],
    [
      'protocol: tcp-echo\nrole: sever',
      /^lab\.yaml:2:7: role: "sever": it takes server or client; did you mean server\?$/,
    ],
    ['protocol: tcp-echo\n\n  \nstrat: ./server', /^lab\.yaml:4:1: unknown key strat; did you mean start\?$/],
    ['protocol: tcp-echo\ntime_limit: 10', /^lab\.yaml:2:1: unknown key time_limit; did you mean time-limit\?$/],
    ['protocol: tcp-echo\nxyzzyplugh: 10', /^lab\.yaml:2:1: unknown key xyzzyplugh; known here are title, lang/],
    ['protocol: tcp-echo\n__proto__: {port: 1}', /^lab\.yaml:2:1: unknown key __proto__/],
    [
      'tasks:\n  - protocol: tcp-echo\n    title: x',
      /^lab\.yaml:3:5: unknown key title; it belongs to the whole assignment/,
    ],
    ['tasks:\n  - role: server', /^lab\.yaml:2:5: this task does not say its protocol/],
    ['tasks: []', /^lab\.yaml:1:8: tasks: \[\]: it takes a list that is not empty$/],
    ['protocol: tcp-echo\nport: 70000', /^lab\.yaml:2:7: port: 70000: it takes a whole number from 1 to 65535$/],
    ['protocol: tcp-echo\nport: 3.5', /^lab\.yaml:2:7: port: 3\.5: it takes a whole number from 1 to 65535$/],
    ['protocol: tcp-echo\nport: .inf', /^lab\.yaml:2:7: port: /],
    [
      'protocol: tcp-echo\nport: ',
      /^lab\.yaml:2:1: port has no value: it takes a whole number from 1 to 65535; or leave the line out$/,
    ],
    [
      'protocol: tcp-echo\ntitle: 2024',
      /^lab\.yaml:2:8: title: 2024: it takes a text of 1 to 200 characters; put it in quotation marks$/,
    ],
    [
      'protocol: tcp-echo\nstart: {port}',
      /^lab\.yaml:2:8: start: \{"port":null\}: it takes a text or a list that is not empty$/,
    ],
    [
      'protocol: tcp-echo\nstart: make && ./server',
      /^lab\.yaml:2:8: start: no shell reads the command, so && means nothing in it/,
    ],
    ['protocol: tcp-echo\nbuild: [""]', /^lab\.yaml:2:8: build: the command has no words/],
    ['protocol: tcp-echo\nimage: x', /^lab\.yaml:2:1: image: only containers have one: add a line isolation: docker/],
    ['protocol: tcp-echo\nlang: fr', /^lab\.yaml:2:7: lang: "fr": it takes en, es or pt$/],
    ['protocol: tcp-echo\nshow: {evidence: yes}', /^lab\.yaml:2:18: show\.evidence: "yes": it takes true or false$/],
    ['protocol: tcp-echo\nshow: {evidnce: true}', /^lab\.yaml:2:8: unknown key evidnce; did you mean evidence\?$/],
    [
      'protocol: tcp-echo\noptions: {eol: lf}',
      /^lab\.yaml:2:11: options: eol means nothing to the server of tcp-echo, which has none: leave it out$/,
    ],
    [
      'protocol: file-transfer\noptions: {eol: lf}',
      /^lab\.yaml:2:11: options: eol means nothing to the server of file-transfer; it has reply, stored-as$/,
    ],
    ['protocol: command-session\noptions: {eol: LF}', /^lab\.yaml:2:16: options: eol: LF: it takes lf, crlf or none$/],
    ['protocol: command-session\noptions: {eof: lf}', /^lab\.yaml:2:11: unknown key eof; did you mean eol\?$/],
    [
      'protocol: tcp-echo\nskip:\n  - TCP-ECHO-S2\n  - TCP-ECHO-S99',
      /^lab\.yaml:4:5: skip: TCP-ECHO-S99 is no requirement of the server of tcp-echo; did you mean TCP-ECHO-S\d\?$/,
    ],
    [
      'protocol: tcp-echo\nonly: [TCP-ECHO-N1]',
      /^lab\.yaml:2:8: only: TCP-ECHO-N1 needs a network that can be disturbed/,
    ],
    [
      'protocol: tcp-echo\nonly: [TCP-ECHO-S1]\nskip: [TCP-ECHO-S1]',
      /^lab\.yaml:2:1: only and skip leave no requirement/,
    ],
    [
      'protocol: tcp-echo\npromote: {TCP-ECHO-S4: kore}',
      /^lab\.yaml:2:24: promote\.TCP-ECHO-S4: "kore": it takes core, robust or strict; did you mean core\?$/,
    ],
    [
      'protocol: tcp-echo\npromote: {TCP-ECHO-S1: robust}',
      /^lab\.yaml:2:11: promote: TCP-ECHO-S1 is core, so robust would demote it: move the line to demote:$/,
    ],
    [
      'protocol: tcp-echo\ndemote: {TCP-ECHO-S6: robust}',
      /^lab\.yaml:2:10: demote: TCP-ECHO-S6 is strict, so robust would promote it: move the line to promote:$/,
    ],
    [
      'protocol: tcp-echo\npromote: {TCP-ECHO-S4: core}\ndemote: {tcp-echo-s4: info}',
      /^lab\.yaml:3:10: tcp-echo-s4 is promoted and demoted: keep one of the two$/,
    ],
    ['title: Lab 3: sockets', /^lab\.yaml:1:8: a second ": " in one value: put the text in quotation marks/],
    [
      'protocol:tcp-echo\nrole: server',
      /^lab\.yaml:1:1: this is no "key: value": a key needs a colon and a space behind it$/,
    ],
    ['protocol: tcp-echo\n\trole: server', /^lab\.yaml:2:1: a tab at the beginning of a line: use spaces$/],
    [
      'protocol: tcp-echo\nport: 1\nport: 2',
      /^lab\.yaml:3:1: the key port stands here for the second time: keep one of the two$/,
    ],
    ['protocol: "tcp-echo', /^lab\.yaml:1:20: this is not YAML: Missing closing "quote$/],
    ['protocol: @x', /^lab\.yaml:1:11: a text cannot begin with @: put it in quotation marks$/],
    ['show: &x {hints: true}\ntasks: *x', /^lab\.yaml:2:8: \*x: write out what it stands for, aliases are not read$/],
    ['protocol: tcp-echo\nstart: !sh x', /^lab\.yaml:2:8: tags mean nothing here: remove what begins with !$/],
    ['protocol: tcp-echo\n---\nprotocol: udp-echo', /^lab\.yaml:2:1: a second document begins here/],
    ['protocol: tcp-echo\n{port}: 3', /^lab\.yaml:2:1: a list or map cannot be a key here/],
  ])('%j', (text, expected) => {
    const lines = wrong(text)
    expect(lines[0]).toMatch(expected)
    expect(lines).toHaveLength(1)
  })

  it('all mistakes at once, in the order of the file', () => {
    const lines = wrong(`protocol: tcp-echo
rolle: server
port: 0
level: hard
skip: [TCP-ECHO-S99]
options: {eol: lf}
start: ./server &
port: 5
tasks:
  - 3
  - protocol: udp-exec
    role: client
    memory: 1
`)
    expect(lines.map((line) => line.split(':').slice(1, 3).join(':'))).toEqual([
      '2:1',
      '4:8',
      '7:8',
      '8:1',
      '10:5',
      '12:11',
      '13:13',
    ])
  })

  it('identifiers that are for several tasks are told where none of them has it', () => {
    const tasks = 'tasks:\n  - protocol: tcp-echo\n  - protocol: udp-echo\n'
    expect(wrong(`skip: [TCP-ECHO-S2, UDP-ECHO-S2, TCP-MULTIPART-S2]\n${tasks}`)).toEqual([
      expect.stringMatching(
        /^lab\.yaml:1:34: skip: TCP-MULTIPART-S2 is no requirement of the server of tcp-echo or the server of udp-echo/,
      ),
    ])
  })

  it('a file that is none is told by its name', () => {
    expect(() => readAssignment(join(folder, 'none.yaml'))).toThrow(
      /there is no file \S+none\.yaml: sockspec init writes one/,
    )
    expect(() => readAssignment(folder)).toThrow(/is a folder: name the assignment's file in it/)
    expect(() => assignmentOf(Buffer.from([0x70, 0xff]), 'lab.yaml')).toThrow(/lab\.yaml is not in UTF-8/)
    writeFileSync(join(folder, 'large.yaml'), Buffer.alloc(2 * 1024 * 1024, 0x20))
    expect(() => readAssignment(join(folder, 'large.yaml'))).toThrow(/is larger than 1 MiB/)
  })

  it('a file that is something else altogether is not told at length', () => {
    expect(wrong('\u0000 a: [\n'.repeat(500)).length).toBeLessThanOrEqual(21)
  })

  it('property: whatever stands in it, it is read or told in lines that begin with their place', () => {
    const key = fc.constantFrom(
      'protocol',
      'role',
      'tasks',
      'points',
      'only',
      'promote',
      'options',
      'start',
      'show',
      'x',
      '__proto__',
    )
    const value = fc.constantFrom(
      'tcp-echo',
      'client',
      '3',
      '-',
      '{S: 1}',
      '[TCP-ECHO-S1]',
      '{TCP-ECHO-S4: core}',
      '[{role: 3}]',
      '[[',
      '~',
      '*a',
      '"',
      '{a: {b: 1}}',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.constantFrom(': ', ':', ':\n  '), value), { maxLength: 5 }), (lines) => {
        const text = lines.map((line) => line.join('')).join('\n')
        try {
          read(text)
        } catch (error) {
          expect(error).toBeInstanceOf(SetupError)
          for (const line of (error as Error).message.split('\n')) expect(line).toMatch(/^lab\.yaml:\d+:\d+: \S.*$/)
        }
      }),
    )
  })
})

describe('the schema that editors complete by', () => {
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/assignment.schema.json'), 'utf8')) as {
    properties: Record<string, unknown> & {
      lang: { enum: string[] }
      tasks: { items: { properties: Record<string, unknown> } }
    }
    $defs: { options: { properties: Record<string, unknown> } }
  }
  it('has the options of protocols, the languages of reports, and for each task what may stand at the top', () => {
    expect(Object.keys(schema.$defs.options.properties).sort()).toEqual(Object.keys(OPTIONS).sort())
    expect(schema.properties.lang.enum).toEqual(Object.keys(LANGUAGES))
    const ofAll = ['title', 'lang', 'isolation', 'image', 'show', 'tasks']
    expect(Object.keys(schema.properties).filter((key) => !ofAll.includes(key))).toEqual(
      Object.keys(schema.properties.tasks.items.properties),
    )
  })
})

describe('docs/grading.md', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/grading.md'), 'utf8')
  it.each([...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, example = '']) => [example]))(
    'its example is an assignment: %j',
    (example) => {
      expect(read(example).tasks.length).toBeGreaterThan(0)
    },
  )
  it('explains every key of the schema', () => {
    const { properties } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../docs/assignment.schema.json'), 'utf8'),
    ) as { properties: Record<string, unknown> }
    for (const key of Object.keys(properties)) expect(text).toMatch(new RegExp(`^\\| .*\`${key}\`.* \\|.*\\|$`, 'm'))
  })
  it('shows mistakes as they are told', () => {
    const lines = wrong(
      'protocol: tcp-echo\nrole: "sever"\nlevel: core\n\ntime_limit: 3\nskip:\n  # not yet\n  - TCP-ECHO-S41\n',
    )
    expect(text).toContain(lines.join('\n').replaceAll('lab.yaml', 'lab3.yaml'))
  })
})
