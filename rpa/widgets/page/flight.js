// Counts requests under way, so that a wait can tell "the answer is here" from "not asked yet".
(() => {
  const rpa = window[Symbol.for("rpa")];
  const flight = { started: 0, pending: new Map(), lastChange: performance.now() };
  rpa.flight = flight;

  const begin = (url) => {
    flight.started += 1;
    flight.lastChange = performance.now();
    flight.pending.set(flight.started, String(url));
    return flight.started;
  };
  const end = (id) => {
    flight.pending.delete(id);
    flight.lastChange = performance.now();
  };

  const fetchOfPage = window.fetch;
  window.fetch = function (resource, ...rest) {
    const id = begin(resource?.url ?? resource);
    const answer = fetchOfPage.call(this, resource, ...rest);
    // The body may still be on its way when the promise of the answer resolves.
    answer.then((response) => response.clone().arrayBuffer()).then(() => end(id), () => end(id));
    return answer;
  };

  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this[Symbol.for("rpa.url")] = url;
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    const id = begin(this[Symbol.for("rpa.url")]);
    this.addEventListener("loadend", () => end(id), { once: true });
    return send.apply(this, body);
  };

  // Requests that began after number `since`, those to ignored addresses left out.
  flight.pendingSince = (since, ignored) =>
    [...flight.pending].some(
      ([id, url]) => id > since && !ignored.some((part) => url.includes(part)),
    );
})();
