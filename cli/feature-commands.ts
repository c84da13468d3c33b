import type { Command } from 'commander'
import type { ProveOptions } from './prove.js'
import { print } from './say.js'

/** The commands for those who write feature files. */
export function addFeatureCommands(program: Command, done: (status: number) => void): void {
  program
    .command('lint')
    .summary('tell all mistakes in feature files')
    .description(
      'Looks at the feature files of a protocol, and tells everything that is wrong with them, each with file, line and column. Nothing is run.',
    )
    .argument('<protocol>', 'the path of a folder of feature files, or a protocol')
    .addHelpText('after', '\nExamples:\n  sockspec lint ./my-lab\n\nExit status: 0 nothing is wrong, 2 something is.\n')
    .action(async (protocol: string) => {
      const { lint } = await import('./lint.js')
      const { text, isSound } = lint(protocol)
      print(text)
      done(isSound ? 0 : 2)
    })
  program
    .command('steps')
    .summary('show the vocabulary of feature files')
    .description("Shows the phrases that feature files can use, for writing a specification of one's own.")
    .action(async () => {
      const { stepsText } = await import('./steps.js')
      print(stepsText())
    })
  program
    .command('prove')
    .summary('show what feature files do not notice')
    .description(
      'Runs the requirements of a protocol against a working server, and against automatic mutants of its replies (without their line end, twice, late, mixed up and so on). Shows which mutants no requirement notices: what is not specified yet.',
    )
    .argument('<protocol>', 'the path of a folder of feature files, or a protocol')
    .argument('[command...]', 'behind --: the command that starts a server which works, with {port} in it or for $PORT')
    .option('--only <ids>', 'only these requirements, separated by commas')
    .option('--mutants <names>', 'only these mutants, separated by commas (default: all that make sense)')
    .option('--seed <text>', 'draw the same payloads as the run that printed this seed')
    .option('--eol <end>', 'how the lines of commands end: lf, crlf or none (command-session)')
    .option('--data-form <form>', 'DATA and its data are two-lines or inline (command-session)')
    .option('--reply <text>', 'what the server answers (file-transfer)')
    .option('--stored-as <file>', 'where the server stores what it received (file-transfer)')
    .option('--shutdown-text <text>', 'the message that ends the server (udp-shutdown)')
    .addHelpText(
      'after',
      `
Examples:
  sockspec prove ./my-lab -- python3 server.py {port}

Exit status: 0 every mutant is noticed that should be, 1 one is not (or one is that is no fault), 2 the command line, the feature files or the server is wrong, 3 too little could be judged.
`,
    )
    .action(async (protocol: string, command: string[], options: ProveOptions) => {
      const { proveCommand } = await import('./prove.js')
      done(await proveCommand(protocol, command, options))
    })
}
