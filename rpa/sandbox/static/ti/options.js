// The list of a select's panel. A long one is virtual: only what can be seen is in the DOM.

import { NG, STAR, autoId, build, esc } from "./dom.js";

const ROW_PX = 32;
const VIRTUAL_FROM = 60;
const SEEN = 14;

export const optionValue = (option) => (typeof option === "object" ? option.value : option);
export const optionLabel = (option) => (typeof option === "object" ? option.label : option);

export class OptionList {
  constructor(options, { isChosen, isMultiple, onChoose }) {
    Object.assign(this, { options, isChosen, isMultiple });
    this.el = build(
      `<ti-list ${NG} class="${STAR}"><ul class="ti3-drop-list-ul" id="${autoId("list")}"></ul></ti-list>`,
    );
    this.ul = this.el.firstElementChild;
    this.isVirtual = options.length > VIRTUAL_FROM;
    this.el.addEventListener("scroll", () => this.isVirtual && this.draw());
    this.ul.addEventListener("click", (event) => {
      const item = event.target.closest("li.ti3-dropdown-option");
      if (item) onChoose(this.options[this.first + [...this.ul.children].indexOf(item)]);
    });
  }

  draw() {
    const top = this.isVirtual ? Math.max(0, Math.floor(this.el.scrollTop / ROW_PX) - 2) : 0;
    this.first = Math.min(top, Math.max(0, this.options.length - SEEN));
    const shown = this.isVirtual ? this.options.slice(this.first, this.first + SEEN) : this.options;
    const after = this.options.length - this.first - shown.length;
    this.ul.style.padding = this.isVirtual ? `${this.first * ROW_PX}px 0 ${after * ROW_PX}px` : "";
    this.ul.innerHTML = shown.length
      ? shown.map((option) => this.itemHtml(option)).join("")
      : `<li class="ti3-dropdown-no-data">暂无数据</li>`;
  }

  itemHtml(option) {
    const label = esc(optionLabel(option));
    const chosen = this.isChosen(optionValue(option)) ? " ti3-dropdown-option-selected" : "";
    const skin = this.isMultiple ? `<span class="ti3-checkbox-skin ti3-icon ti3-icon-checkmark"></span>` : "";
    return (
      `<li ${NG} class="ti3-dropdown-option${chosen}"><section class="ti3-overflow-padding">` +
      `${skin}<span title="${label}">${label}</span></section></li>`
    );
  }
}
