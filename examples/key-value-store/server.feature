Feature: Key-value store server

  Protocol: key-value-store
  Role: server
  Transport: TCP
  Port: 6379
  Source: lab sheet "A key-value store"
  Requests: lines

  Requests are lines, and replies are as those of Redis: "+OK" where there is nothing to say, ":1" for a number, "$5" and a line of five bytes for a value,
  "$-1" where there is none, and a line that begins with "-" for what is no request. LIST is our own: the keys, a line each, and a line with a point.

  Background:
    Given [value] is "[20 letters with letters outside ASCII]"
    And a client is served when it sends the line "SET [key] [value]" and receives the line "+OK"

  @KEY-VALUE-S1 @core
  Scenario: What was stored is given back, its length in bytes before it
    Source: lab sheet, 1
    Usual mistake: the length is that of the text in characters.

    Given client A connects
    When client A sends the line "SET [key] [value]"
    Then client A receives exactly the line "+OK"
    When client A sends the line "GET [key]"
    Then client A receives the line "$[length of value]"
    And client A receives exactly the line "[value]"

  @KEY-VALUE-S2 @core
  Scenario: A key that nobody has stored has no value
    Source: lab sheet, 1
    Usual mistake: a missing key ends the connection.

    Given client A connects
    When client A sends the line "GET [missing]"
    Then client A receives exactly the line "$-1"

  @KEY-VALUE-S3 @core
  Scenario: The last value counts
    Source: lab sheet, 1
    Usual mistake: a key that is there is left as it is.

    Given client A is served
    When client A sends the line "SET [key] [other]"
    Then client A receives the line "+OK"
    When client A sends the line "GET [key]"
    Then client A receives the line "$[length of other]"
    And client A receives the line "[other]"

  @KEY-VALUE-S4 @core
  Scenario: What one client has stored another one gets
    Source: lab sheet, 2
    Usual mistake: each connection has a store of its own.

    Given client A is served
    When client B connects
    And client B sends the line "GET [key]"
    Then client B receives the line "$[length of value]"
    And client B receives the line "[value]"

  @KEY-VALUE-S5 @core
  Scenario: What was deleted is gone
    Source: lab sheet, 3
    Usual mistake: DEL answers, and deletes nothing.

    Given client A is served
    When client A sends the line "DEL [key]"
    Then client A receives the line ":1"
    When client A sends the line "GET [key]"
    Then client A receives the line "$-1"

  @KEY-VALUE-S6 @robust
  Scenario: What is no request is told, and the next is answered
    Source: lab sheet, 4
    Usual mistake: it gets no answer at all.

    Given client A connects
    When client A sends the line "FROBNICATE [key]"
    Then client A receives a line that begins with "-"
    And client A is served

  @KEY-VALUE-L1 @core
  Scenario: LIST names every key, and ends with a point
    Source: lab sheet, 5
    Usual mistake: the point is forgotten, so that nobody knows where the list ends.

    Given client A is served
    When client A sends the line "SET [other key] [other]"
    Then client A receives the line "+OK"
    When client A sends the line "LIST"
    Then client A receives exactly lines until the line ".", among them "[key]" and "[other key]"

  @KEY-VALUE-L2 @robust
  Scenario: LIST names each key once, and no other
    Source: lab sheet, 5
    Usual mistake: each SET adds its key to a list.

    Given the server has just been started
    And client A is served
    When client A sends the line "SET [other key] [other]"
    Then client A receives the line "+OK"
    When client A sends the line "SET [key] [other]"
    Then client A receives the line "+OK"
    When client A sends the line "LIST"
    Then client A receives the lines "[key]" and "[other key]" in any order
    And client A receives exactly the line "."

  @KEY-VALUE-L3 @strict
  Scenario: A value can be asked for in upper case, and reversed
    Source: lab sheet, 6

    Given client A connects
    When client A sends the line "SET [key] [other]"
    Then client A receives the line "+OK"
    When client A sends the line "UPPER [key]"
    Then client A receives the line "[other in upper case]"
    When client A sends the line "REVERSE [key]"
    Then client A receives the line "[other reversed]"
