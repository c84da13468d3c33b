/** How the messages of one direction are told apart in the stream, as a feature's description says it: `Requests: frames`. */
export const FRAMINGS = ['text', 'lines', 'frames', 'JSON frames', 'parts', 'HTTP'] as const

export type Framing = (typeof FRAMINGS)[number]

export const isFraming = (text: string): text is Framing => (FRAMINGS as readonly string[]).includes(text)
