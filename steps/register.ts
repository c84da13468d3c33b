import { After, Before, BeforeStep, Then, World, defineParameterType, setDefaultTimeout, setWorldConstructor } from '@cucumber/cucumber'
import { ANSWER_PATTERN, parseAnswer } from '../harness/answer.js'
import { PAYLOAD_PATTERN, parseCount, parsePayload } from '../harness/payload.js'
import { REPLY_PATTERN, parseReply } from '../harness/reply.js'
import { runContext, type StepFailure } from '../harness/run-context.js'
import type { Scenario } from '../harness/scenario.js'
import { clientPhrases } from './client-phrases.js'
import type { Phrase } from './phrase.js'
import { serverPhrases } from './server-phrases.js'

/** Every wait of the harness has a deadline of its own, shorter and with a better message; this one is only a net below them. */
const NET_MS = 180_000

/** What Cucumber keeps for one scenario. */
class ScenarioWorld extends World<{ run: string }> {
  scenario: Scenario | undefined
  failure: StepFailure | undefined
  step = ''
}

setWorldConstructor(ScenarioWorld)
setDefaultTimeout(NET_MS)

const parameter = (name: string, regexp: RegExp | string, transformer: (text: string) => unknown): void =>
  defineParameterType({ name, regexp, transformer, useForSnippets: false, preferForRegexpMatch: false })

parameter('client', /client [A-Z]/, (text) => text)
parameter('count', /\d+(?: \d{3})*/, parseCount)
parameter('payload', PAYLOAD_PATTERN, parsePayload)
parameter('reply', REPLY_PATTERN, parseReply)
parameter('answer', ANSWER_PATTERN, parseAnswer)

Before(async function (this: ScenarioWorld, { pickle }) {
  this.scenario = await runContext(this.parameters.run).begin(scenarioKey(pickle))
  return this.scenario ? undefined : 'skipped'
})

BeforeStep(function (this: ScenarioWorld, { pickleStep }) {
  this.step = pickleStep.text
})

After(async function (this: ScenarioWorld, { pickle }) {
  if (this.scenario) await runContext(this.parameters.run).end(scenarioKey(pickle), this.scenario, this.failure)
})

/** Names a scenario (or one row of an outline) the same in every run. */
function scenarioKey(pickle: { readonly uri: string; readonly location?: { readonly line: number } | undefined }): string {
  return `${pickle.uri}:${pickle.location?.line ?? 0}`
}

function register(phrase: Phrase): void {
  const code = async function (this: ScenarioWorld, ...args: unknown[]): Promise<void> {
    if (!this.scenario) return
    try {
      await phrase.run(this.scenario, args)
    } catch (error) {
      // Remembered here: later hooks see only that the scenario was skipped from this step on.
      this.failure ??= { step: this.step, error }
      throw error
    }
  }
  // Cucumber tells by its length whether a function takes a callback.
  Object.defineProperty(code, 'length', { value: [...phrase.pattern.matchAll(/\{\w+\}/g)].length })
  Then(phrase.pattern, code)
}

for (const phrase of [...serverPhrases, ...clientPhrases]) register(phrase)
