import { lstat, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, posix, relative, sep } from 'node:path'
import { SetupError } from '../../findings/violation.js'
import type { AgentLink } from '../agent/link.js'

/** Nobody's homework is larger, and every process has a copy of its own. */
const MOST_SOURCE = 64 << 20

/** Copies a folder of the harness's machine to `destination` in the scratch volume, where only the agent may write it. Throws SetupError where it is too large. */
export async function copyIn(
  agent: AgentLink,
  { folder, linksOut }: { readonly folder: string; readonly linksOut?: 'left' },
  destination: string,
): Promise<void> {
  const root = await realpath(folder)
  let octets = 0
  const copyFile = async (from: string, to: string): Promise<void> => {
    const { mode, size } = await lstat(from)
    octets += size
    if (octets > MOST_SOURCE)
      throw new SetupError(
        `${folder} holds more than ${MOST_SOURCE >> 20} MiB, and all of it would be copied into the container: start in the folder of the submission alone, or name that with --cwd`,
      )
    await agent.callWith(await readFile(from), 'write', to, mode & 0o777)
  }
  // A link inside the folder leads to the copy; of one that leads out of it what is there is copied, as far as it is a file.
  const copyLink = async (from: string, to: string): Promise<void> => {
    const [text, target] = [await readlink(from), await realpath(from).catch(() => undefined)]
    const isOutside = linksOut !== 'left' && target !== undefined && target !== root && !target.startsWith(root + sep)
    if (isOutside && (await stat(target)).isFile()) await copyFile(target, to)
    else
      await agent.call(
        'link',
        to,
        isAbsolute(text) && target !== undefined ? posix.join(destination, ...relative(root, target).split(sep)) : text,
      )
  }
  await agent.call('makeFolder', destination)
  const copy = async (path: string): Promise<void> => {
    for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
      const [from, to] = [join(folder, path, entry.name), posix.join(destination, ...path.split(/[\\/]/), entry.name)]
      if (entry.name === '.git') continue
      if (entry.isDirectory()) {
        await agent.call('makeFolder', to)
        await copy(join(path, entry.name))
      } else if (entry.isSymbolicLink()) {
        await copyLink(from, to)
      } else if (entry.isFile()) {
        await copyFile(from, to)
      }
    }
  }
  await copy('')
}
