import { connectEngine } from '../../dist/harness/hosts/containers/engine.js'
import { hostImage, imageFor } from '../../dist/harness/hosts/containers/images.js'

/** The image that holds the package itself, with the reference programs below /opt/sockspec. */
export const sockspecImage = (): string => hostImage().replace('sockspec-host', 'sockspec')

/** Why checks in containers cannot be tested here; undefined where they can. */
export const whyNoDocker: string | undefined = await (async () => {
  let engine
  try {
    engine = await connectEngine()
  } catch {
    return 'needs a Docker engine: docker/prepare-engine'
  }
  for (const image of [hostImage(), sockspecImage(), imageFor(['python3']), imageFor(['./program'])]) {
    if (
      !(await engine
        .getImage(image)
        .inspect()
        .then(
          () => true,
          () => false,
        ))
    )
      return `needs the image ${image}: docker/build-images`
  }
  return undefined
})()

/** What stands behind a test's name where it is skipped. */
export const dockerNeeds = whyNoDocker === undefined ? '' : ` (${whyNoDocker})`
