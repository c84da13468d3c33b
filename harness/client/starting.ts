import { HarnessFault, SetupError } from '../findings/violation.js'
import { octetsOf, type Payload } from '../messages/message.js'
import { setting } from '../messages/settings.js'
import { poll } from '../peers/patience.js'
import { TcpService } from '../peers/tcp-service.js'
import { UdpService } from '../peers/udp-service.js'
import type { ClientScenario } from './client-scenario.js'
import { firstConnection } from './connecting.js'

/** How a client is started: what it finds, where it connects to, and what is typed at it. */

/** So often another free port is drawn where somebody was quicker. */
const PORT_ATTEMPTS = 3
/** A typed line of more is told by its size. */
const SHOWN_TYPED = 60

/** The client finds this file in its working directory. */
export function giveFile(scenario: ClientScenario, name: string, payload: Payload): void {
  if (name.includes('/') || name.includes('\\'))
    throw new SetupError(`"${name}" is no name of a file in the client's own folder`)
  scenario.files.set(name, scenario.drawOctets(payload))
}

/** The same, under the name that --send-file has. */
export function giveAgreedFile(scenario: ClientScenario, payload: Payload): void {
  giveFile(scenario, setting(scenario.settings, 'send-file'), payload)
}

/** Starts the client, told where the server is, and types the line at once, since at its prompt it can notice nothing. Greets it where the Background says so. */
export async function start(scenario: ClientScenario, typed?: Payload): Promise<void> {
  await takePort(scenario)
  scenario.log.note({ kind: 'client-started' })
  scenario.program = await scenario.subject.start(scenario.port, scenario.files, scenario.path)
  if (typed) type(scenario, typed)
  if (scenario.greeting && !scenario.nobody) await greet(scenario, scenario.greeting)
}

/** Listens on the client's port, or a free one, or makes sure that nobody does. Throws SetupError where the port is taken. */
async function takePort(scenario: ClientScenario): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    scenario.port = scenario.subject.fixedPort ?? (await scenario.subject.host.freePort())
    try {
      await (scenario.nobody ? requireNobody(scenario) : listen(scenario))
      scenario.subject.known.hasListened = true
      return
    } catch (error) {
      // What an earlier program has left of its connections is nobody's to end, and goes away.
      if (attempt === 0 && scenario.options.transport === 'tcp' && (await scenario.subject.awaitPortFree())) continue
      // Between the moment in which a port was found free and now anybody may have taken it.
      if (scenario.subject.fixedPort === undefined && attempt < PORT_ATTEMPTS) continue
      // Whoever takes the port while the check is under way must not cost it its verdicts.
      if (scenario.subject.known.hasListened && error instanceof SetupError)
        throw new HarnessFault({ kind: 'port-held', transport: scenario.options.transport, port: scenario.port })
      throw error
    }
  }
}

async function listen(scenario: ClientScenario): Promise<void> {
  const { servicePlaces } = scenario.subject.host
  if (scenario.options.transport === 'tcp')
    scenario.tcp = await TcpService.open(scenario.port, scenario.log, servicePlaces)
  else scenario.udp = await UdpService.open(scenario.port, scenario.log, servicePlaces)
}

/** Opens and closes the port: a program of somebody else's there would be taken for the server. */
async function requireNobody(scenario: ClientScenario): Promise<void> {
  await listen(scenario)
  scenario.tcp?.close()
  scenario.udp?.close()
  scenario.tcp = scenario.udp = undefined
}

/**
 * Types a line on the client's standard input, as a person does: the reply that has been sent is read first, where it is shown in
 * the quiet window. A program that is typed to before it can have shown the reply is in a state that no user brings it into.
 */
export async function typeNext(scenario: ClientScenario, typed: Payload): Promise<void> {
  const program = scenario.running()
  const { textToShow } = scenario
  await poll(() => scenario.output.includes(textToShow) || program.ending || undefined, scenario.times.quiet, 5)
  type(scenario, typed)
}

function type(scenario: ClientScenario, typed: Payload): void {
  scenario.typedLine = scenario.drawOctets(typed)
  const octets = scenario.typedLine.length
  scenario.longestTyped = Math.max(scenario.longestTyped, octets)
  const text = octets <= SHOWN_TYPED ? scenario.typedLine.toString('utf8') : undefined
  scenario.log.note({ kind: 'typed', at: 'client', text, octets })
  // Not waited for: a client that does not read its standard input leaves the pipe full.
  void scenario.running().type(Buffer.concat([scenario.typedLine, Buffer.from('\n')]))
}

async function greet(scenario: ClientScenario, greeting: Payload): Promise<void> {
  const message = scenario.draw(greeting)
  const peer = await firstConnection(scenario)
  scenario.mustShow(message.shown ?? octetsOf(message).toString('utf8'))
  await peer.send(octetsOf(message), scenario.times.reply)
}
