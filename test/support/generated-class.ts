import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { isInstalled } from './command.js'
import { FAILING, HARMLESS, HONEST } from './hostile-programs.js'
import { readSubmissions } from './submissions.js'
import { writeTree } from './tree.js'

/** The port that all of the class have written into them. */
const PORT = 12_000

export interface GeneratedStudent {
  /** of the folder that was handed in */
  readonly name: string
  /** what it is a copy of */
  readonly program: string
}

export interface GeneratedClass {
  readonly folder: string
  readonly assignment: string
  readonly students: readonly GeneratedStudent[]
}

/** Programs that do not come to serve at all, or are no program. */
const BROKEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'does-not-compile': {
    'server.c': 'int main() { return x; }\n',
    'sockspec.yaml': 'start: ./server\nbuild: gcc -o server server.c\n',
  },
  'syntax-error': { 'server.py': 'import socket\nwhile True print("here")\n' },
  'nothing-handed-in': { 'report.txt': 'My dog has eaten it.\n' },
}

/** How a program of the sample submissions is handed in, by the ending of its name. */
const HANDED_IN: Readonly<Record<string, (file: string) => string>> = {
  '.c': (file) => `start: ./server ${PORT}\nbuild: gcc -O1 -o server ${file}\n`,
  '.java': (file) => `start: java ${file.replace('.java', '')} ${PORT}\nbuild: javac ${file}\n`,
  '.pl': (file) => `start: perl ${file} ${PORT}\n`,
}
const COMPILER: Readonly<Record<string, string>> = { '.c': 'gcc', '.java': 'javac', '.pl': 'perl' }

/** The samples whose verdicts hang neither on chance nor on the time that the machine has: each as the files of a hand-in. */
function samples(): ReadonlyMap<string, (folder: string) => void> {
  const all = readSubmissions().filter(
    ({ protocol, role, start, undecided, name }) =>
      protocol === 'tcp-echo' &&
      role === 'server' &&
      start === 'argument' &&
      undecided.length === 0 &&
      !/drips|backlog|floods/.test(name),
  )
  const programs = new Map<string, (folder: string) => void>()
  for (const { source, name } of all) {
    const file = name.split(' ').at(-1) ?? ''
    const ending = extname(file)
    const handedIn = HANDED_IN[ending]
    if (ending === '.py') programs.set(file, (folder) => writeFileSync(join(folder, 'server.py'), readFileSync(source)))
    else if (handedIn && isInstalled(COMPILER[ending] ?? ''))
      programs.set(file, (folder) => {
        copyFileSync(source, join(folder, file))
        writeFileSync(join(folder, 'sockspec.yaml'), handedIn(file))
      })
  }
  return programs
}

/**
 * Writes a class of so many: the sample servers of tcp-echo under many names, all with one port written into their command, a tenth of them hostile or
 * broken. The same each time. `more`: lines of its assignment.
 */
export function generateClass(base: string, size: number, more = ''): GeneratedClass {
  const folder = join(base, 'submissions')
  const good = [...samples()]
  const bad = [
    ...Object.entries({ ...FAILING, ...HARMLESS }).map(([name, text]) => [name, { 'server.py': text }] as const),
    ...Object.entries(BROKEN),
  ]
  const students: GeneratedStudent[] = []
  for (let index = 0; index < size; index++) {
    const name = `student-${String(index + 1).padStart(3, '0')}`
    const place = join(folder, name)
    mkdirSync(place, { recursive: true })
    if (index % 10 === 9) {
      const [program, files] = bad[Math.floor(index / 10) % bad.length] ?? ['honest', { 'server.py': HONEST }]
      writeTree(place, files)
      students.push({ name, program })
    } else {
      const [program, write] = good[(index - Math.floor(index / 10)) % good.length] ?? ['none', () => undefined]
      write(place)
      students.push({ name, program })
    }
  }
  const assignment = join(base, 'lab.yaml')
  writeFileSync(
    assignment,
    `protocol: tcp-echo\nrole: server\nstart: python3 server.py ${PORT}\nport: ${PORT}\ntime-limit: 60\n${more}`,
  )
  return { folder, assignment, students }
}
