import { describe, expect, it } from 'vitest'
import { SetupError } from '../../harness/findings/violation.js'
import { freePort } from '../../harness/peers/free-port.js'
import { claimPort } from '../../harness/peers/port-claim.js'

describe.skipIf(process.platform !== 'linux')('a port that a check has claimed', () => {
  it('is refused to a second check, with a line that says who has it', async () => {
    const port = await freePort()
    const claim = await claimPort('tcp', port)
    await expect(claimPort('tcp', port)).rejects.toThrow(SetupError)
    await expect(claimPort('tcp', port)).rejects.toThrow(`another check on this machine has TCP port ${port}`)
    claim.release()
  })

  it('is nobody else’s matter: the other transport, and other ports, are free', async () => {
    const [port, other] = [await freePort(), await freePort()]
    const claims = [await claimPort('tcp', port), await claimPort('udp', port), await claimPort('tcp', other)]
    for (const claim of claims) claim.release()
  })

  it('can be claimed again when it was released', async () => {
    const port = await freePort()
    for (let i = 0; i < 3; i++) (await claimPort('udp', port)).release()
  })
})
