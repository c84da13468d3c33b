/** The style of the class's page: readable at 400 pixels and in the dark. */
export const CLASS_STYLE = `
:root { color-scheme: light dark; --line: #8886; --soft: #8882; --pass: #1a7f37; --fail: #cf222e; --warn: #9a6700; --info: #0969da; --skip: #6e7781; --error: #8250df; --page: #fff; }
@media (prefers-color-scheme: dark) { :root { --page: #16181c; --pass: #2ea043; --fail: #f85149; --warn: #d29922; --info: #539bf5; --error: #a371f7; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 100rem; margin: 1.5rem auto; padding: 0 1rem; background: var(--page); }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
.soft { opacity: .75; font-size: .85rem; } .facts { margin: .25rem 0; }
.chip { display: inline-block; padding: 0 .6em; border-radius: .7em; color: #fff; font-weight: 600; font-size: .85rem; }
.chip.pass { background: #1a7f37; } .chip.fail { background: #cf222e; } .chip.error { background: #8250df; } .chip.not-graded { background: #6e7781; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 2rem; }
.bars { list-style: none; margin: 0; padding: 0; } .bars li { position: relative; display: flex; justify-content: space-between; gap: 1rem; padding: .15rem .4rem; margin: .15rem 0; }
.bars .bar { position: absolute; inset: 0 auto 0 0; background: var(--fail); opacity: .22; border-radius: .2rem; } .bars .what, .bars .count { position: relative; } .bars .count { white-space: nowrap; }
svg { width: 100%; max-width: 34rem; height: auto; } svg rect { fill: var(--info); } svg text { font: 13px system-ui, sans-serif; text-anchor: middle; fill: currentColor; }
.scroll { overflow-x: auto; max-width: 100%; } table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .4rem; } thead th { vertical-align: bottom; position: sticky; top: 0; background: var(--page); }
th.name { text-align: left; font-weight: 500; position: sticky; left: 0; background: var(--page); min-width: 9rem; max-width: 22rem; overflow-wrap: anywhere; z-index: 1; }
button { font: inherit; font-size: .8rem; background: none; border: 0; color: inherit; cursor: pointer; padding: .2rem; } button:hover { text-decoration: underline; }
th[aria-sort] button::after { content: ' ▲'; } th[aria-sort=descending] button::after { content: ' ▼'; }
.points { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.cell { text-align: center; padding: 0; min-width: 2rem; } .cell a { display: block; padding: .25rem .4rem; text-decoration: none; color: inherit; font-weight: 600; }
.cell a:focus-visible, .cell a:hover { outline: 2px solid var(--info); }
.cell.pass a { color: var(--pass); } .cell.fail { background: var(--fail); } .cell.fail a { color: #fff; } .cell.warn a { color: var(--warn); } .cell.error { background: var(--error); } .cell.error a { color: #fff; } .cell.skip, .cell.none, .cell.info a { opacity: .7; }
@media (max-width: 30rem) { body { font-size: 15px; padding: 0 .6rem; } th.name { min-width: 6.5rem; max-width: 8rem; } th.name br + .soft { display: none; } }
@media print { .scroll { overflow: visible; } }
`

/** Sorts the matrix by the column whose heading is clicked; again: the other way round. */
export const CLASS_SCRIPT = `
const table = document.getElementById('matrix')
const body = table.tBodies[0]
for (const button of table.querySelectorAll('button[data-sort]')) button.addEventListener('click', () => {
  const head = button.parentElement
  const column = head.cellIndex
  const down = head.getAttribute('aria-sort') === 'ascending'
  for (const other of head.parentElement.cells) other.removeAttribute('aria-sort')
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending')
  const value = row => row.cells[column].dataset.value
  const isText = column === 0
  const rows = [...body.rows].map((row, index) => ({ row, index, value: isText ? value(row) : Number(value(row)) }))
  rows.sort((a, b) => (isText ? a.value.localeCompare(b.value) : a.value - b.value) * (down ? -1 : 1) || a.index - b.index)
  body.append(...rows.map(({ row }) => row))
})
`
