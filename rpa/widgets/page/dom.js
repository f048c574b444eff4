// Helpers that every other script here uses. All scripts share one object, reached by a symbol so
// that the page's own names are left alone.
(() => {
  const rpa = (window[Symbol.for("rpa")] ??= {});

  rpa.text = (element) => element.textContent.replace(/[\s\u00a0\u3000]+/g, " ").trim();

  // A value keeps its blanks, full-width ones too; only what stands between tags goes.
  rpa.value = (element) =>
    element.textContent.replace(/[ \t]*[\r\n][ \t\r\n]*/g, " ").replace(/^[ \t]+|[ \t]+$/g, "");

  rpa.isVisible = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  rpa.visible = (css, root = document) =>
    [...root.querySelectorAll(css)].filter((element) => rpa.isVisible(element));

  // Wordings are compared without any blanks: portals scatter them.
  rpa.folded = (text) => text.replace(/[\s\u00a0\u3000]+/g, "");

  // A frame, or a moment where nothing is drawn since nobody can see it.
  const frame = () =>
    new Promise((done) => {
      const timer = setTimeout(done, 50);
      requestAnimationFrame(() => done(clearTimeout(timer)));
    });

  // Waits until `test` holds; says whether it did in time.
  rpa.comes = async (test, within_ms) => {
    const until = performance.now() + within_ms;
    while (!test()) {
      if (performance.now() > until) return false;
      await frame();
    }
    return true;
  };

  rpa.isOneOf = (text, words) => words.some((word) => rpa.folded(word) === rpa.folded(text));
})();
