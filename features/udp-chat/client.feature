Feature: UDP chat client

  Protocol: udp-chat
  Role: client
  Transport: UDP
  Port: 3500
  Source: 004 §1.5.4

  A line typed at the client is sent to the server; what the server sends is shown on the client's standard output.

  @UDP-CHAT-C1 @core
  Scenario: What the server sends is shown on the client's standard output
    Source: 004 §1.5.4
    Usual mistake: only the own line is shown, or the output is not flushed.

    When the client is started and a sentence of 40 characters is typed
    And a message comes from the client
    And the server replies with a sentence of 40 characters
    Then the client shows what the server sent

  @UDP-CHAT-C2 @core
  Scenario: A line typed at the client is sent to the server
    Source: 004 §1.5.4
    Usual mistake: a fixed text is sent instead.

    When the client is started and a sentence of 40 characters is typed
    Then the typed line arrives complete

  @UDP-CHAT-C3 @core
  Scenario: Five rounds in turn
    Source: 004 §1.5.4
    Usual mistake: the client ends after the first answer.

    When the client is started
    Then 5 rounds of typing and replying, in turn, each arrive and are shown

  @UDP-CHAT-C4 @robust
  Scenario: Non-ASCII text survives both ways
    Source: 004 §1.5.4
    Usual mistake: one side encodes in Latin-1, or throws away what is not ASCII.

    When the client is started and a sentence of 40 characters with letters outside ASCII is typed
    Then the typed line arrives complete, whatever stands around it
    When the server replies with a sentence of 40 characters with letters outside ASCII
    Then the client shows what the server sent
