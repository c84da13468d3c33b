import { cleanUp } from '../harness/hosts/containers/clean.js'
import { connectEngine, type Engine } from '../harness/hosts/containers/engine.js'
import { plural } from '../results/words/en/numbers.js'

/** The options of `clean` as the command line gives them. */
export interface CleanOptions {
  /** also what belongs to runs that still live, or that another machine began */
  readonly all?: boolean
  /** also the images that were built */
  readonly images?: boolean
}

/** Runs `sockspec clean`, and gives the line that says what it removed. Throws SetupError where no engine answers. */
export async function cleanText({ all = false, images = false }: CleanOptions): Promise<string> {
  const engine = await connectEngine()
  const { containers, networks, volumes } = await cleanUp(engine, ...(all ? [() => true] : []))
  const { removed, inUse } = images ? await removeImages(engine) : { removed: 0, inUse: [] }
  const counts: readonly (readonly [number, string])[] = [
    [containers, 'container'],
    [networks, 'network'],
    [volumes, 'volume'],
    [removed, 'image'],
  ]
  const what = counts.flatMap(([count, noun]) => (count === 0 ? [] : [plural(count, noun)]))
  const left = inUse.length === 0 ? '' : `; in use, and left: ${inUse.join(', ')}`
  return `${what.length === 0 ? 'nothing to remove' : `removed ${what.join(', ')}`}${left}\n`
}

/** What docker/build-images and a first check name the images that they build. Whoever puts something on top of one inherits the label, but has another name. */
const BUILT = /^sockspec(?:-(?:host|python|java|c|node))?:/

/** Takes our names from the images that were built; the engine deletes those that have no other. */
async function removeImages(engine: Engine): Promise<{ removed: number; inUse: string[] }> {
  const inUse: string[] = []
  let removed = 0
  const images = await engine.listImages({ filters: { label: ['org.sockspec=image'] } })
  for (const name of images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((one) => BUILT.test(one))) {
    try {
      await engine.getImage(name).remove()
      removed++
    } catch (error) {
      const { statusCode } = error as { readonly statusCode?: number }
      if (statusCode === 409) inUse.push(name)
      else if (statusCode !== 404) throw error
    }
  }
  return { removed, inUse }
}
