Feature: Command session client

  Protocol: command-session
  Role: client
  Transport: TCP
  Port: 5025
  Source: 002, the laboratory activity
  Options: --eol lf, --data-form two-lines
  Requests: lines
  Replies: lines

  The client sends each command that is typed as a line, asks for the data where it is DATA, and shows the replies. After 200 BYE it ends.

  @COMMAND-SESSION-C1 @core
  Scenario: Typed HELO and QUIT are sent as lines, and the replies are shown
    Source: 002, the laboratory activity
    Usual mistake: the line end is forgotten (input() removes it), or the reply is not read.

    When the client is started and "HELO" is typed
    Then the client sends the line "HELO"
    When the server sends the line "100 OK"
    Then the client shows what the server sent
    When "QUIT" is typed
    Then the client sends the line "QUIT"
    When the server sends the line "200 BYE"
    Then the client shows what the server sent

  @COMMAND-SESSION-C2 @core
  Scenario: Typed DATA asks for the data and sends both; the reply is shown
    Source: 002, the laboratory activity
    Usual mistake: the reply is waited for before the data has been sent, or the data is never asked for.

    When the client is started and "DATA" is typed
    And a sentence of 40 characters is typed
    Then the client sends the line "DATA" and the line that was typed last
    When the server sends the line "300 DRCV"
    Then the client shows what the server sent

  @COMMAND-SESSION-C3 @core
  Scenario: An unknown typed command is sent, and the 400 is shown
    Source: 002, the laboratory activity
    Usual mistake: the client refuses what it does not know, or shows only replies that it expects.

    When the client is started and "USER" is typed
    Then the client sends the line "USER"
    When the server sends the line "400 BCMD"
    Then the client shows what the server sent

  @COMMAND-SESSION-X1 @core
  Scenario: It ends by itself with exit status 0 once the exchange is over
    Source: 002, the laboratory activity
    Usual mistake: it waits for more after the reply, never closes its socket, or ends with another status.

    When the client is started and "HELO" is typed
    Then the client sends the line "HELO"
    When the server sends the line "100 OK"
    And "QUIT" is typed
    Then the client sends the line "QUIT"
    When the server sends the line "200 BYE"
    And the server ends the connection
    Then the client ends by itself with exit status 0

  @COMMAND-SESSION-X2 @core
  Scenario: With no server there it ends by itself within 10 s
    Source: 002, the laboratory activity
    Usual mistake: it tries to connect again for ever.

    Given nobody listens where the server should be
    When the client is started and "HELO" is typed
    Then the client ends by itself within 10 s

  @COMMAND-SESSION-X3 @robust
  Scenario: When the server closes without answering, it ends by itself within 10 s
    Source: 002, the laboratory activity
    Usual mistake: it reads in a loop that does not recognise the empty read at the end of the stream.

    When the client is started and "HELO" is typed
    And the client sends the line "HELO"
    And the server ends the connection
    Then the client ends by itself within 10 s

  @COMMAND-SESSION-X4 @core
  Scenario Outline: It shows what the server really sent: <reply>
    Source: 002, the laboratory activity
    Usual mistake: it prints a text of its own for each code instead of the reply.

    When the client is started and "HELO" is typed
    And the client sends the line "HELO"
    And the server sends the line <reply>
    Then the client shows what the server sent

    Examples:
      | reply              |
      | "100 [12 letters]" |
      | "200 [12 letters]" |
      | "300 [12 letters]" |
      | "400 [12 letters]" |

  @COMMAND-SESSION-X5 @robust
  Scenario: A reply that arrives in several segments is shown whole
    Source: 002, the laboratory activity; TCP is a stream of bytes
    Usual mistake: one recv is taken for the whole reply.

    When the client is started and "HELO" is typed
    And the client sends the line "HELO"
    And the server sends the line "100 OK" in 3 segments
    Then the client shows what the server sent
