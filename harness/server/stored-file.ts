import type { Folder } from '../programs/folder.js'
import type { Content } from '../messages/message.js'
import { Deadline, poll, turn } from '../peers/patience.js'
import { compare } from '../messages/reply.js'
import type { ServerScenario } from './server-scenario.js'
import { setting } from '../messages/settings.js'
import { NotObservable, SetupError, Violation } from '../findings/violation.js'

/** How often the file is looked at, ms; the folder announces nothing that could be relied upon. */
const LOOK_MS = 10

/** What the client has sent last of this kind is stored in the file that --stored-as names. */
export const expectStoredAsAgreed = (scenario: ServerScenario, kind: Content['kind'], name: string): Promise<void> =>
  expectStored(scenario, kind, name, setting(scenario.settings, 'stored-as'))

/**
 * What the client has sent last of this kind is stored, octet for octet, in a file of the server's working directory: there within the
 * deadline of a reply, and still the same when the connection has ended or is quiet. Throws NotObservable where that directory cannot be seen.
 */
export async function expectStored(
  scenario: ServerScenario,
  kind: Content['kind'],
  name: string,
  file: string,
): Promise<void> {
  const { subject, times } = scenario
  const wanted = scenario.client(name).contents.get(kind)
  if (!wanted) throw new SetupError(`${name} has sent no ${kind} that could be stored`)
  const folder = subject.folder
  if (folder === undefined) throw new NotObservable({ kind: 'folder-unseen', wanted: 'to store' })
  if (!(await becomes(folder, file, wanted, times.reply)))
    throw notStored(scenario, kind, file, wanted, await folder.read(file))
  const peer = scenario.client(name).tcp
  await poll(() => (!peer || peer.closed ? true : undefined), times.quiet)
  const later = await folder.read(file)
  if (!later?.equals(wanted)) throw notStored(scenario, kind, file, wanted, later)
}

/** Whether the file comes to hold this within `ms`. */
async function becomes(folder: Folder, file: string, wanted: Buffer, ms: number): Promise<boolean> {
  const time = { isOver: false }
  const deadline = new Deadline(ms, () => {
    time.isOver = true
  })
  try {
    for (;;) {
      const isLast = time.isOver
      // Reading megabytes again and again would keep the server from writing them.
      if ((await folder.size(file)) === wanted.length && (await folder.read(file))?.equals(wanted)) return true
      if (isLast) return false
      await turn(LOOK_MS)
    }
  } finally {
    deadline.cancel()
  }
}

function notStored(
  { times }: ServerScenario,
  content: Content['kind'],
  file: string,
  wanted: Buffer,
  seen: Buffer | undefined,
): Violation {
  if (!seen) return new Violation({ kind: 'not-stored', file, ms: times.reply }, { end: 'timeout', stored: 'missing' })
  const comparison = compare(wanted, seen)
  const { difference } = comparison
  const how =
    seen.length === 0
      ? 'nothing'
      : difference === seen.length
        ? 'beginning'
        : difference === wanted.length
          ? 'more'
          : 'other'
  return new Violation(
    { kind: 'stored-otherwise', file, content, how, stored: seen.length, sent: wanted.length },
    { end: 'data', comparison, stored: 'other' },
  )
}
