import { describe, expect, it } from 'vitest'
import { parseServerCommandLine, parseSessionCommandLine, type ProgramInfo } from '../../endpoint/command-line.js'
import { objectionToSeconds } from '../../endpoint/seconds.js'

const program: ProgramInfo<{ readonly duration: string; readonly 'allow-exec': 'yes' | 'no' }> = {
  name: 'sample',
  summary: 'a sample',
  defaultPort: 1234,
  options: {
    duration: { placeholder: 'SECONDS', summary: 'how long', defaultValue: '10', objection: objectionToSeconds },
    'allow-exec': { summary: 'run commands', defaultValue: 'no' },
  },
}

describe("a program's own options", () => {
  it('have their defaults, or the values given', () => {
    expect(parseServerCommandLine(program, [])).toMatchObject({
      kind: 'run',
      settings: { duration: '10', 'allow-exec': 'no' },
    })
    expect(parseServerCommandLine(program, ['--allow-exec', '--duration', '0.5'])).toMatchObject({
      kind: 'run',
      settings: { duration: '0.5', 'allow-exec': 'yes' },
    })
  })

  it('say what is wrong with a value', () => {
    expect(parseSessionCommandLine(program, ['--duration', 'ten'])).toEqual({
      kind: 'mistake',
      message: '--duration takes a number of seconds above 0 and up to 86400, not "ten"; --help lists what there is',
    })
    expect(parseServerCommandLine(program, ['--allow-exec=no']).kind).toBe('mistake')
  })

  it('are listed, with the defaults of those that take a value', () => {
    const help = parseServerCommandLine(program, ['--help'])
    expect(help.kind === 'help' && help.text).toContain(
      '  --duration SECONDS\n               how long (default 10)\n  --allow-exec\n               run commands\n',
    )
  })
})

describe('a number of seconds', () => {
  it('is positive, may have decimals, and is a day at most', () => {
    for (const right of ['10', '0.5', '1.25', '86400']) expect(objectionToSeconds(right), right).toBeUndefined()
    for (const wrong of [
      '',
      '0',
      '0.0',
      '-1',
      '+1',
      '1.',
      '.5',
      '1e3',
      '0x10',
      '1,5',
      ' 1',
      'Infinity',
      'NaN',
      '86400.1',
    ]) {
      expect(objectionToSeconds(wrong), wrong).toBeDefined()
    }
  })
})
