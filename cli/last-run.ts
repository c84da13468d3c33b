import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import type { Verdicts } from '../results/changes.js'
import { VERDICTS, type Verdict } from '../results/verdict.js'
import type { CheckOptions } from './check-options.js'

/** So many checks are remembered, the newest: a file of a few hundred bytes each. */
const MOST_REMEMBERED = 200

/** What makes two checks checks of the same program: its command, where it is started, and what it is checked for. */
const keyOf = (protocol: string, { role, command, cwd, host, port }: CheckOptions): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        resolve(cwd ?? '.'),
        command,
        protocol.includes('/') ? resolve(protocol) : protocol,
        role,
        host ?? null,
        port ?? null,
      ]),
    )
    .digest('hex')
    .slice(0, 32)

/** The user's cache folder, as the XDG Base Directory Specification has it: a relative path counts as none. */
function cacheFolder(): string {
  const xdg = process.env['XDG_CACHE_HOME']
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'sockspec', 'last-runs')
}

/** What earlier checks of this program found last, of each requirement; undefined where nothing is remembered. */
export async function rememberedVerdicts(protocol: string, options: CheckOptions): Promise<Verdicts | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(join(cacheFolder(), `${keyOf(protocol, options)}.json`), 'utf8'))
    if (typeof found !== 'object' || found === null) return undefined
    return Object.fromEntries(
      Object.entries(found).filter((entry): entry is [string, Verdict] => VERDICTS.includes(entry[1] as Verdict)),
    )
  } catch {
    // Nothing there, or nothing that can be read: it is a cache.
    return undefined
  }
}

/** Remembers what a check has found, beside what earlier ones found of other requirements. Rejects with the system's error where that cannot be written. */
export async function rememberVerdicts(protocol: string, options: CheckOptions, verdicts: Verdicts): Promise<void> {
  const folder = cacheFolder()
  const all = { ...(await rememberedVerdicts(protocol, options)), ...verdicts }
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${keyOf(protocol, options)}.json`)
  // Two checks may end at once: each file is whole at any time.
  const made = `${path}.${randomBytes(4).toString('hex')}`
  try {
    await writeFile(made, JSON.stringify(all))
    await rename(made, path)
  } catch (error) {
    await rm(made, { force: true })
    throw error
  }
  await forgetOldest(folder)
}

async function forgetOldest(folder: string): Promise<void> {
  const names = await readdir(folder)
  if (names.length <= MOST_REMEMBERED) return
  const times = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  )
  const oldest = times.sort((a, b) => a.time - b.time).slice(0, names.length - MOST_REMEMBERED)
  await Promise.all(oldest.map(({ name }) => rm(join(folder, name), { force: true })))
}
