Feature: UDP allowlist server

  Protocol: udp-allowlist
  Role: server
  Transport: UDP
  Port: 3500
  Source: 004 §1.5.2
  Allowed: 127.0.0.1, 127.0.0.30

  The echo server, which answers only the addresses that it was given ({allow} in its command, or $ALLOW; 127.0.0.1 without) and ignores all others.

  Background:
    Given a client is served when it sends a text of 40 bytes and receives the same bytes

  @UDP-ALLOWLIST-S1 @core
  Scenario: An allowed address gets its echo
    Source: 004 §1.5.2
    Usual mistake: the address is compared together with its port; or the echo is stripped of the blanks at its ends.

    Given client A is at "127.0.0.1"
    When client A sends a text of 60 bytes with blanks at both ends
    Then client A receives the same bytes

  @UDP-ALLOWLIST-S1 @core
  Scenario: An allowed address gets its echo, also the last of several
    Source: 004 §1.5.2
    Usual mistake: only the first address is looked at.

    Given client A is at the last allowed address
    When client A sends a text of 60 bytes
    Then client A receives the same bytes

  @UDP-ALLOWLIST-S2 @core
  Scenario: Another address gets nothing
    Source: 004 §1.5.2
    Usual mistake: addresses are compared as texts by their beginning, looked for anywhere in the list, or not compared at all.

    Given client A is at "127.0.0.1"
    And client B is at "127.0.0.2"
    And client C is at "127.0.0.10"
    And client D is at "127.0.0.3"
    And client A is served
    When client B sends a text of 60 bytes
    And client C sends a text of 60 bytes
    And client D sends a text of 60 bytes
    And client A asks, and is answered or not
    Then nothing comes for client B
    And nothing comes for client C
    And nothing comes for client D

  @UDP-ALLOWLIST-S3 @core
  Scenario: After refused datagrams allowed ones are still answered
    Source: 004 §1.5.2
    Usual mistake: the loop ends, or the server exits, at the first refused address.

    Given client A is at "127.0.0.1"
    And client B is at "127.0.0.2"
    When client B sends a text of 60 bytes
    And client B sends a text of 50 bytes
    Then client A is served

  @UDP-ALLOWLIST-S4 @robust
  Scenario: The decision is by address, not by port
    Source: 004 §1.5.2
    Usual mistake: the port of an allowed client is remembered instead of its address.

    Given client A is at "127.0.0.1"
    And client B is at "127.0.0.1"
    And client C is at "127.0.0.2", on the port of client A
    When client A is served
    And client B is served
    And client C sends a text of 60 bytes
    And client A asks, and is answered or not
    Then nothing comes for client C

  @UDP-ALLOWLIST-U2 @core
  Scenario: It goes on serving: 100 requests one after another all get their reply
    Source: 004 §1.5.2
    Usual mistake: the socket is closed in the loop, or the loop is missing.

    Then 100 requests of client A, one after another, are each answered

  @UDP-ALLOWLIST-U3 @core
  Scenario: Replies come from the address and port that was addressed
    Source: 004 §1.5.2
    Usual mistake: a second socket is used for sending.

    When client A asks
    Then the reply to client A comes from the address that it sent to
