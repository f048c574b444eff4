"""What we ask the page itself, in its own language."""

from __future__ import annotations

_CELL = """
// Cells of a data table hold customers' data, perhaps revealed: they are never shown in a message.
// A table that only lays out a form has no header cell.
const CELL = 'td, [role=cell], [role=gridcell]';
const isDataCell = (cell) => cell.localName !== 'td' || cell.closest('table')?.querySelector('th');
const isData = (el) =>
  [el.closest(CELL), ...el.querySelectorAll(CELL)].some((cell) => cell && isDataCell(cell));
const short = (text) => {
  const flat = text.replace(/\\s+/g, ' ').trim();
  return flat.length > 40 ? flat.slice(0, 39) + '…' : flat;
};
"""

VISIBLE_TEXTS = (
    "() => {"
    + _CELL
    + """
  const texts = new Set();
  for (const el of document.querySelectorAll('body *')) {
    if (texts.size >= 2000) break;
    if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEXTAREA'].includes(el.tagName)) continue;
    const own = [...el.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE);
    const isButton = el.matches('input[type=submit], input[type=button], input[type=reset]');
    const said = [
      own.map((n) => n.data).join(''),
      isButton ? el.value : '',
      el.getAttribute('aria-label') ?? '',
      el.getAttribute('placeholder') ?? '',
    ].map(short).filter(Boolean);
    if (!said.length || isData(el) || !el.getClientRects().length) continue;
    if (getComputedStyle(el).visibility !== 'visible') continue;
    said.forEach((text) => texts.add(text));
  }
  return [...texts];
}"""
)
"""Returns the texts a person can see on the page: labels, buttons, headings, placeholders."""

OUTLINES = (
    "(elements) => {"
    + _CELL
    + """
  const name = (el) => {
    const own = [...el.classList].find((one) => !one.startsWith('ng-'));
    return el.localName + (own ? '.' + own : '');
  };
  return elements.map((el) => {
    const above = [];
    for (let up = el.parentElement; up && up !== document.body && above.length < 3;
         up = up.parentElement) above.unshift(name(up));
    const text = isData(el) ? '' : short(el.innerText ?? '');
    const place = above.length ? ' in ' + above.join(' > ') : '';
    return name(el) + (text ? ` "${text}"` : '') + place;
  });
}"""
)
"""Returns for each element its tag, text and place in a few words."""
