// Reads the blocks of labels and values that a page about one thing shows, in one call.
(() => {
  const rpa = window[Symbol.for("rpa")];

  const titled = ({ markup, titles }) =>
    rpa.visible(markup.block).filter((block) => {
      const title = block.querySelector(markup.title);
      return titles.some((words) => rpa.isOneOf(title ? rpa.text(title) : "", [words]));
    });

  rpa.facts = {
    // Whether every block of `titles` is there.
    areShown: (wish) => titled(wish).length >= wish.titles.length,

    // [[title, [[label, value], …]], …]: texts only.
    read: (wish) =>
      titled(wish).map((block) => {
        const values = [...block.querySelectorAll(wish.markup.value)];
        const labels = [...block.querySelectorAll(wish.markup.label)];
        return [
          rpa.text(block.querySelector(wish.markup.title)),
          labels.map((label, at) => [rpa.text(label), values[at] ? rpa.value(values[at]) : ""]),
        ];
      }),

    titles: ({ markup }) => rpa.visible(`${markup.block} ${markup.title}`).map((one) => rpa.text(one)),
  };
})();
