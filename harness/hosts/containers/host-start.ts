import type { AgentLink } from '../agent/link.js'
import type { StartedTestContainer } from './container.js'
import { asked } from './engine.js'
import { agentScript } from '../package-file.js'
import { hostImage } from './images.js'
import type { Run } from './labels.js'

/** The container of a host: how it is started, and kept to its network. */

/** "Port unreachable" is told each time, as on the loopback interface, not once in a second. */
const KERNEL = { 'net.ipv4.icmp_ratelimit': '0' }
/** Without it there is no ::1 in a container, and servers bind that, clients look there for localhost. */
const WITH_IPV6_LOOPBACK = { ...KERNEL, 'net.ipv6.conf.lo.disable_ipv6': '0' }

/** Where a host is, and what it has. */
export interface HostOptions {
  readonly run: Run
  readonly network: string
  readonly address: string
  readonly volume?: { readonly name: string; readonly path: string }
}

/** Starts it, with the agent as its first process. Throws SetupError where the engine cannot. */
export async function startHost(
  name: string,
  { run, network, address, volume }: HostOptions,
): Promise<StartedTestContainer> {
  const { SealedContainer } = await import('./container.js')
  const start = (called: string, kernel: Readonly<Record<string, string>>): Promise<StartedTestContainer> =>
    new SealedContainer({
      image: hostImage(),
      name: `sockspec-${run.id}-${called}`,
      kernel,
      run,
      command: ['node', '/agent.cjs'],
      place: { kind: 'own', network, address },
      // To see and end the submission's processes, to own what is copied, to shape and capture what crosses the network.
      capabilities: [
        'NET_ADMIN',
        'NET_RAW',
        'KILL',
        'SYS_PTRACE',
        'CHOWN',
        'DAC_OVERRIDE',
        'FOWNER',
        'SETUID',
        'SETGID',
      ],
      readOnlyRoot: false,
      interactive: true,
      init: true,
      ...(volume === undefined ? {} : { volume }),
      script: { path: '/agent.cjs', content: agentScript() },
    }).start()
  return asked(`the host ${name} cannot be started`, () =>
    start(name, WITH_IPV6_LOOPBACK).catch((error: unknown) => {
      // A kernel without IPv6 has no such setting.
      if (/net\/ipv6/.test(String(error))) return start(`${name}-ipv4`, KERNEL)
      throw error
    }),
  )
}

/** From now on nothing that runs on the host reaches the machine that the engine is on, nor anything behind it; rules of the firewall outlive a cut. */
export async function closeWaysOut(
  agent: AgentLink,
  { gateway, subnet }: { readonly gateway: string; readonly subnet: string },
): Promise<void> {
  const unreachable = '-j REJECT --reject-with icmp-net-unreachable'
  await agent.call('run', [
    'sh',
    '-c',
    [
      `iptables -A OUTPUT -d ${gateway} ${unreachable}`,
      `iptables -A OUTPUT ! -o lo ! -d ${subnet} ${unreachable}`,
      'ip route del default 2> /dev/null || true',
    ].join(' && '),
  ])
}
