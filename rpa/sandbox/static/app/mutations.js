// What a release may have broken in the browser, by name; the shell tells which are on, and on which page.

import { Form } from "../ti/form.js";
import { Pager } from "../ti/pager.js";
import { Pane } from "./pane.js";
import { current } from "./router.js";

const MUTATIONS = {
  agreement_unticked: (isHere) =>
    new MutationObserver(() => {
      if (!isHere()) return;
      const dialog = document.querySelector(".agreement")?.closest(".ti3-modal, d-modal");
      // Once: while it is being sent the button must stay as it is.
      if (!dialog || dialog.dataset.isOpen) return;
      dialog.dataset.isOpen = "1";
      for (const button of dialog.querySelectorAll("button[disabled]")) button.disabled = false;
    }).observe(document.body, { childList: true }),

  submitted_twice: () => {
    const once = window.fetch;
    window.fetch = (path, options) => {
      if (path === "/api/actions/issue-coupons/submit") once(path, options);
      return once(path, options);
    };
  },

  stale_query: (isHere) =>
    patch(Pane, "search", function (search) {
      if (!isHere()) return search();
      const shown = this.grid?.fromStart();
      this.filters = this.form.values();
      return shown;
    }),

  reset_keeps_field: (isHere) =>
    patch(Form, "reset", function (reset) {
      const kept = this.fields.find(({ key }) => key === "customer");
      const value = kept?.control.get();
      reset();
      if (isHere()) kept?.control.set(value);
    }),

  reset_loses_default: (isHere) =>
    patch(Form, "reset", function (reset) {
      reset();
      if (isHere()) for (const { control } of this.fields) control.set(null);
    }),

  last_page_unreachable: (isHere) =>
    patch(Pager, "last", (last) => (isHere() ? Math.max(1, last() - 1) : last())),

  console_error: (isHere) =>
    onVisit(isHere, () => console.error("ERROR TypeError: Cannot read properties of undefined (reading 'length')")),

  uncaught_error: (isHere) =>
    onVisit(isHere, () => {
      throw new TypeError("Cannot read properties of undefined (reading 'length')");
    }),

  failed_request: (isHere) => onVisit(isHere, () => fetch("/api/facts/unread-messages", { method: "POST" })),
};

/** Put these on: {name: route}. */
export function mutate(routes) {
  for (const [name, route] of Object.entries(routes)) MUTATIONS[name](() => current().route === route);
}

/** Let `act(original)` run instead of a method; `this` is the object. */
function patch({ prototype }, name, act) {
  const method = prototype[name];
  prototype[name] = function (...given) {
    return act.call(this, () => method.apply(this, given));
  };
}

function onVisit(isHere, act) {
  const look = () => isHere() && setTimeout(act);
  addEventListener("hashchange", look);
  look();
}
