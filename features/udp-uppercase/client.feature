Feature: UDP upper-case client

  Protocol: udp-uppercase
  Role: client
  Transport: UDP
  Port: 12000
  Source: 000, 001: the UDP client

  The client sends the line typed on its standard input as one datagram and shows what comes back.

  Background:
    Given the server answers with as many other upper-case letters

  @UDP-UPPERCASE-C1 @core
  Scenario: The line typed on standard input is sent as one datagram
    Source: 000, 001: the UDP client
    Usual mistake: only a part of the line is sent, or each word by itself.

    When the client is started and a sentence of 40 characters is typed
    Then the typed line arrives complete

  @UDP-UPPERCASE-C2 @info
  Scenario: Observed: whether the line's terminator is sent with it
    Source: 000, 001: the UDP client

    When the client is started and a sentence of 40 characters is typed
    Then it is observed whether the line's terminator is sent

  @UDP-UPPERCASE-X1 @core
  Scenario: It ends by itself with exit status 0 once the exchange is over
    Source: 000, 001: the UDP client
    Usual mistake: it waits for another datagram after the reply, or ends with another status.

    When the client is started and a sentence of 40 characters is typed
    And the server answers
    Then the client ends by itself with exit status 0

  @UDP-UPPERCASE-X2 @robust
  Scenario: With no server there it ends by itself within 10 s
    Source: 000, 001: the UDP client
    Usual mistake: it waits for the reply without a timeout.

    Given nobody listens where the server should be
    When the client is started and a sentence of 40 characters is typed
    Then the client ends by itself within 10 s

  @UDP-UPPERCASE-X3 @robust
  Scenario: When the server does not answer, it ends by itself within 10 s
    Source: 000, 001: the UDP client
    Usual mistake: it waits for the reply without a timeout, or sends again for ever.

    When the client is started and a sentence of 40 characters is typed
    And the server does not answer
    Then the client ends by itself within 10 s

  @UDP-UPPERCASE-X4 @core
  Scenario: It shows what the server really sent
    Source: 000, 001: the UDP client
    Usual mistake: it prints its own input, or computes the answer itself.

    When the client is started and a sentence of 40 characters is typed
    And the server answers
    Then the client shows the answer

  @UDP-UPPERCASE-N1 @robust @network
  Scenario: Where 20 % of the packets are lost, the client repeats its request or gives up, but does not hang
    Source: 000, 001: the UDP client; UDP may lose datagrams (RFC 768)
    Usual mistake: recvfrom without a timeout waits for ever for a reply that was lost.

    Given 20 % of the packets are lost
    Then started 10 times with a sentence of 40 characters typed, the client each time shows the answer or ends by itself within 10 s, and shows it at least once
