import type { ClassLabels, NotAFile } from '../class-labels.js'
import { agree } from '../neutral.js'
import { interop } from './interop.js'
import { grouped, plural } from './numbers.js'

const NOT_FILES: Readonly<Record<NotAFile, string>> = {
  'symbolic-link': 'un enlace simbólico',
  'hard-link': 'un enlace duro',
  device: 'un dispositivo',
  fifo: 'una tubería (pipe)',
  socket: 'un socket',
  unknown: 'algo que no es ni archivo ni carpeta',
}

export const classLabels: ClassLabels = {
  title: (assignment) => `${assignment}: el curso`,
  submissions: (count) => plural(count, 'entrega'),
  graded: 'evaluado',
  commonest: 'Fallas más comunes',
  nothingFailed: 'Nadie falló en ningún requisito.',
  failedBy: (count, all) => `${count} de ${all}`,
  distribution: 'Puntos',
  pointsOf: (earned, possible) => `${earned} de ${possible}`,
  studentsWith: (count, from, to) => `${plural(count, 'entrega')} con ${from} a ${to} puntos`,
  everyone: 'Todo el curso',
  student: 'estudiante',
  number: 'número',
  points: 'puntos',
  toLookAt: 'por revisar',
  sortHint: 'Un clic en un título ordena por esa columna; una celda lleva a ese lugar del informe.',
  notJudged: 'sin veredicto',
  report: 'informe',
  standing: { pass: 'pasa', fail: 'falla', error: 'error', 'not graded': 'sin evaluar' },
  differentIsolations: (parts) =>
    `Partes del curso se evaluaron con distinto aislamiento: ${parts}. Lo que depende de la máquina (un puerto ocupado, un límite) puede diferir entre ellas.`,
  tasks: 'tareas',
  interop,
  note: {
    late: 'Se entregó con atraso.',
    leftOut: (entry, what) => `${entry} quedó fuera: es ${NOT_FILES[what]}.`,
    moreLeftOut: (count) =>
      agree(count, 'Quedó fuera 1 elemento más.', `Quedaron fuera ${grouped(count)} elementos más.`),
    renamed: (from, to) => `${from} volvió a llamarse ${to}, como lo tenía el estudiante.`,
    notUnpacked: (entry, why) => `${entry} quedó como está. ${why}`,
    lineEndsMended: (file) =>
      `En ${file} los fines de línea (CR LF) se cambiaron por los de un script (LF), sin los cuales no se inicia.`,
  },
  outcome: {
    notBuilt: (command, how) => `No se pudo compilar: "${command}" ${how}.`,
    status: (status) => `terminó con código de salida ${status}`,
    signal: (signal) => `terminó por la señal ${signal}`,
    tooLong: (seconds) => `no había terminado después de ${seconds} s`,
    noSuchTool: (tool) => `necesita ${tool}, que no está instalado`,
    leavesTooMuch: (mebibytes, files) =>
      `deja más archivos de los que se guardan (${mebibytes} MiB, ${files} archivos)`,
    buildOutput: 'Lo que dijo',
    undecided: (candidates) =>
      `Varios programas podrían ser el que se pide: ${candidates}. Lo decide el docente, en to-decide.yaml.`,
    nothingToStart: (wanted) =>
      wanted === undefined ? 'No contiene ningún programa que se pueda iniciar.' : `No contiene ${wanted}.`,
    ownFile: (place, problem) => `${place}: ${problem}`,
    ownFileProblem: (problem) => {
      switch (problem.kind) {
        case 'not-yaml':
          return problem.says
        case 'no-start':
          return 'no dice cómo se inicia el programa: start: python3 server.py {port}'
        case 'unknown-key':
          return `"${problem.key}" no es una de sus claves: son start y build`
        case 'not-a-command':
          return `${problem.key} no es un comando: escribirlo en una línea, o sus palabras como lista`
      }
    },
    unreadable: (code) => `No se puede leer (${code}).`,
    empty: 'No contiene nada.',
    notAnArchive: (format) =>
      format === 'unknown'
        ? 'No es un archivo comprimido de un formato conocido.'
        : `No es un archivo ${format} completo.`,
    unknownArchive: (format) =>
      `Es un archivo comprimido de un tipo que aquí no se extrae (${format}): se extraen zip, tar y tar.gz.`,
    encrypted: (entry) => `Está cifrado (${entry}).`,
    unstorable: (entry, code) => `Contiene un nombre que no se puede guardar: ${entry} (${code}).`,
    notAFile: (what) => `No es un archivo, sino ${NOT_FILES[what]}.`,
    leavesFolder: (entry) => `Contiene un nombre que sale de su carpeta: ${entry}.`,
    tooMuch: (what, most) =>
      ({
        files: `Contiene más de ${most} archivos.`,
        bytes: `Contiene más de ${most} bytes.`,
        ratio: `Al extraerlo ocupa más de ${most} veces su tamaño.`,
        depth: `Sus carpetas tienen más de ${most} niveles.`,
      })[what],
    leftOut: 'El docente indicó que no se evalúe.',
    notSetUp: (message) => `No se pudo revisar: ${message}`,
    brokeOff: (message) => `Falló el propio evaluador, lo que no dice nada de la entrega: ${message}`,
  },
}
