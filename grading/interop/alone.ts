import { ClientScenario, FIRST_WORD_MS } from '../../harness/client/client-scenario.js'
import { answer } from '../../harness/client/answering.js'
import { dispose } from '../../harness/client/ending.js'
import { receiveMessage } from '../../harness/client/receiving.js'
import { start } from '../../harness/client/starting.js'
import { Violation } from '../../harness/findings/violation.js'
import type { Payload } from '../../harness/messages/message.js'
import { sentence } from '../../harness/messages/payload.js'
import { Randomness } from '../../harness/messages/randomness.js'
import { lineEndOf } from '../../harness/messages/answer.js'
import { DEFAULT_TIMES } from '../../harness/scenario/scenario.js'
import { ClientSubject } from '../../harness/subjects/client-subject.js'
import { teachersWords } from '../starting/decision.js'
import { openHost } from '../open-host.js'
import { NOT_IN_CONTAINERS } from '../opened-host.js'
import type { Job } from '../job.js'
import { occurrences, type Wanted } from './decide.js'
import type { Entrant } from './entrant.js'

/** What a client types is sent, or a text of its own; and how often it shows that by itself. */
export interface Habit {
  readonly own: string | undefined
  readonly mentions: number
}

/** What is typed at a client. */
export const TYPED_CHARACTERS = 40

const LINE: Payload = {
  phrase: `a sentence of ${TYPED_CHARACTERS} characters`,
  message: (random) => ({ segments: [Buffer.from(sentence(random, TYPED_CHARACTERS))] }),
}

/**
 * Runs a client of an echo once with the harness for its server, which answers something else: so it is seen what the client sends, and what of its output no
 * reply is needed for. Undefined where it does not come to send anything.
 */
export async function habitOf(client: Entrant, isolation: Job['isolation'], seed: string): Promise<Habit | undefined> {
  const { task, start: how, folder } = client
  const opened = await openHost(isolation, {
    ...NOT_IN_CONTAINERS,
    folder,
    cwd: how.cwd,
    command: how.command,
    named: teachersWords(how),
  })
  try {
    const subject = new ClientSubject({
      command: how.command,
      host: opened.host,
      workingDirectory: opened.workingDirectory,
      fixedPort: task.port,
    })
    const scenario = new ClientScenario(new Randomness(seed, `alone#${client.id}`), DEFAULT_TIMES, subject, {
      transport: task.specification.transport,
      firstWordMs: FIRST_WORD_MS,
      requests: task.specification.framing.requests,
      settings: task.settings,
    })
    scenario.answerRule = { letters: 'lower', end: 'as-sent' }
    try {
      await start(scenario, LINE)
      const { octets, relation } = await receiveMessage(scenario)
      await answer(scenario)
      await scenario.running().endsWithin(scenario.times.reply)
      const own = octets.toString('utf8', 0, octets.length - lineEndOf(octets).length)
      const sent = relation === 'own' ? own : scenario.typedLine.toString('utf8')
      return { own: relation === 'own' ? own : undefined, mentions: occurrences(scenario.output, sent) }
    } finally {
      await dispose(scenario)
    }
  } catch (error) {
    if (error instanceof Violation) return undefined
    throw error
  } finally {
    await opened.dispose().catch(() => undefined)
  }
}

/** What a client with that habit is to show of an echo when this is typed. */
export const wantedOfEcho = ({ own, mentions }: Habit, typed: string): Wanted => ({
  text: own ?? typed,
  mentions,
  isOwn: own !== undefined,
})
