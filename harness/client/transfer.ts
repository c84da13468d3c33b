import { thenOf } from '../findings/server-violation.js'
import { encodeFrame } from '../../protocols/frame.js'
import { encodePart, PART_TYPES } from '../../protocols/part.js'
import type { ClientScenario } from './client-scenario.js'
import { firstConnection } from './connecting.js'
import { receiveFrame, receivePart } from './framed.js'
import { receiveMessage } from './receiving.js'
import { octetsOf, type Payload } from '../messages/message.js'
import { endsWithin } from '../peers/patience.js'
import { compare } from '../messages/reply.js'
import { setting } from '../messages/settings.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import { SetupError, Violation, type Evidence } from '../findings/violation.js'

/** Files that a client sends: as one frame, or as parts of a kind each. */

/** The file that --send-file names arrives as its length and its octets, and nothing behind them. Throws Violation. */
export async function expectFile(scenario: ClientScenario): Promise<void> {
  const file = setting(scenario.settings, 'send-file')
  const content = scenario.fileContent(file)
  const expected = encodeFrame(content)
  const peer = await firstConnection(scenario)
  const come = await receiveFrame(scenario, peer, expected.length)
  // One that ends its side has said all; of another only silence tells.
  const rest =
    come.end === 'data' ? await peer.receive(({ size }) => size, scenario.times.quiet) : { octets: Buffer.alloc(0) }
  scenario.messageTaken = true
  const octets = Buffer.concat([come.octets, rest.octets])
  if (octets.equals(expected)) return
  const evidence: Evidence = { end: come.end, comparison: compare(expected, octets) }
  const then = thenOf(come, scenario.times.reply)
  if (octets.length === 0) throw new Violation({ kind: 'part-of-length', have: 0, then, ...scenario.said() }, evidence)
  if (octets.length < 4)
    throw new Violation({ kind: 'part-of-length', have: octets.length, then, ...scenario.said() }, evidence)
  const length = octets.readUInt32BE()
  if (length !== content.length)
    throw new Violation({ kind: 'wrong-length', said: length, file: content.length }, evidence)
  const body = octets.length - 4
  if (body < content.length)
    throw new Violation({ kind: 'part-of-file', octets: body, file: content.length, then }, evidence)
  throw new Violation(
    body > content.length ? { kind: 'octets-after-file', octets: body - content.length } : { kind: 'other-file' },
    evidence,
  )
}

/** Its message sent, for the quiet window the client leaves its end of the connection open, though it may have ended its sending side. */
export async function expectWaiting(scenario: ClientScenario): Promise<void> {
  await receiveMessage(scenario)
  const peer = await firstConnection(scenario)
  const closed = await peer.awaitClosed(scenario.times.quiet)
  if (!closed && !scenario.hasEnded) return
  // A half-close looks the same from here; the kernel knows whether the program still holds its end.
  const ended = await endsWithin(scenario.ended, scenario.times.quiet)
  const held = (await scenario.clientEnd())?.find(({ remote }) => remote.port === peer.local.port)?.inode
  if (ended || held === 0)
    throw new Violation(
      { kind: 'closed-before-reply', ...scenario.said() },
      {
        end: 'closed',
      },
    )
}

/** Each file arrives as a part of its kind, in either order; each part is answered as the Background says. Throws Violation. */
export async function expectParts(scenario: ClientScenario, textFile: string, imageFile: string): Promise<void> {
  const files = { text: scenario.fileContent(textFile), image: scenario.fileContent(imageFile) }
  const peer = await firstConnection(scenario)
  const waiting = new Map<number, { readonly kind: 'text' | 'image'; readonly file: string }>([
    [PART_TYPES.text, { kind: 'text', file: textFile }],
    [PART_TYPES.image, { kind: 'image', file: imageFile }],
  ])
  while (waiting.size > 0) {
    const part = await receivePart(scenario, peer)
    const expectedOne = [...waiting.values()][0]
    if (part.kind === 'none') {
      const expected = expectedOne ? encodePart(PART_TYPES[expectedOne.kind], files[expectedOne.kind]) : Buffer.alloc(0)
      throw new Violation(
        {
          kind: 'parts-missing',
          files: [...waiting.values()].map(({ file }) => file),
          progress: part.progress,
          then: thenOf(part, scenario.times.reply),
          ...scenario.said(),
        },
        { end: part.end, comparison: compare(expected, part.octets) },
      )
    }
    const one = waiting.get(part.type)
    if (!one) {
      const isSecond = part.type === PART_TYPES.text || part.type === PART_TYPES.image
      throw new Violation(
        { kind: 'unknown-part', type: part.type, isSecond },
        {
          end: 'data',
          comparison: compare(
            expectedOne ? encodePart(PART_TYPES[expectedOne.kind], files[expectedOne.kind]) : Buffer.alloc(0),
            part.octets,
          ),
        },
      )
    }
    if (!part.content.equals(files[one.kind])) {
      throw new Violation(
        {
          kind: 'part-differs',
          content: one.kind,
          file: one.file,
          octets: part.content.length,
          size: files[one.kind].length,
        },
        { end: 'data', comparison: compare(encodePart(part.type, files[one.kind]), part.octets) },
      )
    }
    waiting.delete(part.type)
    await answerPart(scenario, peer, false)
  }
}

/** Answers two parts, or what comes instead of them, and ends the server's side: what the client does then is all that is asked. */
export async function answerParts(scenario: ClientScenario, inSegments: boolean): Promise<void> {
  const peer = await firstConnection(scenario)
  for (let i = 0; i < 2; i++) {
    await receivePart(scenario, peer)
    await answerPart(scenario, peer, inSegments)
  }
  peer.halfClose()
}

/** Says how each part is answered. */
export function defineAnswerToParts(scenario: ClientScenario, answer: Payload): void {
  scenario.partAnswer = octetsOf(scenario.draw(answer))
}

async function answerPart(scenario: ClientScenario, peer: TcpPeer, inSegments: boolean): Promise<void> {
  const answer = scenario.partAnswer
  if (!answer)
    throw new SetupError(
      'the Background must say how parts are answered: "Given the server answers each part with <message>"',
    )
  const segments = inSegments ? [answer.subarray(0, 1), answer.subarray(1)] : [answer]
  await peer.sendSegments(segments, scenario.times.reply, (port) => scenario.hasRead(port))
}
