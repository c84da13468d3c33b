import { SetupError } from '../../harness/findings/violation.js'
import type { Assignment } from '../assignment.js'
import type { Task } from '../task.js'
import { EXCHANGES, type Exchange } from './exchange.js'

/** The servers of one task and the clients of another, which are to meet. */
export interface Pairing {
  readonly exchange: Exchange
  readonly server: Task
  readonly client: Task
  /** what one side or both have written into them */
  readonly port: number | undefined
}

/** Who of an assignment can meet. Throws SetupError where nobody can. */
export function pairingsOf({ file, tasks }: Pick<Assignment, 'file' | 'tasks'>): Pairing[] {
  const both = tasks
    .filter(({ specification }) => specification.role === 'server')
    .flatMap((server) =>
      tasks
        .filter(
          ({ specification: { role, protocol } }) => role === 'client' && protocol === server.specification.protocol,
        )
        .map((client) => ({ server, client })),
    )
  if (both.length === 0)
    throw new SetupError(
      `${file}: no protocol in it has both a task with role: server and one with role: client, so nobody can meet: add the other one to tasks`,
    )
  const pairings = both.flatMap(({ server, client }): Pairing[] => {
    const exchange = EXCHANGES[server.specification.protocol]
    return exchange === undefined ? [] : [{ exchange, server, client, port: portOf(file, server, client) }]
  })
  if (pairings.length === 0)
    throw new SetupError(
      `${file}: what a client of ${[...new Set(both.map(({ server }) => server.specification.protocol))].join(' or ')} should show is not known without the harness as its server; interop has ${Object.keys(EXCHANGES).join(', ')}`,
    )
  return pairings
}

function portOf(file: string, server: Task, client: Task): number | undefined {
  if (server.port !== undefined && client.port !== undefined && server.port !== client.port)
    throw new SetupError(
      `${file}: ${server.id} has port ${server.port} and ${client.id} port ${client.port}, so no client would find its server: give both the same, or let them take it from {port}`,
    )
  return server.port ?? client.port
}
