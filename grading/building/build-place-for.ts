import type { Isolation } from '../../results/result.js'
import { buildHere } from './build-here.js'
import { buildInSandbox } from './build-in-sandbox.js'
import type { OpenBuildPlace } from './build-place.js'

/** Whether what a submission's build does is kept from everything else of this machine. For containers, too, it is done in a sandbox: images need no compilers. */
export const isBuildApart = (isolation: Isolation): boolean => isolation === 'sandbox' || isolation === 'docker'

/** Where a class is built whose submissions run in that isolation. */
export const buildPlaceFor = (isolation: Isolation): OpenBuildPlace =>
  isBuildApart(isolation) ? buildInSandbox : buildHere
