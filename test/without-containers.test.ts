import { cpSync, mkdirSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Outcome } from './support/command.js'
import { scratchFolder } from './support/programs.js'

const root = join(import.meta.dirname, '..')
const scratch = scratchFolder()
const installed = join(scratch, 'sockspec')

/** Runs the package where it stands alone: what it imports from elsewhere is not there. */
const alone = (...args: readonly string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(process.execPath, [join(installed, 'dist', 'cli', 'main.js'), ...args], (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })

describe('without testcontainers', () => {
  beforeAll(() => {
    mkdirSync(installed)
    for (const part of ['dist', 'features', 'docker', 'package.json'])
      cpSync(join(root, part), join(installed, part), { recursive: true })
  })

  it.for([['check', 'tcp-echo', '--isolation', 'docker', '--cwd', scratch, '--', 'true'], ['clean']])(
    '%s of containers says how to get it',
    async (args) => {
      const { status, stdout, stderr } = await alone(...args)
      expect(stderr).toBe(
        'sockspec: containers need the package testcontainers, which is not installed beside sockspec: npm install testcontainers@11\n',
      )
      expect(stdout).toBe('')
      expect(status).toBe(2)
    },
  )

  it('everything else works', async () => {
    const main = join(installed, 'dist', 'cli', 'main.js')
    const reference = [process.execPath, main, 'serve', 'tcp-echo', '--port', '{port}']
    const { status, stdout, stderr } = await alone('check', 'tcp-echo', '--only', 'TCP-ECHO-S1', '--', ...reference)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^ {2}pass {2}TCP-ECHO-S1 /m)
    expect(status).toBe(0)
  })
})
