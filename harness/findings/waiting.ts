/** What the harness waits for so long that a person wants to know why. */
export type Waiting =
  /** the kernel keeps a port taken: `leftBy` this check's own server, which has served already, or a program from before */
  | { readonly kind: 'time-wait'; readonly port: number; readonly leftBy: 'server' | 'earlier-program' }
  /** nothing to wait for, but why this check is not as others are */
  | { readonly kind: 'loopback-alone'; readonly host: string }
  | { readonly kind: 'image'; readonly image: string; readonly comes: 'built' | 'pulled' }
