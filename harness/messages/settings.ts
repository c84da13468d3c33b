import { SetupError } from '../findings/violation.js'

/** What the catalogue leaves to each course: the options that a feature may name in its description, with the values that they have without being given. */
export type OptionName = 'eol' | 'reply' | 'stored-as' | 'send-file' | 'data-form' | 'duration' | 'shutdown-text'

/** The values in force in one run, of the options that the feature names. */
export type Settings = Readonly<Partial<Record<OptionName, string>>>

interface Option {
  readonly meaning: string
  /** what the value must be, in words */
  readonly takes: string
  readonly accepts: (value: string) => boolean
}

const oneOf = (...values: readonly string[]): Pick<Option, 'takes' | 'accepts'> => ({
  takes: values.join(', ').replace(/, ([^,]+)$/, ' or $1'),
  accepts: (value) => values.includes(value),
})
/** A file is looked for in the program's own folder, and nowhere else. */
const fileName: Pick<Option, 'takes' | 'accepts'> = {
  takes: 'the name of a file, without a folder',
  accepts: (value) => /^[^/\\\0]+$/.test(value) && value !== '.' && value !== '..',
}

export const OPTIONS: Readonly<Record<OptionName, Option>> = {
  eol: {
    meaning: 'how the lines of commands end; none: each command is one segment without an end',
    ...oneOf('lf', 'crlf', 'none'),
  },
  reply: { meaning: 'the text that the server answers with', takes: 'a text', accepts: (value) => value !== '' },
  'stored-as': { meaning: 'the file in which the server stores what it received', ...fileName },
  'send-file': { meaning: 'the file that the client sends', ...fileName },
  duration: {
    meaning: 'for how many seconds the client sends',
    takes: 'a number of seconds from 0.5 to 600',
    accepts: (value) => /^\d+(\.\d+)?$/.test(value) && Number(value) >= 0.5 && Number(value) <= 600,
  },
  'shutdown-text': { meaning: 'the message that ends the server', takes: 'a text', accepts: (value) => value !== '' },
  'data-form': { meaning: 'whether DATA and its data are two lines or one', ...oneOf('two-lines', 'inline') },
}

export const isOptionName = (text: string): text is OptionName => Object.hasOwn(OPTIONS, text)

/** Checks one value. Throws SetupError, which says what the option takes. */
export function checkOption(name: OptionName, value: string): void {
  if (!OPTIONS[name].accepts(value)) throw new SetupError(`--${name} ${value}: it takes ${OPTIONS[name].takes}`)
}

/**
 * The settings of a run: what the feature has by default, replaced by what was given. Throws SetupError for an option that the feature
 * does not name.
 */
export function settingsOf(defaults: Settings, given: Settings, feature: string): Settings {
  for (const [name, value] of Object.entries(given) as [OptionName, string][]) {
    if (defaults[name] === undefined)
      throw new SetupError(
        `--${name} means nothing to ${feature}${
          Object.keys(defaults).length === 0
            ? ''
            : `; it has ${Object.keys(defaults)
                .map((one) => `--${one}`)
                .join(', ')}`
        }`,
      )
    checkOption(name, value)
  }
  return { ...defaults, ...given }
}

/** The value of one option. Throws SetupError where the feature does not name it. */
export function setting(settings: Settings, name: OptionName): string {
  const value = settings[name]
  if (value === undefined)
    throw new SetupError(
      `the feature uses the option --${name}, which its description must name with a default, as in "Options: --${name} VALUE"`,
    )
  return value
}
