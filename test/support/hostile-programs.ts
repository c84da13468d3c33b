/** Servers of tcp-echo (python3 server.py PORT) that attack who grades them, or their neighbours. */

const SERVE = `
import ctypes, json, os, signal, socket, sys, threading, time
port = int(sys.argv[1])
def listening(port=port):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('', port))
    s.listen(128)
    return s
def echo(c, answer=lambda data: data):
    with c:
        try:
            while data := c.recv(65536): c.sendall(answer(data))
        except OSError: pass
def serve(s=None, answer=lambda data: data):
    s = s or listening()
    while True: threading.Thread(target=echo, args=(s.accept()[0], answer), daemon=True).start()
def harmless(attack):
    try: attack()
    except (OSError, MemoryError): return serve()
    sys.exit('the attack succeeded')
`

/** One that serves well unless its attack succeeds: what it does needs the code of `attack()`. */
const unlessAttacked = (attack: string): string => `${SERVE}\ndef attack():\n    ${attack}\nharmless(attack)\n`
const program = (text: string): string => `${SERVE}\n${text}\n`

export const HONEST = program('serve()')
/** One recv is taken for the whole message. */
export const MISTAKEN = program(`
s = listening()
while True:
    c = s.accept()[0]
    c.sendall(c.recv(1024))
    c.close()`)

/** Of this machine, what the attacks are upon. */
export interface Targets {
  /** files to be read */
  readonly neighbour: string
  readonly harness: string
  readonly home: string
  /** a file that is to be written */
  readonly outside: string
  /** a result that is to be written */
  readonly result: string
  /** a port of 127.0.0.1 at which somebody answers */
  readonly port: number
}

/** They are told by what they do; each serves well where it does not succeed, and so passes exactly there. */
export const attacks = (targets: Targets): Readonly<Record<string, string>> => ({
  'reads-a-neighbour': unlessAttacked(`open(${JSON.stringify(targets.neighbour)}).read()`),
  'reads-the-harness': unlessAttacked(`open(${JSON.stringify(targets.harness)}).read()`),
  'reads-a-home': unlessAttacked(`open(${JSON.stringify(targets.home)}).read()`),
  'writes-outside': unlessAttacked(`open(${JSON.stringify(targets.outside)}, 'w').write('written')`),
  'fakes-a-result': unlessAttacked(`open(${JSON.stringify(targets.result)}, 'w').write('{"verdict": "pass"}')`),
  'connects-elsewhere': unlessAttacked(`socket.create_connection(('127.0.0.1', ${targets.port}), 2).close()`),
  'reads-the-environment': unlessAttacked(`if 'SOCKSPEC_TEST_SECRET' not in os.environ: raise OSError`),
})

/** Those that serve well all the same: what they do besides hurts nobody in a sandbox. */
export const HARMLESS: Readonly<Record<string, string>> = {
  'kills-its-parent': program(`
try: os.kill(os.getppid(), signal.SIGKILL)
except OSError: pass
serve()`),
  'kills-everybody': program(`
signal.signal(signal.SIGTERM, signal.SIG_IGN)
try: os.kill(-1, signal.SIGKILL)
except OSError: pass
serve()`),
  'traces-its-parent': unlessAttacked('if ctypes.CDLL(None).ptrace(0x4206, os.getppid(), 0, 0) != 0: raise OSError'),
  'fills-the-disk': program(`
s = listening()
try:
    for i in range(100000): open('small%d' % i, 'w').close()
except OSError: pass
try:
    with open('small0', 'wb') as f:
        while True: f.write(bytes(1 << 20))
except OSError: pass
serve(s)`),
  'floods-its-output': program(`
def flood():
    while True: os.write(1, b'\\x1b[2J<script>alert(1)</script>' * 2000)
threading.Thread(target=flood, daemon=True).start()
serve()`),
}

/** Those that fail every requirement, by their own fault. */
export const FAILING: Readonly<Record<string, string>> = {
  hangs: program('while True: time.sleep(1000)'),
  'ignores-signals': program(`
for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): signal.signal(name, signal.SIG_IGN)
s, kept = listening(), []
while True: kept.append(s.accept())`),
  allocates: program(`
held = []
while True: held.append(bytearray(b'x') * (64 << 20))`),
  'floods-its-clients': program(`serve(answer=lambda data: b'x' * (1 << 20))`),
  'sends-escapes': program(`
text = '\\x1b]0;mine\\x07\\x1b[2J\\u202e\\u2066<script>document.title = "mine"</script><img src=x onerror=alert(1)>\\n'
sys.stderr.write(text)
sys.stderr.flush()
serve(answer=lambda data: text.encode())`),
  // The last, for a class that has few of these: beside it everything else is slow.
  'forks-for-ever': program(`
while True:
    try: os.fork()
    except OSError: pass`),
}

/** Those that leave their place while somebody else of theirs goes on: what of it is the server's is for the harness to say, and nothing may be left. */
export const LEAVING: Readonly<Record<string, string>> = {
  daemonises: program(`
if os.fork(): os._exit(0)
os.setsid()
if os.fork(): os._exit(0)
serve()`),
  'leaves-the-port-taken': program(`
s = listening()
if os.fork() == 0:
    os.setsid()
    time.sleep(1000)
echo(s.accept()[0])`),
}
