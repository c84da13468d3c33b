import { readCatalogue, readSpecification, rolesIn, protocolFolder } from '../specification/catalogue.js'
import type { Specification } from '../specification/specification.js'

/** All protocols, or the requirements of one. */
export function listText(protocol: string | undefined): string {
  if (protocol === undefined) return protocolsText(readCatalogue())
  const specifications = rolesIn(protocolFolder(protocol)).map((role) => readSpecification(protocol, role))
  return specifications.map(requirementsText).join('\n')
}

function protocolsText(specifications: readonly Specification[]): string {
  const names = [...new Set(specifications.map(({ protocol }) => protocol))]
  const rows = names.map((name) => {
    const ofName = specifications.filter(({ protocol }) => protocol === name)
    const [first] = ofName
    const roles = ofName.map(({ role, requirements }) => `${role} ${requirements.length}`).join(', ')
    return [name, (first?.transport ?? '').toUpperCase(), String(first?.port ?? '-'), roles, first?.source ?? '']
  })
  return table([['PROTOCOL', 'OVER', 'PORT', 'REQUIREMENTS', 'SOURCE'], ...rows])
}

function requirementsText(specification: Specification): string {
  const { title, transport, port, source, requirements, networkRequirements } = specification
  const about = [transport.toUpperCase(), ...(port === undefined ? [] : [`port ${port}`]), source]
    .filter((part) => part !== '')
    .join(', ')
  const rows = requirements.map(({ id, level, title: says }) => [`  ${id}`, level, says])
  const onRequest = networkRequirements.map(({ id, level, title: says }) => [
    `  ${id}`,
    level,
    `${says} (with --network)`,
  ])
  return `${title} (${about})\n${table([...rows, ...onRequest])}`
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return (
    rows
      .map((row) =>
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      )
      .join('\n') + '\n'
  )
}
