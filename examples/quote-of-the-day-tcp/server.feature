Feature: Quote of the day server (TCP)

  Protocol: quote-of-the-day-tcp
  Role: server
  Transport: TCP
  Port: 17
  Source: RFC 865

  Whoever connects is sent a quote of less than 512 bytes, and the server ends the connection. What a client sends is of no interest.

  Background:
    Given a client is served when it connects and receives a text of 1 to 511 bytes

  @QOTD-TCP-S1 @core
  Scenario: Whoever connects receives a quote of less than 512 bytes, without asking
    Source: RFC 865, "TCP Based Quote of the Day Service"
    Usual mistake: the server waits for a request first, or the quote is too long.

    When client A connects
    Then client A receives a text of 1 to 511 bytes

  @QOTD-TCP-S2 @core
  Scenario: The server ends the connection behind the quote
    Source: RFC 865, "TCP Based Quote of the Day Service"
    Usual mistake: the socket that accept gave is never closed.

    When client A connects
    Then client A receives its own reply
    And the server ends the connection of client A

  @QOTD-TCP-T1 @core
  Scenario: After one client the next is served, three in a row
    Source: RFC 865
    Usual mistake: accept stands before the loop instead of in it.

    When client A is served
    And client B is served
    Then a new client is served

  @QOTD-TCP-T2 @robust
  Scenario: A client that resets its connection does not stop the server
    Source: RFC 865
    Usual mistake: the error of one connection ends the whole server.

    When client A connects
    And client A resets its connection
    Then a new client is served

  @QOTD-TCP-T3 @strict
  Scenario: 20 clients at once are each served
    Source: RFC 865

    Then 20 clients at once are each served
