/** Figures, times and spans as the desk writes them in chat. */
const MONEY = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const PRICE = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 12 });
const QUANTITY = new Intl.NumberFormat("en-US", { maximumFractionDigits: 12, useGrouping: false });
export const NONE = "–";

const known = (value) => value !== null && value !== undefined;
export const money = (value) => (known(value) ? MONEY.format(value) : NONE);
export const signed = (value) => (known(value) ? (value > 0 ? "+" : "") + MONEY.format(value) : NONE);
export const price = (value, otherwise = NONE) => (known(value) ? PRICE.format(value) : otherwise);
export const quantity = (value) => (known(value) ? QUANTITY.format(value) : NONE);
export const percent = (value) => (known(value) ? `${QUANTITY.format(value)} %` : NONE);

/** Milliseconds in the unit that a person would use. */
export function span(millis) {
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86400)} days`;
}

/** A time of day in UTC, to the second. */
export const clockTime = (iso) => `${new Date(iso).toISOString().slice(11, 19)} UTC`;

/** The same, with its day where that is not the day of `now`. */
export function timeSeenFrom(iso, now) {
  const text = new Date(iso).toISOString();
  const sameDay = text.slice(0, 10) === new Date(now).toISOString().slice(0, 10);
  return sameDay ? text.slice(11, 19) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/** How good or bad a number of money is, as a class. */
export const tone = (value) => (value > 0 ? "good" : value < 0 ? "bad" : "");
