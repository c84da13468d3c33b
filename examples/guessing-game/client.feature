Feature: Guessing game client

  Protocol: guessing-game
  Role: client
  Transport: TCP
  Port: 4711
  Source: lab sheet "A guessing game"
  Requests: lines
  Replies: lines

  The client asks for a name, logs in with it, and sends each number that is typed as a guess. What the server says it tells in words of its own; the session is nobody's business.

  Background:
    Given the server greets with the line "Guess a number: ready"
    When the client is started and "[player]" is typed
    Then the client sends the line "LOGIN [player]"
    When the server sends the line "SESSION [session]"

  @GUESSING-C1 @core
  Scenario: What is typed is sent as a guess, with the session
    Source: lab sheet, 5
    Usual mistake: the session is forgotten.

    When "50" is typed
    Then the client sends the line "GUESS [session] 50"

  @GUESSING-C2 @core
  Scenario Outline: It tells what the server says, and asks again: <answer>
    Source: lab sheet, 5
    Usual mistake: after the first answer the client ends.

    When "50" is typed
    Then the client sends the line "GUESS [session] 50"
    When the server sends the line "<answer>"
    Then the client shows a line that contains "<word>"
    When "7" is typed
    Then the client sends the line "GUESS [session] 7"

    Examples:
      | answer | word   |
      | LOWER  | lower  |
      | HIGHER | higher |

  @GUESSING-C3 @robust
  Scenario: It does not show the session
    Source: lab sheet, 6
    Usual mistake: whatever comes is printed.

    When "50" is typed
    Then the client sends the line "GUESS [session] 50"
    And the client does not show "[session]"
