/** How building a submission went. That it does not build is a result like another. */
export type BuildResult =
  /** also where there was nothing to build */
  | { readonly kind: 'built'; readonly output: string }
  | {
      readonly kind: 'failed'
      readonly command: readonly string[]
      readonly status: number | NodeJS.Signals
      readonly output: string
    }
  | {
      readonly kind: 'timed-out'
      readonly command: readonly string[]
      readonly afterMs: number
      readonly output: string
    }
  | { readonly kind: 'tool-missing'; readonly command: readonly string[]; readonly tool: string }

export interface BuildLimits {
  /** for all commands together */
  readonly timeoutMs: number
  /** so much of the output's end is kept */
  readonly outputBytes: number
}

export const BUILD_LIMITS: BuildLimits = { timeoutMs: 120_000, outputBytes: 16 * 1024 }

/** One command of a build, and where and how it is run. */
export interface BuildStep {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly outputBytes: number
}

export type StepResult =
  | { readonly kind: 'ended'; readonly status: number | NodeJS.Signals; readonly output: string }
  | { readonly kind: 'timed-out'; readonly output: string }
  | { readonly kind: 'missing' }

/** Runs a command, wherever that may be. */
export type RunStep = (step: BuildStep) => Promise<StepResult>
