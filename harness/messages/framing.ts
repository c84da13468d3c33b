/** How the messages of one direction are told apart in the stream, as a feature's description says it: `Requests: frames`. */
export type Framing = 'text' | 'lines' | 'frames' | 'JSON frames' | 'parts' | 'HTTP'

export const FRAMINGS: readonly Framing[] = ['text', 'lines', 'frames', 'JSON frames', 'parts', 'HTTP']

export const isFraming = (text: string): text is Framing => (FRAMINGS as readonly string[]).includes(text)
