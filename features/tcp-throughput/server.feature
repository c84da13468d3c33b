Feature: TCP throughput server

  Protocol: tcp-throughput
  Role: server
  Transport: TCP
  Port: 6789
  Source: 001, the throughput meter

  The server reads and throws away all that a client sends, sends nothing back, and takes the next client when this one has closed.

  Background:
    Given a client is served when it sends 8 192 random bytes and the server takes them

  @TCP-THROUGHPUT-S1 @core
  Scenario: Everything sent is read: 64 MiB go through without stalling
    Source: 001, the throughput meter
    Usual mistake: reading stops after a number of reads, or what was read is kept and fills the memory.

    Given client A connects
    When client A sends 67 108 864 bytes, one write of 8 192 after another
    Then the server has taken all that client A sent

  @TCP-THROUGHPUT-S2 @core
  Scenario: Nothing is sent back
    Source: 001, the throughput meter
    Usual mistake: what was read is answered, as an echo does.

    Given client A connects
    When client A sends 1 048 576 bytes, one write of 8 192 after another
    Then the server has taken all that client A sent
    And client A receives no reply
    When client A shuts down its sending side
    Then client A receives no reply

  @TCP-THROUGHPUT-S3 @core
  Scenario: When the client closes, the server closes that connection and takes the next
    Source: 001, the throughput meter
    Usual mistake: the empty read that means the end of the stream is not recognised (the lecture's own code never notices it).

    Given client A is served
    When client A shuts down its sending side
    Then the server ends the connection of client A
    And a new client is served

  @TCP-THROUGHPUT-S4 @info
  Scenario: Observed: the rate, as a ratio to the harness's own sink
    Source: 001, the throughput meter

    Then it is observed how fast the server takes 67 108 864 bytes, beside a sink of our own

  @TCP-THROUGHPUT-T1 @core
  Scenario: After one client has been served and has left, the next is served, three in a row
    Source: 001, the throughput meter
    Usual mistake: accept stands before the loop instead of in it, or the listening socket is closed together with the first connection.

    When client A is served
    And client A leaves
    And client B is served
    And client B leaves
    Then client C is served

  @TCP-THROUGHPUT-T2 @robust
  Scenario: A client that connects and leaves without sending anything does not stop the server
    Source: 001, the throughput meter
    Usual mistake: an empty read (b'', null, 0, -1) is used without asking whether anything came.

    When client A connects
    And client A disconnects
    Then a new client is served

  @TCP-THROUGHPUT-T3 @robust
  Scenario: A client that resets its connection in mid-exchange does not stop the server
    Source: 001, the throughput meter
    Usual mistake: ECONNRESET, EPIPE or SIGPIPE of one connection ends the whole server.

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

  @TCP-THROUGHPUT-T4 @core
  Scenario: A client that connects while another is being served is served at the latest when the other leaves
    Source: 001, the throughput meter
    Usual mistake: a second connection is dropped, or the queue of waiting connections has no room for it.

    Given client A connects
    When client B connects
    And client B asks
    And client A is served
    And client A leaves
    Then client B receives its own reply

  @TCP-THROUGHPUT-T6 @robust @restart
  Scenario: The server, stopped after having served, can be started again at once on the same port
    Source: 001, the throughput meter
    Usual mistake: SO_REUSEADDR is not set before bind, so the port stays taken for a minute after the server closed a connection first.

    Given the server has just been started
    And client A is served
    When the server is stopped while client A is connected
    And the server is started again on the same port
    Then client B is served
