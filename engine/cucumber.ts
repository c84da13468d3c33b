import type { IRunOptions, ISupportCodeLibrary } from '@cucumber/cucumber/api'
import type { Envelope } from '@cucumber/messages'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { withRunContext, type RunContext } from '../harness/scenario/run-context.js'
import { SetupError } from '../harness/findings/violation.js'
import { strayBrackets } from '../harness/messages/placeholders.js'
import type { Specification } from '../specification/specification.js'
import { literalsOf } from '../steps/literals.js'
import type { Phrase } from '../steps/phrase.js'
import { phrasesOfRole, spellingsOf } from '../steps/vocabulary.js'
import { registerSteps, type Definitions } from '../steps/register.js'
import cucumber from './cucumber-parts.cjs'
import { judgeStep } from './linting/step-mistakes.js'

/** Cucumber with our steps, loaded once per process. */
export interface Engine {
  /**
   * Runs the scenarios that begin at these lines of the specification's feature file, in its order; those that the context does not
   * give out are skipped. Throws SetupError where a step means nothing, or more than one thing.
   */
  run(
    specification: Specification,
    lines: readonly number[],
    context: RunContext,
    onEnvelope?: (envelope: Envelope) => void,
  ): Promise<void>
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() })

/** What Cucumber's support code library builder is to us. */
interface LibraryBuilder {
  readonly methods: Definitions
  reset(cwd: string, newId: () => string, coordinates: ISupportCodeLibrary['originalCoordinates']): void
  finalize(): ISupportCodeLibrary & {
    readonly stepDefinitions: readonly { readonly pattern: string | RegExp; matchesStepName(text: string): boolean }[]
  }
}

function loadSupport(register: (definitions: Definitions) => void): ISupportCodeLibrary {
  const builder = cucumber.supportCodeLibraryBuilder as unknown as LibraryBuilder
  builder.reset(process.cwd(), randomUUID, { requireModules: [], requirePaths: [], importPaths: [], loaders: [] })
  // Cucumber looks at a stack for each definition, to say where it stands; ours all stand in one line of the vocabulary.
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 1
  try {
    register(builder.methods)
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
  const library = builder.finalize()
  for (const definition of library.stepDefinitions) {
    const { pattern } = definition
    if (typeof pattern !== 'string') continue
    const [mayMatch, matches] = [literalsOf(pattern), definition.matchesStepName.bind(definition)]
    definition.matchesStepName = (text) => mayMatch(text) && matches(text)
  }
  return library
}

const engines = new WeakMap<Specification, Engine>()

/** The engine for one specification, with the phrases that its steps can be; the same at every call. */
export function loadEngine(specification: Specification): Engine {
  const known = engines.get(specification)
  if (known) return known
  const engine = newEngine((definitions) => registerSteps(phrasesFor(specification), definitions))
  engines.set(specification, engine)
  return engine
}

/** What Cucumber is given to match: each definition costs its compilation, and most phrases have a word that no step of the specification says. */
function phrasesFor({ role, requirements, networkRequirements }: Specification): readonly Phrase[] {
  const texts = new Set(
    [...requirements, ...networkRequirements].flatMap(({ scenarios }) => scenarios.flatMap(({ steps }) => steps)),
  )
  const isSaid = (pattern: string): boolean => {
    const mayMatch = literalsOf(pattern)
    return [...texts].some(mayMatch)
  }
  return phrasesOfRole(role).filter((phrase) => spellingsOf(phrase).some(isSaid))
}

/** Each run under way listens for uncaught exceptions; there may be this many at once before somebody has forgotten to take one off. */
const MOST_LISTENERS = 200

/** Cucumber with what `register` defines: our steps, and in tests what may go wrong beside them. */
export function newEngine(register: (definitions: Definitions) => void): Engine {
  process.setMaxListeners(Math.max(process.getMaxListeners(), MOST_LISTENERS))
  const environment = { stdout: nowhere(), stderr: nowhere(), env: {} }
  const support = loadSupport(register)
  return {
    run: async (specification, lines, context, onEnvelope) => {
      const id = randomUUID()
      const steps = new StepCheck(specification)
      const options: IRunOptions = {
        sources: {
          defaultDialect: 'en',
          paths: [`${specification.file}:${lines.join(':')}`],
          names: [],
          tagExpression: '',
          order: 'defined',
        },
        support,
        runtime: {
          dryRun: false,
          failFast: false,
          filterStacktraces: true,
          parallel: 0,
          retry: 0,
          retryTagFilter: '',
          strict: true,
          worldParameters: { run: id },
        },
        formats: { stdout: SILENT, files: {}, publish: false, options: {} },
      }
      let problem: SetupError | undefined
      const guarded: RunContext = {
        // All steps are matched before the first scenario begins: one that means nothing stops them all.
        begin: async (key) => {
          problem ??= steps.problem
          return problem ? undefined : context.begin(key)
        },
        end: (key, scenario, course) => context.end(key, scenario, course),
      }
      await withRunContext(id, guarded, () =>
        cucumber.runCucumber(options, { ...environment, cwd: specification.folder }, (envelope) => {
          steps.look(envelope)
          onEnvelope?.(envelope)
        }),
      )
      if (problem) throw problem
    },
  }
}

/** A formatter that prints nothing and collects nothing. */
const SILENT = fileURLToPath(
  new URL(`../engine/silent-formatter${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url),
)

/** Looks at how the steps were matched, as the message stream tells it before anything runs. */
class StepCheck {
  problem: SetupError | undefined
  readonly #steps = new Map<string, { text: string; line: number }>()
  /** lines of the steps in the file, by their identifiers there */
  readonly #lines = new Map<string, number>()

  constructor(private readonly specification: Specification) {}

  look(envelope: Envelope): void {
    if (this.problem) return
    for (const child of envelope.gherkinDocument?.feature?.children ?? []) {
      for (const { scenario, background } of [child, ...(child.rule?.children ?? [])]) {
        for (const step of [...(scenario?.steps ?? []), ...(background?.steps ?? [])])
          this.#lines.set(step.id, step.location.line)
      }
    }
    for (const step of envelope.pickle?.steps ?? [])
      this.#steps.set(step.id, { text: step.text, line: this.#lines.get(step.astNodeIds[0] ?? '') ?? 0 })
    for (const step of envelope.testCase?.testSteps ?? []) {
      if (step.pickleStepId === undefined) continue
      const { text, line } = this.#steps.get(step.pickleStepId) ?? { text: '', line: 0 }
      const where = `${join(this.specification.folder, this.specification.file)}:${line}`
      const isOne = step.stepDefinitionIds?.length === 1
      // To judge each step of a sound feature in each run would cost more than to run it.
      if (isOne && strayBrackets(text) === undefined) continue
      const { role, transport, options } = this.specification
      const [mistake] = judgeStep(text, { role, transport, options }).mistakes
      // Cucumber has the last word on what is a phrase.
      const what = mistake?.what ?? (isOne ? undefined : `Cucumber does not find one phrase for "${text}"`)
      if (what === undefined) continue
      this.problem = new SetupError(`${where}: ${what}`)
      return
    }
  }
}
