import type { MissingWithPipes } from '../../../harness/findings/with-pipes.js'
import type { Framing } from '../../../harness/messages/framing.js'
import type { CauseFound, ErrorTold, Placeholder } from '../../causes.js'
import type { Language } from '../../language.js'
import { quotedOctets } from '../../quoted.js'
import { say, type Table } from '../words.js'
import { endedText } from './endings.js'
import { EMPTY_READ, FLUSH, LEAVE_INPUT, RECV_LOOP, REUSE, SEND_ALL, WHOLE_LENGTH, ZERO_SENT } from './idioms.js'
import { agree } from '../neutral.js'
import { bytes, clientText, grouped } from './numbers.js'

/** What the likely mistake is, and what to do about it, in Spanish. */

const BYTE_ORDER = 'orden de bytes de red: int.from_bytes(..., "big"), struct ">I", ntohl, DataInputStream.readInt'

/** What an error's name says of its origin. */
const ERRORS: Readonly<Record<ErrorTold, string>> = {
  reset:
    'un cliente que reinicia (RST) su conexión provoca este error en recv; capturarlo para esa conexión y seguir con la siguiente',
  'broken-pipe':
    'enviar a un cliente que ya se fue provoca este error (en C: la señal SIGPIPE, que hay que ignorar); capturarlo para esa conexión y seguir',
  decoding:
    'los bytes se decodifican, y estos no son un texto válido; trabajar con bytes, o capturar el error (o decodificar con errors="replace")',
  encoding: 'el texto contiene caracteres que esta codificación no tiene; codificar en UTF-8',
  'message-size': 'la respuesta es demasiado larga para un solo datagrama; capturar el error de sendto',
  'null-line': 'readLine da null al final del flujo; preguntar por eso antes de usar la línea',
  'short-unpack':
    'lo que devolvió un solo recv es muy corto para unpack: recv(4) puede devolver menos de 4, y nada una vez que el cliente se fue; llamar a recv en un ciclo, cada vez por los que faltan, hasta tenerlos todos',
  index: 'se usó una lectura vacía sin preguntar si había llegado algo',
  'index-of-content':
    'un índice queda fuera de lo que había llegado: preguntar cuánto hay (cuántos bytes, cuántas palabras en la línea) antes de usarlo',
  'memory-fault': 'el programa terminó por un error de memoria: un buffer muy pequeño, o un índice fuera de él',
}

/** When a message is complete. */
const UNTIL: Readonly<Record<Framing, string>> = {
  text: 'esté el LF',
  lines: 'esté el LF',
  frames: 'hayan llegado tantos bytes como dice la longitud',
  'JSON frames': 'hayan llegado tantos bytes como dice la longitud',
  parts: 'hayan llegado tantos bytes como dice la longitud',
  HTTP: 'esté la línea vacía',
}

const missingText = (missing: Placeholder | undefined): string =>
  missing === undefined
    ? ''
    : `. El comando no tiene ${missing}: un programa que lo toma como argumento lo necesita ahí`

/** The first bytes of something: `el primer byte`, `los primeros 3 bytes`. */
const firstBytes = (octets: number): string => agree(octets, 'el primer byte', `los primeros ${bytes(octets)}`)

const table = (language: Language): Table<CauseFound> => ({
  'address-in-use': () =>
    `el puerto queda ocupado un minuto después de detener el servidor: ${REUSE[language]} antes de bind`,
  'bind-unchecked': () =>
    `bind falló y el programa siguió: un socket al que no se le asoció un puerto escucha en cualquiera que esté libre. Revisar lo que devuelve bind; y como el puerto queda ocupado un minuto después de detener el servidor: ${REUSE[language]} antes de bind`,
  'wrong-transport': ({ needed }) =>
    `el socket es del tipo equivocado: este protocolo necesita ${needed === 'tcp' ? 'SOCK_STREAM' : 'SOCK_DGRAM'}`,
  'never-listens': ({ transport }) =>
    `el programa nunca llegó a ${transport === 'tcp' ? 'listen' : 'bind'}: ¿espera una entrada, o lo bloquea una instrucción anterior? Si es un cliente, agregar --role client`,
  'ends-at-start': ({ why, missing }) =>
    ({
      'is-a-client': 'el programa intentó conectarse a un servidor y terminó: si es un cliente, agregar --role client',
      'before-serving': `el programa terminó antes de estar listo para atender; lo último que dijo indica por qué (ejecutar el mismo comando a mano para verlo todo)${missingText(missing)}`,
      'before-connecting': `el programa terminó antes de haberse conectado; lo último que dijo indica por qué${missingText(missing)}`,
    })[why],
  spins: () =>
    `un ciclo sigue aunque ya no llega nada: una lectura vacía (${EMPTY_READ[language]}) significa que el cliente se fue; entonces salir del ciclo`,
  'out-of-memory': ({ why, length }) =>
    why === 'believed-length'
      ? 'se pidió tanta memoria como dice la longitud; una longitud es solo lo que afirma el otro lado: rechazar lo demasiado largo, y dejar que el buffer crezca con lo que realmente llega'
      : `con una longitud de ${length ?? 0} el programa pidió más de lo que puede haber: toma como parte de ella lo que vino detrás; la longitud son 4 bytes, y no más`,
  'unhandled-error': ({ ending, error, lastWords, afterReset }) =>
    afterReset
      ? 'el servidor terminó cuando un cliente reinició (RST) su conexión: el error que dan entonces recv o send solo tiene que ver con ese cliente; cerrar su socket y seguir con el siguiente'
      : `el servidor terminó ${endedText(ending)}: ${error ? ERRORS[error] : 'no se manejó un error'}.${lastWords ? ` Lo último que dijo: ${lastWords}` : ''}`,
  'ends-after-one-client': ({ transport }) =>
    transport === 'tcp'
      ? 'el servidor terminó por sí mismo: accept, y todo lo que le sigue, va dentro de un ciclo que nunca termina'
      : 'el servidor terminó por sí mismo: recvfrom y sendto van dentro de un ciclo que nunca termina',
  'connection-refused': () =>
    'ya nadie escucha, aunque el programa sigue en ejecución: se cerró el socket que escucha; cerrar solo el socket que dio accept',
  'left-open': () =>
    "la conexión nunca se cierra: una lectura vacía (0, b'', null) significa que el cliente terminó; entonces cerrar su socket",
  'does-not-end': ({ how, transport }) => {
    if (how === 'answered')
      return `la respuesta ya llegó, y el programa sigue: ¿pide otra línea, o espera otra respuesta? ${transport === 'tcp' ? `Una lectura vacía (${EMPTY_READ[language]}) significa que el servidor cerró; entonces terminar` : 'Terminarlo después de la respuesta'}`
    if (how === 'closed')
      return `espera o repite un ciclo para siempre: una lectura vacía (${EMPTY_READ[language]}), o un error, significa que el servidor cerró; entonces terminar`
    return transport === 'udp'
      ? 'recvfrom espera para siempre donde no llega nada: ponerle al socket un tiempo de espera (timeout)'
      : 'espera o vuelve a intentar para siempre, aunque nadie responde: terminar después de un tiempo, o de algunos intentos'
  },
  'wrong-status': () => 'un intercambio correcto debe terminar el programa con código de salida 0',
  'closes-too-early': () => 'la conexión se cierra apenas se envió todo; primero leer la respuesta, después cerrar',
  'single-recv': ({ how, octets }) =>
    ({
      'first-segment': `solo volvió el primer segmento (${bytes(octets)}): se toma un solo recv por el mensaje completo; ${RECV_LOOP[language]}`,
      'a-buffer': `solo ${agree(octets, 'volvió', 'volvieron')} ${firstBytes(octets)}, el tamaño de un buffer: se llama a recv una sola vez; ${RECV_LOOP[language]}`,
      'part-of-length': `la longitud llegó en varios segmentos, y el primero (${octets} de 4 bytes) se tomó por toda ella: ${WHOLE_LENGTH[language]}`,
      'reply-before-length': `el servidor respondió antes de que llegara la longitud completa (después de ${octets} de 4 bytes): ${WHOLE_LENGTH[language]}`,
    })[how],
  'small-buffer': ({ octets }) =>
    `solo ${agree(octets, 'volvió', 'volvieron')} ${firstBytes(octets)}: el buffer es más pequeño que el mensaje`,
  'incomplete-reply': ({ octets, of }) =>
    `de los ${bytes(of)} ${agree(octets, 'volvió', 'volvieron')} ${grouped(octets)}: hay que llamar a recv hasta que no devuelva nada, y send puede tomar menos de lo que se le da (${SEND_ALL[language]})`,
  'answered-early': ({ framing }) =>
    `se respondió de inmediato lo que devolvió un solo recv; juntar hasta que ${UNTIL[framing]}`,
  'foreign-reply': ({ client, transport }) =>
    `llegaron bytes del ${clientText(client)} a otro cliente: ${transport === 'tcp' ? 'lo que es de una conexión se guarda en un lugar que todas comparten' : 'cada respuesta va a la dirección que vino con su propia solicitud'}`,
  'no-reply': ({ closed, before }) =>
    closed
      ? 'la conexión se cerró sin respuesta'
      : `no se envió nada de vuelta${before ? ' a esta solicitud' : ''}: ¿el servidor espera algo más (un fin de línea, el fin del flujo), u otro cliente?`,
  'answers-empty': () => 'se envió de vuelta un datagrama vacío: responder solo donde hay datos (if data: ...)',
  banner: () => 'el servidor habla antes que el cliente: no debe enviar nada hasta que haya llegado un comando',
  'byte-order': ({ readLength }) =>
    readLength === undefined
      ? 'la longitud está en little-endian: su byte más significativo debe ir primero (orden de bytes de red: to_bytes(4, "big"), htonl, DataOutputStream.writeInt)'
      : `con una longitud de ${readLength} el programa pidió más memoria de la que hay: lee los bytes de la longitud en el orden equivocado; el más significativo va primero (${BYTE_ORDER})`,
  'length-as-text': () => 'la longitud se envió como dígitos de texto; es un número binario de cuatro bytes',
  'length-of-characters': () =>
    'la longitud cuenta caracteres, no bytes: primero codificar el texto, y tomar la longitud de eso',
  'length-includes-itself': () => 'la longitud cuenta sus propios cuatro bytes; es solo la del contenido',
  'number-as-text': () =>
    'un número se envió como string: convertir lo ingresado (int(...)) antes de ponerlo en el JSON',
  'off-by-one': () =>
    'volvió todo menos el último byte: un índice o una longitud está corrido en uno (¿un lugar reservado para un cero final?)',
  'ends-at-zero': () =>
    'se pierde todo desde el primer byte cero: los bytes se tratan como un string (strlen, %s) y no con la cantidad que devolvió la lectura',
  'stops-at-a-blank': () =>
    'la línea se corta en su primer espacio: scanf("%s"), cin >> o next() leen una palabra; leer la línea completa',
  'decoded-as-text': ({ where }) =>
    where === 'file'
      ? 'los bytes se decodificaron como texto camino al archivo; escribir los bytes mismos, en modo binario'
      : 'hay bytes reemplazados por U+FFFD: en el camino se decodifican como texto; trabajar con bytes',
  'bytes-literal': ({ where }) =>
    where === 'reply'
      ? "la respuesta empieza con b': se envió el str() de un objeto bytes; usar decode(), o enviar los bytes mismos"
      : "un objeto bytes se imprimió como b'...' con escapes: decodificarlo para print, o escribir los bytes mismos con sys.stdout.buffer.write",
  stripped: () => 'cambiaron los espacios de los extremos: strip() o una función que lee líneas los quitó o los agregó',
  'not-converted': () => 'volvieron letras en minúscula',
  'too-much-converted': () =>
    'cambiaron bytes que no son letras minúsculas como si lo fueran: convertir solo de la a a la z',
  'missing-line-end': ({ what }) =>
    what === 'LF'
      ? 'el texto es correcto, pero falta el LF al final'
      : 'el texto es correcto, pero su fin de línea no lo es',
  'cr-in-text': () => 'al final de la línea solo se quita el LF; quitar también un CR que esté antes',
  'extra-octets': ({ where, octets, extra, zero }) =>
    where === 'behind'
      ? `la respuesta es correcta, pero ${agree(octets, 'le sigue', 'le siguen')} ${bytes(octets)} más${zero ? ` (un byte cero: ${ZERO_SENT[language]})` : `: ${quotedOctets(extra)}`}`
      : `la respuesta es correcta, pero hay ${bytes(octets)} antes de ella: ${quotedOctets(extra)}`,
  'not-stored': ({ ended }) =>
    `el archivo no está en la carpeta donde se inició el servidor: darle el nombre acordado, sin ruta${ended ? '' : ', y cerrarlo antes de enviar la respuesta'}`,
  'stored-otherwise': ({ how, octets }) =>
    ({
      more: 'se guardó más de lo que es del archivo: no pedirle a recv más de lo que falta de él, y conservar lo que llegue de más para lo que sigue',
      'line-ends': 'cambiaron los fines de línea: el archivo se abre en modo texto; abrirlo en modo binario (wb)',
      nothing:
        'el archivo se creó, pero no se escribió nada en él, o lo escrito quedó en un buffer: cerrar el archivo antes de responder',
      beginning: `solo se ${agree(octets, 'guardó', 'guardaron')} ${firstBytes(octets)}: contar lo que devuelve cada recv, y seguir hasta que esté todo; cerrar el archivo antes de responder`,
      other:
        'se guardaron otros bytes que los enviados: escribir exactamente lo que devolvió recv, cada pedazo una vez',
    })[how],
  'sends-part': ({ how, octets, of }) =>
    `de ${bytes(of)} solo se ${agree(octets, 'envió el primero', `enviaron los primeros ${grouped(octets)}`)}${how === 'buffer' ? ', el tamaño de un buffer: la línea es más larga que el lugar donde se lee; leer hasta su LF' : `: ${SEND_ALL[language]}`}`,
  'own-message': () => 'el mensaje debe ser la línea ingresada en la entrada estándar',
  'several-datagrams': () => 'cada sendto es un datagrama aparte: enviar el mensaje con uno solo',
  'shows-own-input': () => 'el cliente imprime lo que envió, no lo que recibió',
  'computes-answer': () => 'el cliente calcula él mismo la respuesta en lugar de mostrar lo que llegó',
  'shows-part': () => `se muestra solo una parte de la respuesta: ${RECV_LOOP[language]}`,
  'shows-nothing': () =>
    `la respuesta nunca se imprime, o se queda en un buffer que no se vacía (flush): ${FLUSH[language]}`,
  'status-not-told': () =>
    'no se mira la línea de estado: informar al usuario de un estado que no es de éxito, o terminar con un código de salida distinto de 0',
})

export const causeText = (cause: CauseFound, language: Language): string => say(table(language), cause)

export function onlyOnTerminalText(missing: MissingWithPipes, language: Language): string {
  switch (missing) {
    case 'output':
      return `se vio solo en una terminal: a través de una tubería (pipe) la salida se queda en el buffer del programa, así que otro programa no la vería a tiempo; ${FLUSH[language]}`
    case 'end':
      return `termina solo en una terminal: sigue mientras quede abierta una tubería (pipe) en su entrada estándar, así que un script que lo inicie se quedaría esperando; ${LEAVE_INPUT[language]}`
    case 'message':
      return 'es así solo en una terminal: donde su entrada y su salida estándar son tuberías (pipes), no llegó nada a tiempo'
  }
}
