/** The ports that the lectures use: 004 for the echo, 000 and 001 for upper case, 001 in Java for lines. */
export const ECHO_PORT = 3500
export const UPPERCASE_PORT = 12_000
export const LINE_PORT = 6789
