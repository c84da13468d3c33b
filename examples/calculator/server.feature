Feature: Calculator server

  Protocol: calculator
  Role: server
  Transport: TCP
  Port: 7007
  Source: lab sheet "A calculator"
  Requests: lines
  Replies: lines

  Each line is a request, and is answered with a line: ADD, SUB and MUL of two whole numbers with the result, DIV with two decimals, DICE of a number with
  a random one from 1 to that; everything else with a line that begins with ERROR.

  Background:
    Given [a] is a number from 100 to 999
    And [b] is a number from 100 to 999
    And a client is served when it sends the line "ADD [a] [b]" and receives the line "[a + b]"

  @CALCULATOR-S1 @core
  Scenario Outline: A sum, a difference and a product are computed: <operation>
    Source: lab sheet, 1
    Usual mistake: the numbers are added as texts.

    Given client A connects
    When client A sends the line "<operation> [a] [b]"
    Then client A receives exactly the line "<result>"

    Examples:
      | operation | result  |
      | ADD       | [a + b] |
      | SUB       | [a - b] |
      | MUL       | [a * b] |

  @CALCULATOR-S2 @core
  Scenario: A difference may be negative
    Source: lab sheet, 1
    Usual mistake: the sign is lost.

    Given client A connects
    When client A sends the line "SUB [a] [a + b]"
    Then client A receives exactly the line "[0 - b]"

  @CALCULATOR-S3 @core
  Scenario: A quotient has two decimals
    Source: lab sheet, 2
    Usual mistake: whole numbers are divided, or as many decimals are written as there are.

    Given client A connects
    When client A sends the line "DIV [a number from 1 to 6] 7"
    Then client A receives exactly a line like "0.NN"

  @CALCULATOR-S4 @core
  Scenario: A die shows a number from 1 to that of its sides
    Source: lab sheet, 3
    Usual mistake: it begins with 0.

    Given client A connects
    When client A sends the line "DICE 1"
    Then client A receives a number between 1 and 1
    When client A sends the line "DICE 6"
    Then client A receives a number between 1 and 6

  @CALCULATOR-S5 @robust
  Scenario: A division by zero is told, and the next request is answered
    Source: lab sheet, 4
    Usual mistake: an error in one request ends the connection.

    Given client A connects
    When client A sends the line "DIV [a] 0"
    Then client A receives a line that contains "zero" or "Zero"
    When client A sends the line "ADD [a] 1"
    Then client A receives the line "[a + 1]"

  @CALCULATOR-S6 @robust
  Scenario Outline: What is no request gets a line that begins with ERROR: <request>
    Source: lab sheet, 4
    Usual mistake: what cannot be read as a number ends the connection.

    Given client A connects
    When client A sends the line "<request>"
    Then client A receives a line that begins with "ERROR"
    And client A is served

    Examples:
      | request       |
      | POW [a] [b]   |
      | ADD [a]       |
      | ADD [a] [any] |

  @CALCULATOR-S7 @robust
  Scenario: Requests are lines, however they are cut into segments
    Source: lab sheet, 1; TCP is a stream of bytes
    Usual mistake: one recv is taken for one request.

    Given client A connects
    When client A sends the line "ADD [a] [b]" followed by the line "MUL [a] [b]"
    Then client A receives the line "[a + b]"
    And client A receives exactly the line "[a * b]"
