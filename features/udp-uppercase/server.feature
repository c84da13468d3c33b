Feature: UDP upper-case server

  Protocol: udp-uppercase
  Role: server
  Transport: UDP
  Port: 12000
  Source: 000, 001: the UDP server

  The server sends each datagram back in upper case, to where it came from.

  Background:
    Given a client is served when it sends 40 lower-case letters and receives the same in upper case

  @UDP-UPPERCASE-S1 @core
  Scenario: ASCII letters come back in upper case
    Source: 000, 001: the UDP server
    Usual mistake: the text is sent back as it came, or only its first letter is changed.

    When client A sends a sentence of 60 characters
    Then client A receives exactly the same in upper case

  @UDP-UPPERCASE-S2 @core
  Scenario: Digits, punctuation, spaces and upper-case letters come back unchanged, at the same length
    Source: 000, 001: the UDP server
    Usual mistake: 32 is subtracted from every byte; or spaces at the ends are stripped.

    When client A sends all printable ASCII but the lower-case letters
    Then client A receives exactly the same in upper case

  @UDP-UPPERCASE-S3 @core
  Scenario: 1 024 bytes of ASCII come back whole
    Source: 001: the UDP server (buffer 1 024)
    Usual mistake: the buffer is smaller than 1 024 bytes.

    When client A sends a sentence of 1 024 characters
    Then client A receives exactly the same in upper case

  @UDP-UPPERCASE-S4 @robust
  Scenario: Text with letters outside ASCII comes back as valid UTF-8, unchanged or in upper case
    Source: 000, 001: the UDP server
    Usual mistake: each byte is changed by itself, or the text is encoded as ASCII or Latin-1.

    When client A sends a sentence of 40 characters with letters outside ASCII
    Then client A receives exactly the same text in UTF-8, unchanged or in upper case

  @UDP-UPPERCASE-S5 @info
  Scenario: Observed: letters outside ASCII come back unchanged or uppercased
    Source: 000, 001: the UDP server

    When client A sends a sentence of 40 characters with letters outside ASCII
    Then it is observed whether letters outside ASCII come back to client A in upper case

  @UDP-UPPERCASE-U1 @core
  Scenario: Each reply goes to the address and port that its request came from
    Source: 000, 001: the UDP server
    Usual mistake: the address of the first or of the last client is remembered and used for all.

    When client A asks
    And client B asks
    Then client B receives its own reply
    And client A receives its own reply
    And client A is served
    And client B is served

  @UDP-UPPERCASE-U2 @core
  Scenario: It goes on serving: 100 requests one after another all get their reply
    Source: 000, 001: the UDP server
    Usual mistake: the socket is closed inside the loop, or there is no loop.

    Then 100 requests of client A, one after another, are each answered

  @UDP-UPPERCASE-U3 @core
  Scenario: Replies come from the address and port that was addressed
    Source: 000, 001: the UDP server
    Usual mistake: a second socket is opened for sending.

    When client A asks
    Then the reply to client A comes from the address that it sent to

  @UDP-UPPERCASE-U4 @robust
  Scenario Outline: An odd datagram does not stop the server: <message>
    Source: 000, 001: the UDP server
    Usual mistake: the error of decoding it, or of sending so large a reply (EMSGSIZE), ends the server.

    When client A sends <message>
    Then a new client is served

    Examples:
      | message                       |
      | an empty datagram             |
      | 40 bytes that are not UTF-8  |
      | a text of 65 507 bytes       |

  @UDP-UPPERCASE-U5 @info
  Scenario: Observed: a datagram of 4 096 bytes is whole, truncated or dropped
    Source: 004 §1.5.3

    When client A sends a text of 4 096 bytes
    Then it is observed how much of it comes back to client A

  @UDP-UPPERCASE-U6 @core
  Scenario: One reply datagram per request datagram: two sent back to back are two replies
    Source: 000, 001: the UDP server
    Usual mistake: what was received is collected and answered together, or one reply is sent in parts.

    When client A sends two requests without waiting
    Then client A receives one reply to each
