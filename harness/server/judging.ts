import type { Judgement } from '../messages/judgement.js'
import { judge, settled, takenFrom, withoutLineEnd, type ReplyRule } from '../messages/reply.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import type { ServedClient } from './served-client.js'
import type { ServerScenario } from './server-scenario.js'

/** Whether what has come over a stream is the reply, with what may stand before it. */

/** What has come of a stream so far. */
export type SoFar = Parameters<Parameters<TcpPeer['receive']>[0]>[0]

/** Judges a reply with what may stand before it: a line end that was still owed, and the line that may follow the reply before. */
export function judgeFor(
  scenario: ServerScenario,
  client: ServedClient,
  rule: ReplyRule,
  sent: Buffer,
  soFar: SoFar,
): Judgement {
  const before = leadOf(scenario, client, soFar)
  if (before === 'incomplete') return { verdict: 'more' }
  if (before === 0) return judge(rule, sent, soFar)
  const octets = soFar.peek().subarray(before)
  const judgement = judge(rule, sent, { size: octets.length, peek: () => octets })
  return judgement.verdict === 'right' ? { ...judgement, size: judgement.size + before } : judgement
}

/** How many octets stand before the reply; `incomplete` where only more of them can tell. */
export function leadOf(scenario: ServerScenario, client: ServedClient, soFar: SoFar): number | 'incomplete' {
  const { mayFollow } = scenario.conversation
  if (!client.lineEndOwed && !mayFollow) return 0
  const octets = soFar.peek()
  let lead = 0
  if (client.lineEndOwed) lead = octets[0] === 0x0a ? 1 : octets[0] === 0x0d && octets[1] === 0x0a ? 2 : 0
  if (
    mayFollow &&
    withoutLineEnd(client.lastReply ?? Buffer.alloc(0))
      .toString('utf8')
      .endsWith(mayFollow.reply)
  ) {
    const begins = Buffer.from(mayFollow.begins)
    const rest = octets.subarray(lead)
    if (rest.length > 0 && rest.length < begins.length && begins.subarray(0, rest.length).equals(rest))
      return 'incomplete'
    if (rest.subarray(0, begins.length).equals(begins)) {
      const end = rest.indexOf(0x0a)
      return end === -1 ? 'incomplete' : lead + end + 1
    }
  }
  return lead
}

/** What has come, without the line that may follow the reply before. */
export function withoutFollower(scenario: ServerScenario, client: ServedClient, octets: Buffer): Buffer {
  const lead = leadOf(scenario, client, { size: octets.length, peek: () => octets })
  return lead === 'incomplete' ? Buffer.alloc(0) : octets.subarray(lead)
}

/** What the feature takes from a right reply stands for its name from now on. */
export function takeFrom(scenario: ServerScenario, rule: ReplyRule, reply: Buffer): void {
  const taken = takenFrom(rule, reply)
  if (taken) scenario.names.define(taken.name, taken.value)
}

/** Whether these octets are a reply as the rule demands it. */
export function satisfies(rule: ReplyRule, octets: Buffer, scenario: ServerScenario): boolean {
  if (octets.length === 0) return false
  const judgement = judge(settled(rule, scenario.settings), Buffer.alloc(0), {
    size: octets.length,
    peek: () => octets,
  })
  return judgement.verdict === 'right' || (judgement.verdict === 'more' && judgement.enough === true)
}

/** Enough has come to say whether the reply is right. */
export const isDecided =
  (scenario: ServerScenario, name: string, rule: ReplyRule, sent: Buffer) =>
  (soFar: SoFar): number | undefined =>
    judgeFor(scenario, scenario.client(name), settled(rule, scenario.settings), sent, soFar).verdict === 'more'
      ? undefined
      : soFar.size
