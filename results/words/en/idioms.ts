import type { Language } from '../../language.js'

/** What to do, in the submission's own programming language. */

export const REUSE: Readonly<Record<Language, string>> = {
  python: 's.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)',
  c: 'setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on)',
  java: 'serverSocket.setReuseAddress(true) on a ServerSocket made without a port',
  perl: 'ReuseAddr => 1, or setsockopt with SO_REUSEADDR,',
  javascript: 'set SO_REUSEADDR (Node does)',
  unknown: 'set the option SO_REUSEADDR',
}

export const EMPTY_READ: Readonly<Record<Language, string>> = {
  python: "b''",
  c: '0',
  java: '-1 or null',
  perl: '0',
  javascript: "the 'end' event",
  unknown: "0, b'', null",
}

export const FLUSH: Readonly<Record<Language, string>> = {
  python: 'print(..., flush=True), or start it with python3 -u',
  c: 'fflush(stdout) after each line, or setvbuf(stdout, NULL, _IOLBF, 0) at the start',
  java: 'System.out.flush(), or println on a PrintStream made with autoflush',
  perl: '$| = 1 at the start',
  javascript: 'wait for the callback of process.stdout.write before the program ends',
  unknown: 'flush the output after each line',
}

export const LEAVE_INPUT: Readonly<Record<Language, string>> = {
  python: 'end it with sys.exit once all is done',
  c: 'return from main once all is done',
  java: 'call System.exit(0) once all is done',
  perl: 'call exit once all is done',
  javascript: 'call process.stdin.destroy() or process.exit() once all is done',
  unknown: 'end it once all is done',
}

export const RECV_LOOP: Readonly<Record<Language, string>> = {
  python: "call recv in a loop until it returns b'' (or all that is expected has come)",
  c: 'call recv in a loop until it returns 0 (or all that is expected has come)',
  java: 'call read in a loop until it returns -1 (or all that is expected has come)',
  perl: 'call sysread in a loop until it returns 0 (or all that is expected has come)',
  javascript: "collect every 'data' event until 'end' (or all that is expected has come)",
  unknown: 'read in a loop until the end of the stream (or all that is expected has come)',
}

export const WHOLE_LENGTH: Readonly<Record<Language, string>> = {
  python:
    'recv(4) may return fewer than 4; call recv in a loop, each time for those that are missing, until there are 4',
  c: 'recv may return fewer than 4; call it in a loop, each time for those that are missing, until there are 4 (or with MSG_WAITALL)',
  java: 'read may return fewer than 4; call it in a loop until there are 4, or use readInt or readFully of a DataInputStream',
  perl: 'sysread may return fewer than 4; call it in a loop, each time for those that are missing, until there are 4',
  javascript: "a 'data' event may bring fewer than 4; collect them until there are 4",
  unknown: 'one read may return fewer than 4; read in a loop until there are 4',
}

export const SEND_ALL: Readonly<Record<Language, string>> = {
  python: 'use sendall, or send in a loop',
  c: 'send returns how many bytes it took; call it in a loop for the rest',
  java: 'write to the OutputStream, or call channel.write while the buffer has remaining bytes',
  perl: 'syswrite returns how many bytes it took; call it in a loop for the rest',
  javascript: 'end the process only after the write has finished',
  unknown: 'send may take less than it is given; send the rest in a loop',
}

export const ZERO_SENT: Readonly<Record<Language, string>> = {
  python: 'was more packed or sent than the text itself?',
  c: 'was strlen + 1, or sizeof, sent?',
  java: 'was the whole buffer sent instead of its first packet.getLength() bytes, or what read returned?',
  perl: 'was a buffer sent that is longer than what came?',
  javascript: 'was a Buffer sent that is longer than what came?',
  unknown: 'was a whole buffer sent instead of what came?',
}
