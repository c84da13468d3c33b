import { statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { protocolFiles } from '../engine/working-directory.js'
import type { Lab } from '../harness/hosts/containers/lab.js'
import type { Waiting } from '../harness/findings/waiting.js'
import { SetupError } from '../harness/findings/violation.js'
import type { Specification } from '../specification/specification.js'
import type { CheckOptions } from './check-options.js'

/** Makes the network of hosts in containers that a check is to run in. Throws SetupError where there is no engine, or no image. */
export async function openLab(
  { command, cwd, image, settings }: CheckOptions,
  specification: Specification,
  onWaiting: (waiting: Waiting) => void,
): Promise<Lab> {
  const [{ connectEngine }, { imageFor, imageNamed }, { Lab: ALab }] = await Promise.all([
    import('../harness/hosts/containers/engine.js'),
    import('../harness/hosts/containers/images.js'),
    import('../harness/hosts/containers/lab.js'),
  ])
  return ALab.open({
    engine: await connectEngine(),
    image: image === undefined ? imageFor(command) : imageNamed(image),
    source: { folder: resolve(cwd ?? '.'), except: cwd === undefined ? protocolFiles(specification, settings) : [] },
    hosts: specification.allowed,
    onWaiting,
  })
}

/** Where programs and their libraries are, in containers as here: what is named there is the image's. */
const SYSTEM = /^\/(?:bin|dev|etc|lib\w*|opt|proc|run|sbin|sys|usr)(?:\/|$)/

/**
 * The command as it is in the container, where the folder has another path: what names something in it is named from there. Throws SetupError where it
 * names a file of this machine that is not in the folder.
 */
export function commandInside(command: readonly string[], cwd: string | undefined): string[] {
  const folder = resolve(cwd ?? '.')
  if (cwd !== undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new SetupError(
      `--cwd ${cwd}: there is no such folder${cwd.startsWith('~') ? ' (the shell replaces ~ only at the beginning of a word: write --cwd and a space before it)' : ''}`,
    )
  return command.map((word) => {
    if (word === folder || word.startsWith(folder + sep)) return `./${relative(folder, word)}`
    const file =
      isAbsolute(word) && !SYSTEM.test(word) ? word : /^\.\.[\\/]/.test(word) ? resolve(folder, word) : undefined
    if (file !== undefined && statSync(file, { throwIfNoEntry: false })?.isFile()) {
      throw new SetupError(
        `${word} is not in ${folder}, and the container has a copy of that folder alone: say which folder the submission is in, as in --cwd ${dirname(file)}`,
      )
    }
    return word
  })
}
