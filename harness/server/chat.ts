import { octetsOf, type Payload } from '../messages/message.js'
import { poll } from '../peers/patience.js'
import { compare } from '../messages/reply.js'
import type { ServerScenario } from './server-scenario.js'
import { send } from './sending.js'
import { findShown } from '../messages/shown.js'
import { SILENCE } from '../findings/reading.js'
import { NotObservable, Violation } from '../findings/violation.js'

/** A server as a program with a user: what it shows, what is typed at it, how it ends. */

/** What the client sent last is on the server's output, whatever is printed around it. */
export async function expectShown(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  const sent = client.sent
  client.unanswered = []
  const { subject, times } = scenario
  const text = sent.toString('utf8')
  const shows = (): boolean | undefined => {
    const output = subject.output()
    if (output === undefined) throw new NotObservable({ kind: 'output-unseen' })
    const { shown } = findShown(output.toString('utf8'), text)
    return shown === 'whole' || shown === 'in pieces' ? true : undefined
  }
  if (await poll(shows, times.reply)) return
  await scenario.requireNoCrash('any')
  const output = subject.output() ?? Buffer.alloc(0)
  throw new Violation(
    { kind: 'not-shown-by-server', ms: times.reply, showsNothing: output.length === 0 },
    { end: 'timeout', sought: { wanted: sent, output } },
  )
}

/** A line is typed on the server's standard input. */
export async function type(scenario: ServerScenario, payload: Payload): Promise<void> {
  const line = octetsOf(scenario.draw(payload))
  scenario.typed = line
  scenario.log.note({ kind: 'typed', at: 'server', text: line.toString('utf8'), octets: line.length })
  // A line typed before the server has read what it is to answer might belong to nobody.
  await poll(async () => ((await scenario.subject.hasRead(0)) === false ? undefined : true), scenario.times.quiet, 5)
  await scenario.subject.type(Buffer.concat([line, Buffer.from('\n')]))
}

/** The line that was typed last comes to the client as a datagram, with or without its end; `around`: other text may stand there too. */
export async function expectTyped(
  scenario: ServerScenario,
  name: string,
  around: 'nothing' | 'anything' = 'nothing',
): Promise<void> {
  const reply = await scenario.udp(name).next(scenario.times.reply)
  const evidence = scenario.evidence(name, reply ? 'data' : 'timeout')
  if (!reply) {
    await scenario.requireNoCrash('any', evidence)
    throw new Violation(
      { kind: 'typed-not-received', client: name, ms: scenario.times.reply },
      { ...evidence, comparison: compare(scenario.typed, Buffer.alloc(0)) },
    )
  }
  const { octets } = reply
  const end = octets.subarray(scenario.typed.length).toString('latin1')
  if (octets.subarray(0, scenario.typed.length).equals(scenario.typed) && /^(?:\r?\n)?$/.test(end)) {
    if (end !== '') scenario.note({ kind: 'line-end-sent' })
    return
  }
  if (around === 'anything' && octets.includes(scenario.typed)) return
  throw new Violation(
    { kind: 'other-than-typed', octets: octets.length },
    {
      ...evidence,
      comparison: compare(scenario.typed, octets),
    },
  )
}

/** So many times in turn: the client sends, the server shows it; a line is typed at the server, the client receives it. */
export async function rounds(scenario: ServerScenario, count: number, name: string, sentence: Payload): Promise<void> {
  for (let i = 1; i <= count; i++) {
    try {
      await send(scenario, name, sentence)
      await expectShown(scenario, name)
      await type(scenario, sentence)
      // That nothing stands around it is a requirement of its own.
      await expectTyped(scenario, name, 'anything')
    } catch (error) {
      if (error instanceof Violation)
        throw new Violation(
          { kind: 'in-turn', what: 'round', number: i, all: count, inner: error.observation },
          error.evidence,
        )
      throw error
    }
  }
}

/** It ends by itself within so many ms. */
export async function expectEnded({ subject }: ServerScenario, ms: number): Promise<void> {
  if (!(await subject.endsWithin(ms))) throw new Violation({ kind: 'server-still-runs', ms }, { end: 'timeout' })
}

/** It ends by itself, with status 0, within so many ms. */
export async function expectSuccess(scenario: ServerScenario, ms: number): Promise<void> {
  await expectEnded(scenario, ms)
  const { subject } = scenario
  const { death } = subject
  if (death?.ending.kind === 'status' && death.ending.status === 0) return
  throw new Violation(
    { kind: 'server-ended-badly', ending: undefined, ...SILENCE, ...death },
    { end: 'error' },
  )
}

/** Its port can be bound by somebody else. */
export async function expectPortFree(scenario: ServerScenario): Promise<void> {
  const { address, subject, times } = scenario
  // The kernel may need a moment to give up a socket whose process has just ended.
  for (const until = performance.now() + times.quiet; performance.now() < until;)
    if (await subject.canBind(address)) return
  throw new Violation({ kind: 'port-taken', port: address.port }, { end: 'error' })
}

/** For the quiet window no datagram has come to this client. */
export async function expectSilence(scenario: ServerScenario, name: string): Promise<void> {
  const reply = await scenario.udp(name).next(scenario.times.quiet)
  if (reply)
    throw new Violation(
      { kind: 'answered-stranger', octets: reply.octets.length, client: name },
      {
        ...scenario.evidence(name, 'data'),
        comparison: compare(Buffer.alloc(0), reply.octets),
      },
    )
}
