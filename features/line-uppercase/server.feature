Feature: Line upper-case server

  Protocol: line-uppercase
  Role: server
  Transport: TCP
  Port: 6789
  Source: 001: the Java TCP server

  A request is a line ended by LF; the reply is the same line in upper case, ended by LF. CR LF is accepted as LF, in both directions.

  Background:
    Given a client is served when it sends a line of 40 characters and receives the same line in upper case

  @LINE-UPPERCASE-S1 @core
  Scenario: A line comes back in upper case, blanks at both ends included, ended by LF
    Source: 001: the Java TCP server
    Usual mistake: the reply is sent without a line end (print instead of println, or a forgotten + '\n'); or strip() and trim() take more than the line end away.

    Given client A connects
    When client A sends a line of 60 characters with blanks at both ends
    Then client A receives exactly the same line in upper case

  @LINE-UPPERCASE-S2 @core
  Scenario: A line that arrives in several segments gets one reply
    Source: 001: the Java TCP server
    Usual mistake: what one recv returned is taken for the line.

    Given client A connects
    When client A sends a line of 60 characters in 3 segments
    Then client A receives exactly the same line in upper case

  @LINE-UPPERCASE-S3 @core
  Scenario: Nothing is answered before the LF has arrived
    Source: 001: the Java TCP server
    Usual mistake: what one recv returned is answered at once, whether or not the line has ended.

    Given client A connects
    When client A sends a line of 40 characters, keeping back its LF
    Then client A receives nothing yet
    When client A sends the LF
    Then client A receives a reply

  @LINE-UPPERCASE-S4 @core
  Scenario: An empty line is answered with an empty line
    Source: 001: the Java TCP server
    Usual mistake: an empty line is taken for the end of the stream, or skipped.

    Given client A connects
    When client A sends an empty line
    Then client A receives exactly the same line in upper case

  @LINE-UPPERCASE-S5 @core
  Scenario: CR LF ends a line as LF does, and the CR is not part of the text
    Source: 001: the Java TCP server (readLine)
    Usual mistake: only the LF is removed, and the CR is sent back as the last character of the text; or CR and LF are each taken for an end, and an empty line is answered.

    Given client A connects
    And client A sends a line of 40 characters
    And client A receives the same line in upper case
    And client A leaves
    When client B connects
    And client B sends a line of 40 characters ended by CR LF
    Then client B receives exactly the same line in upper case
    And the CR was not taken for a part of the text

  @LINE-UPPERCASE-S6 @robust
  Scenario: A line of 100 000 characters comes back whole
    Source: 001: the Java TCP server (readLine knows no longest line)
    Usual mistake: the line must fit into a buffer of fixed size.

    Given client A connects
    When client A sends a line of 100 000 characters
    Then client A receives exactly the same line in upper case

  @LINE-UPPERCASE-S7 @info
  Scenario: Observed: several lines on one connection are all answered, or only the first (the lecture's)
    Source: 001: the Java TCP server

    Given client A connects
    Then it is observed whether of several requests of client A "all are answered" or "only the first is answered"

  @LINE-UPPERCASE-T1 @core
  Scenario: After one client has been served and has left, the next is served, three in a row
    Source: 001: the Java TCP server
    Usual mistake: accept stands before the loop instead of in it, or the listening socket is closed together with the first connection.

    When client A is served
    And client A leaves
    And client B is served
    And client B leaves
    Then client C is served

  @LINE-UPPERCASE-T1 @core
  Scenario: After a client that sent two lines and left, the next is served with its own
    Source: 001: the Java TCP server
    Usual mistake: what is left of one client's bytes is kept in a place that all share, and given to the next.

    Given client A connects
    When client A sends a line of 30 characters followed by a line of 20 characters
    And client A is answered now, or waits its turn
    And client A leaves
    Then client B is served

  @LINE-UPPERCASE-T2 @robust
  Scenario: A client that connects and leaves without sending anything does not stop the server
    Source: 001: the Java TCP server
    Usual mistake: an empty read (b'', null, 0, -1) is used without asking whether anything came.

    When client A connects
    And client A leaves
    Then a new client is served

  @LINE-UPPERCASE-T3 @robust
  Scenario: A client that resets its connection in mid-exchange does not stop the server
    Source: 001: the Java TCP server
    Usual mistake: ECONNRESET, EPIPE or SIGPIPE of one connection ends the whole server.

    When client A connects
    And client W connects
    And client W resets its connection
    And client A resets its connection
    And client E begins to ask and resets its connection
    And client B asks and resets its connection at once
    And client C asks and resets its connection at once
    And client D asks and resets its connection at once
    And client S asks, shuts down its sending side and resets its connection
    And client T asks, shuts down its sending side and resets its connection
    And client U asks, leaves the reply unread and resets its connection
    And client V asks, leaves the reply unread and resets its connection
    Then a new client is served

  @LINE-UPPERCASE-T4 @core
  Scenario: A client that connects while another is being served is served at the latest when the other leaves
    Source: 001: the Java TCP server
    Usual mistake: a second connection is dropped, or the queue of waiting connections has no room for it.

    Given client A connects
    When client B connects
    And client B asks
    And client A is served
    And client A leaves
    Then client B receives its own reply

  @LINE-UPPERCASE-T5 @info
  Scenario: Observed: sequential or concurrent, that is, whether a second client is served while a first one stays idle
    Source: 001: the Java TCP server

    Given client A connects
    When client B connects
    And client B asks
    Then it is observed whether client B is served while client A stays idle

  @LINE-UPPERCASE-T6 @robust @restart
  Scenario: The server, stopped after having served, can be started again at once on the same port
    Source: 001: the Java TCP server
    Usual mistake: SO_REUSEADDR is not set before bind, so the port stays taken for a minute after the server closed a connection first.

    Given the server has just been started
    And client A is served
    When the server is stopped while client A is connected
    And the server is started again on the same port
    Then client B is served

  @LINE-UPPERCASE-T7 @strict
  Scenario: 50 clients that connect at once each get exactly their own replies
    Source: 001: the Java TCP server
    Usual mistake: clients share a variable, or the queue of waiting connections has room for one.

    Then 50 clients at once are each served within 10 s
