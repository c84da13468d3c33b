Feature: Daytime server (TCP)

  Protocol: daytime-tcp
  Role: server
  Transport: TCP
  Port: 13
  Source: RFC 867

  Whoever connects is sent the date and the time as one line, as in "Sat Nov  7 09:30:00 2026", and the server ends the connection.

  Background:
    Given a client is served when it connects and receives a line

  @DAYTIME-TCP-S1 @core
  Scenario: Whoever connects receives the date and the time as one line, and nothing more
    Source: RFC 867, "TCP Based Daytime Service"; RFC 867 leaves the form open, this lab sheet does not
    Usual mistake: the line end is forgotten, or the time is written in another form.

    When client A connects
    Then client A receives exactly a line like "DDD MMM DD HH:MM:SS YYYY"

  @DAYTIME-TCP-S2 @core
  Scenario: The server ends the connection behind the line
    Source: RFC 867, "TCP Based Daytime Service"
    Usual mistake: the socket that accept gave is never closed.

    When client A connects
    Then client A receives a line
    And the server ends the connection of client A

  @DAYTIME-TCP-T1 @core
  Scenario: After one client the next is served, three in a row
    Source: RFC 867
    Usual mistake: accept stands before the loop instead of in it.

    When client A is served
    And client B is served
    Then a new client is served

  @DAYTIME-TCP-T2 @robust
  Scenario: A client that connects and leaves at once does not stop the server
    Source: RFC 867
    Usual mistake: the error of one connection ends the whole server.

    When client A connects
    And client A resets its connection
    Then a new client is served
