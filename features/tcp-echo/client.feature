Feature: TCP echo client

  Protocol: tcp-echo
  Role: client
  Transport: TCP
  Port: 3500
  Source: 004 §2.1

  The client sends a message (its own, or the line typed on its standard input) and shows what comes back.

  Background:
    Given the server answers with as many other lower-case letters

  @TCP-ECHO-C1 @core
  Scenario: Its message arrives complete
    Source: 004 §2.1
    Usual mistake: the length is taken of the wrong thing, so that only a part is sent.

    When the client is started and a sentence of 40 characters is typed
    Then its message arrives complete

  @TCP-ECHO-C2 @robust
  Scenario: A message larger than the socket buffers arrives complete though the server reads slowly
    Source: 004 §2.5.2
    Usual mistake: send is used once, where sendall or a loop is needed: it may take only a part of the message.

    When the client is started and a sentence of 16 777 216 characters is typed
    And the server reads slowly
    Then the typed line arrives complete, where the message comes from standard input

  @TCP-ECHO-X1 @core
  Scenario: It ends by itself with exit status 0 once the exchange is over
    Source: 004 §2.1
    Usual mistake: it waits for more after the reply, never closes its socket, or ends with another status.

    When the client is started and a sentence of 40 characters is typed
    And the server answers
    Then the client ends by itself with exit status 0

  @TCP-ECHO-X2 @core
  Scenario: With no server there it ends by itself within 10 s
    Source: 004 §2.1
    Usual mistake: it tries to connect again for ever.

    Given nobody listens where the server should be
    When the client is started and a sentence of 40 characters is typed
    Then the client ends by itself within 10 s

  @TCP-ECHO-X3 @robust
  Scenario: When the server closes without answering, it ends by itself within 10 s
    Source: 004 §2.1
    Usual mistake: it reads in a loop that does not recognise the empty read at the end of the stream.

    When the client is started and a sentence of 40 characters is typed
    And the server closes without answering
    Then the client ends by itself within 10 s

  @TCP-ECHO-X4 @core
  Scenario: It shows what the server really sent
    Source: 004 §2.1
    Usual mistake: it prints its own input, or computes the answer itself.

    When the client is started and a sentence of 40 characters is typed
    And the server answers
    Then the client shows the answer

  @TCP-ECHO-X5 @robust
  Scenario: A reply that arrives in several segments is shown whole
    Source: 004 §2.1; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole reply.

    When the client is started and a sentence of 60 characters is typed
    And the server answers in 3 segments
    Then the client shows the answer
