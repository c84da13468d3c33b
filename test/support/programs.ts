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
