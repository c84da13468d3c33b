Feature: UDP chat server

  Protocol: udp-chat
  Role: server
  Transport: UDP
  Port: 3500
  Source: 004 §1.5.4

  What a client sends is shown on the server's standard output; a line typed at the server is sent to that client.

  Background:
    Given the server has just been started

  @UDP-CHAT-S1 @core
  Scenario: What a client sends is shown on the server's standard output
    Source: 004 §1.5.4
    Usual mistake: only that something came is shown, or the output is not flushed.

    When client A sends a sentence of 40 characters
    Then the server shows what client A sent

  @UDP-CHAT-S2 @core
  Scenario: A line typed at the server is sent to that client
    Source: 004 §1.5.4
    Usual mistake: the reply goes to a fixed port, the line is only printed, or a name or label is put before it.

    Given client A sends a sentence of 40 characters
    When a sentence of 40 characters is typed at the server
    Then client A receives what was typed
    When client B sends a sentence of 40 characters
    And a sentence of 40 characters is typed at the server
    Then client B receives what was typed

  @UDP-CHAT-S3 @core
  Scenario: Five rounds in turn
    Source: 004 §1.5.4
    Usual mistake: the loop is missing on one side.

    Then 5 rounds of client A and the server, in turn, are each shown and received

  @UDP-CHAT-S4 @robust
  Scenario: Non-ASCII text survives both ways
    Source: 004 §1.5.4
    Usual mistake: one side encodes in Latin-1, or throws away what is not ASCII.

    When client A sends a sentence of 40 characters with letters outside ASCII
    Then the server shows what client A sent
    When a sentence of 40 characters with letters outside ASCII is typed at the server
    Then client A receives what was typed, whatever stands around it
