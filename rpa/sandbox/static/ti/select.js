// Select and multi-select: a dominator that shows the choice, and a drop panel with the options.

import { GAP, NG, PRISTINE, VERSION, autoId, build, esc } from "./dom.js";
import { Drop } from "./drop.js";
import { look, words } from "./look.js";
import { OptionList, optionLabel, optionValue } from "./options.js";

/** The visible part that selects and dates share. */
export function dominatorHtml(cls = "") {
  return (
    `<ti-dominator ${NG} tabindex="0" id="${autoId("dominator")}" class="ti3-select-dominator-container${cls}">` +
    `<section class="ti3-select-dominator-text"></section>` +
    `<section class="ti3-select-dominator-clear-btn ti3-icon ti3-icon-close" style="display:none"></section>` +
    `<section class="ti3-select-dominator-dropdown-btn"></section>${GAP}</ti-dominator>`
  );
}

export class Select {
  constructor({ options, value = null, isMultiple = false, placeholder, cls = "", isClearable = true, onChange }) {
    Object.assign(this, { options: options || [], isMultiple, isClearable, placeholder, onChange });
    this.el = build(
      `<ti-select ${NG} ${VERSION} id="${autoId()}" class="${PRISTINE}${isMultiple ? " ti3-select-multiple" : ""}${cls}">` +
        `${dominatorHtml()}</ti-select>`,
    );
    [this.text, this.clearer] = this.el.querySelectorAll("section");
    this.set(value);
    const inline = look.drop === "inline";
    this.drop = new Drop(this.el, { cls: "ti3-dropdown-container ti3-dropdown-container-border", inline });
    this.el.firstElementChild.addEventListener("click", (event) => this.onClick(event));
  }

  onClick(event) {
    const tag = event.target.closest(".ti3-tag-close");
    if (event.target === this.clearer) this.change(this.isMultiple ? [] : null);
    else if (tag) this.change(this.value.filter((v) => String(v) !== tag.previousElementSibling.textContent));
    else if (this.drop.isOpen) this.drop.close();
    else this.open();
  }

  open() {
    if (!this.list) {
      this.list = new OptionList(this.options, {
        isMultiple: this.isMultiple,
        isChosen: (value) => (this.isMultiple ? this.value.includes(value) : this.value === value),
        onChoose: (option) => this.choose(optionValue(option)),
      });
      this.drop.el.append(this.list.el);
    }
    this.list.draw();
    this.drop.el.style.minWidth = "";
    this.drop.open(this.el);
    this.drop.el.style.minWidth = `${this.el.offsetWidth}px`;
  }

  choose(value) {
    if (!this.isMultiple) {
      this.drop.close();
      this.change(value);
      return;
    }
    const kept = this.value.filter((v) => v !== value);
    this.change(kept.length < this.value.length ? kept : [...kept, value]);
    this.list.draw();
  }

  change(value) {
    const before = this.value;
    this.set(value);
    if (before !== value && this.onChange) this.onChange(value);
  }

  set(value) {
    this.value = this.isMultiple ? value || [] : (value ?? null);
    const isEmpty = this.isMultiple ? this.value.length === 0 : this.value === null || this.value === "";
    this.clearer.style.display = isEmpty || !this.isClearable ? "none" : "";
    if (isEmpty) {
      this.text.innerHTML = `<span class="ti3-placeholder">${esc(this.placeholder || words.choose)}</span>`;
    } else if (this.isMultiple) {
      this.text.innerHTML = this.value.map((v) => tagHtml(this.labelOf(v))).join(GAP);
    } else {
      const label = esc(this.labelOf(this.value));
      this.text.innerHTML = `<span title="${label}">${label}</span>`;
    }
  }

  labelOf(value) {
    const option = this.options.find((o) => optionValue(o) === value);
    return option === undefined ? value : optionLabel(option);
  }

  get() {
    return this.isMultiple && this.value.length === 0 ? null : this.value;
  }
}

const tagHtml = (label) =>
  `<span class="ti3-tag"><span class="ti3-tag-label" title="${esc(label)}">${esc(label)}</span>` +
  `<span class="ti3-tag-close ti3-icon ti3-icon-close"></span></span>`;
