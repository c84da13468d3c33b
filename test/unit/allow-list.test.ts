import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AllowList, objectionToAddresses } from '../../endpoint/allow-list.js'
import { isLoopback } from '../../endpoint/loopback.js'

const address = fc.oneof(fc.ipV4(), fc.ipV6())

describe('an allow list', () => {
  it('has each of its addresses, however they are spaced', () => {
    fc.assert(
      fc.property(
        fc.array(address, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ', ', ' ,'),
        (addresses, comma) => {
          const text = addresses.join(comma)
          expect(objectionToAddresses(text)).toBeUndefined()
          const list = new AllowList(text)
          expect(addresses.filter((one) => !list.has(one))).toEqual([])
        },
      ),
    )
  })

  it('has no other', () => {
    fc.assert(
      fc.property(fc.array(fc.ipV4(), { minLength: 1, maxLength: 6 }), fc.ipV4(), (addresses, other) => {
        expect(new AllowList(addresses.join(',')).has(other)).toBe(addresses.includes(other))
      }),
    )
    const list = new AllowList('127.0.0.1,fe80::1')
    for (const other of ['127.0.0.2', '127.0.0.11', '27.0.0.1', '::1', '::ffff:127.0.0.2', 'fe80::2', 'localhost', ''])
      expect(list.has(other), other).toBe(false)
  })

  it('knows an address in its other forms', () => {
    const list = new AllowList('127.0.0.1,fe80::1')
    for (const same of ['::ffff:127.0.0.1', 'fe80:0::1', 'FE80::1', 'fe80::1%eth0'])
      expect(list.has(same), same).toBe(true)
  })

  it('is made of numeric addresses only', () => {
    expect(objectionToAddresses('127.0.0.1,localhost')).toBe(
      'takes IP addresses, separated by commas; "localhost" is none',
    )
    for (const wrong of [
      '',
      ',',
      '127.0.0.1,',
      '127.0.0.1 127.0.0.2',
      '127.0.0.1:3500',
      '127.0.0.0/8',
      '127.1',
      'fe80::1%eth0',
    ]) {
      expect(objectionToAddresses(wrong), wrong).toBeDefined()
    }
  })
})

describe('a loopback address', () => {
  it('is 127.0.0.0/8 or ::1, and no other', () => {
    for (const loopback of ['127.0.0.1', '127.255.255.254', '::1', '0::1', '::ffff:127.0.0.1'])
      expect(isLoopback(loopback), loopback).toBe(true)
    for (const other of [
      '0.0.0.0',
      '::',
      '126.255.255.255',
      '128.0.0.1',
      '10.0.0.1',
      'fe80::1',
      '::ffff:10.0.0.1',
      '::2',
    ])
      expect(isLoopback(other), other).toBe(false)
  })
})
