import type { CommandLine, ProgramInfo, SettingsShape } from './command-line.js'
import { reportMistake, tolerateClosedOutput } from './output.js'

/** What a command line that can be run asks for. */
export type RunOptions<Settings extends SettingsShape> = Extract<CommandLine<Settings>, { readonly kind: 'run' }>

/**
 * How every program here begins: it reads its command line. Undefined where there is nothing to run: then the help, or what is wrong, has been told,
 * and the program must only end.
 */
export function beginProgram<Settings extends SettingsShape>(
  program: ProgramInfo<Settings>,
  parse: (program: ProgramInfo<Settings>, words: readonly string[]) => CommandLine<Settings>,
): RunOptions<Settings> | undefined {
  tolerateClosedOutput()
  const options = parse(program, process.argv.slice(2))
  switch (options.kind) {
    case 'run':
      return options
    case 'help':
      process.stdout.write(options.text)
      return undefined
    case 'mistake':
      reportMistake(program.name, options.message)
      return undefined
  }
}
