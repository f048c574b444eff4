// Keeps a record of requests, so that a wait can tell "the answer is here" from "not asked yet".
(() => {
  const rpa = window[Symbol.for("rpa")];
  const KEPT = 200;
  // `drawn` is when rows that are being watched last changed; `mark` is where an act began, `stayed`
  // what it has seen since.
  const flight = { started: 0, mark: 0, stayed: { shown: [], since: 0 }, drawn: performance.now(), records: [] };
  rpa.flight = flight;

  const begin = (url) => {
    const id = (flight.started += 1);
    const record = { id, url: String(url), began: performance.now(), ended: null, failure: "" };
    flight.records = flight.records.filter((one) => one.ended === null || one.id > id - KEPT);
    flight.records.push(record);
    return record;
  };
  const end = (record, failure = "") => {
    record.ended = performance.now();
    record.failure = failure;
  };
  const meaning = (status) => (status >= 400 ? `HTTP ${status}` : "");

  const fetchOfPage = window.fetch;
  window.fetch = function (resource, ...rest) {
    const record = begin(resource?.url ?? resource);
    const answer = fetchOfPage.call(this, resource, ...rest);
    // The body may still be on its way when the promise of the answer resolves.
    answer
      .then((response) => response.clone().arrayBuffer().then(() => response.status))
      .then(
        (status) => end(record, meaning(status)),
        (error) => end(record, error?.name === "AbortError" ? "" : "no answer"),
      );
    return answer;
  };

  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this[Symbol.for("rpa.url")] = url;
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    const record = begin(this[Symbol.for("rpa.url")]);
    const fail = () => end(record, "no answer");
    this.addEventListener("error", fail, { once: true });
    this.addEventListener("timeout", fail, { once: true });
    this.addEventListener("loadend", () => end(record, record.failure || meaning(this.status)), { once: true });
    try {
      return send.apply(this, body);
    } catch (error) {
      end(record, "no answer");
      throw error;
    }
  };

  // Further parts of the page's program and style are fetched by elements put into its head.
  const PART = "script[src], link[rel~=stylesheet][href], link[rel~=modulepreload][href]";
  let isParsed = false;
  const parts = new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (!(node instanceof Element) || !node.matches(PART)) continue;
      const record = begin(node.src || node.href);
      for (const outcome of ["load", "error"]) node.addEventListener(outcome, () => end(record), { once: true });
    }
  });
  addEventListener("DOMContentLoaded", () => {
    isParsed = true;
    if (document.head) parts.observe(document.head, { childList: true });
  });

  // Requests that began after number `since`, those to ignored addresses left out.
  flight.since = (since, ignored) =>
    flight.records.filter(({ id, url }) => id > since && !ignored.some((part) => url.includes(part)));

  flight.pending = (since, ignored) => flight.since(since, ignored).filter((one) => one.ended === null).map(address);

  // Addresses whose last answer since number `since` was a failure, and which one.
  flight.failed = (since, ignored) => {
    const last = new Map(flight.since(since, ignored).map((one) => [address(one), one.failure]));
    return [...last].filter(([, failure]) => failure).map((one) => one.join(": "));
  };

  // Milliseconds since anything last happened.
  flight.quiet = (ignored) =>
    performance.now() - Math.max(flight.drawn, ...flight.since(0, ignored).map((one) => one.ended ?? one.began));

  const address = ({ url }) => url.replace(/[?#].*/s, "");

  // Remembers this moment as the beginning of an act.
  rpa.mark = () => {
    flight.mark = flight.started;
    flight.stayed = { shown: [], since: 0 };
  };

  // Whether the same elements have been shown for a while since an act began to look at them.
  rpa.hasStayed = ({ css, still_ms }) => {
    const shown = rpa.visible(css);
    const before = flight.stayed.shown;
    const isSame = shown.length === before.length && shown.every((one, at) => one === before[at]);
    if (!isSame) flight.stayed = { shown, since: performance.now() };
    return shown.length > 0 && performance.now() - flight.stayed.since >= still_ms;
  };

  // True while nothing is under way and no spinner is shown; with `marked`, of what the act began.
  rpa.isIdle = ({ loading, ignored, quiet_ms, marked }) =>
    isParsed &&
    !flight.pending(marked ? flight.mark : 0, ignored).length &&
    flight.quiet(ignored) >= quiet_ms &&
    rpa.visible(loading).length === 0;
})();
