#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { FORMATS } from '../results/format.js'
import { LANGUAGES } from '../results/words/languages.js'
import { addFeatureCommands } from './feature-commands.js'
import { toldFailure } from './failure.js'
import { complain, print } from './say.js'
import { addGradingCommands } from './grading-commands.js'
import { packageVersion } from './version.js'
import type { RawCheckOptions, RawSettings } from './check-options.js'
import type { CleanOptions } from './clean.js'
import type { InitOptions } from './init.js'

/** How long sockets may take to close after the last word, ms. */
const ENDING_MS = 1_000

/** The command line. Exit status: 0 nothing failed, 1 something failed, 2 command line or set-up wrong, 3 the harness itself failed. */
async function main(argv: readonly string[]): Promise<number> {
  let status: number | undefined
  const program = commandLine((next) => {
    status = next
  })
  try {
    await program.parseAsync(argv)
    return status ?? 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return await toldFailure(error)
  }
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

function commandLine(done: (status: number) => void): Command {
  const program = new Command('sockspec')
    .description(
      'Executable specifications for socket protocols: grades the servers and clients that students write, against the lab sheet.',
    )
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      outputError: (text) =>
        complain(
          `${text
            .trimEnd()
            .replace(/^error: /, 'sockspec: ')
            .replace(
              /\n\(/,
              ' (',
            )}\nsockspec --help shows the commands, sockspec check --help the options and examples`,
        ),
    })
    .addHelpText(
      'after',
      `
Examples:
  sockspec check tcp-echo -- python3 server.py {port}          grade a server that takes its port as an argument
  sockspec check tcp-echo --port 3500 -- python3 server.py     one that has its port written into it
  sockspec check tcp-echo --role client -- ./client {host} {port}
  sockspec serve tcp-echo                                      the reference server, to try a client against
  sockspec talk tcp-echo                                       the reference client, to try a server with
  sockspec explain TCP-ECHO-S4                                 what a requirement means, and the usual mistake
  sockspec grade submissions/ --assignment lab3.yaml           grade a class
  sockspec interop submissions/ --assignment lab3.yaml         let its clients meet its servers
  sockspec lint ./my-lab                                       tell all mistakes in feature files of your own
  sockspec clean                                               remove what a check in containers that was killed has left
`,
    )
  program
    .command('check')
    .summary('grade a server or a client')
    .description('Grades one server or client against the requirements of a protocol.')
    .argument('<protocol>', 'a protocol (sockspec list shows them), or the path of a folder of feature files')
    .argument(
      '[command...]',
      'behind --: the command that starts the submission; {port}, {host}, {url} and {path} in it are replaced',
    )
    .option('--role <role>', 'what the submission is: server or client (default: server)')
    .option(
      '--port <n>',
      'the port that the submission has written into it; without this it gets a free one as {port} and $PORT',
    )
    .option('--host <host>', 'with --port and no command: grade the server that is running there')
    .option('--level <level>', 'core, robust or strict (default: robust)')
    .option('--only <ids>', 'only these requirements, separated by commas')
    .option('--skip <ids>', 'not these requirements')
    .option('--last-failed', 'only what failed when this command was last checked in this folder')
    .option('--watch', 'check again whenever the program is saved, and say first what changed')
    .option('--timeout <ms>', 'deadline of one reply (default: 2000)')
    .option('--cwd <dir>', 'run the submission in a copy of this folder (default: here)')
    .option('--lang <language>', `the language of the reports: ${Object.keys(LANGUAGES).join(', ')}`)
    .option('--name <who>', 'whose submission it is, for the reports')
    .option('--seed <text>', 'draw the same payloads as the run that printed this seed')
    .option('--eol <end>', 'how the lines of commands end: lf, crlf or none (command-session; default: lf)')
    .option('--data-form <form>', 'DATA and its data are two-lines or inline (command-session; default: two-lines)')
    .option('--reply <text>', 'what the server answers (file-transfer; default: Gracias)')
    .option('--stored-as <file>', 'where the server stores what it received (file-transfer; default: recibido.bin)')
    .option('--send-file <file>', 'what the client sends (file-transfer; default: enviar.bin)')
    .option('--duration <seconds>', 'how long the client sends: {duration} and $DURATION (tcp-throughput; default: 10)')
    .option('--shutdown-text <text>', 'the message that ends the server (udp-shutdown; default: SHUTDOWN)')
    .option(
      '--isolation <kind>',
      'none, namespace (a network of its own), sandbox (also files, processes and limits of its own), docker or auto (default: auto, which is sandbox where --port fixes one and this system has it, else none)',
    )
    .option('--image <image>', 'with --isolation docker: the image to run the submission in')
    .option(
      '--network',
      'with --isolation docker: also the requirements about lost packets, cut connections and slow links',
    )
    .option(
      '--report <format[=path]>',
      `${FORMATS.join(', ')}; may be given several times (default: terminal)`,
      collect,
    )
    .option(
      '--verbose',
      'every cause in full and every requirement in a line (default: the first two causes, the others in a line each)',
    )
    .option('--quiet', 'one line: the verdict, and what failed; reports that have a path are written all the same')
    .addHelpText(
      'after',
      `
Examples:
  sockspec check tcp-echo -- python3 server.py {port}
  sockspec check tcp-echo --port 3500 -- python3 server.py
  sockspec check udp-uppercase --level strict -- java -cp build Server {port}
  sockspec check line-uppercase --host 127.0.0.1 --port 6789
  sockspec check tcp-echo --role client -- ./client {host} {port}
  sockspec check tcp-echo --report html=report.html --report json=result.json -- ./server {port}
  sockspec check tcp-echo --report gradescope=/autograder/results/results.json -- ./server {port}

A check ends within 10 minutes and a scenario within 2, or twice that where the machine has too little CPU to spare. What was not judged by then is an
error, never a pass; no program that answers as it should comes near that.

One that is interrupted (Ctrl+C, SIGTERM) writes its reports all the same: what was judged until then, and all the rest as an error.

Exit status: 0 nothing failed, 1 something failed, 2 the command line or the set-up is wrong, 3 the harness itself failed.
`,
    )
    .action(async (protocol: string, command: string[], options: RawCheckOptions) => {
      const run =
        options.watch === true
          ? (await import('./watch/watch.js')).watchCommand
          : (await import('./check.js')).checkCommand
      done(await run(protocol, command, options))
    })
  program
    .command('serve')
    .summary('run the reference server')
    .description("Runs the reference server of a protocol in the foreground, on the lecture's port. Ctrl+C ends it.")
    .argument('<protocol>', 'a protocol (sockspec list shows them)')
    .option('--port <n>', 'another port')
    .option('--host <host>', 'the address to listen on')
    .option('--eol <end>', 'how the lines of commands end: lf, crlf or none (command-session)')
    .option('--data-form <form>', 'DATA and its data are two-lines or inline (command-session)')
    .option('--reply <text>', 'what it answers (file-transfer)')
    .option('--stored-as <file>', 'where it stores what it received (file-transfer)')
    .option('--shutdown-text <text>', 'the message that ends it (udp-shutdown)')
    .option('--allow <addresses>', 'the addresses that it answers, separated by commas (udp-allowlist)')
    .option('--allow-exec', 'let it run commands, on a loopback address only (udp-exec)')
    .addHelpText('after', '\nExamples:\n  sockspec serve tcp-echo\n  sockspec serve line-uppercase --port 7000\n')
    .action(async (protocol: string, options: EndpointOptions) => done(await reference('servers', protocol, options)))
  program
    .command('talk')
    .summary('run the reference client')
    .description('Runs the reference client of a protocol, which reads a line from standard input.')
    .argument('<protocol>', 'a protocol (sockspec list shows them)')
    .option('--port <n>', "the server's port (default: the lecture's)")
    .option('--host <host>', "the server's address")
    .option('--eol <end>', 'how the lines of commands end: lf, crlf or none (command-session)')
    .option('--data-form <form>', 'DATA and its data are two-lines or inline (command-session)')
    .option('--send-file <file>', 'what it sends (file-transfer)')
    .option('--duration <seconds>', 'how long it sends (tcp-throughput)')
    .option('--shutdown-text <text>', 'the message that gets no reply (udp-shutdown)')
    .addHelpText(
      'after',
      '\nExamples:\n  sockspec talk tcp-echo\n  echo hello | sockspec talk udp-uppercase --host 127.0.0.1 --port 12000\n',
    )
    .action(async (protocol: string, options: EndpointOptions) => done(await reference('clients', protocol, options)))
  program
    .command('list')
    .summary('show the protocols, or the requirements of one')
    .description('Shows all protocols, or the requirements of one.')
    .argument('[protocol]', 'a protocol, or the path of a folder of feature files')
    .action(async (protocol: string | undefined) => {
      const { listText } = await import('./list.js')
      print(listText(protocol))
    })
  program
    .command('explain')
    .summary('show what a requirement means')
    .description(
      'Shows one requirement: what it says, its source, the usual mistake, how it is checked, and a right exchange beside a wrong one.',
    )
    .argument('<id>', 'its identifier, as in TCP-ECHO-S4')
    .argument('[protocol]', 'for a protocol of your own: the path of its folder')
    .action(async (id: string, protocol: string | undefined) => {
      const { explainText } = await import('./explain.js')
      print(await explainText(id, protocol))
    })
  addGradingCommands(program, done)
  program
    .command('init')
    .summary('write a file that says how a class is graded')
    .description(
      'Writes a commented assignment file, for sockspec grade. On a terminal, and without options, it asks what to write.',
    )
    .option('--protocol <protocol>', 'a protocol (sockspec list shows them), or the path of a folder of feature files')
    .option('--role <role>', 'what is handed in: server or client (default: server)')
    .option('--start <command>', 'the command that starts a submission, as in "python3 server.py {port}"')
    .option('--port <n>', 'the port that all submissions have written into them')
    .option('--level <level>', 'core, robust or strict (default: robust)')
    .option('--out <file>', 'the file to write (default: assignment.yaml)')
    .option('--force', 'overwrite the file')
    .addHelpText(
      'after',
      '\nExamples:\n  sockspec init\n  sockspec init --protocol tcp-echo --start "python3 server.py {port}" --out lab3.yaml\n',
    )
    .action(async (options: InitOptions) => {
      const { initCommand } = await import('./init.js')
      print(await initCommand(options))
    })
  program
    .command('clean')
    .summary('remove what checks in containers have left behind')
    .description(
      'Removes the containers, networks and volumes of checks with --isolation docker that were killed before they could do so themselves.',
    )
    .option('--all', 'also those of checks that still run, or that another machine began')
    .option('--images', 'also the images that were built; the next check builds those it needs again')
    .addHelpText('after', '\nExamples:\n  sockspec clean\n  sockspec clean --all --images\n')
    .action(async (options: CleanOptions) => {
      const { cleanText } = await import('./clean.js')
      print(await cleanText(options))
    })
  addFeatureCommands(program, done)
  return program
}

interface EndpointOptions extends RawSettings {
  readonly allow?: string
  readonly allowExec?: boolean
  readonly port?: string
  readonly host?: string
}

async function reference(kind: 'servers' | 'clients', protocol: string, options: EndpointOptions): Promise<number> {
  const [{ runReference }, { parsePort, settingsGiven }] = await Promise.all([
    import('./reference.js'),
    import('./check-options.js'),
  ])
  parsePort(options.port)
  const given = Object.entries({
    port: options.port,
    host: options.host,
    allow: options.allow,
    ...settingsGiven(options),
  })
  return runReference(kind, protocol, [
    ...given.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...(options.allowExec === true ? ['--allow-exec'] : []),
  ])
}

process.exitCode = await main(process.argv)
// All that was to be said has been said: nothing that is still open may keep a grader waiting.
setTimeout(() => process.exit(), ENDING_MS).unref()
