import { isIP } from 'node:net'
import { FRAMINGS, isFraming, type Framing } from '../harness/messages/framing.js'
import { checkOption, isOptionName, OPTIONS, type Settings } from '../harness/messages/settings.js'
import { didYouMean } from './closest.js'
import { said, type Description, type FeatureKey } from './description.js'
import type { Mistakes, Place } from './mistake.js'
import type { Role, Specification, Transport } from './specification.js'

/** What a feature's description settles. */
export type FeatureSettings = Pick<Specification, 'port' | 'options' | 'freshDirectory' | 'allowed' | 'framing'> & {
  /** undefined where it does not say */
  readonly transport: Transport | undefined
}

/** Reads what a feature's description settles; what makes no sense is told as a mistake, and taken as not said. */
export function featureSettings(
  about: Description<FeatureKey>,
  role: Role,
  feature: Place,
  mistakes: Mistakes,
): FeatureSettings {
  const at = (key: FeatureKey): Place => about.values.get(key) ?? feature
  const stated = said(about, 'Role')
  if (stated !== undefined && stated !== role)
    mistakes.add(at('Role'), `the description says "Role: ${stated}", but the file's name says ${role}`)
  return {
    transport: transportOf(said(about, 'Transport'), at('Transport'), mistakes),
    port: portOf(said(about, 'Port'), at('Port'), mistakes),
    options: optionsOf(said(about, 'Options'), at('Options'), mistakes),
    freshDirectory: isFresh(said(about, 'Working directory'), at('Working directory'), mistakes),
    allowed: allowedOf(said(about, 'Allowed'), at('Allowed'), mistakes),
    framing: {
      requests: framingOf('Requests', said(about, 'Requests'), at('Requests'), mistakes),
      replies: framingOf('Replies', said(about, 'Replies'), at('Replies'), mistakes),
    },
  }
}

function transportOf(text: string | undefined, place: Place, mistakes: Mistakes): Transport | undefined {
  const transport = text?.toLowerCase()
  if (transport === 'tcp' || transport === 'udp') return transport
  const lack = 'the feature\'s description needs a line "Transport: TCP" or "Transport: UDP"'
  mistakes.add(place, text === undefined ? lack : `${lack}; it says "Transport: ${text}"`)
  return undefined
}

function portOf(text: string | undefined, place: Place, mistakes: Mistakes): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port
  mistakes.add(place, `"Port: ${text}" is no port (1 to 65535)`)
  return undefined
}

/** `--reply Gracias, --stored-as recibido.bin`: the options that the feature has, with their defaults. */
function optionsOf(text: string | undefined, place: Place, mistakes: Mistakes): Settings {
  const options: Record<string, string> = {}
  for (const option of text?.split(/, (?=--)/) ?? []) {
    const [, name = '', value = ''] = /^--([a-z-]+) (.+)$/.exec(option.trim()) ?? []
    if (!isOptionName(name)) {
      const known = Object.keys(OPTIONS).map((one) => `--${one}`)
      const [written = ''] = option.trim().split(' ')
      mistakes.add(
        place,
        `"Options: ${option}" is no option with its default; known are ${known.join(', ')}${known.includes(written) ? '' : didYouMean(written, known)}`,
      )
      continue
    }
    try {
      checkOption(name, value)
      options[name] = value
    } catch (error) {
      mistakes.add(place, `"Options: ${option}": ${(error as Error).message}`)
    }
  }
  return options
}

function framingOf(key: 'Requests' | 'Replies', text = 'text', place: Place, mistakes: Mistakes): Framing {
  if (isFraming(text)) return text
  mistakes.add(place, `"${key}: ${text}": known are ${FRAMINGS.join(', ')}`)
  return 'text'
}

/** `127.0.0.1, 127.0.0.3`: the addresses that a server is told to answer. */
function allowedOf(text: string | undefined, place: Place, mistakes: Mistakes): string[] {
  const addresses = text?.split(',').map((one) => one.trim()) ?? []
  for (const wrong of addresses.filter((one) => isIP(one) === 0))
    mistakes.add(place, `"Allowed: ${text ?? ''}": ${JSON.stringify(wrong)} is no address`)
  return addresses.filter((one) => isIP(one) !== 0)
}

function isFresh(text: string | undefined, place: Place, mistakes: Mistakes): boolean {
  if (text !== undefined && text !== 'fresh')
    mistakes.add(place, `"Working directory: ${text}": the only one that can be asked for is fresh`)
  return text === 'fresh'
}
