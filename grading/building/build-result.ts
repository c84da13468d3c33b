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
  /** it has left more in its folder than is kept; `command` is the last one */
  | {
      readonly kind: 'too-much'
      readonly command: readonly string[]
      readonly most: { readonly octets: number; readonly files: number }
      readonly output: string
    }

export interface BuildLimits {
  /** for all commands together */
  readonly timeoutMs: number
  /** so much of the output's end is kept */
  readonly outputBytes: number
}

export const BUILD_LIMITS: BuildLimits = { timeoutMs: 120_000, outputBytes: 16 * 1024 }
