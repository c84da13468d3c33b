Feature: TCP echo server

  Protocol: tcp-echo
  Role: server
  Transport: TCP
  Port: 3500
  Source: 004 §2

  The server sends back, on the same connection, exactly the bytes that it receives.

  Background:
    Given a client is served when it sends a text of 40 bytes and receives the same bytes

  @TCP-ECHO-S1 @core
  Scenario Outline: A text of up to 1 024 bytes sent in one segment comes back with exactly the same bytes: <text>
    Source: 004 §2.2
    Usual mistake: the reply is decorated, stripped of the blanks at its ends, or cut by a buffer that keeps room for a terminating zero.

    Given client A connects
    When client A sends <text>
    Then client A receives exactly the same bytes

    Examples:
      | text                                        |
      | a text of 1 byte                            |
      | a text of 1 024 bytes                       |
      | a text of 60 bytes with blanks at both ends |

  @TCP-ECHO-S2 @core
  Scenario: Bytes are opaque: all 256 values come back unchanged
    Source: 004 §2.2
    Usual mistake: the bytes are decoded as text, or treated as a string that ends at a zero.

    Given client A connects
    When client A sends all 256 byte values
    Then client A receives exactly the same bytes

  @TCP-ECHO-S3 @core
  Scenario: Once the client has shut down its sending side, the server ends the connection too
    Source: 004 §2.2
    Usual mistake: the connection's socket is never closed, or the empty read that means the end of the stream is not recognised.

    Given client A is served
    When client A shuts down its sending side
    Then the server ends the connection of client A

  @TCP-ECHO-S4 @robust
  Scenario: 100 000 bytes, then end of stream, come back complete and in order
    Source: 004 §2.5.3
    Usual mistake: recv is called once, not in a loop until the end of the stream; or send is used where sendall is needed.

    Given client A connects
    When client A sends 100 000 lower-case letters
    And client A shuts down its sending side
    Then client A receives exactly the same bytes

  @TCP-ECHO-S5 @robust
  Scenario: A message that arrives in several segments comes back complete
    Source: 004 §2.5.2, §2.5.3
    Usual mistake: one recv is taken for the whole message.

    Given client A connects
    When client A sends 600 lower-case letters in 3 segments
    And client A shuts down its sending side
    Then client A receives exactly the same bytes

  @TCP-ECHO-S6 @strict
  Scenario: 8 MiB come back while the client reads and writes at the same time
    Source: RFC 862
    Usual mistake: all is collected before anything is sent back, or a part of a large send is forgotten.

    Given client A connects
    When client A sends 8 388 608 lower-case letters
    And client A shuts down its sending side
    Then client A receives exactly the same bytes

  @TCP-ECHO-S7 @info
  Scenario: Observed: one-shot (closes after one echo, as the lecture's) or persistent (RFC 862)
    Source: 004 §2.2, RFC 862

    Given client A connects
    Then it is observed whether the connection of client A is "persistent" or "one-shot"

  @TCP-ECHO-T1 @core
  Scenario: After one client has been served and has left, the next is served, three in a row
    Source: 004 §2.2
    Usual mistake: accept stands before the loop instead of in it, or the listening socket is closed together with the first connection.

    When client A is served
    And client A leaves
    And client B is served
    And client B leaves
    Then client C is served

  @TCP-ECHO-T2 @robust
  Scenario: A client that connects and leaves without sending anything does not stop the server
    Source: 004 §2.2
    Usual mistake: an empty read (b'', null, 0, -1) is used without asking whether anything came.

    When client A connects
    And client A leaves
    Then a new client is served

  @TCP-ECHO-T3 @robust
  Scenario: A client that resets its connection in mid-exchange does not stop the server
    Source: 004 §2.2
    Usual mistake: ECONNRESET, EPIPE or SIGPIPE of one connection ends the whole server.

    When client A connects
    And client W connects
    And client W resets its connection
    And client A resets its connection
    And client B asks and resets its connection at once
    And client C asks and resets its connection at once
    And client D asks and resets its connection at once
    And client S asks, shuts down its sending side and resets its connection
    And client T asks, shuts down its sending side and resets its connection
    And client U asks, leaves the reply unread and resets its connection
    And client V asks, leaves the reply unread and resets its connection
    Then a new client is served

  @TCP-ECHO-T4 @core
  Scenario: A client that connects while another is being served is served at the latest when the other leaves
    Source: 004 §2.5.1
    Usual mistake: a second connection is dropped, or the queue of waiting connections has no room for it.

    Given client A connects
    When client B connects
    And client B asks
    And client A is served
    And client A leaves
    Then client B receives its own reply

  @TCP-ECHO-T5 @info
  Scenario: Observed: sequential or concurrent, that is, whether a second client is served while a first one stays idle
    Source: 004 §2.5.1

    Given client A connects
    When client B connects
    And client B asks
    Then it is observed whether client B is served while client A stays idle

  @TCP-ECHO-T6 @robust @restart
  Scenario: The server, stopped after having served, can be started again at once on the same port
    Source: 004 §2.2
    Usual mistake: SO_REUSEADDR is not set before bind, so the port stays taken for a minute after the server closed a connection first.

    Given the server has just been started
    And client A is served
    When the server is stopped while client A is connected
    And the server is started again on the same port
    Then client B is served

  @TCP-ECHO-T7 @strict
  Scenario: 50 clients that connect at once each get exactly their own replies
    Source: 004 §2.5.1
    Usual mistake: clients share a variable, or the queue of waiting connections has room for one.

    Then 50 clients at once are each served within 10 s

  @TCP-ECHO-N1 @robust @network
  Scenario: Where 20 % of the packets are lost and the network is cut for 1 s, 100 000 bytes come back complete and in order
    Source: 004 §2; TCP must neither lose nor reorder (RFC 9293, section 3.8.1)
    Usual mistake: a timeout of recv is taken for the end of the stream.

    Given client A connects
    And 20 % of the packets are lost
    When client A sends 100 000 random bytes, and half-way the network is cut for 1 s
    And client A shuts down its sending side
    Then client A receives exactly the same bytes
