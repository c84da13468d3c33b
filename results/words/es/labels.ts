import type { Labels } from '../labels.js'
import type { Limits, Lost } from '../../../harness/hosts/sandbox/limits.js'
import { agree, mebibytes, withComma } from '../neutral.js'
import { grouped, plural } from './numbers.js'

/** `server` or `client`, which are also words of the command line. */
const roleText = (role: string): string => (role === 'server' ? 'servidor' : role === 'client' ? 'cliente' : role)

export const labels: Labels = {
  verdict: { pass: 'pasa', fail: 'falla', warn: 'aviso', info: 'info', skip: 'omitido', error: 'error' },
  overall: {
    pass: 'nada falló',
    fail: 'algo falló',
    error: 'no concluyente: falló el propio evaluador; hay que ejecutarlo de nuevo',
  },
  interrupted: 'interrumpida antes de juzgar todo',
  nothingObserved: 'no se observó nada',
  scenario: 'escenario',
  source: 'fuente',
  atStep: 'en el paso',
  atThisStep: (step, seen) => `en "${step}": ${seen}`,
  observed: 'observado',
  server: 'servidor',
  endedDuringThis: 'terminó durante este escenario',
  saidNothing: 'no dijo nada',
  likely: 'probable',
  usually: 'lo usual',
  note: 'nota',
  causes: (causes, requirements, isMost) =>
    `${plural(causes, 'causa')}${isMost ? ' como máximo' : ''}, ${plural(requirements, 'requisito')}${causes > 1 ? '; conviene empezar por la primera' : ''}`,
  sameCause: 'por la misma causa fallan',
  andMore: (count) => `(y ${grouped(count)} más)`,
  moreCauses: (count) => `${plural(count, 'causa más', 'causas más')}, una por línea; --verbose las muestra completas`,
  theSame: 'lo mismo',
  theSameFor: (ids) => `en ${ids}`,
  onTheWire: (role) => `en la red (--> del evaluador, <-- del ${roleText(role)})`,
  moreEvents: (count) => plural(count, 'evento más', 'eventos más'),
  took: (seconds) => `en ${withComma(seconds)} s`,
  expected: 'esperado',
  received: 'recibido',
  sent: 'enviado',
  stored: 'guardado',
  printed: 'impreso',
  nothing: 'nada',
  somewhereInOutput: 'en alguna parte de su salida',
  firstDifference: (byte) => `primera diferencia: byte ${byte}`,
  decoded: 'decodificado',
  headline: (level, isolation, seed) => `nivel ${level}, aislamiento ${isolation}, semilla ${seed}`,
  event: { open: 'se conecta', end: 'cerrado', reset: 'reinicio (RST)', refused: 'conexión rechazada' },
  opensSocket: 'abre un socket',
  endOfStream: 'fin del flujo (FIN)',
  lengthIs: (count) => `longitud ${count}`,
  moreToCome: (count) => `(${count === '1' ? 'falta 1' : `faltan ${count}`})`,
  partOfHeader: (have, all, what) => `${have} de ${all} bytes de ${what === 'length' ? 'longitud' : 'tipo y longitud'}`,
  typeIs: (type) => `tipo ${type}${type === 1 ? ' (texto)' : type === 2 ? ' (imagen)' : ''}`,
  name: 'nombre',
  command: 'comando',
  address: 'dirección',
  level: 'nivel',
  isolation: 'aislamiento',
  atMost,
  lost: (lost) => `no rige en este sistema: ${lost.map((one) => LOST[one]).join(', ')}`,
  limits: 'como máximo',
  seed: 'semilla',
  tookLabel: 'duración',
  folder: 'carpeta',
  startedLabel: 'fecha',
  versionLabel: 'versión',
  verdictLabel: 'veredicto',
  requirement: 'requisito',
  whatItSays: 'qué dice',
  asOther: (link) => `como ${link}`,
  sameAs: (link) => `Lo mismo que ${link}.`,
  inScenario: (name) => `En: ${name}`,
  failed: (name) => `falló: ${name}`,
  lastWords: 'lo último que dijo',
  none: 'nada',
  nothingCrossed: 'Nada pasó por la red.',
  underTest: (role) => `${roleText(role)} evaluado`,
  whatCrossed: 'lo que pasó por la red',
  moreEnds: (count) =>
    `${plural(count, 'extremo más', 'extremos más')} del evaluador ${agree(count, 'dibujado', 'dibujados')} en la última línea.`,
  packet: {
    syn: 'se conecta (SYN)',
    ownPortUnseen: '; no se vio su propio puerto, el que se muestra es inventado',
    synAck: 'acepta la conexión (SYN, ACK)',
    established: 'la conexión está establecida (ACK)',
    acknowledges: 'confirma la recepción (ACK)',
    closed: 'cerrado (por FIN o RST: el evaluador no puede distinguirlos)',
    part: (part, parts) => `, parte ${part} de ${parts}`,
    eventsNotKept: (count) =>
      ` (${plural(count, 'evento más', 'eventos más')} de este escenario no se ${agree(count, 'guardó', 'guardaron')})`,
    aboutCaptured:
      'Capturado por tcpdump en el host de la entrega; las sumas de verificación (checksums) que el host dejó a su tarjeta de red están completadas.',
    aboutMadeUp:
      'Hecho de lo que sockspec vio en su propio extremo de cada conexión: bytes, tiempos, direcciones y puertos son reales; ' +
      'el establecimiento de la conexión (handshake), los ACK, los números de secuencia y los demás campos de los encabezados son inventados para acompañarlos.',
  },
}

const size = (octets: number): string => `${grouped(mebibytes(octets))} MiB`

function atMost({ memory, processes, processors, disk, files, ...each }: Limits): string {
  const together = [
    ...(memory === undefined ? [] : [`${size(memory)} de memoria`]),
    ...(processes === undefined ? [] : [plural(processes, 'proceso')]),
    ...(processors === undefined ? [] : [plural(processors, 'procesador', 'procesadores')]),
    `${size(disk)} en ${plural(files, 'archivo')}`,
  ]
  return `${together.join(', ')}; cada proceso ${size(each.memoryOfProcess)} de memoria, ${plural(each.openFiles, 'archivo abierto', 'archivos abiertos')}, archivos de ${size(each.fileSize)}, ${grouped(each.cpuSeconds)} s de procesador`
}

const LOST: Readonly<Record<Lost, string>> = {
  bubblewrap: 'bubblewrap (lo que está montado dentro de una carpeta del sistema conserva sus propios permisos)',
  memory: 'un límite de memoria en total',
  processes: 'un límite de procesos',
  processors: 'un límite de procesadores',
}
