Feature: Command session server

  Protocol: command-session
  Role: server
  Transport: TCP
  Port: 5025
  Source: 002, the laboratory activity
  Options: --eol lf, --data-form two-lines
  Requests: lines
  Replies: lines

  The client sends commands, each a line, and the server answers each with a line: HELO with 100 OK, DATA and a line of data with 300 DRCV, QUIT with 200 BYE,
  anything else with 400 BCMD.

  Background:
    Given a client is served when it sends the command "HELO" and receives the reply "100 OK"
    And a client takes leave when it sends the command "QUIT" and receives the reply "200 BYE"
    And a line that begins with "Command-description:" may follow the reply "400 BCMD"
    And what the server says unasked on connecting is passed over

  @COMMAND-SESSION-S1 @core
  Scenario: HELO is answered 100 OK
    Source: 002, the laboratory activity
    Usual mistake: another text is answered, or a banner comes before the reply.

    Given client A connects
    When client A sends the command "HELO"
    Then client A receives, before anything else, exactly the reply "100 OK"

  @COMMAND-SESSION-S2 @core
  Scenario: DATA and a line of data are answered 300 DRCV
    Source: 002, the laboratory activity
    Usual mistake: DATA itself is answered, and the data is taken for a command.

    Given client A connects
    When client A sends the command "DATA" and a line of 40 characters
    Then client A receives exactly the reply "300 DRCV"

  @COMMAND-SESSION-S3 @core
  Scenario: QUIT is answered 200 BYE
    Source: 002, the laboratory activity
    Usual mistake: the connection is closed without the reply.

    Given client A connects
    When client A sends the command "QUIT"
    Then client A receives exactly the reply "200 BYE"

  @COMMAND-SESSION-S4 @core
  Scenario Outline: Any other command is answered 400 BCMD: <command>
    Source: 002, the laboratory activity
    Usual mistake: a command is recognised by its beginning, or an unknown one gets no answer.

    Given client A connects
    When client A sends the command <command>
    Then client A receives exactly the reply "400 BCMD"

    Examples:
      | command |
      | "USER"  |
      | "HELOX" |
      | "AQUIT" |

  @COMMAND-SESSION-S5 @core
  Scenario: After 400 the session goes on: HELO is answered 100
    Source: 002, the laboratory activity
    Usual mistake: an unknown command ends the connection.

    Given client A connects
    When client A sends the command "USER"
    Then client A receives a reply
    When client A sends the command "HELO"
    Then client A receives the reply "100 OK"

  @COMMAND-SESSION-S6 @core
  Scenario: HELO, DATA, QUIT in one session, each with its own reply, in order
    Source: 002, the laboratory activity
    Usual mistake: the connection is closed after one command.

    Given client A connects
    When client A sends the command "HELO"
    Then client A receives the reply "100 OK"
    When client A sends the command "DATA" and a line of 40 characters
    Then client A receives the reply "300 DRCV"
    When client A sends the command "QUIT"
    Then client A receives the reply "200 BYE"

  @COMMAND-SESSION-S7 @core
  Scenario: Every reply is a whole line: it ends with LF
    Source: 002, the laboratory activity
    Usual mistake: the LF is forgotten, so that a client that reads lines waits for ever.

    Given client A connects
    When client A sends the command "HELO"
    Then client A receives a line
    When client A sends the command "DATA" and a line of 40 characters
    Then client A receives a line
    When client A sends the command "USER"
    Then client A receives a line

  @COMMAND-SESSION-S7 @core
  Scenario: The reply to QUIT is a whole line, too
    Source: 002, the laboratory activity
    Usual mistake: the LF is forgotten, so that a client that reads lines waits for ever.

    Given client A connects
    When client A sends the command "QUIT"
    Then client A receives a line

  @COMMAND-SESSION-S8 @robust
  Scenario: After 200 BYE the server closes the connection
    Source: 002, the laboratory activity
    Usual mistake: the loop is not left at QUIT, or the socket not closed.

    Given client A connects
    When client A sends the command "QUIT"
    Then client A receives a reply
    And the server ends the connection of client A

  @COMMAND-SESSION-S9 @robust
  Scenario: Data that looks like a command (QUIT) is data: 300 DRCV, and the session goes on
    Source: 002, the laboratory activity
    Usual mistake: each line is looked up as a command, whatever came before it.

    Given client A connects
    When client A sends the command "DATA" and the line "QUIT"
    Then client A receives the reply "300 DRCV"
    When client A sends the command "HELO"
    Then client A receives the reply "100 OK"

  @COMMAND-SESSION-S10 @robust
  Scenario: A command that arrives in several segments is one command
    Source: 002, the laboratory activity
    Usual mistake: what one recv returned is taken for the command.

    Given client A connects
    When client A sends the command "HELO", one byte at a time
    Then client A receives exactly the reply "100 OK"

  @COMMAND-SESSION-S11 @robust
  Scenario: Several commands in one segment get their replies in order
    Source: 002, the laboratory activity
    Usual mistake: only the first line of what recv returned is looked at.

    Given client A connects
    When client A sends the command "HELO" followed by the command "DATA" and a line of 20 characters followed by the command "USER" followed by the command "QUIT"
    Then client A receives the reply "100 OK"
    And client A receives the reply "300 DRCV"
    And client A receives the reply "400 BCMD"
    And client A receives the reply "200 BYE"

  @COMMAND-SESSION-S12 @robust
  Scenario: CR LF ends a command as LF does
    Source: 002, the laboratory activity
    Usual mistake: only the LF is removed, and HELO with a CR is no command.

    Given client A connects
    When client A sends the command "HELO" ended by CR LF
    Then client A receives exactly the reply "100 OK"

  @COMMAND-SESSION-S13 @robust
  Scenario: A line of 100 000 characters does not stop the server
    Source: 002, the laboratory activity
    Usual mistake: the line must fit into a buffer of fixed size.

    Given client A connects
    When client A sends a line of 100 000 characters
    And client A disconnects
    Then a new client is served

  @COMMAND-SESSION-S14 @robust
  Scenario: State belongs to the session: one client's DATA does not change what another's next line means
    Source: 002, the laboratory activity
    Usual mistake: what the next line means is kept in a variable that all clients share.

    Given client A connects
    And client B connects
    When client A begins the command "DATA" and a line of 20 characters
    And client B asks
    And client B is answered now, or waits its turn
    And client A disconnects
    Then client B receives the reply "100 OK"

  @COMMAND-SESSION-S15 @info
  Scenario Outline: Observed: <what>
    Source: 002, the laboratory activity

    Given client A connects
    Then it is observed how client A is answered when it sends <message>

    Examples:
      | what                                 | message                                        |
      | helo in lower case                   | the command "helo"                             |
      | DATA before HELO                     | the command "DATA" and a line of 20 characters |
      | HELO twice                           | the command "HELO", twice                      |
      | an empty line                        | the command ""                                 |
      | the 400's description, and line ends | the command "USER"                             |

  @COMMAND-SESSION-T1 @core
  Scenario: After one client has been served and has left, the next is served, three in a row
    Source: 002, the laboratory activity
    Usual mistake: accept stands before the loop instead of in it, or the listening socket is closed together with the first connection.

    When client A is served
    And client A leaves
    And client B is served
    And client B leaves
    Then client C is served

  @COMMAND-SESSION-T2 @robust
  Scenario: A client that connects and leaves without sending anything does not stop the server
    Source: 002, the laboratory activity
    Usual mistake: an empty read (b'', null, 0, -1) is used without asking whether anything came.

    When client A connects
    And client A disconnects
    Then a new client is served

  @COMMAND-SESSION-T3 @robust
  Scenario: A client that resets its connection in mid-exchange does not stop the server
    Source: 002, the laboratory activity
    Usual mistake: ECONNRESET, EPIPE or SIGPIPE of one connection ends the whole server.

    When client A connects
    And client W connects
    And client W resets its connection
    And client A resets its connection
    And client B begins to ask and resets its connection
    And client C asks and resets its connection at once
    And client D asks and resets its connection at once
    And client E asks and resets its connection at once
    And client S asks, shuts down its sending side and resets its connection
    And client T asks, shuts down its sending side and resets its connection
    And client U asks, leaves the reply unread and resets its connection
    And client V asks, leaves the reply unread and resets its connection
    Then a new client is served

  @COMMAND-SESSION-T4 @core
  Scenario: A client that connects while another is being served is served at the latest when the other leaves
    Source: 002, the laboratory activity
    Usual mistake: a second connection is dropped, or the queue of waiting connections has no room for it.

    Given client A connects
    When client B connects
    And client B asks
    And client A is served
    And client A leaves
    Then client B receives its own reply

  @COMMAND-SESSION-T5 @info
  Scenario: Observed: sequential or concurrent, that is, whether a second client is served while a first one stays idle
    Source: 002, the laboratory activity

    Given client A connects
    When client B connects
    And client B asks
    Then it is observed whether client B is served while client A stays idle

  @COMMAND-SESSION-T6 @robust @restart
  Scenario: The server, stopped after having served, can be started again at once on the same port
    Source: 002, the laboratory activity
    Usual mistake: SO_REUSEADDR is not set before bind, so the port stays taken for a minute after the server closed a connection first.

    Given the server has just been started
    And client A is served
    When the server is stopped while client A is connected
    And the server is started again on the same port
    Then client B is served

  @COMMAND-SESSION-T7 @strict
  Scenario: 50 clients that connect at once each get exactly their own replies
    Source: 002, the laboratory activity
    Usual mistake: clients share a variable, or the queue of waiting connections has room for one.

    Then 50 clients at once are each served within 10 s
