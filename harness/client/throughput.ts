import type { ClientScenario } from './client-scenario.js'
import { firstConnection } from './connecting.js'
import { endsWithin, starvedMs } from '../peers/patience.js'
import { isCrash } from '../findings/ending.js'
import { setting } from '../messages/settings.js'
import { HarnessFault, Violation } from '../findings/violation.js'
import { grouped, octetCount, seconds } from '../findings/wording.js'

/** Clients that send as fast as they can for some seconds: the harness counts, and holds nothing of it in memory. */

/** How far the time may be off, ms, and the rate. */
const TIME_TOLERANCE_MS = 1_000
const RATE_TOLERANCE = 0.15
/** What is in the buffers when the client closes still has to be read, at whatever rate that is. */
const REST_MS = 8_000

const durationOf = (scenario: ClientScenario): number => Number(setting(scenario.settings, 'duration')) * 1000

/** Reads until the client closes; `rate` in octets per second. Throws Violation where it does not. */
export async function count(scenario: ClientScenario, rate?: number): Promise<void> {
  const peer = await firstConnection(scenario)
  const before = starvedMs()
  const duration = durationOf(scenario)
  const limit = duration + REST_MS
  const counted = await peer.count(scenario.firstWordMs, limit, rate)
  if (counted.end === 'silent')
    throw new Violation(
      `the client connected, but sent nothing within ${seconds(scenario.firstWordMs)}${scenario.lastWords()}`,
      { end: 'timeout' },
    )
  if (counted.end === 'timeout')
    throw new Violation(
      `the client still sends, or keeps the connection open, ${seconds(limit)} after it began, where ${seconds(duration)} were agreed`,
      { end: 'timeout' },
    )
  if (counted.octets === 0)
    throw new Violation(`the client connected and left without sending anything${scenario.lastWords()}`, {
      end: 'closed',
    })
  scenario.counted = { ...counted, starved: starvedMs() - before }
  // A client may wait until its server has closed too before it counts what went through.
  peer.halfClose()
}

/** The time from the first octet to the end of the stream is the agreed one, within 1 s. */
export async function expectDuration(scenario: ClientScenario): Promise<void> {
  await count(scenario)
  const { ms, starved } = countedOf(scenario)
  const duration = durationOf(scenario)
  if (Math.abs(ms - duration) <= TIME_TOLERANCE_MS) return
  // On a starved machine nobody can keep time.
  if (Math.abs(ms - duration) <= TIME_TOLERANCE_MS + starved / 2)
    throw new HarnessFault(
      `inconclusive: the client sent for ${seconds(Math.round(ms))}, on a machine with too little CPU to spare`,
    )
  throw new Violation(
    `the client sent for ${seconds(Math.round(ms))}, where ${seconds(duration)} were agreed (within ${seconds(TIME_TOLERANCE_MS)})`,
    { end: 'data' },
  )
}

/** Its output holds a number that is the rate in kbit/s, within 15 %. */
export async function expectRate(scenario: ClientScenario): Promise<void> {
  const { octets, ms, starved } = countedOf(scenario)
  const kbits = (octets * 8) / ms
  await endsWithin(scenario.ended, scenario.times.reply)
  const numbers = numbersIn(scenario.output)
  if (numbers.some((number) => Math.abs(number - kbits) <= RATE_TOLERANCE * kbits)) return
  // Where processes had to wait for a CPU half of the time, what the two count in their own times may differ by as much again.
  if (starved > ms / 2 && numbers.some((number) => Math.abs(number - kbits) <= 2 * RATE_TOLERANCE * kbits))
    throw new HarnessFault('inconclusive: the rates differ, on a machine with too little CPU to spare')
  const output = Buffer.from(scenario.output)
  const wanted = Buffer.from(`${kbits.toFixed(0)} (kbit/s, within 15 %)`)
  const nearest =
    numbers.length === 0
      ? undefined
      : numbers.reduce((best, number) =>
          Math.abs(Math.log(number / kbits)) < Math.abs(Math.log(best / kbits)) ? number : best,
        )
  const off =
    nearest === undefined || nearest <= 0
      ? 'the client prints no number'
      : `the client prints ${nearest}, which is ${(nearest / kbits).toPrecision(3)} times that`
  throw new Violation(
    `the server counted ${octetCount(octets)} in ${seconds(Math.round(ms))}, that is ${grouped(Math.round(kbits))} kbit/s; ${off}`,
    { end: 'data', sought: { wanted, output } },
  )
}

function countedOf({ counted }: ClientScenario): NonNullable<ClientScenario['counted']> {
  if (!counted) throw new Violation('nothing was counted', { end: 'error' })
  return counted
}

/** Every number that the text may mean: with a point or a comma before the decimals, and either between thousands. */
export function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d+(?:[.,' \u00a0\u202f]\d+)*(?:[eE][+-]?\d+)?/g)]
    .flatMap(([word]) => {
      const plain = word.replaceAll(/[' \u00a0\u202f]/g, '')
      return [plain, ...word.split(/[ \u00a0\u202f]/)].flatMap(readings)
    })
    .filter((number) => Number.isFinite(number) && number > 0)
}

/** A point or a comma separates thousands only between groups of three digits; otherwise it stands before the decimals. */
function readings(word: string): number[] {
  const grouped = (separator: string, decimal: string): string | undefined =>
    new RegExp(`^\\d{1,3}(?:\\${separator}\\d{3})+(?:\\${decimal}\\d+)?$`).test(word)
      ? word.replaceAll(separator, '').replace(decimal, '.')
      : undefined
  return [word.replace(',', '.'), grouped(',', '.'), grouped('.', ',')].flatMap((text) =>
    text === undefined ? [] : [Number(text)],
  )
}

/** RST, once something has come. */
export async function reset(scenario: ClientScenario): Promise<void> {
  const peer = await firstConnection(scenario)
  await peer.receive(({ size }) => size, scenario.firstWordMs)
  peer.reset()
}

/** It ends in time, and not as if all were well. */
export async function expectError(scenario: ClientScenario, ms: number): Promise<void> {
  if (!(await endsWithin(scenario.ended, ms)))
    throw new Violation(
      `the client still runs ${seconds(ms)} after the server reset the connection${scenario.lastWords()}`,
      { end: 'timeout' },
    )
  const { ending } = scenario
  if (ending && !isCrash(ending))
    throw new Violation(`the client ended with exit status 0, as if all were well${scenario.lastWords()}`, {
      end: 'error',
    })
}
