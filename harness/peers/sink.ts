import { spawn } from 'node:child_process'
import { HarnessFault } from '../findings/violation.js'
import type { Address } from '../findings/wire-log.js'

/** A server that throws away what it is sent, and ends its side when the client has. */
export interface Sink {
  readonly address: Address
  close(): void
}

const PROGRAM =
  'const s=require("net").createServer((c)=>{c.resume();c.on("end",()=>c.end());c.on("error",()=>{})});s.listen(0,"127.0.0.1",()=>console.log(s.address().port))'

/** One in a process of its own on this machine; `enter` is a command that enters the network where it is to be, where that is another. */
export async function localSink(enter: readonly string[] = []): Promise<Sink> {
  const [file = '', ...args]: readonly string[] = [...enter, process.execPath, '-e', PROGRAM]
  const sink = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const port = await new Promise<number>((resolve, reject) => {
    sink.stdout.once('data', (line: Buffer) => resolve(Number(line.toString())))
    sink.once('error', reject)
    sink.once('exit', () => reject(new HarnessFault({ kind: 'no-sink', how: 'ended' })))
  })
  return { address: { host: '127.0.0.1', port }, close: () => void sink.kill('SIGKILL') }
}
