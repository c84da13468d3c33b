import type {
  DiskFilled,
  Fault,
  Within,
  Note,
  NotReady,
  Observation,
  Seen,
  Unobservable,
} from '../../../harness/findings/observation.js'
import type { Waiting } from '../../../harness/findings/waiting.js'
import type { WireNote } from '../../../harness/findings/stimulus.js'
import { megabits, quotedText, seconds } from '../neutral.js'
import { say, type Table } from '../words.js'
import { clientTable } from './client.js'
import { endingText, saidAfter } from './endings.js'
import { bytes, grouped, plural } from './numbers.js'
import { serverTable } from './server.js'

/** Everything else that a scenario finds, in English. */

const withWords = (ending: { ending: Parameters<typeof endingText>[0] | undefined; lastWords: string }): string =>
  `${ending.ending ? endingText(ending.ending) : 'no status'}${ending.lastWords ? `: ${ending.lastWords}` : ''}`

const START: Table<NotReady> = {
  'exited-at-start': (it) =>
    `the server ended with ${withWords(it)}${it.again ? ' when it was started again' : ''}, before it had bound port ${it.port}`,
  'not-started-again': (it) => `started again on port ${it.port}, the server ended at once with ${withWords(it)}`,
  'never-bound': ({ transport, port, ms, lastWords }) =>
    `the server runs, but has not bound ${transport.toUpperCase()} port ${port} within ${seconds(ms)}${saidAfter(lastWords)}`,
  'listens-elsewhere': ({ transport, port, instead }) =>
    `started again, the server listens on ${transport.toUpperCase()} port ${instead}, not on ${port}`,
  'other-transport': ({ needed, port }) =>
    `the server has bound a ${needed === 'tcp' ? 'UDP' : 'TCP'} socket (port ${port}); this protocol needs ${needed === 'tcp' ? 'TCP (SOCK_STREAM)' : 'UDP (SOCK_DGRAM)'}`,
}

const WITHIN: Table<Within | DiskFilled> = {
  'clients-unserved': (it) =>
    `${it.failed} of ${it.all} clients did not get their own reply; ${it.client}: ${observationText(it.inner)}`,
  'farewell-unanswered': ({ inner }) =>
    `after the right reply the client took leave, and what came next is not the answer to that: ${observationText(inner)}`,
  'neither-ended-nor-served': ({ ms, spins, inner }) =>
    `the server neither ended nor served the next client within ${seconds(ms)}${spins ? ', and it keeps a CPU busy all the while' : ''}: ${observationText(inner)}`,
  'in-turn': ({ what, number, all, inner }) => `${what} ${number} of ${all}: ${observationText(inner)}`,
  'disk-filled': () => 'the submission has filled its disk: there is no room left for another file',
}

const SKIPS: Table<Unobservable> = {
  'own-message': () => 'the client sends a message of its own, not the line typed on its standard input',
  'no-such-address': ({ host, error }) =>
    `this machine cannot send from ${host} (${error}); on Linux every address of 127.0.0.0/8 is its own`,
  'ordinary-client-unserved': () => 'an ordinary client was not served',
  'data-is-inline': () =>
    'with --data-form inline a command and its data are one line, so no client can be between the two',
  'no-line-ends': ({ what }) =>
    what === 'segments'
      ? 'with --eol none a command that arrives in several segments cannot be told from several commands'
      : 'with --eol none nothing but the segment tells where a command ends',
  'no-time-wait': () =>
    'no connection of the server could be brought into TIME_WAIT, without which starting again proves nothing',
  'time-wait-unseen': () =>
    'this system does not show whether a connection is in TIME_WAIT, without which starting again proves nothing',
  'folder-unseen': ({ wanted }) =>
    `the working directory of the server cannot be seen from here${
      { 'to store': '', 'to give': ', so no file can be put there', beside: ', so nothing can be put beside it' }[
        wanted
      ]
    }`,
  'output-unseen': () => 'what the server prints cannot be seen from here',
  'reading-unseen': () => 'what the server has read cannot be seen on this system',
  'one-client-server': () => 'the server serves one client and ends',
  'no-network': () => 'the network between program and peers cannot be disturbed here: that takes --isolation docker',
  'server-gone': ({ address }) =>
    `nobody is listening at ${address.host}:${address.port} any more; the server is not ours to start again`,
  'not-ours-to-restart': ({ address }) => `the server at ${address.host}:${address.port} is not ours to stop and start`,
  'not-ours': ({ what }) =>
    ({
      port: 'whether the port of a server that somebody else runs is free cannot be told from here',
      typing: 'nobody can type at a server that somebody else runs',
      ending: 'how a server ends that somebody else runs cannot be seen from here',
    })[what],
}

const FAULTS: Table<Fault> = {
  starved: ({ waitedMs, lateMs }) =>
    `inconclusive: of ${waitedMs} ms this harness itself was late by ${lateMs} ms; the machine has too little CPU to spare`,
  'starved-duration': ({ ms }) =>
    `inconclusive: the client sent for ${seconds(ms)}, on a machine with too little CPU to spare`,
  'starved-rates': () => 'inconclusive: the rates differ, on a machine with too little CPU to spare',
  'buffers-took-all': ({ octets }) =>
    `inconclusive: the buffers of this system took all ${plural(octets, 'byte')} at once, so a client that reads slowly is nothing special here`,
  'no-stimulus': ({ stimulus }) =>
    stimulus.kind === 'segments'
      ? `inconclusive: of the ${stimulus.sent} segments the program read only ${stimulus.apart ?? 0} before the next was sent, so it may have found the rest together`
      : stimulus.kind === 'unread'
        ? 'inconclusive: what was not read did not fill the buffers on the way, so the program may never have had to wait for a slow reader'
        : 'inconclusive: the program accepted none of the connections before they were reset',
  'agent-lost': ({ host, end }) =>
    `${host === undefined ? 'the network namespace' : `the host ${host}`} cannot be reached: ${
      end.kind === 'failed' ? end.error : { ended: 'its agent has ended', closed: 'it was ended' }[end.kind]
    }`,
  'no-socket': ({ error }) => `the system gave this harness no socket of its own: ${error}`,
  'no-sink': ({ how }) =>
    ({
      ended: 'the sink of our own, beside which the server is measured, has ended',
      unreachable: 'the sink of our own, beside which the server is measured, cannot be reached',
    })[how],
  'not-enclosed': ({ error }) => `no sandbox could be made for the program: ${error}`,
  'port-held': ({ transport, port }) =>
    `inconclusive: while the check was under way another program took ${transport.toUpperCase()} port ${port}; end it, and run the check again`,
  'not-run': ({ error }) => `the engine has not started the program: ${error || 'it does not say why'}`,
  'cut-off': ({ held, steps, said }) =>
    `the scenario was cut off after ${held} of its ${plural(steps, 'step')}${said === '' ? '' : `: ${said}`}`,
  'no-steps': () => 'the scenario has no steps, so nothing was checked',
  'out-of-time': ({ what, ms }) =>
    what === 'scenario'
      ? `inconclusive: the scenario was given up after ${seconds(ms)}, though nothing in it had taken longer than it may`
      : `inconclusive: the check was ended after ${seconds(ms)}, before this could be tried`,
  'never-ran': () => 'the scenario was never run',
  interrupted: () => 'inconclusive: the check was interrupted before this was judged',
  'harness-failed': ({ thrown }) => `the harness itself failed: ${thrown}`,
}

const OBSERVATIONS: Table<Observation> = {
  ...serverTable,
  ...clientTable,
  ...START,
  ...WITHIN,
  ...SKIPS,
  ...FAULTS,
}

export function observationText(observation: Observation): string {
  return say(OBSERVATIONS, observation)
}

export const NOTES: Table<Note> = {
  'sends-own-message': () => 'the client sends a message of its own, not the line typed on its standard input',
  'request-repeated': () => 'a request was sent again, since the datagram may have been lost on the way',
  repetitions: ({ requests, repeated }) =>
    `of ${requests} requests ${repeated === 0 ? 'none had to be repeated' : `${repeated} repetitions were needed`}`,
  overtaken: ({ overtaken, replies }) => `${overtaken} of ${replies} replies were overtaken by others`,
  'runs-shown': ({ runs, shown, datagrams }) =>
    `of ${runs} runs ${shown} showed the answer; ${datagrams} datagrams came`,
  'died-afterwards': ({ ending }) => `just after this scenario the server ended with ${endingText(ending)}`,
  'only-after-another-client': () =>
    'this is so once another client has been served before: on a process that has served nobody it holds',
  'line-end-sent': () => 'the line was sent with its line end',
  'first-inconclusive': () => 'a first attempt was inconclusive; this is the result on a process of its own',
  'first-failed': ({ first }) =>
    `on a process that had served other scenarios before, it failed: ${observationText(first)}; this is the result on a process of its own`,
  'otherwise-with-pipes': ({ first }) =>
    `this was seen on a terminal; where standard input and output are pipes: ${observationText(first)}`,
  'no-terminal': () =>
    "not tried on a terminal, where it might be otherwise: there is none here (it takes util-linux's script)",
}

export const SEEN: Table<Seen> = {
  'server-crashed': ({ ending }) => `the server crashed: ${endingText(ending)}`,
  served: () => 'served',
  'ends-after-one-client': () => 'not served: the server ends after one client',
  'not-served': ({ inner }) => `not served: ${observationText(inner)}`,
  concurrency: ({ is }) =>
    ({
      concurrent: 'concurrent',
      sequential: 'sequential',
      'second-ended': 'neither: the second connection was ended unserved',
      'second-unserved': 'neither: the second client was not served even after the first had left',
    })[is],
  'in-the-features-words': ({ word }) => word,
  'datagram-came-back': ({ how, octets }) =>
    ({
      whole: 'whole',
      dropped: 'dropped',
      truncated: `truncated to ${octets}`,
      altered: `altered: ${bytes(octets)} that are not the beginning of what was expected`,
    })[how],
  accents: ({ how }) =>
    ({
      unchanged: 'unchanged',
      uppercased: 'uppercased',
      neither: 'neither unchanged nor uppercased',
      'no-reply': 'no reply',
    })[how],
  'line-end': ({ is }) =>
    ({
      none: 'no line terminator is sent',
      LF: 'LF is sent with the line',
      'CR LF': 'CR LF is sent with the line',
      'not-sent': 'the typed line is not sent',
    })[is],
  'folder-gets': ({ status, body, isListing }) =>
    status === 200 ? (isListing ? 'a listing (200)' : `an index (200, ${bytes(body)})`) : String(status),
  rate: ({ theirs, ours }) =>
    `${(theirs / ours).toFixed(2)} of the rate of our own sink (${megabits(theirs)}, ours ${megabits(ours)})`,
  answer: ({ sent, answer, ended, crash }) =>
    `${quotedText(sent)}: ${answer === undefined ? 'no answer' : quotedText(answer)}${
      crash ? `, and the server crashed: ${endingText(crash)}` : ended ? ', and the connection ended' : ''
    }`,
}

export const WIRE_NOTES: Table<WireNote> = {
  'server-stopped': () => 'the server is stopped',
  'server-started-again': () => 'the server is started again on the same port',
  'client-started': () => 'the client is started',
  'client-ended': ({ ending }) =>
    ending ? `the client ended with ${endingText(ending)}` : 'the client was ended by the harness',
  typed: ({ at, text, octets }) =>
    `typed ${at === 'server' ? 'at the server' : 'on its standard input'}: ${text === undefined ? bytes(octets) : quotedText(text)} and LF`,
  'network-cut': ({ ms }) => `the network is cut for ${seconds(ms)}`,
  'network-restored': () => 'the network is there again',
  poured: ({ client, octets, write }) => `${client} has sent ${bytes(octets)} in writes of ${grouped(write)}`,
}

export const WAITING: Table<Waiting> = {
  'time-wait': ({ port, leftBy }) =>
    `waiting up to 60 s until the kernel gives port ${port} free (TIME_WAIT; ${
      { server: 'the server does not set SO_REUSEADDR', 'earlier-program': 'left by a program that had it before' }[
        leftBy
      ]
    })`,
  'loopback-alone': ({ host }) =>
    `the server listens on ${host} alone, where no other host reaches it: its clients are on its own host`,
  image: ({ image, comes }) => (comes === 'built' ? `building the image ${image}, once` : `pulling the image ${image}`),
}
