import type {
  DiskFilled,
  Fault,
  Within,
  Note,
  NotReady,
  Observation,
  Seen,
  Unobservable,
} from '../../../harness/findings/observation.js'
import type { Waiting } from '../../../harness/findings/waiting.js'
import type { WireNote } from '../../../harness/findings/stimulus.js'
import { agree, megabits, quotedText, seconds, withComma } from '../neutral.js'
import { say, type Table } from '../words.js'
import { clientTable } from './client.js'
import { endedText, endingText, saidAfter } from './endings.js'
import { bytes, clientText, grouped, plural } from './numbers.js'
import { serverTable } from './server.js'

/** Everything else that a scenario finds, in Spanish. */

const withWords = (ending: { ending: Parameters<typeof endedText>[0]; lastWords: string }): string =>
  `${endedText(ending.ending)}${ending.lastWords ? `: ${ending.lastWords}` : ''}`

const START: Table<NotReady> = {
  'exited-at-start': (it) =>
    `el servidor terminó ${withWords(it)}${it.again ? ' cuando se lo inició otra vez' : ''}, antes de haber asociado (bind) el puerto ${it.port}`,
  'not-started-again': (it) =>
    `iniciado otra vez en el puerto ${it.port}, el servidor terminó de inmediato ${withWords(it)}`,
  'never-bound': ({ transport, port, ms, lastWords }) =>
    `el servidor está en ejecución, pero no asoció (bind) el puerto ${transport.toUpperCase()} ${port} en ${seconds(ms)}${saidAfter(lastWords)}`,
  'listens-elsewhere': ({ transport, port, instead }) =>
    `iniciado otra vez, el servidor escucha en el puerto ${transport.toUpperCase()} ${instead}, no en el ${port}`,
  'other-transport': ({ needed, port }) =>
    `el servidor asoció (bind) un socket ${needed === 'tcp' ? 'UDP' : 'TCP'} (puerto ${port}); este protocolo necesita ${needed === 'tcp' ? 'TCP (SOCK_STREAM)' : 'UDP (SOCK_DGRAM)'}`,
}

const TURNS = { request: 'solicitud', round: 'ronda' } as const

const WITHIN: Table<Within | DiskFilled> = {
  'clients-unserved': (it) =>
    `${it.failed} de ${plural(it.all, 'cliente')} no ${agree(it.failed, 'obtuvo', 'obtuvieron')} su propia respuesta; ${clientText(it.client)}: ${observationText(it.inner)}`,
  'farewell-unanswered': ({ inner }) =>
    `después de la respuesta correcta el cliente se despidió, y lo que vino luego no es la respuesta a eso: ${observationText(inner)}`,
  'neither-ended-nor-served': ({ ms, spins, inner }) =>
    `el servidor ni terminó ni atendió al siguiente cliente en ${seconds(ms)}${spins ? ', y mientras tanto mantiene ocupada una CPU' : ''}: ${observationText(inner)}`,
  'in-turn': ({ what, number, all, inner }) => `${TURNS[what]} ${number} de ${all}: ${observationText(inner)}`,
  'disk-filled': () => 'la entrega llenó su disco: no queda lugar para otro archivo',
}

const SKIPS: Table<Unobservable> = {
  'own-message': () => 'el cliente envía un mensaje propio, no la línea ingresada en su entrada estándar',
  'no-such-address': ({ host, error }) =>
    `esta máquina no puede enviar desde ${host} (${error}); en Linux toda dirección de 127.0.0.0/8 es suya`,
  'ordinary-client-unserved': () => 'no se atendió a un cliente común',
  'data-is-inline': () =>
    'con --data-form inline un comando y sus datos son una línea, así que ningún cliente puede estar entre ambos',
  'no-line-ends': ({ what }) =>
    what === 'segments'
      ? 'con --eol none un comando que llega en varios segmentos no se distingue de varios comandos'
      : 'con --eol none solo el segmento dice dónde termina un comando',
  'no-time-wait': () =>
    'ninguna conexión del servidor pudo llevarse a TIME_WAIT, sin lo cual iniciarlo otra vez no prueba nada',
  'time-wait-unseen': () =>
    'este sistema no muestra si una conexión está en TIME_WAIT, sin lo cual iniciarlo otra vez no prueba nada',
  'folder-unseen': ({ wanted }) =>
    `desde aquí no se puede ver el directorio de trabajo del servidor${
      {
        'to store': '',
        'to give': ', así que no se puede poner un archivo ahí',
        beside: ', así que no se puede poner nada a su lado',
      }[wanted]
    }`,
  'output-unseen': () => 'desde aquí no se puede ver lo que imprime el servidor',
  'reading-unseen': () => 'en este sistema no se puede ver lo que leyó el servidor',
  'one-client-server': () => 'el servidor atiende a un cliente y termina',
  'no-network': () =>
    'aquí no se puede perturbar la red entre el programa y sus pares: para eso hace falta --isolation docker',
  'server-gone': ({ address }) =>
    `ya nadie escucha en ${address.host}:${address.port}; el servidor no es nuestro como para iniciarlo otra vez`,
  'not-ours-to-restart': ({ address }) =>
    `el servidor en ${address.host}:${address.port} no es nuestro como para detenerlo e iniciarlo`,
  'not-ours': ({ what }) =>
    ({
      port: 'desde aquí no se puede saber si está libre el puerto de un servidor que ejecuta otra persona',
      typing: 'nadie puede ingresar líneas en un servidor que ejecuta otra persona',
      ending: 'desde aquí no se puede ver cómo termina un servidor que ejecuta otra persona',
    })[what],
}

const FAULTS: Table<Fault> = {
  starved: ({ waitedMs, lateMs }) =>
    `no concluyente: de ${waitedMs} ms el propio evaluador se atrasó ${lateMs} ms; a la máquina le sobra muy poca CPU`,
  'starved-duration': ({ ms }) =>
    `no concluyente: el cliente envió durante ${seconds(ms)}, en una máquina a la que le sobra muy poca CPU`,
  'starved-rates': () => 'no concluyente: las tasas difieren, en una máquina a la que le sobra muy poca CPU',
  'buffers-took-all': ({ octets }) =>
    `no concluyente: los buffers de este sistema tomaron de una vez los ${bytes(octets)}, así que un cliente que lee lento no es nada especial aquí`,
  'no-stimulus': ({ stimulus }) =>
    stimulus.kind === 'segments'
      ? `no concluyente: de los ${plural(stimulus.sent, 'segmento')} el programa leyó solo ${stimulus.apart ?? 0} antes de que se enviara el siguiente, así que puede haber encontrado juntos los demás`
      : stimulus.kind === 'unread'
        ? 'no concluyente: lo que no se leyó no llenó los buffers del camino, así que el programa puede no haber tenido que esperar nunca a un lector lento'
        : 'no concluyente: el programa no aceptó ninguna de las conexiones antes de que se reiniciaran (RST)',
  'agent-lost': ({ host, end }) =>
    `no se puede alcanzar ${host === undefined ? 'el espacio de nombres de red (network namespace)' : `el host ${host}`}: ${
      end.kind === 'failed' ? end.error : { ended: 'su agente terminó', closed: 'se lo terminó' }[end.kind]
    }`,
  'no-socket': ({ error }) => `el sistema no le dio al evaluador un socket propio: ${error}`,
  'no-sink': ({ how }) =>
    ({
      ended: 'terminó nuestro receptor de referencia, con el que se compara el servidor',
      unreachable: 'no se puede alcanzar nuestro receptor de referencia, con el que se compara el servidor',
    })[how],
  'not-enclosed': ({ error }) => `no se pudo crear un sandbox para el programa: ${error}`,
  'port-held': ({ transport, port }) =>
    `no concluyente: durante la revisión otro programa tomó el puerto ${transport.toUpperCase()} ${port}; hay que terminarlo y repetir la revisión`,
  'not-run': ({ error }) => `el motor de contenedores no inició el programa: ${error || 'no dice por qué'}`,
  'cut-off': ({ held, steps, said }) =>
    `el escenario se cortó después de ${held} de sus ${plural(steps, 'paso')}${said === '' ? '' : `: ${said}`}`,
  'no-steps': () => 'el escenario no tiene pasos, así que no se revisó nada',
  'out-of-time': ({ what, ms }) =>
    what === 'scenario'
      ? `no concluyente: el escenario se abandonó después de ${seconds(ms)}, aunque nada en él había tardado más de lo permitido`
      : `no concluyente: la revisión se terminó después de ${seconds(ms)}, antes de poder probar esto`,
  'never-ran': () => 'el escenario nunca se ejecutó',
  interrupted: () => 'no concluyente: la revisión se interrumpió antes de juzgar esto',
  'harness-failed': ({ thrown }) => `falló el propio evaluador: ${thrown}`,
}

const OBSERVATIONS: Table<Observation> = {
  ...serverTable,
  ...clientTable,
  ...START,
  ...WITHIN,
  ...SKIPS,
  ...FAULTS,
}

export function observationText(observation: Observation): string {
  return say(OBSERVATIONS, observation)
}

export const NOTES: Table<Note> = {
  'sends-own-message': () => 'el cliente envía un mensaje propio, no la línea ingresada en su entrada estándar',
  'request-repeated': () => 'una solicitud se envió otra vez, ya que el datagrama puede haberse perdido en el camino',
  repetitions: ({ requests, repeated }) =>
    `para ${plural(requests, 'solicitud', 'solicitudes')} ${repeated === 0 ? 'no hizo falta ninguna repetición' : `${agree(repeated, 'hizo', 'hicieron')} falta ${plural(repeated, 'repetición', 'repeticiones')}`}`,
  overtaken: ({ overtaken, replies }) =>
    `${overtaken} de ${plural(replies, 'respuesta')} ${agree(overtaken, 'fue adelantada', 'fueron adelantadas')} por otras`,
  'runs-shown': ({ runs, shown, datagrams }) =>
    `de ${plural(runs, 'ejecución', 'ejecuciones')} ${shown} ${agree(shown, 'mostró', 'mostraron')} la respuesta; ${agree(datagrams, 'llegó', 'llegaron')} ${plural(datagrams, 'datagrama')}`,
  'died-afterwards': ({ ending }) => `justo después de este escenario el servidor terminó ${endedText(ending)}`,
  'only-after-another-client': () =>
    'es así una vez que se atendió antes a otro cliente: en un proceso que no atendió a nadie se cumple',
  'line-end-sent': () => 'la línea se envió con su fin de línea',
  'first-inconclusive': () => 'un primer intento no fue concluyente; este es el resultado en un proceso propio',
  'first-failed': ({ first }) =>
    `en un proceso que antes había servido a otros escenarios, falló: ${observationText(first)}; este es el resultado en un proceso propio`,
  'otherwise-with-pipes': ({ first }) =>
    `esto se vio en una terminal; donde la entrada y la salida estándar son tuberías (pipes): ${observationText(first)}`,
  'no-terminal': () =>
    'no se probó en una terminal, donde podría ser distinto: aquí no hay ninguna (hace falta script, de util-linux)',
}

export const SEEN: Table<Seen> = {
  'server-crashed': ({ ending }) => `el servidor se cayó: ${endingText(ending)}`,
  served: () => 'atendido',
  'ends-after-one-client': () => 'no atendido: el servidor termina después de un cliente',
  'not-served': ({ inner }) => `no atendido: ${observationText(inner)}`,
  concurrency: ({ is }) =>
    ({
      concurrent: 'concurrente',
      sequential: 'secuencial',
      'second-ended': 'ninguno de los dos: la segunda conexión terminó sin ser atendida',
      'second-unserved': 'ninguno de los dos: al segundo cliente no se lo atendió ni después de irse el primero',
    })[is],
  'in-the-features-words': ({ word }) => word,
  'datagram-came-back': ({ how, octets }) =>
    ({
      whole: 'completo',
      dropped: 'descartado',
      truncated: `truncado a ${bytes(octets)}`,
      altered: `alterado: ${bytes(octets)} que no son el comienzo de lo esperado`,
    })[how],
  accents: ({ how }) =>
    ({
      unchanged: 'sin cambio',
      uppercased: 'en mayúsculas',
      neither: 'ni sin cambio ni en mayúsculas',
      'no-reply': 'sin respuesta',
    })[how],
  'line-end': ({ is }) =>
    ({
      none: 'no se envía ningún fin de línea',
      LF: 'se envía LF con la línea',
      'CR LF': 'se envía CR LF con la línea',
      'not-sent': 'no se envía la línea ingresada',
    })[is],
  'folder-gets': ({ status, body, isListing }) =>
    status === 200 ? (isListing ? 'un listado (200)' : `un índice (200, ${bytes(body)})`) : String(status),
  rate: ({ theirs, ours }) =>
    `${withComma((theirs / ours).toFixed(2))} de la tasa de nuestro receptor de referencia (${megabits(theirs)}, el nuestro ${megabits(ours)})`,
  answer: ({ sent, answer, ended, crash }) =>
    `${quotedText(sent)}: ${answer === undefined ? 'sin respuesta' : quotedText(answer)}${
      crash ? `, y el servidor se cayó: ${endingText(crash)}` : ended ? ', y la conexión terminó' : ''
    }`,
}

export const WIRE_NOTES: Table<WireNote> = {
  'server-stopped': () => 'se detiene el servidor',
  'server-started-again': () => 'se inicia otra vez el servidor en el mismo puerto',
  'client-started': () => 'se inicia el cliente',
  'client-ended': ({ ending }) =>
    ending ? `el cliente terminó ${endedText(ending)}` : 'el evaluador terminó el cliente',
  typed: ({ at, text, octets }) =>
    `ingresado ${at === 'server' ? 'en el servidor' : 'en su entrada estándar'}: ${text === undefined ? bytes(octets) : quotedText(text)} y LF`,
  'network-cut': ({ ms }) => `la red está cortada durante ${seconds(ms)}`,
  'network-restored': () => 'la red está otra vez disponible',
  poured: ({ client, octets, write }) =>
    `el ${clientText(client)} envió ${bytes(octets)} en escrituras de ${grouped(write)}`,
}

export const WAITING: Table<Waiting> = {
  'time-wait': ({ port, leftBy }) =>
    `esperando hasta 60 s a que el kernel libere el puerto ${port} (TIME_WAIT; ${
      { server: 'el servidor no activa SO_REUSEADDR', 'earlier-program': 'lo dejó un programa que lo tuvo antes' }[
        leftBy
      ]
    })`,
  'loopback-alone': ({ host }) =>
    `el servidor escucha solo en ${host}, donde ningún otro host lo alcanza: sus clientes están en su propio host`,
  image: ({ image, comes }) =>
    comes === 'built' ? `construyendo la imagen ${image}, una sola vez` : `descargando la imagen ${image}`,
}
