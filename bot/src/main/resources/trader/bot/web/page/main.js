/** The console: logs in, listens, and puts its parts together. */
import * as api from "./api.js";
import { Commands } from "./commands.js";
import { Curves } from "./curves.js";
import { byId, h, put, setText } from "./dom.js";
import { Live } from "./live.js";
import { Quick } from "./quick.js";
import { State } from "./state.js";
import { tables } from "./tables.js";

const TICK_MS = 250;
const TOUCH_MS = 60000;
const WARN_MS = 180000;
const LOCAL = /^(localhost|127\.[0-9.]+|\[::1\])$/;

let session = null;
let endsAt = 0;
let touched = 0;
let outdated = false;
let fault = "";

const live = new Live();
const commands = new Commands(loggedOut);
const state = new State(live);
const quick = new Quick(commands.say);
const curves = new Curves();
const shown = tables(commands.say, () => session);

live.on("fault", ({ detail }) => (fault = detail));
live.on("head", (head) => {
  fault = "";
  state.take(head);
  quick.take(head);
  curves.add(head);
});
for (const topic of Object.keys(shown)) live.on(topic, shown[topic]);
live.on("over", () => loggedOut("The login has ended."));
live.on("refused", resume);
live.on("updated", () => (outdated = true));

byId("halt").addEventListener("click", commands.halt);
byId("logout").addEventListener("click", async () => {
  try {
    await api.logout();
    loggedOut("");
  } catch (problem) {
    loggedOut(problem.status === 401 ? "" : `The bot could not be told: ${problem.message}`);
  }
});
byId("login-form").addEventListener("submit", logIn);
byId("login-plain").hidden = location.protocol === "https:" || LOCAL.test(location.hostname);
for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, touch, { passive: true });
document.addEventListener("visibilitychange", () => document.hidden || live.revive());
setInterval(tick, TICK_MS);
resume();

/** Goes on with a login that holds; asks for one where none does. */
async function resume() {
  try {
    enter(await api.session());
  } catch (problem) {
    if (problem.status === 401) {
      loggedOut(session ? "The login has ended." : "");
    } else {
      setTimeout(resume, 2000);
    }
  }
}

async function logIn(event) {
  event.preventDefault();
  const token = byId("token");
  try {
    const opened = await api.login(token.value, byId("name").value.trim());
    token.value = "";
    enter(opened);
  } catch (problem) {
    notice(problem instanceof api.Problem ? problem.message : `The bot does not answer (${problem.message}).`);
    token.select();
  }
}

function enter(opened) {
  const first = byId("desk").hidden;
  known(opened);
  byId("login").hidden = true;
  byId("desk").hidden = false;
  setText(byId("who"), `${session.actor} (${session.roles.join(", ")})`);
  quick.offer(session);
  live.start();
  curves.load();
  if (first) byId("word").focus({ preventScroll: true });
}

function known(opened) {
  session = opened;
  endsAt = performance.now() + opened.ends_in_ms;
  touched = performance.now();
}

function loggedOut(sentence) {
  live.stop();
  session = null;
  byId("desk").hidden = true;
  byId("login").hidden = false;
  notice(sentence);
  document.title = "Log in · trader";
  byId("token").focus();
}

function notice(sentence) {
  setText(byId("login-notice"), sentence);
  byId("login-notice").hidden = !sentence;
}

/** A person is here: the login goes on. */
async function touch() {
  if (!session || performance.now() - touched < TOUCH_MS) return;
  touched = performance.now();
  try {
    known(await api.session());
  } catch (problem) {
    if (problem.status === 401) loggedOut("The login has ended.");
  }
}

function tick() {
  if (!session) return;
  live.revive();
  state.tick();
  const silent = live.silent();
  setText(byId("link-text"), silent ? "disconnected" : "live");
  byId("link").classList.toggle("off", silent);
  const left = endsAt - performance.now();
  banners([
    silent && ["bad", Number.isFinite(live.quiet()) ? "DISCONNECTED — what is shown below is old. Connecting again…" : "Connecting…"],
    fault && ["bad", fault],
    left < WARN_MS && ["warn", `The login ends within ${Math.max(1, Math.ceil(left / 60000))} min. Use the page to stay, or log in again.`],
    outdated && ["warn", "The bot was updated: load this page again."],
  ].filter(Boolean));
}

function banners(list) {
  const box = byId("banners");
  const text = list.map(([, sentence]) => sentence).join("\n");
  if (box.dataset.text === text) return;
  box.dataset.text = text;
  put(box, ...list.map(([look, sentence]) => h("p", { class: `banner ${look}` }, sentence)));
}
