import type { Candidate } from './candidate.js'
import { placeholdersFor, type Role, type StartTask } from './decision.js'
import { programName } from './detect-c.js'
import { folderOf, isIn, joined, nameOf, pathFrom, stemOf, type Listing } from './listing.js'
import { doesBy } from './source-text.js'

const goDoes = doesBy(/\bnet\.Listen\w*\s*\(|\bhttp\.ListenAndServe\b/, /\bnet\.Dial\w*\s*\(|\bhttp\.(?:Get|Post)\b/)

/** Programs in Go: a folder with one main is a package; of several mains in one folder each is a program of one file. */
export function goIn(listing: Listing, task: StartTask): Candidate[] {
  const sources = texts(listing, /\.go$/).filter(({ path }) => !path.endsWith('_test.go'))
  const mains = sources.filter(({ text }) => /^\s*package\s+main\b/m.test(text) && /^func\s+main\s*\(/m.test(text))
  const modules = listing.filter(({ path }) => nameOf(path) === 'go.mod').map(({ path }) => folderOf(path))
  return mains.map((main): Candidate => {
    const folder = folderOf(main.path)
    const cwd = nearest(modules, folder) ?? folder
    const alone = mains.filter(({ path }) => folderOf(path) === folder).length === 1
    const beside = sources.filter(({ path }) => folderOf(path) === folder && path !== main.path)
    const inModule = modules.includes(cwd)
    const here = pathFrom(cwd, folder)
    const files = [main, ...(alone ? beside : [])].map(({ path }) => pathFrom(cwd, path))
    const what = alone && inModule ? [here === '.' ? '.' : `./${here}`] : files
    const program = programName(joined(cwd, nameOf(main.path)), listing)
    return {
      command: [`./${program}`, ...placeholdersFor(task)],
      cwd,
      build: [['go', 'build', '-o', program, ...what]],
      language: 'go',
      path: main.path,
      ...doing(goDoes(main.text)),
    }
  })
}

const rustDoes = doesBy(/\bTcpListener\b|\bUdpSocket::bind\s*\(/, /\bTcpStream::connect\b/)

/** Programs in Rust: what cargo makes of a package, and files with a main that belong to none. */
export function rustIn(listing: Listing, task: StartTask): Candidate[] {
  const packages = texts(listing, /(?:^|\/)Cargo\.toml$/).map(({ path, text }) => ({ folder: folderOf(path), text }))
  return texts(listing, /\.rs$/)
    .filter(({ text }) => /^(?:\s*#\[[^\]]*\]\s*)*\s*(?:pub\s+)?(?:async\s+)?fn\s+main\s*\(/m.test(text))
    .flatMap((main): Candidate[] => {
      const rest = {
        language: 'rust' as const,
        path: main.path,
        ...doing(rustDoes(main.text)),
      }
      const folder = nearest(
        packages.map((one) => one.folder),
        folderOf(main.path),
      )
      if (folder === undefined) {
        const program = programName(main.path, listing)
        return [
          {
            command: [`./${program}`, ...placeholdersFor(task)],
            cwd: folderOf(main.path),
            build: [['rustc', '-O', '-o', program, nameOf(main.path)]],
            ...rest,
          },
        ]
      }
      const manifest = packages.find((one) => one.folder === folder)?.text ?? ''
      const binary = binaryOf(pathFrom(folder, main.path), manifest)
      if (binary === undefined) return []
      return [
        {
          command: [`target/release/${binary}`, ...placeholdersFor(task)],
          cwd: folder,
          build: [['cargo', 'build', '--release', '--offline', '--target-dir', 'target', '--bin', binary]],
          ...rest,
          // "src/main.rs" says nothing of its role; the package's name does.
          path: stemOf(main.path) === 'main' ? joined(folder, `${binary}.rs`) : main.path,
        },
      ]
    })
}

/** The name of the program that cargo makes of a source; undefined where it makes none. */
function binaryOf(source: string, manifest: string): string | undefined {
  for (const section of manifest.split(/^\s*(?=\[)/m)) {
    if (!section.startsWith('[[bin]]')) continue
    if (valueIn(section, 'path') === source) return valueIn(section, 'name')
  }
  if (source === 'src/main.rs')
    return valueIn(/^\s*\[package\][^]*?(?=^\s*\[|(?![^]))/m.exec(manifest)?.[0] ?? '', 'name')
  return /^src\/bin\/([^/]+)(?:\.rs|\/main\.rs)$/.exec(source)?.[1]
}

const valueIn = (section: string, key: string): string | undefined =>
  new RegExp(`^\\s*${key}\\s*=\\s*["']([^"']+)["']`, 'm').exec(section)?.[1]

const doing = (does: Role | undefined): { does?: Role } => (does === undefined ? {} : { does })

const nearest = (folders: readonly string[], from: string): string | undefined =>
  folders.filter((folder) => isIn(folder, from)).sort((a, b) => b.length - a.length)[0]

const texts = (listing: Listing, pattern: RegExp): { path: string; text: string }[] =>
  listing.flatMap(({ path, text }) =>
    text !== undefined && pattern.test(path)
      ? [{ path, text: path.endsWith('.toml') ? text : withoutLineComments(text) }]
      : [],
  )

/** Lifetimes ('a) are no quotes: of Rust only comments are taken out. */
const withoutLineComments = (text: string): string => text.replace(/\/\*[^]*?\*\/|^\s*\/\/[^\n]*/gm, ' ')
