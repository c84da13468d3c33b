import type { Payload } from '../../harness/messages/message.js'
import * as datagrams from '../../harness/server/datagrams.js'
import * as responses from '../../harness/server/http-responses.js'
import * as observations from '../../harness/server/observations.js'
import * as rate from '../../harness/server/rate.js'
import * as survival from '../../harness/server/survival.js'
import { server, type Phrase } from '../phrase.js'

/** What is observed and never graded. */
export const observationPhrases: readonly Phrase[] = [
  server(
    'it is observed whether {client} is served while {client} stays idle',
    '"sequential" or "concurrent".',
    (s, name: string, idle: string) => observations.observeConcurrency(s, name, idle),
    'tcp',
  ),
  server(
    'it is observed whether the connection of {client} is {string} or {string}',
    'The first word where a second request is answered too, the second where it is not.',
    (s, name: string, again: string, once: string) => observations.observePersistence(s, name, { again, once }),
    'tcp',
  ),
  server(
    'it is observed whether of several requests of {client} {string} or {string}',
    'The same, in words for requests.',
    (s, name: string, again: string, once: string) => observations.observePersistence(s, name, { again, once }),
    'tcp',
  ),
  server(
    'it is observed whether the server serves {string} or {string}',
    'The first word where it goes on after a client, the second where it ends.',
    (s, many: string, one: string) => survival.observeMany(s, many, one),
    'tcp',
  ),
  server(
    'it is observed whether a new client is served',
    '"served", or why not.',
    (s) => observations.observeNewcomer(s),
    'tcp',
  ),
  server(
    'it is observed whether {client} is served',
    '"served", or why not.',
    (s, name: string) => observations.observeServed(s, name),
    'tcp',
  ),
  server(
    'it is observed how {client} is answered when it sends {payload}',
    'What comes until the server is quiet.',
    (s, name: string, payload: Payload) => observations.observeAnswer(s, name, payload),
    'tcp',
  ),
  server(
    'it is observed what {client} receives for a folder',
    'An index, a listing, or a status.',
    (s, name: string) => responses.observeFolder(s, name),
    'tcp',
  ),
  server(
    'it is observed how fast the server takes {count} bytes, beside a sink of our own',
    'The rate as a ratio to that of a sink in the same run.',
    (s, count: number) => rate.observeRate(s, count),
    'tcp',
  ),
  server(
    'it is observed how much of it comes back to {client}',
    '"whole", "truncated to N" or "dropped".',
    (s, name: string) => datagrams.observeHowMuch(s, name),
    'udp',
  ),
  server(
    'it is observed whether letters outside ASCII come back to {client} in upper case',
    '"unchanged" or "uppercased".',
    (s, name: string) => datagrams.observeAccents(s, name),
    'udp',
  ),
]
