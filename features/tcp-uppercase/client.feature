Feature: TCP upper-case client

  Protocol: tcp-uppercase
  Role: client
  Transport: TCP
  Port: 12000
  Source: 000, 001: the TCP client

  The client sends the line typed on its standard input and shows what comes back.

  Background:
    Given the server answers with as many other upper-case letters

  @TCP-UPPERCASE-C1 @core
  Scenario: The typed line arrives complete
    Source: 000, 001: the TCP client
    Usual mistake: the length is taken of the wrong thing, so that only a part is sent.

    When the client is started and a sentence of 40 characters is typed
    Then the typed line arrives complete

  @TCP-UPPERCASE-C2 @info
  Scenario: Observed: whether the line's terminator is sent with it
    Source: 000, 001: the TCP client

    When the client is started and a sentence of 40 characters is typed
    Then it is observed whether the line's terminator is sent

  @TCP-UPPERCASE-X1 @core
  Scenario: It ends by itself with exit status 0 once the exchange is over
    Source: 000, 001: the TCP client
    Usual mistake: it waits for more after the reply, never closes its socket, or ends with another status.

    When the client is started and a sentence of 40 characters is typed
    And the server answers
    Then the client ends by itself with exit status 0

  @TCP-UPPERCASE-X2 @core
  Scenario: With no server there it ends by itself within 10 s
    Source: 000, 001: the TCP client
    Usual mistake: it tries to connect again for ever.

    Given nobody listens where the server should be
    When the client is started and a sentence of 40 characters is typed
    Then the client ends by itself within 10 s

  @TCP-UPPERCASE-X3 @robust
  Scenario: When the server closes without answering, it ends by itself within 10 s
    Source: 000, 001: the TCP client
    Usual mistake: it reads in a loop that does not recognise the empty read at the end of the stream.

    When the client is started and a sentence of 40 characters is typed
    And the server closes without answering
    Then the client ends by itself within 10 s

  @TCP-UPPERCASE-X4 @core
  Scenario: It shows what the server really sent
    Source: 000, 001: the TCP client
    Usual mistake: it prints its own input, or computes the answer itself.

    When the client is started and a sentence of 40 characters is typed
    And the server answers
    Then the client shows the answer

  @TCP-UPPERCASE-X5 @robust
  Scenario: A reply that arrives in several segments is shown whole
    Source: 000, 001: the TCP client; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole reply.

    When the client is started and a sentence of 60 characters is typed
    And the server answers in 3 segments
    Then the client shows the answer
