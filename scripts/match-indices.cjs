// What the package regexp-match-indices is used for, by the flag that Node itself has for it.
const withIndices = new WeakMap()

module.exports = function exec(regexp, text) {
  let own = withIndices.get(regexp)
  if (!own)
    withIndices.set(
      regexp,
      (own = new RegExp(regexp.source, regexp.flags.includes('d') ? regexp.flags : `${regexp.flags}d`)),
    )
  own.lastIndex = regexp.lastIndex
  const match = own.exec(text)
  regexp.lastIndex = own.lastIndex
  return match
}
