import type { PairFinding } from '../../interop-finding.js'
import type { InteropLabels } from '../interop-labels.js'
import { agree } from '../neutral.js'
import { endedText, endingText, saidAfter } from './endings.js'
import { grouped, plural } from './numbers.js'

export const interop: InteropLabels = {
  title: (assignment) => `${assignment}: clientes y servidores entre sí`,
  matrixTitle: (server, client) => `${server} con ${client}`,
  counts: (servers, clients) => `${plural(servers, 'servidor', 'servidores')}, ${plural(clients, 'cliente')}`,
  works: (working, pairs) =>
    `${agree(working, 'funciona', 'funcionan')} ${grouped(working)} de ${plural(pairs, 'pareja')}`,
  corner: 'servidor \\ cliente',
  nobody: 'No hay ninguna pareja: en uno de los dos roles nadie pasó el nivel core.',
  standing: { works: 'funciona', fails: 'falla', unclear: 'no está claro' },
  pair: (client, server) => `cliente de ${client}, servidor de ${server}`,
  finding: findingText,
  notWorking: 'Parejas que no funcionan',
  leftOut: 'Quedaron fuera',
  leftOutAs: (name, role) => `${name}, ${role === 'server' ? 'servidor' : 'cliente'}`,
  coreFailed: (ids) => `Falla en el nivel core: ${ids.join(', ')}.`,
  coreNotJudged: (ids) => `No se pudo juzgar el nivel core: ${ids.join(', ')}.`,
  notBuiltAgain: 'Se compiló cuando se evaluó solo, y ahora no.',
  notAsAlone:
    'Antes de encontrarse con ningún servidor se ejecutó una vez más solo y no envió nada: no hace siempre lo mismo.',
  where: (isolation) =>
    isolation === 'none'
      ? 'en esta misma máquina (aislamiento none)'
      : `cada pareja en su propia red (aislamiento ${isolation})`,
}

function findingText(finding: PairFinding): string {
  switch (finding.kind) {
    case 'served':
      return 'El cliente mostró lo que da el intercambio y terminó con código de salida 0.'
    case 'server-not-started':
      return `El servidor no se inició: ${finding.why}`
    case 'server-died':
      return `El servidor terminó antes de que el cliente tuviera su respuesta (${endingText(finding.ending)}${saidAfter(finding.lastWords)}).`
    case 'client-ended-badly':
      return `El cliente terminó ${endedText(finding.ending)}${saidAfter(finding.lastWords)}.`
    case 'client-still-runs':
      return finding.shown
        ? `El cliente mostró la respuesta, y ${finding.seconds} s después de su inicio seguía en ejecución.`
        : `El cliente seguía en ejecución ${finding.seconds} s después de su inicio, y no había mostrado la respuesta.`
    case 'reply-not-shown': {
      const { part, lastWords } = finding
      return part
        ? `El cliente mostró solo ${agree(part.octets, 'el', 'los')} ${ENDS[part.which](part.octets)} de los ${grouped(part.all)} caracteres de la respuesta.`
        : `El cliente terminó sin haber mostrado la respuesta${saidAfter(lastWords)}.`
    }
    case 'own-message':
      return 'El cliente envía un mensaje propio que cambia, de modo que no se sabe qué debería haber mostrado.'
    case 'not-tried':
      return `No se pudo probar la pareja: ${finding.why}`
  }
}

const ENDS = {
  first: (count: number): string => agree(count, 'primero', `primeros ${grouped(count)}`),
  last: (count: number): string => agree(count, 'último', `últimos ${grouped(count)}`),
} as const
