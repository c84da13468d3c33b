import { clientPlaceholderOf } from '../harness/messages/framing.js'
import { findRequirement } from '../specification/catalogue.js'
import type { Level } from '../specification/level.js'
import { LANGUAGES } from '../results/words/languages.js'
import { exampleLines } from './example.js'
import { exchangeLines } from './explained-exchanges.js'

const MEANING: Readonly<Record<Level, string>> = {
  core: "what the lecture's own code does or its prose demands; a violation always fails",
  robust:
    'what the lecture teaches or its exercises ask for; a violation fails at level robust (the default), and is a warning at level core',
  strict: 'beyond the documents; checked only with --level strict, or when named with --only',
  info: 'left open by the documents; observed and reported, never graded',
}

/** One requirement: what it says, where it comes from, the usual mistake, and how it is checked. */
export async function explainText(id: string, protocol?: string): Promise<string> {
  const { specification, requirement } = findRequirement(id, protocol)
  const { role } = specification
  const program =
    role === 'server'
      ? '-- python3 server.py {port}'
      : `--role client -- python3 client.py ${clientPlaceholderOf(specification.framing.requests)}`
  const steps = requirement.scenarios[0]?.steps.slice(specification.background.length) ?? []
  const example = exampleLines(specification, requirement)
  const exchanges = exchangeLines(specification, requirement, await LANGUAGES.en(), protocol)
  const others = requirement.scenarios.slice(1)
  return (
    [
      `${requirement.id}  ${requirement.title}`,
      '',
      `  protocol       ${specification.protocol}, ${role}, ${specification.transport.toUpperCase()}`,
      `  level          ${requirement.level}: ${MEANING[requirement.level]}${requirement.disturbs ? '; checked only with --isolation docker --network' : ''}`,
      ...(requirement.source ? [`  source         ${requirement.source}`] : []),
      ...(requirement.usualMistake ? [`  usual mistake  ${requirement.usualMistake}`] : []),
      '',
      '  How it is checked:',
      '',
      ...specification.background.map((step) => `    (${step})`),
      ...steps.map((step) => `    ${step}`),
      ...(others.length > 0 ? ['', `  and likewise: ${others.map((other) => other.name).join('; ')}`] : []),
      '',
      ...(example.length > 0
        ? [
            `  For example (--> to the ${role}, <-- from it; random payloads are others in each run):`,
            '',
            ...example.map((line) => `    ${line}`),
            '',
          ]
        : []),
      ...(exchanges.length > 0
        ? ['  As it was recorded (bytes are others in each run):', '', ...exchanges.map((line) => `    ${line}`), '']
        : []),
      `  To check it alone: sockspec check ${protocol ?? specification.protocol} --only ${requirement.id} ${program}`,
      `  In the specification: ${requirement.file}, line ${requirement.line}`,
    ].join('\n') + '\n'
  )
}
