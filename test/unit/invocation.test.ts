import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withPort } from '../../harness/invocation.js'

describe('a command', () => {
  it('gets host, port and URL wherever it asks for them, more than once too', () => {
    const address = { host: '127.0.0.1', port: 3500 }
    expect(withPort(['./client', '{host}', '{port}', '--at={host}:{port}', '{url}', '{port}{port}'], address))
      .toEqual(['./client', '127.0.0.1', '3500', '--at=127.0.0.1:3500', 'http://127.0.0.1:3500/', '35003500'])
  })

  it('gets an IPv6 address in brackets in the URL, and without them otherwise', () => {
    expect(withPort(['{host}', '{url}'], { host: '::1', port: 80 })).toEqual(['::1', 'http://[::1]:80/'])
  })

  it('is left as it is where it asks for nothing', () => {
    const word = fc.string({ unit: 'binary' }).filter((text) => !/\{(host|port|url)\}/.test(text))
    fc.assert(fc.property(fc.array(word), (command) => {
      expect(withPort(command, { host: '::1', port: 1 })).toEqual(command)
    }))
  })
})
