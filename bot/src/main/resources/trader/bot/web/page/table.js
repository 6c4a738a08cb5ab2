/** A table whose rows stay the same nodes while what they stand for is the same. */
import { h, setText } from "./dom.js";

/**
 * columns: [{name, number, text: row => string, tone: row => class, make: row => node}]
 * A cell with `make` is made once a row. On a narrow screen each row becomes a block of named lines.
 */
export class Table {
  #rows = new Map();
  #latest = new Map();

  constructor(box, { columns, key, empty, rowClass = () => "" }) {
    Object.assign(this, { columns, key, rowClass, empty });
    this.note = h("p", { class: "empty" }, empty);
    this.body = h("tbody");
    const heads = columns.map(({ name, number }) => h("th", { scope: "col", class: number ? "number" : "" }, name));
    this.table = h("table", {}, h("thead", {}, h("tr", {}, ...heads)), this.body);
    box.append(this.note, this.table);
    this.show([]);
  }

  /** Shows these, or `{fault}` that says why they are not known. */
  show(list) {
    const rows = Array.isArray(list) ? list : [];
    setText(this.note, list.fault ? `Not known: ${list.fault}` : this.empty);
    this.note.classList.toggle("bad", Boolean(list.fault));
    this.note.hidden = rows.length > 0;
    this.table.hidden = rows.length === 0;
    const wanted = rows.map((row) => this.#row(row));
    const gone = new Set(this.#rows.keys());
    rows.forEach((row) => gone.delete(this.key(row)));
    gone.forEach((key) => {
      this.#rows.get(key).remove();
      this.#rows.delete(key);
      this.#latest.delete(key);
    });
    wanted.forEach((node, place) => {
      if (this.body.children[place] !== node) this.body.insertBefore(node, this.body.children[place] ?? null);
    });
  }

  #row(row) {
    const key = this.key(row);
    this.#latest.set(key, row);
    let node = this.#rows.get(key);
    if (!node) {
      node = h("tr", {}, ...this.columns.map((column) => this.#cell(column, key)));
      this.#rows.set(key, node);
    }
    node.className = this.rowClass(row);
    this.columns.forEach((column, place) => {
      if (column.text) {
        const cell = node.children[place];
        setText(cell, column.text(row));
        cell.className = [column.number ? "number" : "", column.tone?.(row) ?? "", column.wide ? "long" : ""].join(" ").trim();
      }
    });
    return node;
  }

  #cell(column, key) {
    const cell = h("td", { "data-name": column.name });
    if (column.make) {
      cell.className = "acts";
      cell.append(column.make(() => this.#latest.get(key)));
    }
    return cell;
  }
}
