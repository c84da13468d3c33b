import type { Candidate } from './candidate.js'
import { placeholdersFor, type StartTask } from './decision.js'
import { folderOf, nameOf, stemOf, type ListedFile, type Listing } from './listing.js'
import { doesBy, withoutComments } from './source-text.js'

/** Programs that need no building: Python, Node, Perl. */
export function scriptsIn(listing: Listing, task: StartTask): Candidate[] {
  return [...python(listing, task), ...node(listing, task), ...perl(listing, task)]
}

const withText = (listing: Listing, pattern: RegExp): (ListedFile & { text: string })[] =>
  listing.filter((file): file is ListedFile & { text: string } => pattern.test(file.path) && file.text !== undefined)

const candidate = (file: ListedFile, interpreter: string, task: StartTask) => ({
  command: [interpreter, nameOf(file.path), ...placeholdersFor(task)],
  cwd: folderOf(file.path),
  path: file.path,
})

const pythonDoes = doesBy(
  /\.bind\s*\(|\.listen\s*\(|create_server\s*\(|start_server\s*\(|create_datagram_endpoint\s*\([^)]*local_addr|socketserver\b|HTTPServer\b|serve_forever\b|app\.run\s*\(/,
  /\.connect(?:_ex)?\s*\(|\.sendto\s*\(|create_connection\s*\(|open_connection\s*\(|create_datagram_endpoint\s*\(|urlopen\s*\(|requests\.\w+\s*\(|http\.client\b/,
)

/** A module that another script imports is no program, unless it has a main. Nor is a test, where there is anything else. */
function python(listing: Listing, task: StartTask): Candidate[] {
  const files = withText(listing, /\.py$/i).map((file) => ({
    file,
    // Strings too may speak of sockets: those of several lines mostly do, being documentation.
    text: file.text.replace(/"""[^]*?"""|'''[^]*?'''/g, '""').replace(/^\s*#[^\n]*/gm, ''),
  }))
  const imported = new Set(
    files.flatMap(({ text }) =>
      [...text.matchAll(/^\s*(?:from\s+\.*([\w.]*)\s+)?import\s+\(?([^#\n()]+)/gm)].flatMap(
        ([, from = '', names = '']) =>
          [from, ...names.split(',')].map((one) => one.trim().split(/[\s]/)[0]?.split('.').at(-1) ?? ''),
      ),
    ),
  )
  const isMain = (text: string): boolean => /\b__name__\s*==\s*["']__main__["']/.test(text)
  const programs = files.filter(({ file, text }) => {
    if (/^(?:setup|conftest|__init__)\.py$/.test(nameOf(file.path))) return false
    return isMain(text) || (!imported.has(stemOf(file.path)) && /\S/.test(text))
  })
  const all = programs.map(({ file, text }) => {
    const does = pythonDoes(text)
    const one: Candidate = {
      ...candidate(file, 'python3', task),
      language: 'python',
      ...(does === undefined ? {} : { does }),
    }
    return { one, main: isMain(text) || does !== undefined, test: /^test_|_test\.py$/.test(nameOf(file.path)) }
  })
  const noTests = all.some(({ test }) => !test) ? all.filter(({ test }) => !test) : all
  // A script that neither says that it is one nor does anything with sockets counts where there is no other.
  const mains = noTests.some(({ main }) => main) ? noTests.filter(({ main }) => main) : noTests
  return mains.map(({ one }) => one)
}

const nodeDoes = doesBy(
  /\.createServer\s*\(|\.listen\s*\(|\.bind\s*\(/,
  /\.(?:createConnection|connect)\s*\(|\.send\s*\(|new (?:\w+\.)?Socket\s*\(|\bfetch\s*\(|http\.(?:get|request)\s*\(/,
)

function node(listing: Listing, task: StartTask): Candidate[] {
  const files = withText(listing, /\.[mc]?js$/i)
  const required = new Set(
    files.flatMap(({ path, text }) =>
      [...text.matchAll(/(?:\brequire\s*\(|\bfrom\b|\bimport\b\s*\(?)\s*["']\.{1,2}\/([^"'\n]+)["']/g)].map(
        ([, to = '']) => `${folderOf(path)} ${stemOf(`${to.replace(/\.[mc]?js$/, '')}.js`)}`,
      ),
    ),
  )
  return files
    .filter(
      ({ path }) => !required.has(`${folderOf(path)} ${stemOf(path)}`) && !/\.(?:test|config)\.[mc]?js$/.test(path),
    )
    .flatMap((file): Candidate[] => {
      const does = nodeDoes(withoutComments(file.text))
      // Without a socket of Node's own it is a script for a page.
      if (!/["'](?:node:)?(?:net|dgram|http|tls)["']|\bfetch\s*\(/.test(file.text)) return []
      return [{ ...candidate(file, 'node', task), language: 'node', ...(does === undefined ? {} : { does }) }]
    })
}

const perlDoes = doesBy(
  /\bListen\s*=>|\blisten\s*\(|\bbind\s*\(|\bLocalPort\s*=>/,
  /\bPeer(?:Addr|Host|Port)\s*=>|\bconnect\s*\(|\bsend\s*\(/,
)

function perl(listing: Listing, task: StartTask): Candidate[] {
  return withText(listing, /\.pl$/i).map((file) => {
    const does = perlDoes(file.text.replace(/^\s*#[^\n]*/gm, ''))
    return { ...candidate(file, 'perl', task), language: 'perl', ...(does === undefined ? {} : { does }) }
  })
}
