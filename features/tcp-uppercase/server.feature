Feature: TCP upper-case server

  Protocol: tcp-uppercase
  Role: server
  Transport: TCP
  Port: 12000
  Source: 000, 001: the TCP server

  The server sends what it receives back in upper case, on the same connection.
  The documents define no end of message: one small segment is a request; where there is more, its end is the end of the stream.

  Background:
    Given a client is served when it sends 40 lower-case letters and receives the same in upper case

  @TCP-UPPERCASE-S1 @core
  Scenario: ASCII letters come back in upper case
    Source: 000, 001: the TCP server
    Usual mistake: the text is sent back as it came, or only its first letter is changed.

    Given client A connects
    When client A sends a sentence of 60 characters
    Then client A receives exactly the same in upper case

  @TCP-UPPERCASE-S2 @core
  Scenario: Everything else in ASCII comes back unchanged, at the same length
    Source: 000, 001: the TCP server
    Usual mistake: 32 is subtracted from every byte, or from what lies behind "z"; spaces at the ends are stripped.

    Given client A connects
    When client A sends all printable ASCII but the lower-case letters
    Then client A receives exactly the same in upper case

  @TCP-UPPERCASE-S3 @core
  Scenario: Once the client has shut down its sending side, the server ends the connection too
    Source: 000, 001: the TCP server
    Usual mistake: the connection's socket is never closed, or the empty read that means the end of the stream is not recognised.

    Given client A is served
    When client A shuts down its sending side
    Then the server ends the connection of client A

  @TCP-UPPERCASE-S4 @robust
  Scenario: A sentence in several segments, then end of stream, comes back complete
    Source: 000, 001: the TCP server; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole message.

    Given client A connects
    When client A sends a sentence of 90 characters in 3 segments
    And client A shuts down its sending side
    Then client A receives exactly the same in upper case

  @TCP-UPPERCASE-S6 @robust
  Scenario: Bytes that are not UTF-8 do not stop the server
    Source: 000, 001: the TCP server
    Usual mistake: the error of decoding them is not caught.

    Given client A connects
    When client A sends 40 bytes that are not UTF-8
    And client A leaves
    Then a new client is served

  @TCP-UPPERCASE-T1 @core
  Scenario: After one client has been served and has left, the next is served, three in a row
    Source: 000, 001: the TCP server
    Usual mistake: accept stands before the loop instead of in it, or the listening socket is closed together with the first connection.

    When client A is served
    And client A leaves
    And client B is served
    And client B leaves
    Then client C is served

  @TCP-UPPERCASE-T2 @robust
  Scenario: A client that connects and leaves without sending anything does not stop the server
    Source: 000, 001: the TCP server
    Usual mistake: an empty read (b'', null, 0, -1) is used without asking whether anything came.

    When client A connects
    And client A leaves
    Then a new client is served

  @TCP-UPPERCASE-T3 @robust
  Scenario: A client that resets its connection in mid-exchange does not stop the server
    Source: 000, 001: the TCP server
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

  @TCP-UPPERCASE-T4 @core
  Scenario: A client that connects while another is being served is served at the latest when the other leaves
    Source: 000, 001: the TCP server
    Usual mistake: a second connection is dropped, or the queue of waiting connections has no room for it.

    Given client A connects
    When client B connects
    And client B asks
    And client A is served
    And client A leaves
    Then client B receives its own reply

  @TCP-UPPERCASE-T5 @info
  Scenario: Observed: sequential or concurrent, that is, whether a second client is served while a first one stays idle
    Source: 000, 001: the TCP server

    Given client A connects
    When client B connects
    And client B asks
    Then it is observed whether client B is served while client A stays idle

  @TCP-UPPERCASE-T6 @robust @restart
  Scenario: The server, stopped after having served, can be started again at once on the same port
    Source: 000, 001: the TCP server
    Usual mistake: SO_REUSEADDR is not set before bind, so the port stays taken for a minute after the server closed a connection first.

    Given the server has just been started
    And client A is served
    When the server is stopped while client A is connected
    And the server is started again on the same port
    Then client B is served

  @TCP-UPPERCASE-T7 @strict
  Scenario: 50 clients that connect at once each get exactly their own replies
    Source: 000, 001: the TCP server
    Usual mistake: clients share a variable, or the queue of waiting connections has room for one.

    Then 50 clients at once are each served within 10 s

  @TCP-UPPERCASE-S5 @robust
  Rule: UTF-8 text comes back as valid UTF-8, unchanged or in upper case
    Source: 000, 001: the TCP server
    Usual mistake: each piece that recv returns is decoded by itself, though a character can be cut between two; or the text is encoded as ASCII or Latin-1.

    Scenario: In one segment
      Given client A connects
      When client A sends a sentence of 40 characters with letters outside ASCII
      And client A shuts down its sending side
      Then client A receives exactly the same text in UTF-8, unchanged or in upper case

    Scenario: Cut inside a character
      Given client A connects
      When client A sends a sentence of 40 characters with letters outside ASCII, cut inside a character
      And client A shuts down its sending side
      Then client A receives exactly the same text in UTF-8, unchanged or in upper case
