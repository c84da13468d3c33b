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
export async function cleanUp(
  engine: Engine,
  which: (labels: Labels) => boolean = (labels) => !isLive(labels),
): Promise<Cleaned> {
  const filters = { label: [RUN_LABEL] }
  const cleaned: Cleaned = { containers: 0, networks: 0, volumes: 0 }
  for (const { Id, Labels } of await engine.listContainers({ all: true, filters })) {
    if (which(Labels) && (await isGone(engine.getContainer(Id).remove({ force: true, v: true })))) cleaned.containers++
  }
  for (const { Id, Labels } of await engine.listNetworks({ filters })) {
    if (which(Labels) && (await isGone(engine.getNetwork(Id).remove()))) cleaned.networks++
  }
  const { Volumes } = (await engine.listVolumes({ filters })) as {
    readonly Volumes: readonly { readonly Name: string; readonly Labels: Labels }[] | null
  }
  for (const { Name, Labels } of Volumes ?? []) {
    if (which(Labels) && (await isGone(engine.getVolume(Name).remove({ force: true })))) cleaned.volumes++
  }
  return cleaned
}

/** Removes what is left of one run; true where nothing is, undefined where the engine has not let go of all yet. */
export async function removeRun(engine: Engine, run: string): Promise<true | undefined> {
  await cleanUp(engine, (labels) => labels?.[RUN_LABEL] === run)
  const filters = { label: [`${RUN_LABEL}=${run}`] }
  const [containers, networks, volumes] = await Promise.all([
    engine.listContainers({ all: true, filters }),
    engine.listNetworks({ filters }),
    engine.listVolumes({ filters }),
  ])
  return containers.length + networks.length + ((volumes.Volumes as readonly unknown[] | null)?.length ?? 0) === 0
    ? true
    : undefined
}

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
