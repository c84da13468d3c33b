import type { Engine } from './engine.js'
import { isLive, RUN_LABEL } from './labels.js'

/** How many things were removed, of each kind. */
export interface Cleaned {
  containers: number
  networks: number
  volumes: number
}

type Labels = Readonly<Record<string, string>> | undefined

/**
 * Removes the containers, networks and volumes of runs whose harness has ended without doing so; `which` chooses among those that carry our
 * label. What the engine does not let go of at once is tried again by the next call.
 */
export async function cleanUp(engine: Engine, which: (labels: Labels) => boolean = (labels) => !isLive(labels)): Promise<Cleaned> {
  const filters = { label: [RUN_LABEL] }
  const cleaned: Cleaned = { containers: 0, networks: 0, volumes: 0 }
  for (const { Id, Labels } of await engine.listContainers({ all: true, filters })) {
    if (which(Labels) && await isGone(engine.getContainer(Id).remove({ force: true, v: true }))) cleaned.containers++
  }
  for (const { Id, Labels } of await engine.listNetworks({ filters })) {
    if (which(Labels) && await isGone(engine.getNetwork(Id).remove())) cleaned.networks++
  }
  const { Volumes } = await engine.listVolumes({ filters }) as { readonly Volumes: readonly { readonly Name: string; readonly Labels: Labels }[] | null }
  for (const { Name, Labels } of Volumes ?? []) {
    if (which(Labels) && await isGone(engine.getVolume(Name).remove({ force: true }))) cleaned.volumes++
  }
  return cleaned
}

/** Of one run, however it went. */
export const cleanRun = (engine: Engine, run: string): Promise<Cleaned> => cleanUp(engine, (labels) => labels?.[RUN_LABEL] === run)

async function isGone(removal: Promise<unknown>): Promise<boolean> {
  try {
    await removal
    return true
  } catch (error) {
    // 404: somebody was quicker. 409: it is being removed already.
    const { statusCode } = error as { readonly statusCode?: number }
    return statusCode === 404 || statusCode === 409
  }
}
