Feature: Greeting server

  Protocol: greeting
  Role: server
  Transport: TCP
  Port: 4242
  Source: lab 3

  A client that says HELO is greeted.

  Background:
    Given a client is served when it sends "HELO\n" and receives "HELLO\n"

  @GREETING-S1 @core
  Scenario: HELO is answered HELLO
    Source: lab 3, section 2.1
    Usual mistake: the line end is forgotten.

    Given client A connects
    When client A sends "HELO\n"
    Then client A receives exactly "HELLO\n"
    And client A receives one reply to each

  @GREETING-S2 @robust
  Scenario: A client that leaves without a word does not stop the server
    Source: lab 3, section 2.4

    When client A connects
    And client A leaves
    Then a new client is served
