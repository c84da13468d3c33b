Feature: Greeting client

  Protocol: greeting
  Role: client
  Transport: TCP
  Port: 4242
  Source: lab 3

  Background:
    Given the server answers with as many other lower-case letters

  @GREETING-C1 @core
  Scenario: The typed line arrives
    Then the typed line arrives complete
