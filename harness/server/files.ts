import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import type { Payload } from '../messages/message.js'
import type { ServerScenario } from './server-scenario.js'
import { NotObservable, SetupError } from '../findings/violation.js'

/** The files that a server finds below its working directory, and what lies beside that. */

/** The server finds this file below its working directory. */
export async function giveFile(scenario: ServerScenario, payload: Payload, name: string): Promise<void> {
  if (name.startsWith('/') || name.split('/').includes('..'))
    throw new SetupError(`"${name}" must be the name of a file below the server's folder`)
  const content = scenario.drawOctets(payload)
  scenario.files.set(name, content)
  await place(scenario, name, content)
}

/** Puts the files into the working directory of the present process: after a restart it is another. */
export async function placeFiles(scenario: ServerScenario): Promise<void> {
  for (const [name, content] of scenario.files) await place(scenario, name, content)
}

async function place({ subject }: ServerScenario, name: string, content: Buffer): Promise<void> {
  const { folder } = subject
  if (folder === undefined) throw new NotObservable({ kind: 'folder-unseen', wanted: 'to give' })
  await folder.write(name, content)
}

/**
 * Beside the server's folder lies a file that must never be served; `[secret]` is its name there, `[secret path]` its whole path.
 * The same file lies in `[neighbour]`, a folder beside the server's whose name begins as that does: who compares paths as texts takes it for a part of it.
 */
export async function placeSecret(scenario: ServerScenario): Promise<void> {
  const { folder } = scenario.subject
  if (folder === undefined) throw new NotObservable({ kind: 'folder-unseen', wanted: 'beside' })
  const name = `secret-${randomBytes(4).toString('hex')}.txt`
  scenario.secret = Buffer.from(randomBytes(24).toString('hex'))
  const neighbour = `${basename(folder.path)}-${randomBytes(4).toString('hex')}`
  await folder.write(`../${name}`, scenario.secret)
  await folder.write(`../${neighbour}/${name}`, scenario.secret)
  scenario.names.define('secret', name)
  scenario.names.define('neighbour', neighbour)
  scenario.names.define('secret path', join(dirname(folder.path), name))
}

/** What was put there under this name. Throws SetupError where nothing was. */
export function fileOf(scenario: ServerScenario, name: string): Buffer {
  const content = scenario.files.get(name)
  if (!content)
    throw new SetupError(`the feature must say what ${name} holds: "Given the server has <octets> in "${name}""`)
  return content
}
