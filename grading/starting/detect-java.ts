import type { Candidate } from './candidate.js'
import { placeholdersFor, type StartTask } from './decision.js'
import { folderOf, isIn, joined, nameOf, pathFrom, stemOf, type Listing } from './listing.js'
import { depthsOf, doesBy, withoutComments } from './source-text.js'

/** Where the compiled classes go, in the folder where the program runs. */
const CLASSES = 'sockspec-classes'

interface Source {
  readonly path: string
  readonly latin1: boolean
  readonly package: string
  /** the folder that its package begins in */
  readonly root: string
  /** the classes at the top, and which of them has a main */
  readonly classes: readonly string[]
  readonly main?: string
  readonly text: string
}

/** Programs in Java: all sources are compiled, each class with a main is a program. */
export function javaIn(listing: Listing, task: StartTask): Candidate[] {
  const sources = listing.flatMap(({ path, text, latin1 }): Source[] =>
    text === undefined || !path.endsWith('.java') || /(?:^|\/)src\/test\//.test(path)
      ? []
      : [sourceOf(path, text, latin1 === true)],
  )
  const libraries = listing.map(({ path }) => path).filter((path) => path.endsWith('.jar'))
  return sources.flatMap((source): Candidate[] => {
    if (source.main === undefined) return []
    const together = companions(source, sources)
    const cwd = projectOf(source, together)
    const jars = libraries.filter((path) => isIn(cwd, path)).map((path) => pathFrom(cwd, path))
    const files = together.map(({ path }) => pathFrom(cwd, path))
    const encoding = together.some(({ latin1 }) => latin1) ? 'ISO-8859-1' : 'UTF-8'
    const does = javaDoes(source.text)
    return [
      {
        command: ['java', '-cp', [CLASSES, ...jars].join(':'), source.main, ...placeholdersFor(task)],
        cwd,
        build: [
          [
            'javac',
            '-encoding',
            encoding,
            ...(jars.length === 0 ? [] : ['-cp', jars.join(':')]),
            '-d',
            CLASSES,
            ...files,
          ],
        ],
        language: 'java',
        path: joined(folderOf(source.path), stemOf(source.main.replaceAll('.', '/')) + '.java'),
        ...(does === undefined ? {} : { does }),
      },
    ]
  })
}

const javaDoes = doesBy(
  /\bServerSocket(?:Channel)?\b|\bnew\s+DatagramSocket\s*\(\s*[^)\s]|\bHttpServer\b|\.bind\s*\(/,
  /\bnew\s+Socket\s*\(|\bSocketChannel\b|\bnew\s+DatagramSocket\s*\(\s*\)|\bHttpClient\b|\bopenConnection\s*\(/,
)

function sourceOf(path: string, original: string, latin1: boolean): Source {
  const text = withoutComments(original)
  const name = /^\s*package\s+([\w.]+)\s*;/m.exec(text)?.[1] ?? ''
  const steps = name === '' ? [] : name.split('.')
  const folders = folderOf(path).split('/')
  const fits = steps.length <= folders.length && folders.slice(folders.length - steps.length).join('.') === name
  const above = folders.slice(0, folders.length - steps.length).join('/')
  const root = steps.length === 0 || !fits ? folderOf(path) : above === '' ? '.' : above
  const full = (one: string): string => (name === '' ? one : `${name}.${one}`)
  const tops = depthsOf(text, /\b(?:class|interface|enum|record)\s+(\w+)/g).filter(({ depth }) => depth === 0)
  const main = depthsOf(text, /\bstatic\s+(?:final\s+)?void\s+main\s*\(/g).find(({ depth }) => depth === 1)
  const owner = main && tops.findLast(({ index }) => index < main.index)?.groups[0]
  return {
    path,
    latin1,
    package: name,
    root,
    classes: tops.map(({ groups }) => full(groups[0] ?? '')),
    text,
    ...(owner === undefined ? {} : { main: full(owner) }),
  }
}

/** What is compiled with it: everything, or where two files have a class of one name, what lies under the same root. */
function companions(source: Source, sources: readonly Source[]): readonly Source[] {
  const isClean = (some: readonly Source[]): boolean => {
    const names = some.flatMap(({ classes }) => classes)
    return new Set(names).size === names.length
  }
  if (isClean(sources)) return sources
  const sameRoot = sources.filter(({ root }) => root === source.root)
  return isClean(sameRoot) ? sameRoot : sameRoot.filter(({ path }) => folderOf(path) === folderOf(source.path))
}

/** Where an IDE would run it, and its files are looked for: above `src`. */
function projectOf({ root }: Source, together: readonly Source[]): string {
  const above = (folder: string): string => {
    const maven = /^(?:(.*)\/)?src\/main\/java$/.exec(folder)
    if (maven) return maven[1] ?? '.'
    return nameOf(folder) === 'src' ? folderOf(folder) : folder
  }
  let folder = above(root)
  while (!together.every(({ path }) => isIn(folder, path))) folder = folderOf(folder)
  return folder
}
