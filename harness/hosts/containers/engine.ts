import type { ContainerRuntimeClient } from 'testcontainers'
import { SetupError } from '../../findings/violation.js'

/** A Docker engine that answers. */
export type Engine = ContainerRuntimeClient['container']['dockerode']

/** Connects to the engine that testcontainers finds (DOCKER_HOST, the usual sockets, rootless ones). Throws SetupError where none answers, or testcontainers is not installed. */
export async function connectEngine(): Promise<Engine> {
  // What is left behind is found by our own labels; its reaper would be one more image and one more container.
  process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true'
  // Which address mapped ports have is nothing to us; inside a container it would pull an image, and run it, to find that out.
  process.env.TESTCONTAINERS_HOST_OVERRIDE ??= 'localhost'
  const { getContainerRuntimeClient } = await import('testcontainers').catch(explainMissing)
  try {
    const engine = (await getContainerRuntimeClient()).container.dockerode
    requireWanted(engine)
    return engine
  } catch (error) {
    throw new SetupError(
      `no Docker engine answers here (${error instanceof Error ? error.message : String(error)}): ` +
        'start it, or install one (on Debian and Ubuntu: apt-get install docker.io; docker/prepare-engine of this package does that and makes the images); --isolation namespace and none do without',
    )
  }
}

/** Most people never want containers, and it is larger than all the rest: so it is installed only where it is wanted. */
function explainMissing(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException
  if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes("'testcontainers'")) throw error
  throw new SetupError(
    'containers need the package testcontainers, which is not installed beside sockspec: npm install testcontainers@11',
  )
}

/** An engine that was asked for by its address and does not answer must not be taken the place of by another. Throws. */
function requireWanted({ modem }: Engine): void {
  const wanted = process.env.DOCKER_HOST
  const { socketPath, host } = modem as { readonly socketPath?: string; readonly host?: string }
  if (wanted === undefined || wanted === '' || wanted.startsWith('ssh:')) return
  const found = wanted.startsWith('unix:')
    ? `unix://${socketPath ?? ''}` === wanted
    : host !== undefined && wanted.includes(host)
  if (!found) throw new Error(`DOCKER_HOST is ${wanted}, where none answers`)
}

/** Runs the work, and tells what the engine has against it as a set-up that is wrong: `what` was tried. */
export async function asked<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SetupError) throw error
    const { json, message } = error as { readonly json?: { readonly message?: string }; readonly message: string }
    // Without what HTTP has to say of it.
    throw new SetupError(
      `${what}: the Docker engine says: ${(json?.message ?? message).replace(/^\(HTTP code \d+\).*? - /, '').trim()}`,
    )
  }
}
