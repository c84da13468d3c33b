import type * as cucumber from '@cucumber/cucumber'
import { PARAMETERS } from '../harness/messages/grammar/parameters.js'
import { HarnessFault } from '../harness/findings/violation.js'
import { Bound, SCENARIO_MS } from '../harness/peers/bound.js'
import { courseOf, runContext } from '../harness/scenario/run-context.js'
import type { Names } from '../harness/messages/names.js'
import { withDrawn } from '../harness/messages/placeholders.js'
import type { Scenario } from '../harness/scenario/scenario.js'
import type { Place } from '../harness/findings/finding.js'
import { turnOf } from './turn.js'
import type { Phrase } from './phrase.js'
import { spellingsOf } from './vocabulary.js'

/** Every wait of the harness has a deadline of its own, shorter and with a better message; this one is only a net below them. */
const NET_MS = 180_000

/** What Cucumber keeps for one scenario. */
interface ScenarioWorld extends cucumber.IWorld<{ run: string }> {
  scenario?: Scenario
  failure?: { readonly place: Place; readonly error: unknown }
  place?: Place
  /** rejects when the scenario has taken too long */
  outOfTime?: Promise<never>
  bound?: Bound
  /** steps that ran to their end */
  held?: number
  /** steps that the scenario has */
  planned?: number
}

/** The functions of Cucumber with which support code defines itself. */
export type Definitions = Pick<
  typeof cucumber,
  'After' | 'AfterStep' | 'Before' | 'BeforeStep' | 'Then' | 'defineParameterType' | 'setDefaultTimeout'
>

/** Defines the vocabulary's parameters, these phrases, and the hooks that connect a scenario with its run; `netMs` bounds one step, `scenarioMs` all of them. */
export function registerSteps(
  phrases: readonly Phrase[],
  { After, Before, BeforeStep, Then, defineParameterType, setDefaultTimeout }: Definitions,
  netMs = NET_MS,
  scenarioMs = SCENARIO_MS,
): void {
  setDefaultTimeout(netMs)
  for (const { name, parser, read } of PARAMETERS)
    defineParameterType({
      name,
      regexp: new RegExp(parser.pattern),
      // A text may name what is drawn only once there is a scenario.
      transformer: (text: string) => new Written(read, text, name === 'reply'),
      useForSnippets: false,
      preferForRegexpMatch: false,
    })

  Before(async function (this: ScenarioWorld, { pickle }) {
    const scenario = await runContext(this.parameters.run).begin(scenarioKey(pickle))
    if (!scenario) return 'skipped'
    this.scenario = scenario
    this.outOfTime = new Promise((_, reject) => {
      this.bound = new Bound(scenarioMs, () =>
        reject(new HarnessFault({ kind: 'out-of-time', what: 'scenario', ms: scenarioMs })),
      )
    })
    this.outOfTime.catch(() => undefined)
    return undefined
  })
  BeforeStep(function (this: ScenarioWorld, { pickle, pickleStep, gherkinDocument }) {
    this.planned = pickle.steps.length
    this.place = { step: pickleStep.text, turn: turnOf(pickleStep, gherkinDocument) }
  })
  After(async function (this: ScenarioWorld, { pickle, result }) {
    this.bound?.cancel()
    if (!this.scenario) return
    const course = courseOf({
      planned: pickle.steps.length,
      held: this.held ?? 0,
      passed: result?.status === 'PASSED',
      last: this.place,
      failure: this.failure,
      said: result?.message,
    })
    await runContext(this.parameters.run).end(scenarioKey(pickle), this.scenario, course)
  })
  for (const phrase of phrases) for (const pattern of spellingsOf(phrase)) Then(pattern, codeOf(phrase))
}

/** Names a scenario (or one row of an outline) the same in every run. */
function scenarioKey(pickle: {
  readonly uri: string
  readonly location?: { readonly line: number } | undefined
}): string {
  return `${pickle.uri}:${pickle.location?.line ?? 0}`
}

/** Runs a step, and behind the last one what is still to be proved. */
async function runStep(
  { scenario, held = 0, planned }: ScenarioWorld,
  phrase: Phrase,
  args: readonly unknown[],
): Promise<void> {
  if (!scenario) return
  await phrase.run(scenario, args)
  if (held + 1 === planned) await scenario.conclude()
}

function codeOf(phrase: Phrase): (this: ScenarioWorld, ...args: unknown[]) => Promise<void> {
  const code = async function (this: ScenarioWorld, ...args: unknown[]): Promise<void> {
    if (!this.scenario) return
    try {
      const { names } = this.scenario
      const read = (arg: unknown): unknown =>
        arg instanceof Written ? arg.in(names) : typeof arg === 'string' ? names.resolve(arg) : arg
      const given = args.map((arg) => (phrase.readsLate === true ? () => read(arg) : read(arg)))
      const run = runStep(this, phrase, given)
      await (this.outOfTime ? Promise.race([run, this.outOfTime]) : run)
      this.held = (this.held ?? 0) + 1
    } catch (error) {
      // Remembered here: later hooks see only that the scenario was skipped from this step on.
      this.failure ??= { place: this.place ?? { step: '', turn: 'own' }, error }
      throw error
    }
  }
  // Cucumber tells by its length whether a function takes a callback.
  Object.defineProperty(code, 'length', { value: [...phrase.pattern.matchAll(/\{\w+\}/g)].length })
  return code
}

/** A parameter as it is written. It is read when its step runs: then a mistake of the feature's author in it is told as what it is. */
class Written {
  constructor(
    private readonly read: (text: string) => unknown,
    private readonly text: string,
    /** it is what must come back: nothing in it can be drawn for the first time */
    private readonly isExpected: boolean,
  ) {}

  in(names: Names): unknown {
    return this.read(withDrawn(this.text, this.isExpected ? names.known : names))
  }
}
