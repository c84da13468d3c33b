Feature: File transfer server

  Protocol: file-transfer
  Role: server
  Transport: TCP
  Port: 5050
  Source: 003, the file server
  Options: --reply Gracias, --stored-as recibido.bin
  Requests: frames
  Working directory: fresh

  The client sends the length N as 4 bytes, unsigned, big-endian, then the N bytes of a file. Once all of them are there the server stores the file and
  answers "Gracias"; then both close. A server that ends with status 0 after it has served one client conforms; it is started again for the next.

  Background:
    Given a client is served when it sends a file of 100 random bytes, the length first, and receives the agreed reply
    And the server may end with status 0 once it has served a client

  @FILE-TRANSFER-S1 @core
  Scenario: A small binary file is answered with exactly the agreed reply
    Source: 003, the file server
    Usual mistake: the reply is decorated, or another text.

    Given client A connects
    When client A sends a file of 200 random bytes, the length first
    Then client A receives exactly the agreed reply

  @FILE-TRANSFER-S2 @core
  Scenario: The stored file is byte for byte the one sent
    Source: 003, the file server
    Usual mistake: the file is opened in text mode, stripped of the blanks at its ends, or not closed before the reply.

    Given client A connects
    When client A sends a file of all 256 byte values with blanks at both ends, the length first
    Then client A receives a reply
    And the file of client A is stored as agreed

  @FILE-TRANSFER-S3 @core
  Scenario Outline: Sizes around the chunk of 4 096 bytes are stored whole: <size>
    Source: 003, the file server
    Usual mistake: the loop stops after a chunk that is not full, or asks for a chunk more than there is.

    Given client A connects
    When client A sends a file of <size> lower-case letters, the length first
    Then client A receives a reply
    And the file of client A is stored as agreed

    Examples:
      | size    |
      | 4 095   |
      | 4 096   |
      | 4 097   |
      | 100 000 |

  @FILE-TRANSFER-S4 @core
  Scenario: A body that arrives in many small segments is complete
    Source: 003, the file server
    Usual mistake: one recv is taken for the whole body.

    Given client A connects
    When client A sends a file of 2 000 lower-case letters, the length first, and the rest in 20 segments
    Then client A receives a reply
    And the file of client A is stored as agreed

  @FILE-TRANSFER-S5 @core
  Scenario: Length and body in one segment are understood
    Source: 003, the file server
    Usual mistake: what the first recv returned is taken for the length, whatever follows it there.

    Given client A connects
    When client A sends a file of 300 lower-case letters
    Then client A receives a reply
    And the file of client A is stored as agreed

  @FILE-TRANSFER-S6 @core
  Scenario: No answer before the last byte: N-1 bytes get none, the last one gets it
    Source: 003, the file server
    Usual mistake: the answer is sent as soon as anything has come, or a count is off by one.

    Given client A connects
    When client A sends a file of 300 lower-case letters, the length first, keeping back its last byte
    Then client A receives nothing yet
    When client A sends the last byte
    Then client A receives a reply

  @FILE-TRANSFER-S7 @core
  Scenario: An empty file is answered, and stored empty
    Source: 003, the file server
    Usual mistake: the loop reads before it asks whether anything is left, and waits for ever.

    Given client A connects
    When client A sends an empty file
    Then client A receives a reply
    And the file of client A is stored as agreed

  @FILE-TRANSFER-S8 @core
  Scenario: Bytes past N are never stored
    Source: 003, the file server
    Usual mistake: recv asks for a whole chunk where less is left.

    Given client A connects
    When client A sends a file of 300 lower-case letters, the length first, followed by 50 random bytes
    Then the file of client A is stored as agreed

  @FILE-TRANSFER-S9 @robust
  Scenario: The 4 length bytes arriving in two segments are understood
    Source: 003, the file server; TCP is a stream of bytes
    Usual mistake: recv(4) is taken to return 4 bytes; it may return fewer.

    Given client A connects
    When client A sends a file of 300 lower-case letters, its length in two segments
    Then client A receives a reply
    And the file of client A is stored as agreed

  @FILE-TRANSFER-S10 @robust
  Scenario: A client that leaves before N bytes gets no reply, and the server neither hangs nor spins: it ends or serves the next client
    Source: 003, the file server
    Usual mistake: the loop does not ask for the empty read (b'', 0, -1) and goes on for ever.

    Given client A connects
    When client A sends a file of 4 000 lower-case letters, broken off half-way
    And client A shuts down its sending side
    Then client A receives no reply
    And the server ends or serves a new client, and does not spin

  @FILE-TRANSFER-S11 @robust
  Scenario: 10 MiB arrive intact
    Source: 003, the file server
    Usual mistake: the file must fit into a buffer of fixed size.

    Given client A connects
    When client A sends a file of 10 485 760 lower-case letters, the length first
    Then client A receives a reply
    And the file of client A is stored as agreed

  @FILE-TRANSFER-S12 @strict
  Scenario: A length of 4 294 967 295 followed by a close does not exhaust memory or stop the server
    Source: hostile input
    Usual mistake: as much memory is allocated as the length says.

    Given client A connects
    When client A sends the bytes FF FF FF FF
    And client A disconnects
    Then the server ends or serves a new client, and does not spin

  @FILE-TRANSFER-S13 @info
  Scenario: Observed: one client or many clients
    Source: 003, the file server

    Then it is observed whether the server serves "many clients" or "one client"

  @FILE-TRANSFER-S14 @robust
  Scenario: After the reply the server ends the connection
    Source: 003, the file server
    Usual mistake: the socket that accept gave is never closed.

    When client A is served
    Then the server ends the connection of client A

  @FILE-TRANSFER-T1 @info
  Scenario: Observed: after one client has been served and has left, the next is served
    Source: 003, the file server

    When client A is served
    And client A leaves
    Then it is observed whether a new client is served

  @FILE-TRANSFER-T2 @robust
  Scenario: A client that connects and leaves without sending anything does not stop the server
    Source: 003, the file server
    Usual mistake: an empty read (b'', null, 0, -1) is used without asking whether anything came.

    Given the server serves many clients
    When client A connects
    And client A disconnects
    Then a new client is served

  @FILE-TRANSFER-T3 @robust
  Scenario: A client that resets its connection in mid-exchange does not stop the server
    Source: 003, the file server
    Usual mistake: ECONNRESET, EPIPE or SIGPIPE of one connection ends the whole server.

    Given the server serves many clients
    When client A connects
    And client W connects
    And client W resets its connection
    And client A resets its connection
    And client B begins to ask and resets its connection
    And client C asks and resets its connection at once
    And client D asks and resets its connection at once
    And client E asks and resets its connection at once
    And client S asks, shuts down its sending side and resets its connection
    And client T asks, shuts down its sending side and resets its connection
    And client U asks, leaves the reply unread and resets its connection
    And client V asks, leaves the reply unread and resets its connection
    Then a new client is served

  @FILE-TRANSFER-T4 @info
  Scenario: Observed: a client that connects while another is being served is served at the latest when the other leaves
    Source: 003, the file server

    Given client A connects
    When client B connects
    And client B asks
    And client A is served
    And client A leaves
    Then it is observed whether client B is served

  @FILE-TRANSFER-T5 @info
  Scenario: Observed: sequential or concurrent, that is, whether a second client is served while a first one stays idle
    Source: 003, the file server

    Given client A connects
    When client B connects
    And client B asks
    Then it is observed whether client B is served while client A stays idle

  @FILE-TRANSFER-T6 @robust @restart
  Scenario: The server, stopped after having served, can be started again at once on the same port
    Source: 003, the file server
    Usual mistake: SO_REUSEADDR is not set before bind, so the port stays taken for a minute after the server closed a connection first.

    Given the server has just been started
    And client A is served
    When the server is stopped while client A is connected
    And the server is started again on the same port
    Then client B is served

  @FILE-TRANSFER-N1 @robust @network
  Scenario: A file in whose middle the network is cut for 2 s arrives whole
    Source: 003, the file server; TCP delivers everything, sooner or later (RFC 9293, section 3.8.1)
    Usual mistake: a timeout of recv that is shorter than the cut is taken for the end of the file.

    Given client A connects
    When client A sends a file of 2 000 000 random bytes, the length first, and half-way the network is cut for 2 s
    Then client A receives the agreed reply
    And the file of client A is stored as agreed
