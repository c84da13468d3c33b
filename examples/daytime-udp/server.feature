Feature: Daytime server (UDP)

  Protocol: daytime-udp
  Role: server
  Transport: UDP
  Port: 13
  Source: RFC 867

  Any datagram, an empty one too, is answered with one that holds the date and the time as one line, as in "Sat Nov  7 09:30:00 2026".

  Background:
    Given a client is served when it sends 20 random bytes and receives a line

  @DAYTIME-UDP-S1 @core
  Scenario Outline: Any datagram is answered with the date and the time as one line: <request>
    Source: RFC 867, "UDP Based Daytime Service"
    Usual mistake: the line end is forgotten, or the time is written in another form.

    When client A sends <request>
    Then client A receives exactly a line like "DDD MMM DD HH:MM:SS YYYY"

    Examples:
      | request           |
      | "TIME\\n"          |
      | an empty datagram |

  @DAYTIME-UDP-S2 @core
  Scenario: Each client gets its own, and the server goes on
    Source: RFC 867
    Usual mistake: the address of the first client is used for all.

    When client A asks
    And client B asks
    Then client B receives its own reply
    And client A receives its own reply
    And a new client is served
