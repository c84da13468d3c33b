Feature: Calculator client

  Protocol: calculator
  Role: client
  Transport: TCP
  Port: 7007
  Source: lab sheet "A calculator"
  Requests: lines
  Replies: lines

  The client reads sums such as 12 + 30, asks the server, and shows them with their result: 12 + 30 = 42.

  Background:
    Given [a] is a number from 100 to 999
    And [b] is a number from 100 to 999
    And [c] is a number from 10 000 to 99 999

  @CALCULATOR-C1 @core
  Scenario: What is typed becomes a request
    Source: lab sheet, 5
    Usual mistake: the line is sent as it was typed.

    When the client is started and "[a] + [b]" is typed
    Then the client sends the line "ADD [a] [b]"

  @CALCULATOR-C2 @core
  Scenario: It shows the sum with the result that the server gave, whatever that is
    Source: lab sheet, 5
    Usual mistake: the client computes the result itself, or shows it alone.

    When the client is started and "[a] + [b]" is typed
    And the client sends the line "ADD [a] [b]"
    And the server sends the line "[c]"
    Then the client shows a line like "[a] + [b] = NNNNN"
    And the client shows the line "[a] + [b] = [c]"
    And the client does not show "[a + b]"
