import { testExamples } from './support/submission-tests.js'

testExamples()
