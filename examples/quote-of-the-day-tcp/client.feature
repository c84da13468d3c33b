Feature: Quote of the day client (TCP)

  Protocol: quote-of-the-day-tcp
  Role: client
  Transport: TCP
  Port: 17
  Source: RFC 865

  The client connects, shows the quote that comes, and ends.

  @QOTD-TCP-C1 @core
  Scenario: It shows the whole quote, though that comes in several segments
    Source: RFC 865; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole quote.

    When the client is started
    And the server sends a text of 400 bytes in 3 segments
    And the server ends the connection
    Then the client shows what the server sent

  @QOTD-TCP-X1 @core
  Scenario: It sends nothing, and ends with exit status 0 once the server has ended the connection
    Source: RFC 865
    Usual mistake: the client loops on the empty read at the end of the stream.

    When the client is started
    Then the client sends nothing yet
    When the server sends a text of 40 bytes
    And the server ends the connection
    Then the client ends by itself with exit status 0
