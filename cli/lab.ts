import { relative, resolve, sep } from 'node:path'
import { protocolFiles } from '../engine/working-directory.js'
import type { Lab } from '../harness/containers/lab.js'
import type { Specification } from '../specification/specification.js'
import type { CheckOptions } from './check-options.js'

/** Makes the network of hosts in containers that a check is to run in. Throws SetupError where there is no engine, or no image. */
export async function openLab({ command, cwd, image, settings }: CheckOptions, specification: Specification, onWaiting: (message: string) => void): Promise<Lab> {
  const [{ connectEngine }, { imageFor }, { Lab: ALab }] = await Promise.all([
    import('../harness/containers/engine.js'), import('../harness/containers/images.js'), import('../harness/containers/lab.js'),
  ])
  return ALab.open({
    engine: await connectEngine(),
    image: image ?? imageFor(command),
    source: { folder: resolve(cwd ?? '.'), except: cwd === undefined ? protocolFiles(specification, settings) : [] },
    hosts: specification.allowed,
    onWaiting,
  })
}

/** The command as it is in the container, where the folder has another path: what names something in it is named from there. */
export function commandInside(command: readonly string[], cwd: string | undefined): string[] {
  const folder = resolve(cwd ?? '.')
  return command.map((word) => (word.startsWith(folder + sep) ? `./${relative(folder, word)}` : word))
}
