import { testSubmissions } from './support/submission-tests.js'

testSubmissions('uppercase')
