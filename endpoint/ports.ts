/**
 * The ports that the lectures use: 004 for the echo and what is built on it, 000 and 001 for upper case, 001 for the web, for
 * throughput and, in Java, for lines, 003 for actions.
 */
export const ECHO_PORT = 3500
export const UPPERCASE_PORT = 12_000
export const LINE_PORT = 6789
export const THROUGHPUT_PORT = 6789
export const HTTP_PORT = 8001
export const JSON_ACTIONS_PORT = 8080
export const MULTIPART_PORT = 3500

/** Ports of our own choice, where the lectures (003 for the file, 002 for the commands) give none. */
export const FILE_TRANSFER_PORT = 5050
export const COMMAND_SESSION_PORT = 5025
