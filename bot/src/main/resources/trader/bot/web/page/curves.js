/** Equity and drawdown: the past from the desk's history, the present as it comes. */
import { history } from "./api.js";
import { Chart } from "./chart.js";
import { byId, h, put } from "./dom.js";
import { money } from "./figures.js";

const RANGES = [[1, "1 h"], [6, "6 h"], [24, "24 h"], [168, "7 d"], [336, "14 d"]];
const LEAST_GAP_SEC = 2;
const KEPT = 2000;

export class Curves {
  #hours = 24;
  #past = { at: [], equity: [], drawdown: [] };
  #seen = [];
  #asked = 0;

  constructor() {
    const box = byId("curves");
    this.note = h("p", { class: "empty", hidden: true });
    this.equity = new Chart(box, { name: "equity", unit: "USD", format: money, height: 190 });
    this.drawdown = new Chart(box, { name: "drawdown", unit: "% below the peak", format: (value) => value.toFixed(2), height: 110, zero: true, tone: "loss" });
    box.append(this.note);
    this.buttons = RANGES.map(([hours, text]) =>
      h("button", { type: "button", "aria-pressed": String(hours === this.#hours), click: () => this.range(hours) }, text));
    put(byId("ranges"), ...this.buttons);
  }

  range(hours) {
    this.#hours = hours;
    this.buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(RANGES[place][0] === hours)));
    return this.load();
  }

  async load() {
    const asked = ++this.#asked;
    try {
      const past = await history(this.#hours);
      if (asked !== this.#asked) return;
      this.#past = past;
      this.note.hidden = past.at.length > 0;
      this.note.textContent = "No history is kept yet: the curves begin when this page was opened.";
    } catch (problem) {
      this.note.hidden = false;
      this.note.textContent = `The past is not known: ${problem.message}`;
    }
    this.#draw();
  }

  /** Takes what the engine says of itself now. */
  add(head) {
    if (head.stale || head.as_of == null || head.equity_usd == null) return;
    const at = Date.parse(head.as_of) / 1000;
    if (at - (this.#seen.at(-1)?.at ?? 0) < LEAST_GAP_SEC) return;
    this.#seen.push({ at, equity: head.equity_usd, drawdown: head.risk?.drawdown ?? 0 });
    if (this.#seen.length > KEPT) this.#seen.shift();
    this.#draw();
  }

  #draw() {
    const { at, equity, drawdown } = this.#past;
    const last = at.at(-1) ?? 0;
    const newest = Math.max(last, this.#seen.at(-1)?.at ?? 0);
    const live = this.#seen.filter((one) => one.at > last);
    const within = ([time]) => time >= newest - this.#hours * 3600;
    const points = (past, name) => [...at.map((time, place) => [time, past[place]]), ...live.map((one) => [one.at, one[name]])].filter(within);
    this.equity.draw(points(equity, "equity"));
    this.drawdown.draw(points(drawdown, "drawdown"));
  }
}
