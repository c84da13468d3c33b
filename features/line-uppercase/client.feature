Feature: Line upper-case client

  Protocol: line-uppercase
  Role: client
  Transport: TCP
  Port: 6789
  Source: 001: the Java TCP client

  The client sends the line typed on its standard input, ended by LF, and shows the line that comes back.

  Background:
    Given the server answers with a line of as many other upper-case letters

  @LINE-UPPERCASE-C1 @core
  Scenario: The typed line is sent, ended by LF
    Source: 001: the Java TCP client
    Usual mistake: the line end is forgotten (readLine and input() remove it), so the server waits for ever.

    When the client is started and a sentence of 40 characters is typed
    Then the typed line arrives complete, ended by LF

  @LINE-UPPERCASE-X1 @core
  Scenario: It ends by itself with exit status 0 once the exchange is over
    Source: 001: the Java TCP client
    Usual mistake: it waits for more after the reply, never closes its socket, or ends with another status.

    When the client is started and a sentence of 40 characters is typed
    And the server answers
    Then the client ends by itself with exit status 0

  @LINE-UPPERCASE-X2 @core
  Scenario: With no server there it ends by itself within 10 s
    Source: 001: the Java TCP client
    Usual mistake: it tries to connect again for ever.

    Given nobody listens where the server should be
    When the client is started and a sentence of 40 characters is typed
    Then the client ends by itself within 10 s

  @LINE-UPPERCASE-X3 @robust
  Scenario: When the server closes without answering, it ends by itself within 10 s
    Source: 001: the Java TCP client
    Usual mistake: it reads in a loop that does not recognise the empty read at the end of the stream.

    When the client is started and a sentence of 40 characters is typed
    And the server closes without answering
    Then the client ends by itself within 10 s

  @LINE-UPPERCASE-X4 @core
  Scenario: It shows what the server really sent
    Source: 001: the Java TCP client
    Usual mistake: it prints its own input, or computes the answer itself.

    When the client is started and a sentence of 40 characters is typed
    And the server answers
    Then the client shows the answer

  @LINE-UPPERCASE-X5 @core
  Scenario: A reply that arrives in several segments is shown whole
    Source: 001: the Java TCP client; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole reply.

    When the client is started and a sentence of 60 characters is typed
    And the server answers in 3 segments
    Then the client shows the answer
