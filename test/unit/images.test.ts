import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostImage, imageFor } from '../../harness/hosts/containers/images.js'
import { agentScript } from '../../harness/hosts/package-file.js'

const root = join(import.meta.dirname, '..', '..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

describe('the image that a command runs in', () => {
  it.each([
    [['python3', 'server.py'], 'python'],
    [['python', '-u', 'server.py'], 'python'],
    [['python3.11', 'server.py'], 'python'],
    [['/usr/bin/python3', 'server.py'], 'python'],
    [['/opt/venv/bin/python3.12', '-m', 'server'], 'python'],
    [['java', 'Server'], 'java'],
    [['javac', 'Server.java'], 'java'],
    [['/usr/lib/jvm/bin/java', '-jar', 'server.jar'], 'java'],
    [['node', 'server.js'], 'node'],
    [['npm', 'start'], 'node'],
    [['npx', 'tsx', 'server.ts'], 'node'],
    [['/usr/local/bin/node', 'server.mjs'], 'node'],
    [['./server', '3500'], 'c'],
    [['/work/a.out'], 'c'],
    [['build/server'], 'c'],
    [['./a.out'], 'c'],
    [[''], 'c'],
    [[], 'c'],
  ] as const)('%j is that of the interpreter it names, or for compiled programs: %s', (command, language) => {
    expect(imageFor(command)).toBe(`sockspec-${language}:${version}`)
  })

  it.each([
    './python-server',
    'node_server',
    'javaserver',
    './my-node',
    'python3/server',
    'pythonista',
    'nodejs.out',
    './JAVA',
  ])('is not chosen by a program that only looks like an interpreter: %s', (program) => {
    expect(imageFor([program])).toBe(`sockspec-c:${version}`)
  })

  it('is not chosen by the arguments', () => {
    expect(imageFor(['./server', 'python3', 'node'])).toBe(`sockspec-c:${version}`)
  })

  it('can be built: there is a recipe for each, and for the hosts', () => {
    expect(hostImage()).toBe(`sockspec-host:${version}`)
    const recipes = readdirSync(join(root, 'docker')).filter((name) => /Dockerfile$/.test(name))
    expect(recipes).toEqual(
      expect.arrayContaining([
        'Dockerfile',
        ...['python', 'java', 'c', 'node'].map((language) => `${language}.Dockerfile`),
      ]),
    )
    expect(readFileSync(join(root, 'docker', 'Dockerfile'), 'utf8')).toMatch(/^FROM .* AS host$/im)
  })
})

describe.runIf(existsSync(join(root, 'dist', 'agent.cjs')))('the agent', () => {
  it('is one file that needs nothing but Node', () => {
    const required = [...agentScript().matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name)
    expect(required.length).toBeGreaterThan(0)
    expect(required.filter((name) => name?.startsWith('node:') !== true)).toEqual([])
  })
})
