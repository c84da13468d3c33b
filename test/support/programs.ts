import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder for a test file's own small programs, removed at its end. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sockspec-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes a Python program and gives the command that runs it. */
export function python(folder: string, name: string, text: string): string[] {
  const path = join(folder, name)
  writeFileSync(path, text)
  return ['python3', path]
}

/** It answers nobody, and another of it has left its session, its group and its environment. */
export const HIDES = `
import os, signal, socket, sys, time
for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): signal.signal(name, signal.SIG_IGN)
if len(sys.argv) == 3:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0: os.execve(sys.executable, ['python3', sys.argv[0], *sys.argv[1:], 'hidden'], {})
        os._exit(0)
    s = socket.socket()
    s.bind(('127.0.0.1', int(sys.argv[1])))
    s.listen()
while True: time.sleep(1)
`
