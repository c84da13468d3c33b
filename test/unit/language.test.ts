import { describe, expect, it } from 'vitest'
import { languageOf, type Language } from '../../results/language.js'

describe('the language of a command', () => {
  const COMMANDS: readonly (readonly [string, Language])[] = [
    ['python3 server.py {port}', 'python'],
    ['/usr/bin/python3.12 -u server.py', 'python'],
    ['pypy3 server.py', 'python'],
    ['python server', 'python'],
    ['./server.py', 'python'],
    ['java -cp out TCPServer', 'java'],
    ['/opt/jdk/bin/java Server.java', 'java'],
    ['perl server.pl', 'perl'],
    ['./echo.pl', 'perl'],
    ['node server.js', 'javascript'],
    ['bun server.ts', 'javascript'],
    ['./server.mjs', 'javascript'],
    ['./server', 'c'],
    ['../build/echo-server 3500', 'c'],
    ['/home/ana/lab/server', 'c'],
    ['/home/ana/lab.1/server', 'c'],
    ['strace -f python3 server.py', 'python'],
    ['env PORT=1 java Server', 'java'],
    ['server', 'unknown'],
    ['./run.sh', 'unknown'],
    ['docker run image', 'unknown'],
    ['javac', 'unknown'],
    ['', 'unknown'],
  ]
  for (const [command, language] of COMMANDS) {
    it(`${command || '(none)'} is ${language}`, () => {
      expect(languageOf(command === '' ? [] : command.split(' '))).toBe(language)
    })
  }

  it('is found inside a command for a shell', () => {
    expect(languageOf(['sh', '-c', 'exec python3 server.py'])).toBe('python')
  })
})
