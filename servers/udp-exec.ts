import { CommandRunner } from '../endpoint/command-runner.js'
import { isLoopback } from '../endpoint/loopback.js'
import { ECHO_PORT } from '../endpoint/ports.js'
import { runUdpService } from '../endpoint/udp-server.js'
import { commandOf } from '../protocols/exec-request.js'

/** Runs the commands that programs of this machine send, and replies with their exit status; sends any other message back. */
await runUdpService<{ readonly 'allow-exec': 'yes' | 'no' }>({
  name: 'udp-exec server',
  summary:
    'runs the command of a message "EXEC <command>" and replies with its exit status; sends any other message back',
  defaultPort: ECHO_PORT,
  options: {
    'allow-exec': { summary: 'run commands; without it the server does not start', defaultValue: 'no' },
  },
  objection(settings, address) {
    if (settings['allow-exec'] !== 'yes')
      return 'it runs whatever command it is sent, with your rights; say --allow-exec where that is meant'
    if (!isLoopback(address))
      return `${address} is reachable from other machines, and commands are run for this one only; choose 127.0.0.1 with --host`
    return undefined
  },
  begin(service) {
    const runner = new CommandRunner()
    // Otherwise the commands would outlive a server whose terminal was closed, or that has failed.
    process.once('SIGHUP', () => service.stop())
    process.once('exit', () => runner.end())
    return {
      receive(datagram, sender) {
        const command = commandOf(datagram)
        if (command !== undefined) runner.run(command, (status) => service.send(Buffer.from(String(status)), sender))
        else if (datagram.length > 0) service.send(datagram, sender)
      },
      end: () => runner.end(),
    }
  },
})
