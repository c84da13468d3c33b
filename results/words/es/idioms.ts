import type { Language } from '../../language.js'

/** What to do, in the submission's own programming language, said in Spanish: in the infinitive, which is the same for tú, vos and usted. */

export const REUSE: Readonly<Record<Language, string>> = {
  python: 's.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)',
  c: 'setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on)',
  java: 'serverSocket.setReuseAddress(true) en un ServerSocket creado sin puerto',
  perl: 'ReuseAddr => 1, o setsockopt con SO_REUSEADDR,',
  javascript: 'activar SO_REUSEADDR (Node lo hace)',
  unknown: 'activar la opción SO_REUSEADDR',
}

export const EMPTY_READ: Readonly<Record<Language, string>> = {
  python: "b''",
  c: '0',
  java: '-1 o null',
  perl: '0',
  javascript: "el evento 'end'",
  unknown: "0, b'', null",
}

export const FLUSH: Readonly<Record<Language, string>> = {
  python: 'print(..., flush=True), o iniciarlo con python3 -u',
  c: 'fflush(stdout) después de cada línea, o setvbuf(stdout, NULL, _IOLBF, 0) al comienzo',
  java: 'System.out.flush(), o println en un PrintStream creado con autoflush',
  perl: '$| = 1 al comienzo',
  javascript: 'esperar el callback de process.stdout.write antes de que termine el programa',
  unknown: 'vaciar el buffer de salida (flush) después de cada línea',
}

export const LEAVE_INPUT: Readonly<Record<Language, string>> = {
  python: 'terminarlo con sys.exit cuando todo está hecho',
  c: 'volver de main (return) cuando todo está hecho',
  java: 'llamar a System.exit(0) cuando todo está hecho',
  perl: 'llamar a exit cuando todo está hecho',
  javascript: 'llamar a process.stdin.destroy() o a process.exit() cuando todo está hecho',
  unknown: 'terminarlo cuando todo está hecho',
}

export const RECV_LOOP: Readonly<Record<Language, string>> = {
  python: "llamar a recv en un ciclo hasta que devuelva b'' (o haya llegado todo lo esperado)",
  c: 'llamar a recv en un ciclo hasta que devuelva 0 (o haya llegado todo lo esperado)',
  java: 'llamar a read en un ciclo hasta que devuelva -1 (o haya llegado todo lo esperado)',
  perl: 'llamar a sysread en un ciclo hasta que devuelva 0 (o haya llegado todo lo esperado)',
  javascript: "juntar lo de cada evento 'data' hasta 'end' (o hasta que haya llegado todo lo esperado)",
  unknown: 'leer en un ciclo hasta el fin del flujo (o hasta que haya llegado todo lo esperado)',
}

export const WHOLE_LENGTH: Readonly<Record<Language, string>> = {
  python:
    'recv(4) puede devolver menos de 4; llamar a recv en un ciclo, cada vez por los que faltan, hasta tener los 4',
  c: 'recv puede devolver menos de 4; llamarlo en un ciclo, cada vez por los que faltan, hasta tener los 4 (o con MSG_WAITALL)',
  java: 'read puede devolver menos de 4; llamarlo en un ciclo hasta tener los 4, o usar readInt o readFully de un DataInputStream',
  perl: 'sysread puede devolver menos de 4; llamarlo en un ciclo, cada vez por los que faltan, hasta tener los 4',
  javascript: "un evento 'data' puede traer menos de 4; juntarlos hasta tener los 4",
  unknown: 'una lectura puede devolver menos de 4; leer en un ciclo hasta tener los 4',
}

export const SEND_ALL: Readonly<Record<Language, string>> = {
  python: 'usar sendall, o send en un ciclo',
  c: 'send devuelve cuántos bytes tomó; llamarlo en un ciclo para el resto',
  java: 'escribir con write en el OutputStream, o llamar a channel.write mientras queden bytes en el buffer',
  perl: 'syswrite devuelve cuántos bytes tomó; llamarlo en un ciclo para el resto',
  javascript: 'terminar el proceso solo después de que haya terminado la escritura',
  unknown: 'send puede tomar menos de lo que se le da; enviar el resto en un ciclo',
}

export const ZERO_SENT: Readonly<Record<Language, string>> = {
  python: '¿se empaquetó o envió más que el texto mismo?',
  c: '¿se envió strlen + 1, o sizeof?',
  java: '¿se envió el buffer entero en lugar de los primeros packet.getLength() bytes, o de los que devolvió read?',
  perl: '¿se envió un buffer más largo que lo que llegó?',
  javascript: '¿se envió un Buffer más largo que lo que llegó?',
  unknown: '¿se envió un buffer entero en lugar de lo que llegó?',
}
