// Reads the table whose header holds the wanted titles, with its pager, in one call.
(() => {
  const rpa = window[Symbol.for("rpa")];

  const headerCells = (root, markup) => {
    const heads = [...root.querySelectorAll(markup.header)];
    return heads.find((row) => [...row.cells].some((cell) => rpa.text(cell)))?.cells ?? [];
  };

  const titles = (root, markup) => [...headerCells(root, markup)].map((cell) => rpa.text(cell));

  // `wanted` is a list of wordings, one list a column; the table that shows most of them is meant.
  const find = ({ markup, wanted }) => {
    let best = null;
    let most = 0;
    for (const root of rpa.visible(markup.root)) {
      const shown = titles(root, markup);
      const hits = wanted.filter((words) => shown.some((title) => rpa.isOneOf(title, words)));
      if (hits.length > most) [best, most] = [root, hits.length];
    }
    return best;
  };

  const isLoading = (root, markup) =>
    rpa.visible(markup.loading, root).length > 0 || rpa.visible(markup.page_loading).length > 0;

  const rowsOf = (root, markup) =>
    [...root.querySelectorAll(markup.row)].filter((row) => !row.matches(markup.not_row));

  const pagerOf = (root, markup) => {
    for (let around = root.parentElement; around; around = around.parentElement) {
      const pager = rpa.visible(markup.pager, around)[0];
      if (pager) return pager;
      if (around.querySelectorAll(markup.root).length > 1) return null;
    }
    return null;
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

  rpa.table = {
    find,

    // {found, shown} | {state, message, headers, eyes, rows, pager}: texts only, cell by cell.
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
        pager: pagerState(pagerOf(root, markup), markup),
      };
    },

    // Remembers the table as it is now, so that `settled` can tell old rows from new ones.
    watch: (wish) => {
      const root = find(wish);
      rpa.watched?.observer.disconnect();
      const watched = { changed: false, started: rpa.flight.started };
      watched.observer = new MutationObserver(() => {
        watched.changed = true;
        rpa.flight.lastChange = performance.now();
      });
      const body = root?.querySelector(wish.markup.body);
      if (body) watched.observer.observe(body, { childList: true, subtree: true, characterData: true });
      rpa.watched = watched;
    },

    // True once something began after `watch`: a request, or a change of the rows.
    stirred: () =>
      !rpa.watched || rpa.watched.changed || rpa.flight.started > rpa.watched.started,

    // True once the rows are those of the act that followed `watch`, and nothing is under way.
    settled: (wish) => {
      const { markup, ignored, page, clear, masked } = wish;
      if (rpa.flight.pendingSince(rpa.watched?.started ?? 0, ignored)) return false;
      if (performance.now() - rpa.flight.lastChange < wish.quiet_ms) return false;
      const root = find(wish);
      if (!root || isLoading(root, markup)) return false;
      if (stateOf(root, markup) === "failed") return true;
      const pager = pagerOf(root, markup);
      if (page && pager && pagerState(pager, markup).page !== page) return false;
      if (!clear.length) return true;
      const veil = new RegExp(masked);
      const hidden = titles(root, markup)
        .map((title, at) => [title, at])
        .filter(([title]) => clear.some((words) => rpa.isOneOf(title, words)));
      return rowsOf(root, markup).every((row) =>
        hidden.every(([, at]) => !row.cells[at] || !veil.test(rpa.text(row.cells[at]))),
      );
    },

    // Position of the first row whose cells show all the given texts, -1 if there is none.
    row: (wish) => {
      const root = find(wish);
      const shown = titles(root, wish.markup);
      const at = wish.where.map(({ words, text }) => [
        shown.findIndex((title) => rpa.isOneOf(title, words)),
        rpa.folded(text),
      ]);
      return rowsOf(root, wish.markup).findIndex((row) =>
        at.every(([column, text]) => rpa.folded(rpa.text(row.cells[column])) === text),
      );
    },

    // Elements, for acts by real clicks; each is null when it is not there.
    eye: (wish) => {
      const root = find(wish);
      const head = [...headerCells(root, wish.markup)];
      return head.find((cell) => rpa.isOneOf(rpa.text(cell), wish.words))?.querySelector(wish.eye);
    },
    eyeIsOpen: (wish) => {
      const eye = rpa.table.eye(wish);
      return Boolean(eye) && !eye.querySelector(wish.hidden);
    },
    rowElement: (wish) => rowsOf(find(wish), wish.markup)[wish.index] ?? null,
    pagerElement: (wish) => pagerOf(find(wish), wish.markup),
  };

  // Nothing under way since number `since`, nothing masked by a spinner.
  rpa.isIdle = ({ loading, ignored, quiet_ms }) =>
    !rpa.flight.pendingSince(0, ignored) &&
    performance.now() - rpa.flight.lastChange >= quiet_ms &&
    rpa.visible(loading).length === 0;
})();
