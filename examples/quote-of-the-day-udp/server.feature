Feature: Quote of the day server (UDP)

  Protocol: quote-of-the-day-udp
  Role: server
  Transport: UDP
  Port: 17
  Source: RFC 865

  Any datagram, an empty one too, is answered with one that holds a quote of less than 512 bytes.

  Background:
    Given a client is served when it sends 20 random bytes and receives a text of 1 to 511 bytes

  @QOTD-UDP-S1 @core
  Scenario Outline: Any datagram is answered with a quote of less than 512 bytes: <request>
    Source: RFC 865, "UDP Based Quote of the Day Service"
    Usual mistake: only a certain request is answered, or an empty one is taken for the end.

    When client A sends <request>
    Then client A receives a text of 1 to 511 bytes

    Examples:
      | request           |
      | "QUOTE\\n"         |
      | 300 random bytes  |
      | an empty datagram |

  @QOTD-UDP-S2 @core
  Scenario: Each datagram is answered with one
    Source: RFC 865, "UDP Based Quote of the Day Service"
    Usual mistake: each line of the quote is sent as a datagram of its own.

    When client A sends two requests without waiting
    Then client A receives one reply to each

  @QOTD-UDP-S3 @core
  Scenario: Each client gets its own, and the server goes on
    Source: RFC 865
    Usual mistake: the address of the first client is used for all.

    When client A asks
    And client B asks
    Then client B receives its own reply
    And client A receives its own reply
    And a new client is served
