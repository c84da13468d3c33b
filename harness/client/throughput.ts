import type { ClientScenario } from './client-scenario.js'
import { firstConnection } from './connecting.js'
import { thenOf } from '../findings/server-violation.js'
import { endsWithin, starvedMs } from '../peers/patience.js'
import { isCrash } from '../findings/ending.js'
import { setting } from '../messages/settings.js'
import { HarnessFault, Violation } from '../findings/violation.js'

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
      {
        kind: 'connected-silent',
        then: { end: 'silent', ms: scenario.options.firstWordMs },
        typed: false,
        ...scenario.said(),
      },
      { end: 'timeout' },
    )
  if (counted.end === 'timeout')
    throw new Violation({ kind: 'still-sends', ms: limit, agreedMs: duration }, { end: 'timeout' })
  if (counted.octets === 0)
    throw new Violation(
      { kind: 'connected-silent', then: { end: 'closed' }, typed: false, ...scenario.said() },
      {
        end: 'closed',
      },
    )
  scenario.log.stimulate({ kind: 'read', octets: counted.octets, ms: Math.round(counted.ms), rate })
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
    throw new HarnessFault({ kind: 'starved-duration', ms: Math.round(ms) })
  throw new Violation(
    { kind: 'wrong-duration', ms: Math.round(ms), agreedMs: duration, toleranceMs: TIME_TOLERANCE_MS },
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
    throw new HarnessFault({ kind: 'starved-rates' })
  const output = Buffer.from(scenario.output)
  const wanted = Buffer.from(`${kbits.toFixed(0)} (kbit/s, within 15 %)`)
  const nearest =
    numbers.length === 0
      ? undefined
      : numbers.reduce((best, number) =>
          Math.abs(Math.log(number / kbits)) < Math.abs(Math.log(best / kbits)) ? number : best,
        )
  const printed = nearest === undefined || nearest <= 0 ? undefined : nearest
  throw new Violation(
    { kind: 'wrong-rate', octets, ms: Math.round(ms), kbits, printed },
    { end: 'data', sought: { wanted, output } },
  )
}

function countedOf({ counted }: ClientScenario): NonNullable<ClientScenario['counted']> {
  if (!counted) throw new Violation({ kind: 'nothing-counted' }, { end: 'error' })
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
  const { end } = await peer.receive(({ size }) => size, scenario.firstWordMs)
  // One that has sent nothing, or is gone already, was not stopped by the reset.
  if (end !== 'data')
    throw new Violation(
      {
        kind: 'connected-silent',
        then: thenOf({ end }, scenario.firstWordMs),
        typed: false,
        ...scenario.said(),
      },
      { end },
    )
  peer.reset()
}

/** It ends in time, and not as if all were well. */
export async function expectError(scenario: ClientScenario, ms: number): Promise<void> {
  if (!(await endsWithin(scenario.ended, ms)))
    throw new Violation({ kind: 'still-runs-after-reset', ms, ...scenario.said() }, { end: 'timeout' })
  const { ending } = scenario
  if (ending && !isCrash(ending))
    throw new Violation(
      { kind: 'as-if-well', ...scenario.said() },
      {
        end: 'error',
      },
    )
}
