import type { Role, Transport } from '../../specification/specification.js'
import type { Said } from '../../steps/saying.js'

/** What is wrong with a scenario as a whole: an order that makes no sense, or nothing that it demands. */

/** A step of a scenario, or of the Background before it. */
export interface OrderedStep {
  readonly text: string
  readonly said: Said | undefined
  readonly isBackground: boolean
  /** stands behind Then */
  readonly isOutcome: boolean
}

export interface ScenarioMistake {
  /** index of the step; undefined for the scenario as a whole */
  readonly step?: number
  readonly what: string
}

/** What the steps of a scenario are judged by, together. */
export interface Scene {
  readonly role: Role
  readonly transport: Transport | undefined
  /** observed, never graded */
  readonly isInfo: boolean
}

/** Gives what is wrong with the steps of one scenario, the Background's first. */
export function scenarioMistakes(steps: readonly OrderedStep[], scene: Scene): ScenarioMistake[] {
  return [
    ...(scene.role === 'server' ? serverOrder(steps, scene.transport) : clientOrder(steps)),
    ...(scene.isInfo ? [] : demands(steps)),
  ]
}

const patternOf = ({ said }: OrderedStep): string => said?.phrase.pattern ?? ''

/** The clients that a step names. */
const clientsOf = ({ said }: OrderedStep): string[] =>
  said?.args.flatMap(({ parameter, text }) => (parameter !== 'string' && parameter.name === 'client' ? [text] : [])) ??
  []

/** These need to know what being served means. */
const NEEDS_EXCHANGE =
  /\bis served\b|\bare each (?:served|answered)\b|\basks\b|\bits own reply\b|^a new client|its next request|two requests|begins to ask/
/** These tell of what a client receives. */
const RECEIVES = /^\{client\} (?:receives|may receive)|^the next that \{client\}|^the reply to \{client\}/
/** These make no sense without something sent before. */
const REPLY_TO_SENT = /its own reply|one reply to each|the reply to \{client\}/
const SAME = /^the same\b/
/** A client that did only this has sent nothing. */
const SILENT = /^\{client\} (?:connects|is at|disconnects|leaves|shuts down|resets)/

function serverOrder(steps: readonly OrderedStep[], transport: Transport | undefined): ScenarioMistake[] {
  const isDefined = steps.some(({ text }) => /^a client is served when\b/.test(text))
  const takesLeave = steps.some(({ text }) => /^a client takes leave when\b/.test(text))
  const isKnown = steps.every(({ said }) => said !== undefined)
  const here = new Set<string>()
  const spoke = new Set<string>()
  const out: ScenarioMistake[] = []
  for (const [index, step] of steps.entries()) {
    const pattern = patternOf(step)
    const names = clientsOf(step)
    if (pattern === '' || /^a client (?:is|takes)\b/.test(pattern)) continue
    if (!isDefined && isKnown && NEEDS_EXCHANGE.test(pattern))
      out.push({
        step: index,
        what: `"${step.text}" needs a Background that says what being served means, as in: Given a client is served when it sends "HELO\\n" and receives "HELLO\\n"`,
      })
    if (!takesLeave && isKnown && pattern.includes('takes leave'))
      out.push({
        step: index,
        what: `"${step.text}" needs a Background that says how a client takes leave, as in: Given a client takes leave when it sends "QUIT\\n" and receives "BYE\\n"`,
      })
    if (isKnown && RECEIVES.test(pattern)) {
      const reply = step.said?.args.find(({ parameter }) => parameter !== 'string' && parameter.name === 'reply')?.text
      const isOfSent = REPLY_TO_SENT.test(pattern) || (reply !== undefined && SAME.test(reply)) || transport === 'udp'
      for (const name of names)
        if (!(isOfSent ? spoke : here).has(name))
          out.push({
            step: index,
            what: isOfSent
              ? `"${step.text}" expects a reply, but ${name} has sent nothing before`
              : `"${step.text}" expects something, but ${name} has neither connected nor sent anything before`,
          })
    }
    for (const name of names) {
      here.add(name)
      if (!SILENT.test(pattern)) spoke.add(name)
    }
  }
  return out
}

/** The client is a program that must have been started before anything can be expected of it. */
function clientOrder(steps: readonly OrderedStep[]): ScenarioMistake[] {
  if (steps.some(({ said }) => said === undefined)) return []
  const started = steps.findIndex(({ text }) => /\bstarted\b/.test(text))
  const early = steps.findIndex((step, index) => step.isOutcome && (started === -1 || index < started))
  const step = steps[early]
  if (!step) return []
  return [
    {
      step: early,
      what: `"${step.text}" expects something of the client, which has not been started before, as in: When the client is started and a line of 20 characters is typed`,
    },
  ]
}

/** These do something, or allow either of two things. */
const DEMANDS_NOTHING =
  /^\{client\} (?:sends|asks|leaves|disconnects|shuts down|resets|begins|is at|may receive|is answered now)|^it is observed |^\{payload\} is typed|^the server (?:has|sends|closes|answers|does not|greets|resets|reads slowly)/
const OBSERVED = /^it is observed /

/** A requirement that demands nothing is held by every program. */
function demands(steps: readonly OrderedStep[]): ScenarioMistake[] {
  const own = steps.filter(({ isBackground }) => !isBackground)
  if (own.length === 0) return []
  const outcomes = own.filter(({ isOutcome }) => isOutcome)
  if (outcomes.length === 0) return [{ what: 'has no Then: it demands nothing, and can never fail' }]
  if (outcomes.some(({ said }) => said === undefined)) return []
  // Where being served is that the server takes all, sending demands that.
  if (steps.some(({ text }) => text.endsWith('and the server takes them'))) return []
  if (!outcomes.every((step) => DEMANDS_NOTHING.test(patternOf(step)))) return []
  return [
    {
      what: outcomes.every((step) => OBSERVED.test(patternOf(step)))
        ? 'only observes, and can never fail: its level is @info'
        : 'demands nothing behind its Then, and can never fail',
    },
  ]
}
