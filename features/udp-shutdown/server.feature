Feature: UDP shutdown server

  Protocol: udp-shutdown
  Role: server
  Transport: UDP
  Port: 3500
  Source: 004 §1.5.5
  Options: --shutdown-text SHUTDOWN

  The echo server, which ends when the agreed message comes.

  Background:
    Given a client is served when it sends a text of 40 bytes and receives the same bytes

  @UDP-SHUTDOWN-S1 @core
  Scenario Outline: Other messages are echoed: <message>
    Source: 004 §1.5.5
    Usual mistake: the echo is lost when the message is looked at, or what comes back is the text that was stripped for the comparison.

    When client A sends <message>
    Then client A receives the same bytes

    Examples:
      | message                                     |
      | a text of 60 bytes with blanks at both ends |
      | the shutdown text in lower case             |

  @UDP-SHUTDOWN-S2 @core
  Scenario: The agreed message ends the server within 2 s, exit status 0
    Source: 004 §1.5.5
    Usual mistake: the text is compared with bytes (a str with bytes), or the program is ended with another status.

    Given the server has just been started
    When client A sends the shutdown text
    Then the server ends by itself within 2 s with exit status 0

  @UDP-SHUTDOWN-S3 @core
  Scenario Outline: Text that merely contains it does not: <text>
    Source: 004 §1.5.5
    Usual mistake: "in" or startswith is used, where the whole message must be equal.

    When client A sends <text>
    Then a new client is served

    Examples:
      | text                                   |
      | the shutdown text between other words  |
      | the shutdown text and a word behind it |
      | a word and the shutdown text behind it |

  @UDP-SHUTDOWN-S4 @robust
  Scenario: The port is free afterwards
    Source: 004 §1.5.5
    Usual mistake: a child process goes on and keeps the socket.

    Given the server has just been started
    When client A sends the shutdown text
    And the server has ended within 2 s
    Then the port of the server is free
