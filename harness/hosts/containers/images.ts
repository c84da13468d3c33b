import type { Waiting } from '../../findings/waiting.js'
import { readFileSync } from 'node:fs'
import { packageFile } from '../package-file.js'
import { asked, type Engine } from './engine.js'

/** The images that hosts of the test network and submissions run in, and how they are made where they are missing. */

const version = (): string =>
  (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version

interface Recipe {
  readonly dockerfile: string
  readonly target?: string
}

const RECIPES: Readonly<Record<string, Recipe>> = {
  'sockspec-host': { dockerfile: 'Dockerfile', target: 'host' },
  'sockspec-python': { dockerfile: 'python.Dockerfile' },
  'sockspec-java': { dockerfile: 'java.Dockerfile' },
  'sockspec-c': { dockerfile: 'c.Dockerfile' },
  'sockspec-node': { dockerfile: 'node.Dockerfile' },
}

/** The image of the hosts of the test network. */
export const hostImage = (): string => `sockspec-host:${version()}`

/** An image of ours by its name alone means this version's. */
export const imageNamed = (name: string): string => (name in RECIPES ? `${name}:${version()}` : name)

/** The image that a command runs in where none was chosen: by the interpreter that it names, else one for compiled programs. */
export function imageFor([program = '']: readonly string[]): string {
  const name = program.slice(program.lastIndexOf('/') + 1)
  const language = /^python[\d.]*$/.test(name)
    ? 'python'
    : /^javac?$/.test(name)
      ? 'java'
      : /^(node|npm|npx)$/.test(name)
        ? 'node'
        : 'c'
  return `sockspec-${language}:${version()}`
}

/**
 * Makes sure that the engine has an image: ours are built where they are missing (once, which takes a minute and needs a base image), others
 * are pulled. Throws SetupError.
 */
export async function ensureImage(engine: Engine, image: string, onWaiting: (waiting: Waiting) => void): Promise<void> {
  const there = await engine
    .getImage(image)
    .inspect()
    .then(
      () => true,
      () => false,
    )
  if (there) return
  const [name = ''] = image.split(':')
  const recipe = image === `${name}:${version()}` ? RECIPES[name] : undefined
  if (recipe) {
    onWaiting({ kind: 'image', image, comes: 'built' })
    await asked(
      `the image ${image} cannot be built from ${process.env.SOCKSPEC_BASE_IMAGE ?? 'its public base image'} (docker/prepare-engine of this package makes one where none can be pulled)`,
      () => build(engine, image, recipe),
    )
    return
  }
  onWaiting({ kind: 'image', image, comes: 'pulled' })
  await asked(`there is no image ${image} here, and it cannot be pulled`, async () => {
    const progress = await engine.pull(image)
    await followed(engine, progress)
  })
}

async function build(engine: Engine, image: string, { dockerfile, target }: Recipe): Promise<void> {
  const base = process.env.SOCKSPEC_BASE_IMAGE
  const progress = await engine.buildImage(
    { context: packageFile('docker'), src: [dockerfile] },
    {
      t: image,
      dockerfile,
      ...(target === undefined ? {} : { target }),
      ...(base === undefined ? {} : { buildargs: { BASE: base } }),
    },
  )
  await followed(engine, progress)
}

/** The engine tells of failures at the end of its progress. */
function followed(engine: Engine, progress: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const { modem } = engine as unknown as {
      readonly modem: {
        followProgress(
          stream: NodeJS.ReadableStream,
          done: (error: Error | null, output: readonly { readonly error?: string }[]) => void,
        ): void
      }
    }
    modem.followProgress(progress, (error, output) => {
      const problem = output.find((line) => line.error !== undefined)?.error
      if (error || problem !== undefined) reject(error ?? new Error(problem))
      else resolve()
    })
  })
}
