import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownLineIn } from '../../harness/findings/own-line.js'
import { readingsOf, type Reading } from '../../harness/findings/reading.js'
import { messageIn } from '../../harness/programs/invocation.js'

/*
 * test/last-words/ holds what real interpreters, compilers and sanitizers said: Python 3.11, OpenJDK 17, Node 20, Perl 5.36, gcc 12, Go 1.19,
 * Rust 1.95, bash 5.2, dash 0.5.12, coreutils 9.1, pyenv 2.
 */

const folder = join(import.meta.dirname, '..', 'last-words')
const said = (name: string): string => readFileSync(join(folder, `${name}.txt`), 'utf8')

/** Of each recording: the student's own line, and what else it tells. */
const TELLS: Readonly<Record<string, readonly [own: string | undefined, ...others: Reading['kind'][]]>> = {
  'python-server': ['server.py:4'],
  'python-chained': ['chained.py:10'],
  'python-gai': ['gai.py:4'],
  'python-thread': ['thread.py:4'],
  'python-group': ['group.py:4'],
  'python-library': ['library.py:3'],
  'python-syntax': ['syntax.py:2'],
  'python-py2print': ['py2print.py:2', 'python-2'],
  'python-py2input': ['py2input.py:2', 'python-2'],
  'python-py2unicode': ['py2unicode.py:1', 'python-2'],
  'python-py2module': ['py2module.py:1', 'python-2'],
  'python-py2except': ['py2except.py:3', 'python-2'],
  'java-caused': ['Server.java:7'],
  'java-parse': ['Server.java:17'],
  'java-compile': ['Bad.java:3'],
  'java-noclass': [undefined],
  'java-version': [undefined],
  'node-server': ['server.js:3'],
  'node-emit': [undefined],
  'node-port': ['port.js:2'],
  'node-syntax': ['syntax.js:3'],
  'node-nomod': ['nomod.js:1'],
  'node-mod': ['mod.mjs:3'],
  'perl-server': ['server.pl:5'],
  'perl-syntax': ['syntax.pl:3'],
  'perl-confess': ['confess.pl:3'],
  'perl-nomod': ['nomod.pl:1'],
  'c-over-asan': ['over.c:7'],
  'c-over-asan-nog': [undefined],
  'c-index-asan': ['index.c:4'],
  'c-leak': ['leak.c:3'],
  'c-dfree': [undefined],
  'c-smash': [undefined],
  'c-assertp': ['assert.c:3'],
  'c-ub': ['ub.c:5'],
  'c-compile': ['broken.c:4'],
  'c-throwp': [undefined],
  'go-index': ['main.go:6'],
  'go-nil': ['nil.go:11'],
  'go-run': ['nil.go:11'],
  'go-unused': ['unused.go:3'],
  'rust-index': ['rust.rs:2'],
  'rust-unwrap': ['rustu.rs:3'],
  'rust-compile': ['rustbad.rs:2'],
  'cr-env': [undefined, 'cr-in-script'],
  'cr-bash': [undefined, 'no-such-command'],
  'cr-sh': [undefined, 'no-such-command'],
  'cr-bash-if': ['crbody.sh:1', 'cr-in-script'],
  'pyenv-absent': [undefined, 'no-such-command'],
  'sh-notfound': [undefined, 'no-such-command'],
  'bash-notfound': [undefined, 'no-such-command'],
  'script-notfound': ['start.sh:1', 'no-such-command'],
  'script-dash': ['start.sh:1', 'no-such-command'],
  noexec: [undefined],
  badexec: [undefined],
}

describe('what a program said last', () => {
  it('is read in every recording', () => {
    const recorded = readdirSync(folder).map((file) => file.replace(/\.txt$/, ''))
    expect(recorded.sort()).toEqual(Object.keys(TELLS).sort())
  })

  it.each(Object.entries(TELLS))("tells the student's own line: %s", (name, [own, ...others]) => {
    for (const output of [said(name), `listening on port 3500\n${said(name)}`, said(name).replaceAll('\n', '\r\n')]) {
      const line = ownLineIn(output)
      expect(line && `${line.file}:${line.line}`).toBe(own)
      const readings = readingsOf(output)
      expect(readings.map(({ kind }) => kind).filter((kind) => kind !== 'own-line')).toEqual(others)
    }
  })

  it.each([
    ['pyenv-absent', 'pyenv: python3.12: command not found'],
    ['cr-env', '/usr/bin/env: ‘python3\\r’: No such file or directory'],
    ['script-notfound', 'start.sh: line 1: javacc: command not found'],
    ['script-dash', 'start.sh: 1: javacc: not found'],
    ['java-version', 'Unrecognized option: --nonsense'],
    ['c-compile', 'broken.c:4:5: error: expected ‘,’ or ‘;’ before ‘printf’'],
    ['rust-compile', 'error[E0308]: mismatched types'],
    ['go-unused', './unused.go:6:2: x declared but not used'],
  ])('is told by the line with the error, not by the last one: %s', (name, message) => {
    expect(messageIn(said(name))).toBe(message)
  })

  it('tells no line of a program that says something else', () => {
    for (const text of [
      '',
      'listening on port 3500',
      'look at the file "server.py", line 3',
      'at noon',
      'error: line 3',
    ])
      expect(readingsOf(text)).toEqual([])
  })

  it('tells the name that was not found', () => {
    const named = (text: string): readonly string[] =>
      readingsOf(text).flatMap((reading) => (reading.kind === 'no-such-command' ? [reading.name] : []))
    expect(named('sh: 1: python: not found')).toEqual(['python'])
    expect(named("env: 'python': No such file or directory")).toEqual(['python'])
    expect(named('./run.sh: line 3: exec: pyhton3: not found')).toEqual(['pyhton3'])
    expect(named('the client A: line 3: was not found here')).toEqual([])
  })
})
