/** The tables below the state. */
import { byId, h } from "./dom.js";
import { money, price, quantity, signed, span, timeSeenFrom, tone } from "./figures.js";
import { armed } from "./quick.js";
import { Table } from "./table.js";

const NARROWEST = { CLOSED: 0, REDUCE_ONLY: 1, OPEN: 2 };

/** `say` sends a command; `session()` tells which the login may give. */
export function tables(say, session) {
  const knows = (name) => session()?.commands.some((one) => one.name === name && one.may) ?? false;
  const seen = () => Date.now();
  return {
    levers: levers(),
    positions: positions(say),
    orders: orders(),
    proposals: proposals(say, knows),
    alerts: alerts(say, knows, seen),
    audit: audit(seen),
  };
}

function levers() {
  const table = new Table(byId("levers"), {
    key: (row) => row.name,
    empty: "No engine has said what narrows its gate.",
    rowClass: (row) => (row.allows === "OPEN" ? "" : row.allows === "CLOSED" ? "closed" : "reduce"),
    columns: [
      { name: "lever", text: (row) => row.name.replaceAll("_", " ") },
      { name: "value", text: (row) => row.value },
      { name: "allows", text: (row) => row.allows.replaceAll("_", " "), tone: () => "allows" },
      { name: "since", text: (row) => timeSeenFrom(row.since, Date.now()) },
      { name: "why", text: (row) => row.why, wide: true },
    ],
  });
  return (list) => table.show([...list].sort((a, b) => NARROWEST[a.allows] - NARROWEST[b.allows]));
}

function positions(say) {
  const table = new Table(byId("positions"), {
    key: (row) => `${row.symbol}.${row.venue} ${row.side} ${row.opened_at}`,
    empty: "No position is open.",
    columns: [
      { name: "symbol", text: (row) => row.symbol },
      { name: "side", text: (row) => row.side },
      { name: "qty", number: true, text: (row) => quantity(row.qty) },
      { name: "avg", number: true, text: (row) => price(row.avg_price) },
      { name: "mark", number: true, text: (row) => price(row.mark_price) },
      { name: "P&L", number: true, text: (row) => signed(row.unrealized_pnl), tone: (row) => tone(row.unrealized_pnl) },
      { name: "stop", number: true, text: (row) => price(row.stop_price, "NO STOP"), tone: (row) => (row.stop_price == null ? "bad strong" : "") },
      { name: "strategy", text: (row) => row.strategy },
      { name: "", make: (row) => armed("Close", () => `Close ${quantity(row().qty)} at market?`, () => say(`close ${row().symbol}.${row().venue}`)) },
    ],
  });
  return (list) => table.show(list);
}

function orders() {
  const table = new Table(byId("orders"), {
    key: (row) => row.client_order_id,
    empty: "No order is working.",
    rowClass: (row) => (row.status === "unknown" ? "closed" : ""),
    columns: [
      { name: "id", text: (row) => row.client_order_id },
      { name: "symbol", text: (row) => row.symbol },
      { name: "side", text: (row) => row.side },
      { name: "type", text: (row) => row.type },
      { name: "for", text: (row) => row.purpose },
      { name: "status", text: (row) => row.status },
      { name: "qty", number: true, text: (row) => quantity(row.qty) },
      { name: "filled", number: true, text: (row) => quantity(row.filled_qty) },
      { name: "price", number: true, text: (row) => price(row.price, "market") },
      { name: "stop", number: true, text: (row) => price(row.stop_price) },
      { name: "since", text: (row) => timeSeenFrom(row.created_at, Date.now()) },
    ],
  });
  return (list) => table.show(list);
}

function proposals(say, knows) {
  const decide = (verb) => (row) => h("button", { type: "button", disabled: !knows(verb), class: verb === "approve" ? "primary" : "", click: () => say(`${verb} ${row().id}`) }, verb);
  const table = new Table(byId("proposals"), {
    key: (row) => row.id,
    empty: "Nothing is proposed.",
    columns: [
      { name: "id", text: (row) => row.id },
      { name: "symbol", text: (row) => row.symbol },
      { name: "side", text: (row) => row.side },
      { name: "qty", number: true, text: (row) => quantity(row.qty) },
      { name: "price", number: true, text: (row) => price(row.price) },
      { name: "stop", number: true, text: (row) => price(row.stop_price) },
      { name: "worth", number: true, text: (row) => money(row.qty * row.price) },
      { name: "why", text: (row) => row.why, wide: true },
      { name: "expires in", text: (row) => span(Date.parse(row.expires_at) - Date.now()) },
      { name: "", make: decide("approve") },
      { name: "", make: decide("reject") },
    ],
  });
  return (list) => {
    byId("proposals-card").hidden = list.length === 0;
    table.show(list);
  };
}

function alerts(say, knows, seen) {
  const acts = (row) => h("span", { class: "pair" },
    knows("alerts") && h("button", { type: "button", click: () => say(`alerts ack ${row().id}`) }, "Take note"),
    knows("runbook") && h("button", { type: "button", click: () => say(`runbook ${row().reason}`) }, "Steps"));
  const table = new Table(byId("alerts"), {
    key: (row) => `${row.at} ${row.id} ${row.source}`,
    empty: "Nothing was alerted.",
    rowClass: (row) => (row.acknowledged_by ? "noted" : row.severity),
    columns: [
      { name: "at", text: (row) => timeSeenFrom(row.at, seen()) },
      { name: "severity", text: (row) => row.severity, tone: () => "severity" },
      { name: "what", text: (row) => row.text, wide: true },
      { name: "noted", text: (row) => noted(row) },
      { name: "", make: acts },
    ],
  });
  return (list) => table.show(list);
}

function noted({ acknowledged_by: by, silenced_by: silenced }) {
  if (by) return `by ${by}`;
  return silenced ? `silenced by ${silenced}` : "";
}

function audit(seen) {
  const table = new Table(byId("audit"), {
    key: (row) => row.sequence,
    empty: "Nobody has done anything yet.",
    rowClass: (row) => row.draft.outcome.replaceAll(" ", "-"),
    columns: [
      { name: "nr", number: true, text: (row) => String(row.sequence) },
      { name: "at", text: (row) => timeSeenFrom(row.draft.at, seen()) },
      { name: "who", text: (row) => row.draft.actor },
      { name: "what", text: (row) => row.draft.action },
      { name: "outcome", text: (row) => row.draft.outcome, tone: () => "outcome" },
      { name: "reason", text: (row) => row.draft.reason, wide: true },
      { name: "detail", text: (row) => row.draft.detail, wide: true },
    ],
  });
  return (list) => table.show(list);
}
