/** What can trade now, and why not; never shown as if it were so when it is not known to be. */
import { byId, h, put, setText } from "./dom.js";
import { clockTime, money, percent, signed, span, tone } from "./figures.js";

const SOURCE = /\s*\(engine [^()]*\)\.?$/;
const SHOWN_FACTS = new Set(["prices", "health", "engine blue", "engine green"]);

export class State {
  #head = null;
  #heardAt = 0;
  #tiles = new Map();

  constructor(live) {
    this.live = live;
    this.section = byId("state");
  }

  take(head) {
    this.#head = head;
    this.#heardAt = performance.now();
    this.#notes(head);
    this.#fill(head);
    this.tick();
  }

  /** Also without news: what was said grows older. */
  tick() {
    const head = this.#head;
    const silent = this.live.silent();
    const unknown = silent || !head || head.stale;
    document.body.classList.toggle("old", unknown);
    if (!head) {
      this.#headline("unknown", "CONNECTING", "Nothing was heard from the bot yet.");
      setText(byId("as-of"), "");
      return;
    }
    const [word, ...rest] = head.title.split(" — ");
    const said = rest.join(" — ").replace(SOURCE, "");
    if (silent) {
      this.#headline("unknown", "UNKNOWN", `This page has heard nothing from the bot for ${span(this.live.quiet())}. It last showed: ${word} — ${said}`);
    } else {
      this.#headline(kind(head), word, said);
    }
    setText(byId("as-of"), this.#asOf(head));
  }

  #asOf(head) {
    if (!head.as_of) return "No engine has said anything yet.";
    const age = head.age_ms + (performance.now() - this.#heardAt);
    const via = head.redis === false ? ", asked directly: Redis does not answer" : "";
    return `engine ${head.color}, as of ${span(age)} ago (${clockTime(head.as_of)})${via}`;
  }

  #headline(kindOf, word, said) {
    this.section.dataset.kind = kindOf;
    setText(byId("word"), word);
    setText(byId("said"), said);
    document.title = `${word} · trader`;
  }

  #notes(head) {
    const reach = byId("reach");
    setText(reach, head.reach ? `${head.reaches_real_venue ? "REAL MONEY — " : ""}${head.reach}` : "");
    reach.classList.toggle("real", Boolean(head.reaches_real_venue));
    const lines = [...(head.lines ?? [])];
    put(byId("notes"), ...lines.map((line) => h("li", {}, line)));
    byId("notes").hidden = lines.length === 0;
  }

  #fill(head) {
    const deployable = head.equity_usd != null ? (head.equity_usd * head.capital_effective) / 100 : null;
    this.#tile("Equity", money(head.equity_usd), `USD, ${head.orders_account ?? "no"} account`);
    this.#tile("P&L today", signed(head.pnl_today), `USD, fees ${money(head.fees_today)}`, tone(head.pnl_today));
    this.#tile("Drawdown", percent(head.risk?.drawdown), "below the equity peak", head.risk?.drawdown <= -3 ? "bad" : "");
    this.#tile("In use", money(head.risk?.exposure_usd), `of ${money(deployable)} USD deployable`);
    this.#tile("Capital", percent(head.capital_effective), `stage ${head.capital_stage ?? "not set"} % of equity`);
    this.#tile("Health", (head.health ?? "unknown").toUpperCase(), `venue p95 ${head.risk?.venue_latency_p95_ms ?? "–"} ms`, head.health === "ok" ? "" : "bad");
    const facts = (head.facts ?? []).filter((fact) => SHOWN_FACTS.has(fact.name));
    put(byId("facts"), ...facts.flatMap(({ name, value }) => [h("dt", {}, name), h("dd", {}, value)]));
  }

  #tile(name, value, more, toneOf = "") {
    let tile = this.#tiles.get(name);
    if (!tile) {
      tile = { value: h("span", { class: "tile-value" }), more: h("span", { class: "tile-more" }) };
      byId("tiles").append(h("div", { class: "tile" }, h("dt", {}, name), h("dd", {}, tile.value, tile.more)));
      this.#tiles.set(name, tile);
    }
    setText(tile.value, value);
    setText(tile.more, more);
    tile.value.className = `tile-value ${toneOf}`;
  }
}

function kind(head) {
  if (head.stale || !head.gate) return "unknown";
  if (head.gate === "OPEN") return head.mode_effective === "paper" ? "paper" : "open";
  return head.gate === "REDUCE_ONLY" ? "reduce" : "closed";
}
