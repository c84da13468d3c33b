import type { Background, Pickle, PickleStep, Scenario, Step, TableRow } from '@cucumber/messages'
import { placeOf, stepKeywords, languageOf } from '../../specification/gherkin.js'
import { Mistakes, type Mistake, type Place } from '../../specification/mistake.js'
import { lookAtFeature, type Reading } from '../../specification/read-feature.js'
import type { Role } from '../../specification/specification.js'
import { nearMissOf } from '../../steps/near-miss.js'
import { phrasesOfRole } from '../../steps/vocabulary.js'
import { scenarioMistakes, type OrderedStep } from './scenario-mistakes.js'
import { judgeStep, type JudgedStep } from './step-mistakes.js'

/** A feature file with all that is wrong with it, its steps too. */
export interface Linted {
  readonly reading: Reading
  readonly mistakes: readonly Mistake[]
}

/** Looks at everything in a feature file that can be wrong before it runs. */
export function lintFeature(folder: string, file: string, role: Role): Linted {
  const reading = lookAtFeature(folder, file, role)
  const mistakes = new Mistakes()
  for (const one of reading.mistakes) mistakes.add(one, one.what)
  new StepLint(reading, role, mistakes).look()
  return { reading, mistakes: mistakes.all }
}

/** What must be understood of a line of prose for it to be a step in small letters. */
const LEAST_OF_A_STEP = 8

/** Looks at the steps of one feature file. */
class StepLint {
  readonly #steps = new Map<string, Step>()
  readonly #background = new Set<string>()
  readonly #rows = new Map<string, { readonly row: TableRow; readonly header: TableRow | undefined }>()
  /** those that name a column which there is not: nothing else can be said of them */
  readonly #incomplete = new Set<string>()
  readonly #judged = new Map<string, JudgedStep>()

  constructor(
    private readonly reading: Reading,
    private readonly role: Role,
    private readonly mistakes: Mistakes,
  ) {}

  look(): void {
    const { parsed } = this.reading
    if (!parsed) return
    const nodes = parsed.feature.children.flatMap((child) => [child, ...(child.rule?.children ?? [])])
    for (const { background, scenario } of nodes) {
      if (background) this.#lookAtBackground(background)
      if (scenario) this.#lookAtScenario(scenario)
    }
    this.#lookAtProse()
    const alike = new Map<string, Pickle>()
    for (const pickle of parsed.pickles) {
      this.#lookAtPickle(pickle, parsed.leftOut.length > 0)
      this.#lookForAlike(pickle, alike)
    }
  }

  #lookAtBackground({ steps }: Background): void {
    for (const step of steps) {
      this.#steps.set(step.id, step)
      this.#background.add(step.id)
    }
  }

  #lookAtScenario(scenario: Scenario): void {
    for (const step of scenario.steps) this.#steps.set(step.id, step)
    const columns = scenario.examples.flatMap(({ tableHeader }) => tableHeader?.cells ?? [])
    for (const { tableHeader, tableBody } of scenario.examples)
      for (const row of tableBody) this.#rows.set(row.id, { row, header: tableHeader })
    const uses = [scenario.name, ...scenario.steps.map(({ text }) => text)].join('\n')
    for (const cell of columns)
      if (!uses.includes(`<${cell.value}>`))
        this.mistakes.add(placeOf(cell), `no step says <${cell.value}>, so this column of the table stands for nothing`)
    for (const step of scenario.steps)
      for (const { 1: name = '', index } of step.text.matchAll(/<([^<>"\\]+)>/g)) {
        if (columns.some(({ value }) => value === name)) continue
        // In a text of its own it may be meant as it stands, as in HTML, unless there is a table that it could be a slip for.
        if (columns.length === 0 && (step.text.slice(0, index).split('"').length - 1) % 2 === 1) continue
        this.#incomplete.add(step.id)
        this.mistakes.add(
          this.#inText(step, index),
          columns.length === 0
            ? `<${name}> stands for a column of a table, and "${scenario.name}" has none: it needs "Examples:" below its steps, and a table with a row of names and at least one of values`
            : `the table has no column <${name}>; it has ${columns.map(({ value }) => `<${value}>`).join(', ')}`,
        )
      }
  }

  /** A step whose keyword is in small letters is none: Gherkin takes it for a part of the description, and nobody runs it. */
  #lookAtProse(): void {
    const { text, prose } = this.reading
    const keywords = stepKeywords(languageOf(text))
    for (const line of prose) {
      const keyword = keywords.find((one) => line.text.toLowerCase().startsWith(`${one.toLowerCase()} `))
      if (keyword === undefined) continue
      const near = nearMissOf(line.text.slice(keyword.length + 1), phrasesOfRole(this.role))
      if ((near?.at ?? 0) >= LEAST_OF_A_STEP)
        this.mistakes.add(
          line,
          `"${line.text}" is taken for prose, and never run: a step begins with a capital, as in ${keyword}`,
        )
    }
  }

  #lookAtPickle(pickle: Pickle, isIncomplete: boolean): void {
    const { specification } = this.reading
    const steps = pickle.steps.map((step): OrderedStep => {
      const isComplete = !this.#incomplete.has(step.astNodeIds[0] ?? '')
      const judged = isComplete ? this.#judge(step) : { said: undefined, mistakes: [] }
      for (const { at, what } of judged.mistakes) this.mistakes.add(this.#placeIn(step, at), what)
      return {
        text: step.text,
        said: judged.said,
        isBackground: this.#background.has(step.astNodeIds[0] ?? ''),
        // Behind * nobody can tell.
        isOutcome: step.type === 'Outcome' || step.type === 'Unknown',
      }
    })
    if (isIncomplete) return
    const scene = {
      role: this.role,
      transport: specification?.transport,
      isInfo: pickle.tags.some(({ name }) => name === '@info'),
    }
    for (const { step: index, what } of scenarioMistakes(steps, scene)) {
      const step = index === undefined ? undefined : pickle.steps[index]
      if (step) this.mistakes.add(this.#placeIn(step, 0), what)
      else this.mistakes.add(placeOfPickle(pickle, this.reading), `"${pickle.name}" ${what}`)
    }
  }

  #judge({ text }: PickleStep): JudgedStep {
    const { specification } = this.reading
    let judged = this.#judged.get(text)
    if (!judged)
      this.#judged.set(
        text,
        (judged = judgeStep(text, {
          role: this.role,
          transport: specification?.transport,
          options: specification?.options ?? {},
        })),
      )
    return judged
  }

  /** Two scenarios that do the same find the same. */
  #lookForAlike(pickle: Pickle, alike: Map<string, Pickle>): void {
    if (pickle.steps.every((step) => this.#background.has(step.astNodeIds[0] ?? ''))) return
    const key = pickle.steps.map(({ text }) => text).join('\n')
    const earlier = alike.get(key)
    if (!earlier) {
      alike.set(key, pickle)
      return
    }
    this.mistakes.add(
      placeOfPickle(pickle, this.reading),
      `"${pickle.name}" has the same steps as "${earlier.name}" in line ${placeOfPickle(earlier, this.reading).line}`,
    )
  }

  /** The place in the file of one in a step's text; where that stands in a row of a table, the row's cell. */
  #placeIn({ astNodeIds }: PickleStep, at: number): Place {
    const step = this.#steps.get(astNodeIds[0] ?? '')
    if (!step) return { line: 1, column: 1 }
    const { row, header } = this.#rows.get(astNodeIds[1] ?? '') ?? {}
    if (!row) return this.#inText(step, at)
    let [template, result] = [0, 0]
    for (const piece of step.text.split(/(<[^<>]+>)/)) {
      const column = header?.cells.findIndex(({ value }) => `<${value}>` === piece) ?? -1
      const cell = column === -1 ? undefined : row.cells[column]
      const length = cell?.value.length ?? piece.length
      if (at < result + length || (cell && at === result + length))
        return cell ? placeOf(cell) : this.#inText(step, template + at - result)
      template += piece.length
      result += length
    }
    return this.#inText(step, template)
  }

  #inText({ location, keyword }: Step, at: number): Place {
    const written = this.reading.text.split('\n')[location.line - 1] ?? ''
    // A keyword may be read as it was meant; the text stands behind whatever stands there.
    const column = location.column ?? 1
    const text = written.slice(column - 1).search(/(?<=\s)\S/)
    return {
      line: location.line,
      column: column + (text === -1 ? keyword.length : Math.max(text, keyword.length)) + at,
    }
  }
}

/** Where a scenario begins, or a row of an outline. */
function placeOfPickle({ location }: Pickle, { text }: Reading): Place {
  const line = location?.line ?? 1
  return { line, column: Math.max(0, (text.split('\n')[line - 1] ?? '').search(/\S/)) + 1 }
}
