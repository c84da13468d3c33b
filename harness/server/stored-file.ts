import type { Folder } from '../programs/folder.js'
import type { Content } from '../messages/message.js'
import { Deadline, poll, turn } from '../peers/patience.js'
import { compare } from '../messages/reply.js'
import type { ServerScenario } from './server-scenario.js'
import { setting } from '../messages/settings.js'
import { NotObservable, SetupError, Violation } from '../findings/violation.js'
import { octetCount, seconds } from '../findings/wording.js'

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
  if (folder === undefined) throw new NotObservable('the working directory of the server cannot be seen from here')
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
  kind: string,
  file: string,
  wanted: Buffer,
  seen: Buffer | undefined,
): Violation {
  if (!seen)
    return new Violation(`within ${seconds(times.reply)} there was no file ${file} in the server's working directory`, {
      end: 'timeout',
      stored: 'missing',
    })
  const comparison = compare(wanted, seen)
  const what =
    seen.length === 0
      ? `nothing, where ${octetCount(wanted.length)} were sent,`
      : comparison.difference === seen.length
        ? `only the first ${octetCount(seen.length)} of ${octetCount(wanted.length)}`
        : comparison.difference === wanted.length
          ? `${octetCount(seen.length - wanted.length)} more than the ${octetCount(wanted.length)} that were sent`
          : `other octets than were sent (${octetCount(seen.length)}; ${octetCount(wanted.length)} were sent)`
  return new Violation(`${file} holds ${what} as the ${kind}`, { end: 'data', comparison, stored: 'other' })
}
