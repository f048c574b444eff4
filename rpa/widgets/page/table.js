// Reads the table whose header holds the wanted titles, with its pager, in one call.
(() => {
  const rpa = window[Symbol.for("rpa")];

  const headerCells = (root, markup) => {
    const heads = root ? [...root.querySelectorAll(markup.header)] : [];
    return heads.find((row) => [...row.cells].some((cell) => rpa.text(cell)))?.cells ?? [];
  };

  const titles = (root, markup) => [...headerCells(root, markup)].map((cell) => rpa.text(cell));

  // `wanted` is a list of wordings, one list a column; the table that shows most of them is meant.
  const findIn = (part, { markup, wanted }) => {
    let best = null;
    let most = 0;
    for (const root of rpa.visible(markup.root, part)) {
      const shown = titles(root, markup);
      const hits = wanted.filter((words) => shown.some((title) => rpa.isOneOf(title, words)));
      if (hits.length > most) [best, most] = [root, hits.length];
    }
    return best;
  };

  // A table of the uppermost dialog covers one like it on the page behind.
  const find = (wish) => {
    const dialogs = rpa.visible(wish.dialog).reverse();
    return [...dialogs, document].map((part) => findIn(part, wish)).find(Boolean) ?? null;
  };

  const isLoading = (root, markup) =>
    (root && rpa.visible(markup.loading, root).length > 0) || rpa.visible(markup.page_loading).length > 0;

  // A row may hold a table of its own, whose rows are not rows of this one.
  const isInner = (row, root) => {
    const outer = row.parentElement.closest("tr");
    return outer !== null && root.contains(outer);
  };

  const rowsOf = (root, markup) =>
    root
      ? [...root.querySelectorAll(markup.row)].filter((row) => !row.matches(markup.not_row) && !isInner(row, root))
      : [];

  const precedes = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

  // A table's pager comes after it and before the next table; where there is but one, anywhere near.
  const pagerOf = (root, markup) => {
    for (let around = root?.parentElement; around; around = around.parentElement) {
      const pagers = rpa.visible(markup.pager, around);
      const tables = rpa.visible(markup.root, around).filter((one) => one === root || !root.contains(one));
      const own = pagers.find((pager) => tables.findLast((one) => precedes(one, pager)) === root);
      if (own) return own;
      if (tables.length > 1) return null;
      if (pagers.length) return pagers[0];
    }
    return null;
  };

  // What a row shows once it is expanded: [label, value] pairs, or null while it is not.
  const detailsOf = (row, markup) => {
    const below = row.nextElementSibling;
    if (!below?.matches(markup.details)) return null;
    const values = [...below.querySelectorAll(markup.details_value)];
    return [...below.querySelectorAll(markup.details_label)].map((label, at) => [
      rpa.text(label),
      values[at] ? rpa.value(values[at]) : "",
    ]);
  };

  const number = (element) => {
    const digits = element ? rpa.text(element).replace(/[^0-9]/g, "") : "";
    return digits ? Number(digits) : null;
  };

  const pagerState = (pager, markup) => {
    if (!pager) return null;
    const pages = rpa.visible(markup.page, pager).map(number).filter((one) => one !== null);
    const next = rpa.visible(markup.next, pager)[0];
    return {
      total: number(pager.querySelector(markup.total)),
      page: number(pager.querySelector(markup.active_page)) ?? 1,
      pages: pages.length ? Math.max(...pages) : null,
      size: number(pager.querySelector(markup.size)),
      last: !next || next.matches(markup.disabled),
    };
  };

  const stateOf = (root, markup) => {
    if (isLoading(root, markup)) return "loading";
    if (rpa.visible(markup.failed, root).length) return "failed";
    return rowsOf(root, markup).length ? "rows" : "empty";
  };

  const bodyOf = (root, markup) => root?.querySelector(markup.body) ?? null;

  // Whether the rows are others than those that were watched, or the table or the page is.
  const hasChanged = (root, markup) => {
    const { watched } = rpa;
    return !watched || watched.changed || root !== watched.root || bodyOf(root, markup) !== watched.body;
  };

  // Whether no value of the columns in `clear` is masked.
  const isClear = (root, { markup, clear, masked }) => {
    const veil = new RegExp(masked);
    const hidden = titles(root, markup)
      .map((title, at) => [title, at])
      .filter(([title]) => clear.some((words) => rpa.isOneOf(title, words)));
    return rowsOf(root, markup).every((row) =>
      hidden.every(([, at]) => !row.cells[at] || !veil.test(rpa.text(row.cells[at]))),
    );
  };

  // "on", "off", or "disabled" where it cannot be turned on; null where a row has no box.
  const boxState = (row, { ticks }) => {
    const box = row?.querySelector(ticks.box);
    if (!box) return null;
    if (box.checked) return "on";
    return box.disabled ? "disabled" : "off";
  };

  const beginning = ({ is_new }) => (is_new ? (rpa.watched?.since ?? 0) : 0);

  rpa.table = {
    find,
    headerCells,
    rowsOf,

    // {found, shown} | {state, message, headers, left_out, rows, details, pager}: texts only.
    read: (wish) => {
      const { markup } = wish;
      const root = find(wish);
      if (!root) {
        return { found: false, shown: rpa.visible(markup.root).map((one) => titles(one, markup)) };
      }
      const head = [...headerCells(root, markup)];
      const state = stateOf(root, markup);
      return {
        found: true,
        state,
        message: state === "failed" ? rpa.text(rpa.visible(markup.failed, root)[0]) : "",
        headers: head.map((cell) => rpa.text(cell)),
        left_out: head.map((cell) => cell.matches(markup.not_column)),
        rows: rowsOf(root, markup).map((row) => [...row.cells].map((cell) => rpa.value(cell))),
        details: wish.details ? rowsOf(root, markup).map((row) => detailsOf(row, markup)) : [],
        pager: pagerState(pagerOf(root, markup), markup),
      };
    },

    // Opens the details of every row that does not show them; a plain click is all its icon needs.
    expand: (wish) => {
      for (const row of rowsOf(find(wish), wish.markup)) {
        if (!detailsOf(row, wish.markup)) row.querySelector(wish.markup.details_toggle)?.click();
      }
    },
    isExpanded: (wish) =>
      rowsOf(find(wish), wish.markup).every((row) => detailsOf(row, wish.markup)?.length) &&
      !rpa.flight.pending(0, wish.ignored).length,

    // Remembers the table as it is now, so that `settled` can tell old rows from new ones.
    watch: (wish) => {
      rpa.watched?.observer.disconnect();
      const root = find(wish);
      const watched = { root, body: bodyOf(root, wish.markup), changed: false, since: rpa.flight.started };
      watched.observer = new MutationObserver(() => {
        watched.changed = true;
        rpa.flight.drawn = performance.now();
      });
      if (watched.body) {
        watched.observer.observe(watched.body, { childList: true, subtree: true, characterData: true });
      }
      rpa.watched = watched;
    },

    // True once something began after `watch`: a request, or a change of the rows.
    stirred: (wish) =>
      rpa.flight.since(beginning({ is_new: true }), wish.ignored).length > 0 || hasChanged(find(wish), wish.markup),

    // True once the rows are there (with `is_new`: those of the act that followed `watch`), and
    // nothing is under way. A moment of silence is enough where rows have changed. Rows that have
    // not may still be on their way: then it must be longer, and is no proof at all after a failed
    // request or a turned page.
    settled: (wish) => {
      const { markup, ignored, page, is_new } = wish;
      const since = beginning(wish);
      const quiet = rpa.flight.quiet(ignored);
      if (rpa.flight.pending(since, ignored).length || quiet < wish.quiet_ms) return false;
      const root = find(wish);
      if (!root || isLoading(root, markup)) return false;
      const state = stateOf(root, markup);
      if (state === "failed") return true;
      const isStill = quiet >= wish.still_ms;
      if (state === "empty" && !isStill) return false;
      if (is_new && !hasChanged(root, markup)) {
        if (page || !isStill || rpa.flight.failed(since, ignored).length) return false;
      }
      const pager = pagerOf(root, markup);
      if (page && pager && pagerState(pager, markup).page !== page) return false;
      return !wish.clear.length || isClear(root, wish);
    },

    // Reads the page that is shown or was turned to (`page`) once its rows are there, and turns to
    // the next at once, so that it comes while this one is worked on. As `read`, with the page that
    // was turned to, if one was; null when the rows do not come in time.
    take: async (wish) => {
      const plain = { ...wish, clear: [] };
      // Rows may come masked and be revealed a moment later; what stays masked is believed.
      const isThere = () =>
        rpa.table.settled(wish) ||
        (wish.clear.length && rpa.flight.quiet(wish.ignored) >= wish.still_ms && rpa.table.settled(plain));
      if (!(await rpa.comes(isThere, wish.within_ms))) return null;
      const seen = rpa.table.read(wish);
      const page = seen.state === "rows" && seen.pager && !seen.pager.last ? seen.pager.page + 1 : null;
      if (page) {
        rpa.table.watch(wish);
        rpa.table.turner({ ...wish, page })?.click();
      }
      return { ...seen, turned: page };
    },

    // Where a wait stands that is not over.
    standing: (wish) => {
      const { markup, ignored } = wish;
      const since = beginning(wish);
      const root = find(wish);
      const pending = rpa.flight.pending(since, ignored);
      return {
        found: root !== null,
        page: pagerState(pagerOf(root, markup), markup)?.page ?? null,
        rests: !pending.length && rpa.flight.quiet(ignored) >= wish.still_ms && !isLoading(root, markup),
        pending,
        failed: wish.is_new && !hasChanged(root, markup) ? rpa.flight.failed(since, ignored) : [],
      };
    },

    // Position of the first row whose cells show all the given texts, -1 if there is none.
    row: (wish) => {
      const root = find(wish);
      const shown = titles(root, wish.markup);
      const sought = wish.where.map(({ words, texts }) => [
        shown.findIndex((title) => rpa.isOneOf(title, words)),
        texts,
      ]);
      const rows = rowsOf(root, wish.markup);
      const index = rows.findIndex((row) =>
        sought.every(([at, texts]) => row.cells[at] && rpa.isOneOf(rpa.text(row.cells[at]), texts)),
      );
      rpa.found = { index, row: rows[index] };
      return index;
    },

    // Elements, for acts by real clicks; each is null when it is not there.

    // The link in a row's cell of the column that reads one of `words`.
    link: (wish) => {
      const at = titles(find(wish), wish.markup).findIndex((title) => rpa.isOneOf(title, wish.words));
      return rpa.table.rowElement(wish)?.cells[at]?.querySelector("a[href], a") ?? null;
    },

    // The row at a position; if `row` found it there, that very row, wherever it is drawn by now.
    rowElement: (wish) => {
      const rows = rowsOf(find(wish), wish.markup);
      const found = rpa.found?.index === wish.index ? rpa.found.row : null;
      if (!found) return rows[wish.index] ?? null;
      if (found.isConnected) return found;
      return rows.find((row) => rpa.text(row) === rpa.text(found)) ?? null;
    },

    // Of each row, which of `texts` its cell in the column shows (-1: none), and how its box stands.
    ticks: (wish) => {
      const root = find(wish);
      const at = titles(root, wish.markup).findIndex((title) => rpa.isOneOf(title, wish.words));
      return rowsOf(root, wish.markup).map((row) => {
        const text = row.cells[at] ? rpa.text(row.cells[at]) : "";
        return [wish.texts.findIndex((words) => rpa.isOneOf(text, words)), boxState(row, wish)];
      });
    },
    isTicked: (wish) => boxState(rowsOf(find(wish), wish.markup)[wish.index], wish) === (wish.on ? "on" : "off"),

    // What a person clicks to turn a row's box, nothing when it stands as wanted.
    tick: (wish) =>
      rpa.table.isTicked(wish)
        ? null
        : (rowsOf(find(wish), wish.markup)[wish.index]?.querySelector(wish.ticks.click) ?? null),

    eye: (wish) => {
      const head = [...headerCells(find(wish), wish.markup)];
      return head.find((cell) => rpa.isOneOf(rpa.text(cell), wish.words))?.querySelector(wish.eye) ?? null;
    },
    eyeIsOpen: (wish) => {
      const eye = rpa.table.eye(wish);
      return eye !== null && !eye.matches(wish.hidden) && !eye.querySelector(wish.hidden);
    },

    inside: (wish) => rpa.visible(wish.css, find(wish) ?? undefined)[0] ?? null,
    inPager: (wish) => pagerOf(find(wish), wish.markup)?.querySelector(wish.css) ?? null,

    // The page that one act brings closest to the wanted one; null when that is shown.
    step: (wish) => {
      const { markup, page } = wish;
      const pager = pagerOf(find(wish), markup);
      const now = pagerState(pager, markup)?.page ?? page;
      if (now === page) return null;
      if (now === page - 1 || rpa.visible(markup.jump, pager).length) return page;
      const others = rpa.visible(markup.page, pager).map(number).filter((one) => one !== null && one !== now);
      return others.reduce((best, one) => (Math.abs(one - page) < Math.abs(best - page) ? one : best), now + 1);
    },

    // What leads to a page: the way to the next, its number, or where it can be typed; nothing when
    // the pager shows that page already.
    turner: (wish) => {
      const { markup, page } = wish;
      const pager = pagerOf(find(wish), markup);
      const now = pagerState(pager, markup)?.page;
      if (!pager || now === page) return null;
      const next = rpa.visible(markup.next, pager)[0] ?? null;
      if (now === page - 1) return next;
      const numbers = rpa.visible(markup.page, pager);
      return numbers.find((one) => number(one) === page) ?? rpa.visible(markup.jump, pager)[0] ?? next;
    },

    // The button that reads one of `words`, in the smallest part of the page that holds it and the
    // table; of several there the last before the table.
    button: (wish) => {
      const root = find(wish);
      const reads = (one) => rpa.isOneOf(rpa.text(one) || one.value || one.ariaLabel || "", wish.words);
      for (let around = root?.parentElement ?? document.body; around; around = around.parentElement) {
        const hits = rpa.visible("button, [role=button], input[type=button], input[type=submit]", around).filter(reads);
        if (hits.length) return hits.findLast((one) => root && precedes(one, root)) ?? hits[0];
      }
      return null;
    },
  };
})();
