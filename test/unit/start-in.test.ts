import { describe, expect, it } from 'vitest'
import { commandText, commandWords } from '../../grading/starting/command-words.js'
import type { StartDecision, StartTask } from '../../grading/starting/decision.js'
import type { Listing } from '../../grading/starting/listing.js'
import { programsOf } from '../../grading/starting/makefile.js'
import { fitOf } from '../../grading/starting/role-in-name.js'
import { startIn } from '../../grading/starting/start-of.js'
import fc from 'fast-check'

const server: StartTask = { role: 'server' }
const client: StartTask = { role: 'client' }

const listed = (files: Readonly<Record<string, string>>): Listing =>
  Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => ({ path, size: text.length, text }))

const decided = (files: Readonly<Record<string, string>>, task: StartTask = server): StartDecision =>
  startIn(listed(files), task)

/** The decision in a line: `folder> build; command`. */
function short(decision: StartDecision): string {
  if (decision.kind === 'nothing') return `nothing: ${decision.why.kind}`
  const line = ({
    cwd,
    build = [],
    command,
  }: {
    cwd: string
    build?: readonly (readonly string[])[]
    command: readonly string[]
  }) => `${cwd}> ${[...build, command].map((words) => words.join(' ')).join('; ')}`
  if (decision.kind === 'start') return line(decision)
  return `undecided: ${decision.candidates.map(line).join(' | ')}`
}

const PY_SERVER = 'import socket\ns = socket.socket()\ns.bind(("", 1))\ns.listen()\n'
const PY_CLIENT = 'import socket\ns = socket.socket()\ns.connect(("", 1))\n'
const C_SERVER = '#include "util.h"\nint main(int argc, char **argv) { bind(s, 0, 0); listen(s, 1); }\n'
const C_CLIENT = 'int main() { connect(s, 0, 0); }\n'
const JAVA = (name: string, what: string, pkg = '') =>
  `${pkg === '' ? '' : `package ${pkg};\n`}// class Fake { static void main(\npublic class ${name} { static class Inner {} public static void main(String[] a) { ${what} } }\n`

describe('what says it most surely comes first', () => {
  const everything = {
    'sockspec.yaml': 'start: python3 mine.py {port}\nbuild: [make x, "cp \'a b\' c"]\n',
    'run.sh': 'python3 server.py $1\n',
    Makefile: 'server: server.c\n\tgcc -o server server.c\n',
    'server.py': PY_SERVER,
  }
  it("the submission's own file, the assignment, run.sh, the Makefile, the sources", () => {
    const task = { ...server, start: ['python3', 'server.py', '{port}'] }
    const without = (...names: (keyof typeof everything)[]): Record<string, string> =>
      Object.fromEntries(Object.entries(everything).filter(([name]) => !names.some((one) => one === name)))
    const second = without('sockspec.yaml')
    const third = without('sockspec.yaml', 'run.sh')
    const fourth = without('sockspec.yaml', 'run.sh', 'Makefile')
    expect(decided(everything, task)).toEqual({
      kind: 'start',
      command: ['python3', 'mine.py', '{port}'],
      cwd: '.',
      build: [
        ['make', 'x'],
        ['cp', 'a b', 'c'],
      ],
      how: 'sockspec.yaml',
    })
    expect(decided(second, task)).toEqual({ kind: 'start', command: task.start, cwd: '.', how: 'assignment' })
    expect(decided(second)).toEqual({
      kind: 'start',
      command: ['sh', 'run.sh', '{port}'],
      cwd: '.',
      how: 'run.sh',
      language: 'shell',
    })
    expect(decided(third)).toEqual({
      kind: 'start',
      command: ['./server', '{port}'],
      cwd: '.',
      build: [['make']],
      how: 'Makefile',
    })
    expect(decided(fourth)).toEqual({
      kind: 'start',
      command: ['python3', 'server.py', '{port}'],
      cwd: '.',
      how: 'detected',
      language: 'python',
    })
  })

  it('own files may have a command for each role, and are told where they are wrong', () => {
    expect(short(decided({ 'sockspec.yaml': 'start:\n  server: ./a {port}\n  client: [./b, "{host}"]' }, client))).toBe(
      '.> ./b {host}',
    )
    const problem = (text: string) => {
      const found = decided({ 'sockspec.yaml': text, 'server.py': PY_SERVER })
      return found.kind === 'nothing' && found.why.kind === 'own-file'
        ? [found.why.line, found.why.column, found.why.problem.kind]
        : found
    }
    expect(problem('start: [a')).toEqual([1, 10, 'not-yaml'])
    expect(problem('build: x\nstrat: y')).toEqual([2, 1, 'unknown-key'])
    expect(problem('build: x')).toEqual([1, 1, 'no-start'])
    expect(problem('start: "\'"')).toEqual([1, 8, 'not-a-command'])
    expect(problem('start: &a [*a]')).toEqual([1, 11, 'not-a-command'])
  })

  it('no port is given where it is written into the programs', () => {
    expect(short(decided({ 'server.py': PY_SERVER }, { role: 'server', port: 12_000 }))).toBe('.> python3 server.py')
    expect(short(decided({ 'client.py': PY_CLIENT }, { role: 'client', port: 12_000 }))).toBe('.> python3 client.py')
    expect(short(decided({ 'client.py': PY_CLIENT }, client))).toBe('.> python3 client.py {host} {port}')
  })
})

describe("the assignment's command", () => {
  const task = { ...server, start: ['python3', '-u', 'server.py', '{port}'] }
  it.each<[string, Record<string, string>, StartTask, string]>([
    [
      'in the one subfolder that has it',
      { 'lab/server.py': 'x', 'lab/util.py': '' },
      task,
      'lab> python3 -u server.py {port}',
    ],
    ['in the root before others', { 'server.py': 'x', 'old/server.py': 'x' }, task, '.> python3 -u server.py {port}'],
    [
      'two subfolders',
      { 'a/server.py': 'x', 'b/server.py': 'x' },
      task,
      'undecided: a> python3 -u server.py {port} | b> python3 -u server.py {port}',
    ],
    ['other capitals', { 'Server.py': 'x' }, task, '.> python3 -u Server.py {port}'],
    ['missing, and another there', { 'main.py': PY_SERVER }, task, 'undecided: .> python3 main.py {port}'],
    ['missing', { 'a.txt': '' }, task, 'nothing: missing'],
    [
      'a path of which the archive has lost the folder',
      { 'server.py': 'x' },
      { ...server, start: ['node', './src/server.py'] },
      '.> node ./server.py',
    ],
    [
      'a name that Canvas has changed',
      { 'lab.py': 'x' },
      { ...server, start: ['python3', 'lab-3.py'], renamed: [{ from: 'lab-3.py', to: 'lab.py' }] },
      '.> python3 lab.py',
    ],
    ['no file in it', { 'a.txt': '' }, { ...server, start: ['serve', '--port', '{port}'] }, '.> serve --port {port}'],
    [
      'a program that its build makes',
      { 'lab/server.c': C_SERVER },
      { ...server, start: ['./server', '{port}'], build: ['gcc', 'server.c', '-o', 'server'] },
      'lab> gcc server.c -o server; ./server {port}',
    ],
    [
      'a program that make makes',
      { 'lab/Makefile': 'x:' },
      { ...server, start: ['./server'], build: ['make'] },
      'lab> make; ./server',
    ],
    [
      'a program that nobody builds',
      { 'lab/server.c': C_SERVER },
      { ...server, start: ['./server', '-p', '{port}'] },
      'lab> gcc -o server server.c -pthread -lm; ./server -p {port}',
    ],
    [
      'a class that nobody compiles',
      { 'x/Server.java': JAVA('Server', 'new ServerSocket(1)') },
      { ...server, start: ['java', 'Server', '-p', '{port}'] },
      'x> javac -encoding UTF-8 -d sockspec-classes Server.java; java -cp sockspec-classes Server -p {port}',
    ],
    [
      'a class, with its build',
      { 'x/Server.java': '' },
      { ...server, start: ['java', 'Server', '{port}'], build: ['javac', 'Server.java'] },
      'x> javac Server.java; java Server {port}',
    ],
  ])('%s', (_, files, given, result) => {
    expect(short(decided(files, given))).toBe(result)
  })
})

describe('what is found in the sources', () => {
  it.each<[string, Record<string, string>, StartTask, string]>([
    [
      'a server beside a client',
      { 'server.py': PY_SERVER, 'client.py': PY_CLIENT },
      server,
      '.> python3 server.py {port}',
    ],
    [
      'the client beside the server',
      { 'servidor.py': PY_SERVER, 'cliente.py': PY_CLIENT },
      client,
      '.> python3 cliente.py {host} {port}',
    ],
    ['by what they do', { 'a.py': PY_SERVER, 'b.py': PY_CLIENT, 'c.py': 'print()' }, server, '.> python3 a.py {port}'],
    ['by what they do, clients', { 'a.py': PY_SERVER, 'b.py': PY_CLIENT }, client, '.> python3 b.py {host} {port}'],
    [
      'by the folder',
      { 'servidor/main.py': PY_SERVER, 'cliente/main.py': PY_CLIENT },
      server,
      'servidor> python3 main.py {port}',
    ],
    [
      'two servers',
      { 'a.py': PY_SERVER, 'b.py': PY_SERVER },
      server,
      'undecided: .> python3 a.py {port} | .> python3 b.py {port}',
    ],
    [
      'two of one name',
      { 'v1/server.py': PY_SERVER, 'v2/server.py': PY_SERVER },
      server,
      'undecided: v1> python3 server.py {port} | v2> python3 server.py {port}',
    ],
    [
      'the very name before one of several words',
      { 'server.py': PY_SERVER, 'server_old.py': PY_SERVER },
      server,
      '.> python3 server.py {port}',
    ],
    [
      'the only script, whatever it is called',
      { 'tarea.py': 'from lib import serve\nserve()' },
      server,
      '.> python3 tarea.py {port}',
    ],
    [
      'a module beside it',
      { 'main.py': 'import net\nif __name__ == "__main__": net.go()', 'net.py': PY_SERVER },
      server,
      '.> python3 main.py {port}',
    ],
    ['a client where a server is asked for', { 'main.py': PY_CLIENT }, server, 'undecided: .> python3 main.py {port}'],
    ['a client by its name', { 'client.py': PY_CLIENT }, server, 'nothing: no-program'],
    ['no program', { 'report.pdf': '', 'notes.md': '' }, server, 'nothing: no-program'],
    [
      'not what others have written',
      { 'env/pyvenv.cfg': '', 'env/lib/server.py': PY_SERVER, 'x.py': PY_SERVER },
      server,
      '.> python3 x.py {port}',
    ],
    [
      'two languages',
      { 'server.py': PY_SERVER, 'server.js': 'require("net").createServer()' },
      server,
      'undecided: .> python3 server.py {port} | .> node server.js {port}',
    ],
    [
      'Java with packages',
      {
        'lab/src/cl/usm/Main.java': JAVA('Main', 'new ServerSocket(1)', 'cl.usm'),
        'lab/src/cl/usm/Util.java': 'package cl.usm; class Util {}',
        'lab/lib/x.jar': '',
      },
      server,
      'lab> javac -encoding UTF-8 -cp lib/x.jar -d sockspec-classes src/cl/usm/Main.java src/cl/usm/Util.java; java -cp sockspec-classes:lib/x.jar cl.usm.Main {port}',
    ],
    [
      'Java, two classes of one name',
      { 'client/Main.java': JAVA('Main', 'new Socket(1)'), 'server/Main.java': JAVA('Main', 'new ServerSocket(1)') },
      server,
      'server> javac -encoding UTF-8 -d sockspec-classes Main.java; java -cp sockspec-classes Main {port}',
    ],
    [
      'Java of Maven',
      { 'src/main/java/a/S.java': JAVA('S', 'new ServerSocket(1)', 'a'), 'src/test/java/a/T.java': JAVA('T', '', 'a') },
      server,
      '.> javac -encoding UTF-8 -d sockspec-classes src/main/java/a/S.java; java -cp sockspec-classes a.S {port}',
    ],
    [
      'C with helpers',
      {
        'server.c': C_SERVER,
        'client.c': C_CLIENT,
        'util.c': 'void f() { main (); }',
        'client_util.c': '',
        'inc/util.h': '',
      },
      server,
      '.> gcc -o server -Iinc server.c util.c -pthread -lm; ./server {port}',
    ],
    [
      'C++',
      { 'src/echo.cpp': C_SERVER, 'src/net/sock.c': 'int f() {}' },
      server,
      'src> g++ -o echo echo.cpp net/sock.c -pthread -lm; ./echo {port}',
    ],
    [
      'C, two mains that nothing tells apart',
      { 'a.c': C_SERVER, 'b.c': C_SERVER },
      server,
      'undecided: .> gcc -o a a.c -pthread -lm; ./a {port} | .> gcc -o b b.c -pthread -lm; ./b {port}',
    ],
    [
      'C, a folder of the name',
      { 'server.c': C_SERVER, 'server/x': '' },
      server,
      '.> gcc -o server.out server.c -pthread -lm; ./server.out {port}',
    ],
    [
      'a main in a comment or a text',
      { 'a.c': '/* int main() {} */ char *s = "int main() {";', 'b.c': C_SERVER },
      server,
      '.> gcc -o b b.c a.c -pthread -lm; ./b {port}',
    ],
    [
      'Node',
      {
        'index.mjs': 'import net from "node:net"\nimport { x } from "./lib.mjs"\nnet.createServer()',
        'lib.mjs': 'import "net"',
      },
      server,
      '.> node index.mjs {port}',
    ],
    [
      'Go in a module',
      {
        'go.mod': '',
        'cmd/server/main.go': 'package main\nfunc main() { net.Listen() }',
        'cmd/client/main.go': 'package main\nfunc main() { net.Dial() }',
      },
      server,
      '.> go build -o main ./cmd/server; ./main {port}',
    ],
    [
      'Go, two files',
      { 'server.go': 'package main\nfunc main() { net.Listen("a") }', 'client.go': 'package main\nfunc main() {}' },
      server,
      '.> go build -o server server.go; ./server {port}',
    ],
    [
      'Rust by cargo',
      { 'Cargo.toml': '[package]\nname = "echo"\n', 'src/main.rs': 'fn main() { TcpListener::bind(); }' },
      server,
      '.> cargo build --release --offline --target-dir target --bin echo; target/release/echo {port}',
    ],
    [
      'Rust, two programs',
      {
        'Cargo.toml': '[package]\nname = "lab"\n',
        'src/bin/server.rs': 'fn main() {}',
        'src/bin/client.rs': 'fn main() {}',
      },
      client,
      '.> cargo build --release --offline --target-dir target --bin client; target/release/client {host} {port}',
    ],
    [
      'Rust, a file',
      { 'x/server.rs': "fn f<'a>(x: &'a str) {}\nfn main() {}" },
      server,
      'x> rustc -O -o server server.rs; ./server {port}',
    ],
    ['Perl', { 'server.pl': 'bind(S, 1)' }, server, '.> perl server.pl {port}'],
    [
      'scripts for each role',
      { 'run-server.sh': '#!/bin/bash\n', 'run-client.sh': '' },
      server,
      '.> bash run-server.sh {port}',
    ],
    [
      'a Makefile that makes both',
      {
        Makefile:
          'CC=gcc\nall: server client\n%: %.c\n\t$(CC) -o $@ $<\nserver: server.c\n\t$(CC) $^ -o $@\nclient: client.c\n\t$(CC) -o client client.c\n',
      },
      client,
      '.> make; ./client {host} {port}',
    ],
    [
      'a Makefile that makes nothing',
      { Makefile: 'run:\n\tpython3 s.py\n', 's.py': PY_SERVER },
      server,
      '.> python3 s.py {port}',
    ],
    [
      'a Makefile with the main program behind another target',
      { 'x/Makefile': 'clean:\n\trm x\nBIN = bin/server\n$(BIN): a.o\n\tcc $^ -o $(BIN)\n' },
      server,
      'x> make bin/server; ./bin/server {port}',
    ],
  ])('%s', (_, files, task, result) => {
    expect(short(decided(files, task))).toBe(result)
  })

  it('does not depend on the order of the files', () => {
    const files = { 'a.py': PY_SERVER, 'b/server.py': PY_SERVER, 'c.c': C_SERVER, 'client.py': PY_CLIENT }
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.keys(files)), (paths) => {
        const some = Object.fromEntries(paths.map((path) => [path, files[path as keyof typeof files]]))
        const backwards = Object.fromEntries(Object.entries(some).reverse())
        expect(decided(some)).toEqual(decided(backwards))
      }),
    )
  })
})

it('names say a role by their words', () => {
  const fits = (path: string) => fitOf(path, 'server')
  expect(['server.py', 'Servidor.java', 'SRV.c'].map(fits)).toEqual(['exactly', 'exactly', 'exactly'])
  expect(['EchoServer.java', 'echoserver.py', 'server_2.py', 'server/x.py'].map(fits)).toEqual(
    Array(4).fill('among-others'),
  )
  expect(['client.py', 'TCPClient.java', 'cliente/main.py', 'server/client.py'].map(fits)).toEqual(
    Array(4).fill('other'),
  )
  expect(['observer.py', 'click.py', 'main.py', 'client_server.py', 'reserved.c'].map(fits)).toEqual(
    Array(5).fill('silent'),
  )
})

it('a command is words, and what a shell would do is not done', () => {
  expect(commandWords(`python3 "a b.py" '$HOME' x\\ y {port} "" a"b"c`)).toEqual([
    'python3',
    'a b.py',
    '$HOME',
    'x y',
    '{port}',
    '',
    'abc',
  ])
  expect(commandWords('a "b')).toBeUndefined()
  expect(commandWords('  ')).toBeUndefined()
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
      expect(commandWords(commandText(words))).toEqual(words)
    }),
  )
})

it('a Makefile that goes round in circles is read to its end', () => {
  expect(programsOf('A = $(B)$(B)\nB = $(A)$(A)\nx: $(A) y\ny: x\n\tcc -o y $(A)\n')).toEqual([
    { program: 'y', isDefault: true },
  ])
})
