import type { Start, StartDecision, StartTask } from './decision.js'
import { folderOf, nameOf, stemOf, type Listing } from './listing.js'
import { fitOf } from './role-in-name.js'

/** The file that a command is about, and which word names it; undefined where it names none. */
export function fileNamedIn(command: readonly string[]): { file: string; word: number; made: boolean } | undefined {
  const [program = ''] = command
  const plain = (path: string): string => path.replace(/^(?:\.\/)+/, '')
  // "./server" may be what the build makes.
  if (program.includes('/')) return program.startsWith('/') ? undefined : { file: plain(program), word: 0, made: true }
  if (program === 'make') return { file: 'Makefile', word: -1, made: false }
  const word = command.findIndex((one, at) => at > 0 && /^[^-{][^{]*\.[A-Za-z]\w*$/.test(one) && !/^[\d.]+$/.test(one))
  if (program === 'java' || program === 'javaw') {
    const main = mainClassOf(command)
    if (main !== undefined && !main.endsWith('.java') && !main.endsWith('.jar'))
      return { file: `${main.split('.').at(-1) ?? main}.java`, word: -1, made: false }
  }
  return word === -1 ? undefined : { file: plain(command[word] ?? ''), word, made: false }
}

/** A class that nobody compiles: with what would be done for it if it were found. */
function compiledStarts(start: Start, path: string, other: StartDecision): readonly Start[] {
  const name = stemOf(path)
  const found = startsIn(other).filter(({ command }) => mainClassOf(command)?.split('.').at(-1) === name)
  if (found.length === 0) return [start]
  const asked = mainClassOf(start.command) ?? ''
  return found.map((one) => ({
    ...one,
    command: [
      ...one.command.slice(0, one.command.indexOf(mainClassOf(one.command) ?? '') + 1),
      ...start.command.slice(start.command.indexOf(asked) + 1),
    ],
    how: start.how,
  }))
}

/** The first word behind Java's options. */
function mainClassOf(command: readonly string[]): string | undefined {
  for (let at = 1; at < command.length; at++) {
    const word = command[at] ?? ''
    if (/^(?:-cp|-classpath|--class-path|-p|--module-path)$/.test(word)) at++
    else if (!word.startsWith('-')) return word
  }
  return undefined
}

/** The assignment's command, where its file lies: found in a subfolder where exactly one has it. */
export function assignedStart(
  listing: Listing,
  task: StartTask,
  command: readonly string[],
  how: Start['how'],
  others: () => StartDecision,
): StartDecision {
  const build = task.build === undefined ? {} : { build: [task.build] }
  const named = fileNamedIn(command)
  const at = (cwd: string, words = command): Start => ({ command: words, cwd, ...build, how })
  if (named === undefined) return { kind: 'start', ...at('.') }
  const places = placesOf(listing, named.file, task)
  if (places.length > 0) {
    // A file that says the role by its folder is meant before one that says the other's.
    const meant = places.filter(({ path }) => fitOf(path, task.role) !== 'other')
    const starts = (meant.length > 0 ? meant : places).map(({ path, cwd, as }) => ({
      start: at(cwd, as === undefined || named.word === -1 ? command : withWord(command, named.word, as)),
      path,
    }))
    const compiled = command[0] === 'java' && named.word === -1 && task.build === undefined
    return (
      oneOf(starts.flatMap(({ start, path }) => (compiled ? compiledStarts(start, path, others()) : [start]))) ??
      others()
    )
  }
  const other = others()
  if (named.made) {
    const made = madeStart(listing, task, command, other)
    if (made) return made
  }
  // Nobody says that another program is the one that was asked for, but the teacher may.
  const found = startsIn(other)
  return found.length > 0
    ? { kind: 'undecided', candidates: found }
    : { kind: 'nothing', why: { kind: 'missing', file: named.file } }
}

function startsIn(decision: StartDecision): readonly Start[] {
  if (decision.kind === 'undecided') return decision.candidates
  if (decision.kind === 'nothing') return []
  const { command, cwd, build, how, language } = decision
  return [
    {
      command,
      cwd,
      ...(build === undefined ? {} : { build }),
      how,
      ...(language === undefined ? {} : { language }),
    },
  ]
}

/**
 * A program that the build has yet to make. The assignment's own build makes it, where the submission has what that needs; without one, what would be made of the
 * submission anyway, if it has that name.
 */
function madeStart(
  listing: Listing,
  task: StartTask,
  command: readonly string[],
  other: StartDecision,
): StartDecision | undefined {
  if (task.build === undefined) {
    const same = startsIn(other).filter((start) => nameOf(start.command[0] ?? '') === nameOf(command[0] ?? ''))
    const starts = same.map((start): Start => ({
      ...start,
      command: [start.command[0] ?? '', ...command.slice(1)],
      how: 'assignment',
    }))
    return oneOf(starts)
  }
  const tool = /^(?:GNUm|[Mm])akefile$|^CMakeLists\.txt$|^Cargo\.toml$|^go\.mod$/
  const named = new Set(task.build)
  const foldersOf = (isIt: (path: string) => boolean): string[] => [
    ...new Set(listing.filter(({ path }) => isIt(path)).map(({ path }) => folderOf(path))),
  ]
  // "gcc server.c -o server" is run where server.c is, "make" where the Makefile is.
  const bySource = foldersOf((path) => named.has(nameOf(path)))
  const folders = bySource.length > 0 ? bySource : foldersOf((path) => tool.test(nameOf(path)))
  const starts = folders.map((cwd): Start => ({ command, cwd, build: [task.build ?? []], how: 'assignment' }))
  return oneOf(starts)
}

function oneOf(starts: readonly Start[]): StartDecision | undefined {
  const [only] = starts
  if (only === undefined) return undefined
  return starts.length === 1 ? { kind: 'start', ...only } : { kind: 'undecided', candidates: starts }
}

interface Place {
  readonly path: string
  readonly cwd: string
  /** what the file is called there, where that is not what the command says */
  readonly as?: string
}

/** Where a file of that path lies: as it is, in subfolders, by its name alone, with other capitals, under the name that the platform had changed. */
function placesOf(listing: Listing, file: string, { renamed = [] }: StartTask): Place[] {
  const paths = listing.map(({ path }) => path)
  if (paths.includes(file)) return [{ path: file, cwd: '.' }]
  const below = paths.filter((path) => path.endsWith(`/${file}`))
  if (below.length > 0) return below.map((path) => ({ path, cwd: path.slice(0, -file.length - 1) }))
  const byName = (name: string, fold: (text: string) => string): Place[] =>
    paths
      .filter((path) => fold(nameOf(path)) === fold(name))
      .map((path) => ({ path, cwd: folderOf(path), as: nameOf(path) }))
  const same = byName(nameOf(file), (text) => text)
  if (same.length > 0) return same
  const otherCapitals = byName(nameOf(file), (text) => text.toLowerCase())
  if (otherCapitals.length > 0) return otherCapitals
  return renamed.filter(({ from }) => from === nameOf(file)).flatMap(({ to }) => byName(to, (text) => text))
}

const withWord = (command: readonly string[], at: number, word: string): string[] =>
  command.map((one, i) => (i === at ? (one.startsWith('./') ? `./${word}` : word) : one))
