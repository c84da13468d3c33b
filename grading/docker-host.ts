import type { Waiting } from '../harness/findings/waiting.js'
import type { OpenedHost, ToRun } from './opened-host.js'

const containers = async () => {
  const [{ connectEngine }, images, { Lab }] = await Promise.all([
    import('../harness/hosts/containers/engine.js'),
    import('../harness/hosts/containers/images.js'),
    import('../harness/hosts/containers/lab.js'),
  ])
  return { connectEngine, ...images, Lab }
}

/** Makes sure that an engine answers and has the images that all submissions need. Throws SetupError. */
export async function requireEngine(
  images: readonly string[],
  commands: readonly (readonly string[])[],
  onWaiting: (waiting: Waiting) => void,
): Promise<void> {
  const { connectEngine, ensureImage, hostImage, imageFor, imageNamed } = await containers()
  const engine = await connectEngine()
  const needed = new Set([hostImage(), ...images.map(imageNamed), ...commands.map(imageFor)])
  for (const image of needed) await ensureImage(engine, image, onWaiting)
}

/** Makes a network of hosts in containers around one submission. Throws SetupError. */
export async function openInDocker({ folder, cwd, command, image, hosts }: ToRun): Promise<OpenedHost> {
  const { connectEngine, imageFor, imageNamed, Lab } = await containers()
  const lab = await Lab.open({
    engine: await connectEngine(),
    image: image === undefined ? imageFor(command) : imageNamed(image),
    source: { folder: cwd === '.' ? folder : `${folder}/${cwd}`, except: [], linksOut: 'left' },
    hosts,
    onWaiting: () => undefined,
  })
  return {
    host: lab.host,
    workingDirectory: lab.workingDirectory,
    inForce: { isolation: 'docker' },
    dispose: () => lab.dispose(),
  }
}
