import { HarnessFault } from '../findings/violation.js'
import { TcpPeer } from '../peers/tcp-peer.js'
import { disconnect } from './closing.js'
import { connect } from './connecting.js'
import type { ServerScenario } from './server-scenario.js'
import { expectTaken, pour, TAKING_MS, WRITE_OCTETS } from './throughput.js'

/** How fast a server takes many octets, beside a sink of our own. */

/** Observes the rate at which the server takes so many octets, beside that of a sink of our own, in turn. */
export async function observeRate(scenario: ServerScenario, count: number): Promise<void> {
  const name = 'client A'
  await connect(scenario, name)
  const theirs = await timed(async () => {
    await pour(scenario, name, count)
    await expectTaken(scenario, name)
  })
  await disconnect(scenario, name)
  const ours = await sinkTime(scenario, count)
  scenario.observe({ kind: 'rate', theirs: (count * 8) / theirs, ours: (count * 8) / ours })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return Math.max(1, performance.now() - began)
}

/** How long a sink of our own, where the server is, takes for so many octets, ms. */
async function sinkTime(scenario: ServerScenario, count: number): Promise<number> {
  const sink = await scenario.subject.openSink()
  try {
    const { sockets } = await scenario.subject.clientPlace()
    const peer = await TcpPeer.connect('our sink', sink.address, scenario.log, { ms: scenario.times.reply, sockets })
    if (peer instanceof HarnessFault) throw peer
    if (!(peer instanceof TcpPeer)) throw new HarnessFault({ kind: 'no-sink', how: 'unreachable' })
    try {
      return await timed(async () => {
        await peer.pour(scenario.random.octets(WRITE_OCTETS), count, scenario.times.reply)
        peer.halfClose()
        await peer.awaitClosed(TAKING_MS)
      })
    } finally {
      peer.destroy()
    }
  } finally {
    sink.close()
  }
}
