/**
 * What programs say of an error, as Java 17, Node 20, Python 3.11, Perl 5.36, gcc 12 and Rust 1.95 printed it (some frames are left out), and
 * the line where the message stands.
 */
export const RECORDED: readonly (readonly [what: string, output: string, message: string])[] = [
  [
    'Java, not caught',
    `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.toUpperCase()" because the return value of "java.io.BufferedReader.readLine()" is null
\tat Npe.line(Npe.java:3)
\tat Npe.main(Npe.java:4)
`,
    'Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.toUpperCase()" because the return value of "java.io.BufferedReader.readLine()" is null',
  ],
  [
    'Java, with its cause',
    `Exception in thread "main" java.lang.RuntimeException: the server cannot start
\tat Caused.main(Caused.java:4)
Caused by: java.net.BindException: Address already in use
\tat java.base/sun.nio.ch.Net.bind0(Native Method)
\tat java.base/sun.nio.ch.Net.bind(Net.java:555)
\tat java.base/sun.nio.ch.Net.bind(Net.java:544)
\tat java.base/sun.nio.ch.NioSocketImpl.bind(NioSocketImpl.java:648)
\tat java.base/java.net.ServerSocket.bind(ServerSocket.java:388)
\tat java.base/java.net.ServerSocket.<init>(ServerSocket.java:274)
\tat java.base/java.net.ServerSocket.<init>(ServerSocket.java:167)
\t... 1 more
`,
    'Caused by: java.net.BindException: Address already in use',
  ],
  [
    'Java, with a cause right below',
    `Exception in thread "main" java.lang.ExceptionInInitializerError
Caused by: java.lang.NumberFormatException: For input string: "x"
\tat java.base/java.lang.NumberFormatException.forInputString(NumberFormatException.java:67)
\tat java.base/java.lang.Integer.parseInt(Integer.java:668)
\tat java.base/java.lang.Integer.parseInt(Integer.java:786)
\tat Static.<clinit>(Static.java:1)
`,
    'Caused by: java.lang.NumberFormatException: For input string: "x"',
  ],
  [
    'Java, of memory',
    `Exception in thread "main" java.lang.OutOfMemoryError: Java heap space
\tat Heap.main(Heap.java:1)
`,
    'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
  ],
  [
    'Java, of a negative length',
    `Exception in thread "main" java.lang.NegativeArraySizeException: -1
\tat Neg.main(Neg.java:2)
`,
    'Exception in thread "main" java.lang.NegativeArraySizeException: -1',
  ],
  [
    'Java, of several lines, in another thread',
    `Exception in thread "Thread-0" java.lang.IllegalStateException: line one
line two: more

line four
\tat Threads.lambda$main$0(Threads.java:2)
\tat java.base/java.lang.Thread.run(Thread.java:840)
`,
    'Exception in thread "Thread-0" java.lang.IllegalStateException: line one',
  ],
  [
    'Java, printed, with a suppressed one',
    `java.io.EOFException
\tat Printed.main(Printed.java:3)
\tSuppressed: Printed$Custom: closing failed too
\t\t... 1 more
`,
    'java.io.EOFException',
  ],
  [
    'Java, of a class that is not there',
    `Error: Could not find or load main class Nowhere
Caused by: java.lang.ClassNotFoundException: Nowhere
`,
    'Caused by: java.lang.ClassNotFoundException: Nowhere',
  ],
  [
    'javac',
    `Broken.java:3: error: ';' expected
    int port = Integer.parseInt(a[0])
                                     ^
1 error
error: compilation failed
`,
    "Broken.java:3: error: ';' expected",
  ],
  [
    'Node',
    `/lab/type.js:2
function answer(line) { return line.toUpperCase() }
                                    ^

TypeError: Cannot read properties of undefined (reading 'toUpperCase')
    at answer (/lab/type.js:2:37)
    at Object.<anonymous> (/lab/type.js:3:1)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)
    at Module._extensions..js (node:internal/modules/cjs/loader:1623:10)
    at Module.load (node:internal/modules/cjs/loader:1266:32)
    at Module._load (node:internal/modules/cjs/loader:1091:12)
    at Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:164:12)
    at node:internal/main/run_main_module:28:49

Node.js v20.20.2
`,
    "TypeError: Cannot read properties of undefined (reading 'toUpperCase')",
  ],
  [
    'Node, of its syntax',
    `file:///lab/syntax.mjs:2
const port = ;
             ^

SyntaxError: Unexpected token ';'
    at compileSourceTextModule (node:internal/modules/esm/utils:346:16)
    at #translate (node:internal/modules/esm/loader:497:12)

Node.js v20.20.2
`,
    "SyntaxError: Unexpected token ';'",
  ],
  [
    'Node, with properties',
    `node:events:502
      throw er; // Unhandled 'error' event
      ^

Error: listen EADDRINUSE: address already in use 127.0.0.1:34907
    at Server.setupListenHandle [as _listen2] (node:net:1908:16)
    at listenInCluster (node:net:1965:12)
    at doListen (node:net:2139:7)
    at process.processTicksAndRejections (node:internal/process/task_queues:83:21)
Emitted 'error' event on Server instance at:
    at emitErrorNT (node:net:1944:8)
    at process.processTicksAndRejections (node:internal/process/task_queues:82:21) {
  code: 'EADDRINUSE',
  errno: -98,
  syscall: 'listen',
  address: '127.0.0.1',
  port: 34907
}

Node.js v20.20.2
`,
    'Error: listen EADDRINUSE: address already in use 127.0.0.1:34907',
  ],
  [
    'Node, with properties in properties, and a name of its own',
    `/lab/own.js:2
throw new Refused('by the other side')
^

Refused: by the other side
    at Object.<anonymous> (/lab/own.js:2:7)
    at node:internal/main/run_main_module:28:49 {
  port: {
    n: 1,
    deep: {
      x: [ 1, 2, 3 ],
      long: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
    }
  }
}

Node.js v20.20.2
`,
    'Refused: by the other side',
  ],
  [
    'Node, with its cause',
    `/lab/cause.js:1
throw new Error('outer', { cause: new TypeError('inner') })
^

Error: outer
    at Object.<anonymous> (/lab/cause.js:1:7)
    ... 4 lines matching cause stack trace ...
    at node:internal/main/run_main_module:28:49 {
  [cause]: TypeError: inner
      at Object.<anonymous> (/lab/cause.js:1:35)
      at Module._compile (node:internal/modules/cjs/loader:1521:14)
      at Module._extensions..js (node:internal/modules/cjs/loader:1623:10)
      at Module.load (node:internal/modules/cjs/loader:1266:32)
      at Module._load (node:internal/modules/cjs/loader:1091:12)
      at Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:164:12)
      at node:internal/main/run_main_module:28:49
}

Node.js v20.20.2
`,
    'Error: outer',
  ],
  [
    'Node, of several lines',
    `node:internal/modules/cjs/loader:1210
  throw err;
  ^

Error: Cannot find module 'no-such-package'
Require stack:
- /lab/other.js
- /lab/mod.js
    at require (node:internal/modules/helpers:182:18)
    at Object.<anonymous> (/lab/other.js:1:1)
    at Module.require (node:internal/modules/cjs/loader:1289:19) {
  code: 'MODULE_NOT_FOUND',
  requireStack: [ '/lab/other.js', '/lab/mod.js' ]
}

Node.js v20.20.2
`,
    "Error: Cannot find module 'no-such-package'",
  ],
  [
    'Node, of several lines with empty ones',
    `node:assert:90
  throw new AssertionError(obj);
  ^

AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:

1 !== 2

    at Object.<anonymous> (/lab/assert.js:1:19)
    at node:internal/main/run_main_module:28:49 {
  generatedMessage: true,
  code: 'ERR_ASSERTION',
  actual: 1,
  expected: 2,
  operator: 'strictEqual'
}

Node.js v20.20.2
`,
    'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:',
  ],
  [
    'Node, logged',
    `client: Error: connect ECONNREFUSED 127.0.0.1:1
    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16) {
  errno: -111,
  code: 'ECONNREFUSED',
  syscall: 'connect',
  address: '127.0.0.1',
  port: 1
}
`,
    'client: Error: connect ECONNREFUSED 127.0.0.1:1',
  ],
  [
    'Node, of memory for octets',
    `/lab/ab.js:1
new ArrayBuffer(2 ** 46)
^

RangeError: Array buffer allocation failed
    at new ArrayBuffer (<anonymous>)
    at Object.<anonymous> (/lab/ab.js:1:1)
    at node:internal/main/run_main_module:28:49

Node.js v20.20.2
`,
    'RangeError: Array buffer allocation failed',
  ],
  [
    'Node, of memory for objects',
    `
<--- Last few GCs --->

[3267:0x32746ca0]       48 ms: Mark-Compact 17.3 (49.5) -> 16.9 (50.0) MB, 4.36 / 0.00 ms  (+ 1.1 ms in 6 steps since start of marking, biggest step 0.4 ms, walltime since start of marking 6 ms) (average mu = 1.000, current mu = 1.000) finalize incrementa[3267:0x32746ca0]       67 ms: Mark-Compact 32.8 (50.0) -> 32.4 (65.7) MB, 11.19 / 0.00 ms  (average mu = 0.421, current mu = 0.421) allocation failure; scavenge might not succeed


<--- JS stacktrace --->

FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0xb78db3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
`,
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  ],
  [
    'Node, a text',
    `
/lab/str.js:1
throw 'no port given'
^
no port given
(Use \`node --trace-uncaught ...\` to show where the exception was thrown)

Node.js v20.20.2
`,
    'no port given',
  ],
  [
    'Node, an object',
    `
/lab/obj.js:1
throw { port: 1 }
^
{ port: 1 }

Node.js v20.20.2
`,
    '{ port: 1 }',
  ],
  [
    'Node, a warning',
    `(node:3701) Warning: old
(Use \`node --trace-warnings ...\` to show where the warning was created)
`,
    '(node:3701) Warning: old',
  ],
  [
    'Python',
    `Traceback (most recent call last):
  File "/lab/gai.py", line 4, in <module>
    f()
  File "/lab/gai.py", line 2, in f
    def f(): struct.unpack('!I', b'ab')
             ^^^^^^^^^^^^^^^^^^^^^^^^^^
struct.error: unpack requires a buffer of 4 bytes

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/lab/gai.py", line 6, in <module>
    raise ValueError('the length is wrong') from e
ValueError: the length is wrong
`,
    'ValueError: the length is wrong',
  ],
  [
    'Python, of its syntax',
    `  File "/lab/syn.py", line 3
    print('x'
         ^
SyntaxError: '(' was never closed
`,
    "SyntaxError: '(' was never closed",
  ],
  [
    'Python, in another thread',
    `Exception in thread Thread-1 (<lambda>):
Traceback (most recent call last):
  File "/root/.pyenv/versions/3.11.7/lib/python3.11/threading.py", line 1045, in _bootstrap_inner
    self.run()
  File "/root/.pyenv/versions/3.11.7/lib/python3.11/threading.py", line 982, in run
    self._target(*self._args, **self._kwargs)
  File "/lab/thread.py", line 2, in <lambda>
    t = threading.Thread(target=lambda: b''[0]); t.start()
                                        ~~~^^^
IndexError: index out of range
`,
    'IndexError: index out of range',
  ],
  [
    'Python, in a group',
    `  + Exception Group Traceback (most recent call last):
  |   File "/lab/group.py", line 5, in <module>
  |     asyncio.run(main())
  |   File "/root/.pyenv/versions/3.11.7/lib/python3.11/asyncio/runners.py", line 190, in run
  |     return runner.run(main)
  |            ^^^^^^^^^^^^^^^^
  |   File "/root/.pyenv/versions/3.11.7/lib/python3.11/asyncio/runners.py", line 118, in run
  |     return self._loop.run_until_complete(task)
  |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |   File "/root/.pyenv/versions/3.11.7/lib/python3.11/asyncio/base_events.py", line 653, in run_until_complete
  |     return future.result()
  |            ^^^^^^^^^^^^^^^
  |   File "/lab/group.py", line 4, in main
  |     async with asyncio.TaskGroup() as g: g.create_task(f())
  |   File "/root/.pyenv/versions/3.11.7/lib/python3.11/asyncio/taskgroups.py", line 145, in __aexit__
  |     raise me from None
  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/lab/group.py", line 2, in f
    |     async def f(): raise OSError(98, 'Address already in use')
    |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    | OSError: [Errno 98] Address already in use
    +------------------------------------
`,
    '| OSError: [Errno 98] Address already in use',
  ],
  [
    'Perl',
    `cannot connect: Connection refused at die.pl line 2.
`,
    'cannot connect: Connection refused at die.pl line 2.',
  ],
  [
    'Perl, of its syntax',
    `syntax error at syntax.pl line 3, near "my "
Global symbol "$y" requires explicit package name (did you forget to declare "my $y"?) at syntax.pl line 3.
Global symbol "$z" requires explicit package name (did you forget to declare "my $z"?) at syntax.pl line 3.
Execution of syntax.pl aborted due to compilation errors.
`,
    'syntax error at syntax.pl line 3, near "my "',
  ],
  [
    'Perl, with its calls',
    `the length is negative at confess.pl line 2.
\tmain::inner(5, "a") called at confess.pl line 2
\tmain::outer(5, "a") called at confess.pl line 2
`,
    'the length is negative at confess.pl line 2.',
  ],
  [
    'C, an assertion',
    `abort: abort.c:3: main: Assertion \`argc > 5' failed.
`,
    "abort: abort.c:3: main: Assertion `argc > 5' failed.",
  ],
  [
    'C, the stack',
    `*** stack smashing detected ***: terminated
`,
    '*** stack smashing detected ***: terminated',
  ],
  [
    'C, the heap',
    `free(): double free detected in tcache 2
`,
    'free(): double free detected in tcache 2',
  ],
  [
    'C with AddressSanitizer',
    `=================================================================
==4009==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x60200000001a at pc 0x55939b1ea20b bp 0x7ffcaf761d20 sp 0x7ffcaf761d18
WRITE of size 1 at 0x60200000001a thread T0
    #0 0x55939b1ea20a in main /lab/asan.c:3
    #1 0x7fda17245249 in __libc_start_call_main ../sysdeps/nptl/libc_start_call_main.h:58
    #2 0x7fda17245304 in __libc_start_main_impl ../csu/libc-start.c:360
    #3 0x55939b1ea0e0 in _start (/lab/asan+0x10e0)

0x60200000001a is located 0 bytes to the right of 10-byte region [0x602000000010,0x60200000001a)
allocated by thread T0 here:
    #0 0x7fda174b89cf in __interceptor_malloc ../../../../src/libsanitizer/asan/asan_malloc_linux.cpp:69
    #1 0x55939b1ea1c1 in main /lab/asan.c:3
    #2 0x7fda17245249 in __libc_start_call_main ../sysdeps/nptl/libc_start_call_main.h:58

SUMMARY: AddressSanitizer: heap-buffer-overflow /lab/asan.c:3 in main
Shadow bytes around the buggy address:
=>0x0c047fff8000: fa fa 00[02]fa fa fa fa fa fa fa fa fa fa fa fa
Shadow byte legend (one shadow byte represents 8 application bytes):
  Addressable:           00
  Partially addressable: 01 02 03 04 05 06 07 
  Heap left redzone:       fa
  Freed heap region:       fd
  Stack left redzone:      f1
  Stack mid redzone:       f2
  Stack right redzone:     f3
  Stack after return:      f5
  Stack use after scope:   f8
  Global redzone:          f9
  Global init order:       f6
  Poisoned by user:        f7
  Container overflow:      fc
  Array cookie:            ac
  Intra object redzone:    bb
  ASan internal:           fe
  Left alloca redzone:     ca
  Right alloca redzone:    cb
==4009==ABORTING
`,
    'SUMMARY: AddressSanitizer: heap-buffer-overflow /lab/asan.c:3 in main',
  ],
  [
    'C with AddressSanitizer, a leak',
    `
=================================================================
==4011==ERROR: LeakSanitizer: detected memory leaks

Direct leak of 10 byte(s) in 1 object(s) allocated from:
    #0 0x7f831c8b89cf in __interceptor_malloc ../../../../src/libsanitizer/asan/asan_malloc_linux.cpp:69
    #1 0x55f4f4c151ed in main /lab/leak.c:2
    #2 0x7f831c645249 in __libc_start_call_main ../sysdeps/nptl/libc_start_call_main.h:58

SUMMARY: AddressSanitizer: 10 byte(s) leaked in 1 allocation(s).
`,
    'SUMMARY: AddressSanitizer: 10 byte(s) leaked in 1 allocation(s).',
  ],
  [
    'C++',
    `terminate called after throwing an instance of 'std::runtime_error'
  what():  bind: Address already in use
`,
    'what():  bind: Address already in use',
  ],
  [
    'Rust',
    `
thread 'main' (4026) panicked at panic.rs:2:122:
called \`Result::unwrap()\` on an \`Err\` value: Os { code: 98, kind: AddrInUse, message: "Address already in use" }
stack backtrace:
   0: __rustc::rust_begin_unwind
             at /rustc/library/std/src/panicking.rs:689:5
   1: core::panicking::panic_fmt
             at /rustc/library/core/src/panicking.rs:80:14
   2: core::result::unwrap_failed
             at /rustc/library/core/src/result.rs:1867:5
   3: panic::main
   4: core::ops::function::FnOnce::call_once
note: Some details are omitted, run with \`RUST_BACKTRACE=full\` for a verbose backtrace.
`,
    'called `Result::unwrap()` on an `Err` value: Os { code: 98, kind: AddrInUse, message: "Address already in use" }',
  ],
]
