// Says what a page shows, and on which of its tabs: all of it in one call, and no value of any row.
(() => {
  const rpa = window[Symbol.for("rpa")];

  // What `way` leads to: CSS for what is inside, or an XPath that begins at the element.
  const reached = (element, way) =>
    way.startsWith("xpath=")
      ? document.evaluate(way.slice(6), element, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue
      : element.querySelector(way);

  // A pane is called as the tab in front of the bar that stands nearest to it.
  const titleOf = (pane, { tab, active, pane: panes }) => {
    const outer = pane.parentElement.closest(panes);
    for (let around = pane.parentElement; around; around = around.parentElement) {
      const bar = rpa.visible(tab, around).filter((one) => one.closest(panes) === outer);
      const front = bar.find((one) => one.matches(active));
      if (front) return rpa.text(front);
    }
    return "";
  };

  const tabsAround = (element, tabs) => {
    const path = [];
    for (let pane = element.closest(tabs.pane); pane; pane = pane.parentElement.closest(tabs.pane)) {
      path.unshift(titleOf(pane, tabs));
    }
    return path;
  };

  const listed = (...marks) => marks.filter(Boolean).join(", ");

  const kindOf = (control, kinds) => {
    const found = Object.entries(kinds).find(([, css]) => control?.matches(css) || control?.querySelector(css));
    return found?.[0] ?? "";
  };

  const headings = ({ page }) => [...new Set(rpa.visible(page.heading).map(rpa.text))];

  const filters = ({ form, survey }) =>
    rpa.visible(form.label).map((label) => [label, "filter", kindOf(reached(label, form.control), survey.fields)]);

  const facts = ({ facts: { block, title, label } }) =>
    rpa.visible(block).flatMap((one) => {
      const named = one.querySelector(title);
      return rpa.visible(label, one).map((fact) => [fact, "fact", named ? rpa.text(named) : ""]);
    });

  const columns = ({ table, eye, survey }) =>
    rpa.visible(table.root).flatMap((root) =>
      [...rpa.table.headerCells(root, table)].map((cell) => [
        cell,
        "column",
        listed(cell.querySelector(eye.button) && "eye", cell.querySelector(survey.sort) && "sort"),
      ]),
    );

  const buttons = ({ table, survey, menu_button }) =>
    rpa
      .visible(survey.button)
      .filter((one) => !one.closest(`${table.root}, ${table.pager}`))
      .map((one) => [
        one,
        "action",
        listed(one.matches(menu_button.toggle) ? "menu" : "button", one.matches(survey.disabled) && "disabled"),
      ]);

  // What rows offer is not the same in each: the row that offers most comes first.
  const rowActions = ({ table, row_actions, menu_button }) =>
    rpa.visible(table.root).flatMap((root) => {
      const offered = rpa.table
        .rowsOf(root, table)
        .map((row) => [...row.querySelectorAll(`${row_actions.item}, ${menu_button.toggle}`)])
        .sort((one, other) => other.length - one.length)
        .flat();
      const texts = offered.map(rpa.text);
      return offered
        .filter((_, at) => texts.indexOf(texts[at]) === at)
        .map((one) => [one, "action", one.matches(menu_button.toggle) ? "row, menu" : "row"]);
    });

  const parts = [filters, facts, buttons, columns, rowActions];

  const last = { seen: "", since: 0 };

  rpa.survey = {
    // Whether the page rests, and has shown the same for a while.
    isStill: ({ library, ignored, quiet_ms, still_ms }) => {
      const seen = JSON.stringify(rpa.survey.read(library));
      if (seen !== last.seen) Object.assign(last, { seen, since: performance.now() });
      const { loading } = library.page;
      return performance.now() - last.since >= still_ms && rpa.isIdle({ loading, ignored, quiet_ms });
    },

    // {headings, tabs: [[around, title, active, disabled], …], parts: [[around, kind, name, detail], …]}
    read: (library) => ({
      headings: headings(library),
      tabs: rpa
        .visible(library.tabs.tab)
        .map((tab) => [
          tabsAround(tab, library.tabs),
          rpa.text(tab),
          tab.matches(library.tabs.active),
          tab.matches(library.tabs.disabled),
        ]),
      parts: parts
        .flatMap((part) => part(library))
        .filter(([element]) => !element.closest(library.dialog.root) && rpa.text(element))
        .map(([element, kind, detail]) => [tabsAround(element, library.tabs), kind, rpa.text(element), detail]),
    }),

    // Where the page is, as far as that can be told: its address and its headings.
    whereabouts: (library) => [location.href, ...headings(library)],

    isElsewhere: ({ library, was }) => String(rpa.survey.whereabouts(library)) !== String(was),
  };
})();
