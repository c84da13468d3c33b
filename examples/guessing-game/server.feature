Feature: Guessing game server

  Protocol: guessing-game
  Role: server
  Transport: TCP
  Port: 4711
  Source: lab sheet "A guessing game"
  Requests: lines
  Replies: lines

  The server greets with a line that ends with "ready". LOGIN and a name give a session, with which numbers from 1 to 100 are guessed: the answer says whether the number
  that the server has in mind is lower or higher, or that the guess is right.

  Background:
    Given a client is greeted with a line that ends with "ready"
    And a client is served when it sends the line "LOGIN [player]" and receives a line that begins with "SESSION "

  @GUESSING-S1 @core
  Scenario: Whoever connects is greeted
    Source: lab sheet, 1
    Usual mistake: the server waits for the client to speak first.

    When client A connects
    Then client A receives a line that ends with "ready"

  @GUESSING-S2 @core
  Scenario: A login gives a session of at least eight hexadecimal digits
    Source: lab sheet, 2
    Usual mistake: sessions are counted, so that anybody can guess them.

    Given client A connects and is greeted
    When client A sends the line "LOGIN [player]"
    Then client A receives exactly a line like /^SESSION [0-9a-f]{8,}$/

  @GUESSING-S3 @core
  Scenario: Without a session nobody can guess
    Source: lab sheet, 2
    Usual mistake: the session is not looked at.

    Given client A is served
    When client A sends the line "GUESS [invented] 50"
    Then client A receives a line that begins with "ERROR"

  Rule: With a session

    Background:
      Given client A connects and is greeted
      When client A sends the line "LOGIN [player]"
      Then client A receives a line that begins with "SESSION " and holds [session]

    @GUESSING-G1 @core
    Scenario: A guess is answered LOWER, HIGHER or RIGHT
      Source: lab sheet, 3
      Usual mistake: other words.

      When client A sends the line "GUESS [session] [a number from 1 to 100]"
      Then client A receives exactly the line "LOWER", "HIGHER" or "RIGHT"

    @GUESSING-G2 @core
    Scenario: Seven guesses suffice
      Source: lab sheet, 3
      Usual mistake: lower and higher are confused, or each guess gets a number of its own.

      Then client A sends the line "GUESS [session] [guess]" for [guess] from 1 to 100, lower after the line "LOWER", higher after the line "HIGHER", until it receives the line "RIGHT", at most 7 times

    @GUESSING-G3 @robust
    Scenario: A session goes on over another connection
      Source: lab sheet, 4
      Usual mistake: the session is forgotten when its connection ends.

      When client A disconnects
      And client B connects and is greeted
      And client B sends the line "GUESS [session] 50"
      Then client B receives the line "LOWER", "HIGHER" or "RIGHT"
