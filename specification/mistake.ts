import { SetupError } from '../harness/findings/violation.js'

/** A place in a feature file; lines and columns are counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** What is wrong at one place of a feature file, in a sentence that also says what to do. */
export interface Mistake extends Place {
  readonly what: string
}

/** Collects what is wrong with a feature file; what is found twice at one place (in each row of an outline) is told once. */
export class Mistakes {
  readonly #all = new Map<string, Mistake>()

  add({ line, column }: Place, what: string): void {
    const key = `${line}:${column}: ${what}`
    if (!this.#all.has(key)) this.#all.set(key, { line, column, what })
  }

  /** In the order of the file. */
  get all(): readonly Mistake[] {
    return [...this.#all.values()].sort((a, b) => a.line - b.line || a.column - b.column)
  }
}

/** A mistake as compilers tell it, with its place first. */
export const mistakeText = (path: string, { line, column, what }: Mistake): string =>
  `${path}:${line}:${column}: ${what}`

/** A feature file that cannot be used. Its message has a line for each mistake. */
export class WrongFeature extends SetupError {
  constructor(path: string, mistakes: readonly Mistake[]) {
    const lines = mistakes.map((mistake) => mistakeText(path, mistake))
    super(mistakes.length === 1 ? (lines[0] ?? '') : `${path} has ${mistakes.length} mistakes:\n${lines.join('\n')}`)
  }
}
