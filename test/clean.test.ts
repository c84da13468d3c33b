import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HARNESS_LABEL, newRun, RUN_LABEL } from '../dist/harness/hosts/containers/labels.js'
import { sockspec } from './support/command.js'
import { scratchFolder } from './support/programs.js'

type Labels = Readonly<Record<string, string>>
interface Thing {
  readonly name: string
  readonly labels: Labels
}

const dead: Labels = {
  [RUN_LABEL]: 'dead',
  [HARNESS_LABEL]: newRun().labels[HARNESS_LABEL]?.replace(/ .*/, ' 4194305 1') ?? '',
}
const elsewhere: Labels = { [RUN_LABEL]: 'elsewhere', [HARNESS_LABEL]: 'another-machine 1 1' }
const live = newRun().labels
const built: Labels = { 'org.sockspec': 'image' }

const KINDS = ['containers', 'networks', 'volumes', 'images'] as const

/** What answers in place of an engine: what `--all` and `--images` remove may be somebody's. */
class Engine {
  readonly has: Record<(typeof KINDS)[number], Thing[]> = {
    containers: [
      { name: 'c1', labels: dead },
      { name: 'c2', labels: dead },
      { name: 'c3', labels: live },
      { name: 'c4', labels: elsewhere },
      { name: 'database', labels: {} },
    ],
    networks: [
      { name: 'n1', labels: dead },
      { name: 'n2', labels: live },
      { name: 'bridge', labels: {} },
    ],
    volumes: [
      { name: 'v1', labels: dead },
      { name: 'v2', labels: live },
      { name: 'v3', labels: elsewhere },
      { name: 'data', labels: {} },
    ],
    images: [
      { name: 'sockspec:0.1.0', labels: built },
      { name: 'sockspec-host:0.1.0', labels: built },
      { name: 'sockspec-python:0.0.9', labels: built },
      // Made of ours, it has the label too.
      { name: 'lab-of-mine:1', labels: built },
      { name: 'sockspec-mine:1', labels: built },
      { name: 'sockspec-c:0.1.0', labels: {} },
      { name: 'debian:bookworm', labels: {} },
    ],
  }

  inUse: string | undefined
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://engine')
      const answer = (status: number, body?: unknown): void =>
        void response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(body === undefined ? undefined : JSON.stringify(body))
      const [kind, ...rest] = pathname
        .replace(/^\/v[\d.]+/, '')
        .split('/')
        .slice(1)
      if (kind === 'info') {
        answer(200, { OperatingSystem: 'none', OSType: 'linux' })
        return
      }
      const known = KINDS.find((one) => one === kind)
      if (known === undefined) {
        answer(404, { message: 'no such thing' })
        return
      }
      if (request.method === 'DELETE') {
        const name = decodeURIComponent(rest.join('/'))
        if (name === this.inUse) {
          answer(409, { message: 'it is in use' })
          return
        }
        const found = this.has[known].some((one) => one.name === name)
        this.has[known] = this.has[known].filter((one) => one.name !== name)
        answer(!found ? 404 : known === 'images' ? 200 : 204, known === 'images' ? [] : undefined)
        return
      }
      const { label = [] } = JSON.parse(searchParams.get('filters') ?? '{}') as { readonly label?: readonly string[] }
      const listed = this.has[known].filter(({ labels }) =>
        label.every((one) =>
          one.includes('=') ? one.split('=')[1] === labels[one.split('=')[0] ?? ''] : one in labels,
        ),
      )
      if (known === 'volumes') {
        answer(200, { Volumes: listed.map(({ name, labels }) => ({ Name: name, Labels: labels })) })
        return
      }
      answer(
        200,
        listed.map(({ name, labels }) => ({ Id: name, Labels: labels, RepoTags: [name] })),
      )
    })
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve) => this.#server.listen(path, resolve))
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  names(): Record<string, string[]> {
    return Object.fromEntries(KINDS.map((kind) => [kind, this.has[kind].map(({ name }) => name)]))
  }
}

const folder = scratchFolder()
let engine: Engine
let count = 0
let socket = ''

beforeEach(async () => {
  engine = new Engine()
  socket = join(folder, `${++count}.sock`)
  await engine.listen(socket)
})

afterEach(() => engine.close())

const clean = async (...options: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await sockspec(['clean', ...options], { env: { DOCKER_HOST: `unix://${socket}` } })
  expect([status, stderr]).toEqual([0, ''])
  return stdout
}

describe('clean', () => {
  it('removes what runs have left whose harness lives no more, and says how much that is', async () => {
    const { containers, networks, volumes, images } = engine.names()
    expect(await clean()).toBe('removed 2 containers, 1 network, 1 volume\n')
    expect(engine.names()).toEqual({
      containers: containers?.filter((name) => !['c1', 'c2'].includes(name)),
      networks: networks?.filter((name) => name !== 'n1'),
      volumes: volumes?.filter((name) => name !== 'v1'),
      images,
    })
    expect(await clean()).toBe('nothing to remove\n')
  })

  it('with --all removes what all runs have, and nothing of anybody else', async () => {
    const { images } = engine.names()
    expect(await clean('--all')).toBe('removed 4 containers, 2 networks, 3 volumes\n')
    expect(engine.names()).toEqual({ containers: ['database'], networks: ['bridge'], volumes: ['data'], images })
  })

  it('with --images also removes the images that were built, and no others', async () => {
    expect(await clean('--images')).toBe('removed 2 containers, 1 network, 1 volume, 3 images\n')
    expect(engine.names().images).toEqual(['lab-of-mine:1', 'sockspec-mine:1', 'sockspec-c:0.1.0', 'debian:bookworm'])
    expect(await clean('--images')).toBe('nothing to remove\n')
  })

  it('leaves an image that is in use, and says so', async () => {
    engine.inUse = 'sockspec-host:0.1.0'
    expect(await clean('--images')).toBe(
      'removed 2 containers, 1 network, 1 volume, 2 images; in use, and left: sockspec-host:0.1.0\n',
    )
    expect(await clean('--images')).toBe('nothing to remove; in use, and left: sockspec-host:0.1.0\n')
  })
})
