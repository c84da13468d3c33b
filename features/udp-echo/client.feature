Feature: UDP echo client

  Protocol: udp-echo
  Role: client
  Transport: UDP
  Port: 3500
  Source: 004 §1.1

  The client sends a message (its own, or the line typed on its standard input) as one datagram and shows what comes back.

  Background:
    Given the server answers with as many other lower-case letters

  @UDP-ECHO-C1 @core
  Scenario: It sends its message as one datagram
    Source: 004 §1.1
    Usual mistake: the message is sent in parts, or character by character.

    When the client is started and a sentence of 40 characters is typed
    Then its message arrives complete

  @UDP-ECHO-X1 @core
  Scenario: It ends by itself with exit status 0 once the exchange is over
    Source: 004 §1.1
    Usual mistake: it waits for another datagram after the reply, or ends with another status.

    When the client is started and a sentence of 40 characters is typed
    And the server answers
    Then the client ends by itself with exit status 0

  @UDP-ECHO-X2 @robust
  Scenario: With no server there it ends by itself within 10 s
    Source: 004 §1.1
    Usual mistake: it waits for the reply without a timeout.

    Given nobody listens where the server should be
    When the client is started and a sentence of 40 characters is typed
    Then the client ends by itself within 10 s

  @UDP-ECHO-X3 @robust
  Scenario: When the server does not answer, it ends by itself within 10 s
    Source: 004 §1.1
    Usual mistake: it waits for the reply without a timeout, or sends again for ever.

    When the client is started and a sentence of 40 characters is typed
    And the server does not answer
    Then the client ends by itself within 10 s

  @UDP-ECHO-X4 @core
  Scenario: It shows what the server really sent
    Source: 004 §1.1
    Usual mistake: it prints its own input, or computes the answer itself.

    When the client is started and a sentence of 40 characters is typed
    And the server answers
    Then the client shows the answer

  @UDP-ECHO-N1 @robust @network
  Scenario: Where 20 % of the packets are lost, the client repeats its request or gives up, but does not hang
    Source: 004 §1.1; UDP may lose datagrams (RFC 768)
    Usual mistake: recvfrom without a timeout waits for ever for a reply that was lost.

    Given 20 % of the packets are lost
    Then started 10 times with a sentence of 40 characters typed, the client each time shows the answer or ends by itself within 10 s, and shows it at least once
