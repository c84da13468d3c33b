/** How much of the catalogue a requirement belongs to (protocols.md, "Levels"); cumulative. */
export type RunLevel = 'core' | 'robust' | 'strict'

/** `info`: observed and reported, never graded. */
export type Level = RunLevel | 'info'

export const RUN_LEVELS: readonly RunLevel[] = ['core', 'robust', 'strict']

export const isRunLevel = (text: string): text is RunLevel => (RUN_LEVELS as readonly string[]).includes(text)

export const isLevel = (text: string): text is Level => text === 'info' || isRunLevel(text)

/** Whether a violated requirement of this level fails a run at that level. */
export const isGraded = (level: Level, run: RunLevel): boolean =>
  level !== 'info' && RUN_LEVELS.indexOf(level) <= RUN_LEVELS.indexOf(run)
