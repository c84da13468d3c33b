Feature: Quote of the day client (UDP)

  Protocol: quote-of-the-day-udp
  Role: client
  Transport: UDP
  Port: 17
  Source: RFC 865

  The client sends a datagram, shows the quote that comes back, and ends; it does not wait for ever.

  @QOTD-UDP-C1 @core
  Scenario: It shows the quote, and ends with exit status 0
    Source: RFC 865
    Usual mistake: the buffer is smaller than 512 bytes.

    When the client is started
    And a message comes from the client
    And the server replies with a text of 500 bytes
    Then the client shows what the server sent
    And the client ends by itself with exit status 0

  @QOTD-UDP-X1 @robust
  Scenario: Where nothing comes back it ends by itself within 10 s
    Source: RFC 865; UDP may lose datagrams
    Usual mistake: recvfrom waits for ever.

    When the client is started
    And the server does not answer
    Then the client ends by itself within 10 s
