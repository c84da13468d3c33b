import { describe, expect, it } from 'vitest'
import {
  checkOption,
  isOptionName,
  OPTIONS,
  setting,
  settingsOf,
  type OptionName,
} from '../../harness/messages/settings.js'
import { SetupError } from '../../harness/findings/violation.js'

/** What is said of a value; undefined where it is accepted. */
function refusal(act: () => unknown): string | undefined {
  try {
    act()
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError)
    return (error as Error).message
  }
  return undefined
}

const VALUES: Readonly<
  Record<OptionName, { readonly takes: string; readonly good: readonly string[]; readonly bad: readonly string[] }>
> = {
  eol: { takes: 'lf, crlf or none', good: ['lf', 'crlf', 'none'], bad: ['', 'LF', 'cr', 'lf ', '\n'] },
  'data-form': {
    takes: 'two-lines or inline',
    good: ['two-lines', 'inline'],
    bad: ['', 'one-line', 'two-lines, inline'],
  },
  reply: { takes: 'a text', good: ['Gracias', ' ', '0', '¡sí!'], bad: [''] },
  'shutdown-text': { takes: 'a text', good: ['close now'], bad: [''] },
  'stored-as': {
    takes: 'the name of a file, without a folder',
    good: ['recibido.bin', '...', '.hidden', 'a b', '-'],
    bad: ['', '.', '..', 'a/b', '/etc/passwd', '../a', 'a\\b', 'a\0'],
  },
  'send-file': { takes: 'the name of a file, without a folder', good: ['enviar.bin'], bad: ['', '.', '..', './a'] },
  duration: {
    takes: 'a number of seconds from 0.5 to 600',
    good: ['0.5', '1', '10', '600', '600.0', '0.50', '2.25'],
    bad: ['', '0', '0.49', '600.1', '601', '-1', '+1', '1e1', '1.', '.5', '1,5', '10 s', 'Infinity', '0x10', ' 1'],
  },
}

describe('an option', () => {
  it('is known by its name', () => {
    expect(Object.keys(VALUES).sort()).toEqual(Object.keys(OPTIONS).sort())
    for (const name of Object.keys(OPTIONS)) expect(isOptionName(name)).toBe(true)
    for (const name of ['', 'EOL', 'port', '--eol', 'toString', '__proto__']) expect(isOptionName(name)).toBe(false)
  })

  for (const [name, { takes, good, bad }] of Object.entries(VALUES) as [OptionName, (typeof VALUES)[OptionName]][]) {
    it(`--${name} takes ${takes}, and says so of anything else`, () => {
      for (const value of good)
        expect(
          refusal(() => checkOption(name, value)),
          value,
        ).toBeUndefined()
      for (const value of bad)
        expect(
          refusal(() => checkOption(name, value)),
          value,
        ).toBe(`--${name} ${value}: it takes ${takes}`)
    })
  }
})

describe('the settings of a run', () => {
  const defaults = { eol: 'lf', 'data-form': 'two-lines' } as const

  it('are the defaults, replaced by what was given', () => {
    expect(settingsOf(defaults, {}, 'command-session')).toEqual(defaults)
    expect(settingsOf(defaults, { eol: 'none' }, 'command-session')).toEqual({ eol: 'none', 'data-form': 'two-lines' })
    expect(defaults.eol).toBe('lf')
    expect(settingsOf({}, {}, 'tcp-echo')).toEqual({})
  })

  it('hold no option that the feature does not have', () => {
    expect(refusal(() => settingsOf(defaults, { reply: 'a' }, 'the client of command-session'))).toBe(
      '--reply means nothing to the client of command-session; it has --eol, --data-form',
    )
    expect(refusal(() => settingsOf({}, { eol: 'lf' }, 'tcp-echo'))).toBe('--eol means nothing to tcp-echo')
  })

  it('hold no value that the option does not take', () => {
    expect(refusal(() => settingsOf(defaults, { eol: 'cr' }, 'command-session'))).toBe(
      '--eol cr: it takes lf, crlf or none',
    )
  })

  it('can be asked for those that the feature names, and no other', () => {
    expect(setting(defaults, 'eol')).toBe('lf')
    expect(setting({ reply: '' }, 'reply')).toBe('')
    expect(refusal(() => setting(defaults, 'duration'))).toBe(
      'the feature uses the option --duration, which its description must name with a default, as in "Options: --duration VALUE"',
    )
  })
})
