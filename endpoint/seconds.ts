/** A day: longer times are taken for a slip, and Node's timers end at 24 days. */
const LONGEST_S = 86_400

/** What is wrong with a value of an option that takes a positive number of seconds ("10", "0.5"); undefined where nothing is. */
export function objectionToSeconds(text: string): string | undefined {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0
  return seconds > 0 && seconds <= LONGEST_S
    ? undefined
    : `takes a number of seconds above 0 and up to ${LONGEST_S}, not "${text}"`
}
