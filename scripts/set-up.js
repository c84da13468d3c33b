// Makes a fresh clone ready, once: checks Node, installs what package-lock.json names, compiles. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`sockspec needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`)
  process.exit(2)
}

const run = (command, args) => {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error) console.error(`${command} could not be started: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}
const newest = (folder) =>
  Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs
    }),
  )
const sources = [
  'cli',
  'engine',
  'specification',
  'results',
  'harness',
  'steps',
  'servers',
  'clients',
  'endpoint',
  'protocols',
]

const installed = join(root, 'node_modules', '.package-lock.json')
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs - 1000) {
  console.error('Installing the packages that sockspec needs (npm ci) ...')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}
const main = join(root, 'dist', 'cli', 'main.js')
if (!existsSync(main) || statSync(main).mtimeMs < Math.max(...sources.map((folder) => newest(join(root, folder))))) {
  console.error('Compiling ...')
  run(process.execPath, [join(root, 'scripts', 'build.js')])
}
