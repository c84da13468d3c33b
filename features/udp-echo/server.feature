Feature: UDP echo server

  Protocol: udp-echo
  Role: server
  Transport: UDP
  Port: 3500
  Source: 004 §1

  The server sends each datagram back, unchanged, to where it came from.

  Background:
    Given a client is served when it sends a text of 40 bytes and receives the same bytes

  @UDP-ECHO-S1 @core
  Scenario: A text datagram comes back with exactly the same bytes
    Source: 004 §1.2
    Usual mistake: the reply is decorated, stripped of the blanks at its ends, or sent as str(data) (b'...').

    When client A sends a text of 60 bytes with blanks at both ends
    Then client A receives exactly the same bytes

  @UDP-ECHO-S2 @core
  Scenario: Bytes are opaque: all 256 values, in any order, come back unchanged
    Source: 004 §1.2
    Usual mistake: the bytes are decoded as text, or treated as a string that ends at a zero.

    When client A sends all 256 byte values
    Then client A receives exactly the same bytes

  @UDP-ECHO-S3 @core
  Scenario Outline: 1, 1 023 and 1 024 bytes come back whole: <size>
    Source: 004 §1.2
    Usual mistake: the buffer is smaller than 1 024, or keeps room for a terminating zero.

    When client A sends a text of <size> bytes
    Then client A receives exactly the same bytes

    Examples:
      | size  |
      | 1     |
      | 1 023 |
      | 1 024 |

  @UDP-ECHO-S4 @robust
  Scenario: An empty datagram gets no reply
    Source: 004 §1.2
    Usual mistake: the answer is not bound to there being data, as in the lecture, which answers only a client that sent some content (RFC 862 would answer an empty datagram too; this lab sheet does not).

    Given client A is served
    When client A sends an empty datagram
    Then the next that client A receives is the reply to its next request

  @UDP-ECHO-U1 @core
  Scenario: Each reply goes to the address and port that its request came from
    Source: 004 §1.2
    Usual mistake: the address of the first or of the last client is remembered and used for all.

    When client A asks
    And client B asks
    Then client B receives its own reply
    And client A receives its own reply
    And client A is served
    And client B is served

  @UDP-ECHO-U2 @core
  Scenario: It goes on serving: 100 requests one after another all get their reply
    Source: 004 §1.2
    Usual mistake: the socket is closed inside the loop, or there is no loop.

    Then 100 requests of client A, one after another, are each answered

  @UDP-ECHO-U3 @core
  Scenario: Replies come from the address and port that was addressed
    Source: 004 §1.2
    Usual mistake: a second socket is opened for sending.

    When client A asks
    Then the reply to client A comes from the address that it sent to

  @UDP-ECHO-U4 @robust
  Scenario Outline: An odd datagram does not stop the server: <message>
    Source: 004 §1.5.3
    Usual mistake: the error of decoding it, or of sending so large a reply (EMSGSIZE), ends the server.

    When client A sends <message>
    Then a new client is served

    Examples:
      | message                       |
      | an empty datagram             |
      | 40 bytes that are not UTF-8  |
      | a text of 65 507 bytes       |

  @UDP-ECHO-U5 @info
  Scenario: Observed: a datagram of 4 096 bytes is whole, truncated or dropped
    Source: 004 §1.5.3

    When client A sends a text of 4 096 bytes
    Then it is observed how much of it comes back to client A

  @UDP-ECHO-U6 @core
  Scenario: One reply datagram per request datagram: two sent back to back are two replies
    Source: 004 §1.2
    Usual mistake: what was received is collected and answered together, or one reply is sent in parts.

    When client A sends two requests without waiting
    Then client A receives one reply to each

  @UDP-ECHO-N1 @robust @network
  Scenario: Where 20 % of the packets are lost, a client that repeats its requests has each of them answered
    Source: 004 §1; UDP may lose datagrams (RFC 768)
    Usual mistake: the server remembers what it has answered, or waits for a datagram that will not come.

    Given 20 % of the packets are lost
    Then 25 requests of client A, each repeated until it is answered, are each answered

  @UDP-ECHO-N2 @robust @network
  Scenario: Datagrams that overtake each other are each answered
    Source: 004 §1; UDP may reorder datagrams (RFC 768)
    Usual mistake: the server counts on the order in which requests were sent.

    Given client A is served
    And each datagram takes 20 ms, or up to 60 ms longer
    Then 20 requests of client A, sent without waiting, are each answered, in whatever order
