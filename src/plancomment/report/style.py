"""The looks of the HTML page: one style sheet, no script, nothing from outside (HTMLの体裁)."""

__all__ = ["style"]

# What a screen reader says around changed words, because an underline must not be the only sign; what begins a note.
_SAID = {
    "ja": {"del": "［改正前の部分］", "ins": "［改正後の部分］", "u": "［下線］", "end": "［ここまで］", "note": "※ "},
    "en": {"del": "[changed from] ", "ins": "[changed to] ", "u": "[underlined] ", "end": " [end]", "note": "Note: "},
}


def style(lang: str) -> str:
    """The style sheet, with the words that it says in that language."""
    said = "".join(f' --say-{name}: "{words}";' for name, words in _SAID[lang].items())
    return f"\n:root {{{said} }}{_STYLE}"


_STYLE = """
:root {
  color-scheme: light dark;
  --page: #fff; --text: #1c2226; --quiet: #566068; --line: #b9c3ca; --accent: #14506e; --link: #0b4f96;
  --head: #e6eef3; --group: #d3e1e9; --subgroup: #eef4f7; --total: #f4f6f7; --target: #fff4cc;
  --old: #fdeceb; --new: #e7f4e8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14191d; --text: #e6eaed; --quiet: #a8b3bb; --line: #47525a; --accent: #8fc6e2; --link: #93c5fd;
    --head: #223039; --group: #26404f; --subgroup: #1d2a32; --total: #1c2227; --target: #4a4014;
    --old: #47231f; --new: #1c3d24;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 3.5rem; }
body {
  margin: 0 auto; padding: 0 1.25rem 3rem; max-width: 76rem; background: var(--page); color: var(--text);
  font-family: "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic Medium", "Yu Gothic", "Noto Sans JP",
    "Noto Sans CJK JP", Meiryo, sans-serif;
  font-size: 1rem; line-height: 1.7; line-break: strict; overflow-wrap: anywhere;
}
a { color: var(--link); text-underline-offset: .2em; }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; top: 0; padding: .5rem 1rem; background: var(--page); z-index: 2; }
.skip:focus { left: 0; }
header { padding: 2.25rem 0 1.25rem; border-bottom: 4px solid var(--accent); }
.publisher { margin: 0 0 .25rem; color: var(--quiet); }
h1 { margin: 0; font-size: clamp(1.3rem, 1rem + 1.6vw, 1.9rem); line-height: 1.45; text-wrap: pretty; }
h2, h3, h4, h5, h6 { line-height: 1.5; margin: 3rem 0 1rem; }
h2 { font-size: 1.35rem; padding: .1em 0 .1em .6em; border-left: .35rem solid var(--accent); }
h3 { font-size: 1.15rem; }
nav h2 { font-size: 1rem; margin: 0 0 .25rem; padding: 0; border: 0; }
nav { margin: 1.5rem 0 0; padding: 1rem 1.25rem; border: 1px solid var(--line); max-width: 40rem; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li { padding: .15rem 0; }
.scroll { margin: 1.5rem 0 .5rem; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
table.figures { width: auto; min-width: min(100%, 26rem); table-layout: auto; }
caption { padding: 0 0 .4rem; text-align: start; font-weight: 700; }
th, td {
  padding: .5rem .7rem; border: 1px solid var(--line); text-align: start; vertical-align: top; font-size: .94rem;
  unicode-bidi: isolate;
}
thead th { background: var(--head); text-align: center; vertical-align: middle; }
thead th { word-break: keep-all; overflow-wrap: normal; }
tbody th { font-weight: 400; background: var(--total); }
.figures tbody th { min-width: 12rem; }
.center { text-align: center; }
.end { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr[style] > :first-child { padding-inline-start: calc(.7rem + var(--level) * 1.4em); }
tr.heading > th { background: var(--group); }
tr.heading[style] > th { background: var(--subgroup); padding-inline-start: .7rem; }
table tr.total > * { background: var(--total); font-weight: 700; border-top-width: 2px; }
:target > th, :target > td, td:target, th:target { background: var(--target); }
ins, del, u {
  position: relative; text-decoration: underline; text-underline-offset: .22em; text-decoration-thickness: .1em;
}
del { background: var(--old); }
ins { background: var(--new); }
.double { text-decoration-style: double; }
.plain { text-decoration: none; background: none; }
ins::before, ins::after, del::before, del::after, u::before, u::after {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
del::before { content: var(--say-del); }
ins::before { content: var(--say-ins); }
u::before { content: var(--say-u); }
ins::after, del::after, u::after { content: var(--say-end); }
.muted { color: var(--quiet); }
.notes { margin: 0 0 1.5rem; padding: 0; list-style: none; color: var(--quiet); font-size: .88rem; }
.notes li::before { content: var(--say-note); }
.picture { margin: 1.5rem 0 .5rem; }
figcaption { padding: 0 0 .4rem; font-weight: 700; }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.5rem; margin: 0 0 .6rem; padding: 0; list-style: none; }
.legend li { display: flex; align-items: center; gap: .5rem; font-size: .88rem; }
.legend svg { width: 2.75rem; height: .7rem; flex: none; }
.picture path { fill: none; stroke: var(--text); stroke-width: 1.4px; vector-effect: non-scaling-stroke; }
.picture path.thick { stroke-width: 3px; }
.picture path.dashed { stroke-dasharray: 9 4; }
.picture path.dotted { stroke-dasharray: 1.5 4; stroke-width: 2px; }
.picture path.dash-dot { stroke-dasharray: 10 4 1.5 4; }
.picture path:hover { stroke: var(--link); stroke-width: 4px; }
.sides, .band { display: grid; grid-template-columns: minmax(0, 4fr) minmax(3rem, 1.6fr) minmax(0, 5fr); }
.sides { padding: .25rem 0; font-size: .88rem; font-weight: 700; text-align: center; background: var(--head); }
.band { --half: .9rem; padding: .3rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.band.long { break-inside: auto; }
.band > svg { display: block; width: 100%; height: calc(var(--rows) * var(--half)); }
.band > ul {
  display: grid; grid-template-rows: repeat(var(--rows), var(--half)); margin: 0; padding: 0; list-style: none;
}
.band li { grid-row: var(--at) / span 2; display: grid; align-items: center; min-height: 0; padding: .1rem 0; }
.band li > div {
  max-height: 100%; padding: 0 .5rem; overflow: hidden; background: var(--total); font-size: .84rem; line-height: 1.9;
  white-space: nowrap; text-overflow: ellipsis; unicode-bidi: isolate;
}
.band li span { color: var(--quiet); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
@media (min-width: 64rem) {
  .scroll { overflow: visible; }
  table:not(.figures) thead th { position: sticky; top: 0; z-index: 1; }
}
@media (max-width: 63.99rem) {
  table.wide { min-width: 42rem; }
  .band { --half: 1.4rem; }
  .band li > div {
    display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; padding: .15rem .3rem; line-height: 1.35;
    white-space: normal; font-size: .8rem;
  }
}
@media (max-width: 40rem) {
  .band { --half: 1.9rem; }
  .band li > div { -webkit-line-clamp: 3; }
}
@page { size: A4; margin: 16mm 13mm; }
@page wide { size: A4 landscape; }
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --text: #000; --quiet: #333; --line: #777; --accent: #000; --link: #000; --head: #eee;
    --group: #ddd; --subgroup: #f2f2f2; --total: #f6f6f6; --target: #fff; --old: #fff; --new: #fff;
  }
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.55; }
  header { padding-top: 0; border-bottom-width: 2pt; }
  nav, .skip, .top { display: none; }
  a { text-decoration: none; }
  .scroll { overflow: visible; margin-top: 1rem; padding: 0 1px; }
  th, td { padding: 3pt 5pt; font-size: 9pt; }
  h2, h3, caption { break-after: avoid; }
  h2 { margin-top: 1.75rem; }
  thead { display: table-header-group; }
  table:not(.figures) thead th { position: static; }
  table.wide { min-width: 0; }
  tr { break-inside: avoid; }
  tr.heading { break-after: avoid; }
  .sides, .legend { break-after: avoid; }
  .landscape { page: wide; break-before: page; }
}
"""
