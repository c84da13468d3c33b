import { recordedExchanges } from '../specification/exchanges.js'
import { protocolFolder } from '../specification/catalogue.js'
import type { Requirement, Specification } from '../specification/specification.js'
import { beside, textDiagram } from '../results/text-diagram.js'
import type { Words } from '../results/words/words.js'

/** What stands before each line of the explanation. */
const INDENT = 4
/** Where there is no terminal. */
const USUAL_COLUMNS = 120

/** A right exchange and a wrong one as diagrams, beside each other where there is room; none where nothing was recorded. */
export function exchangeLines(
  specification: Specification,
  requirement: Requirement,
  words: Words,
  protocol = specification.protocol,
  columns = process.stdout.isTTY ? process.stdout.columns : USUAL_COLUMNS,
): string[] {
  const found = recordedExchanges(protocolFolder(protocol), requirement.id)
  if (!found) return []
  const { right, wrong, what } = found
  return beside(columns - INDENT, ['right:', `wrong: ${what}`], (width, which) =>
    textDiagram(which === 0 ? right : wrong, specification.role, width, words),
  )
}
