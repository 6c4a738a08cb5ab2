/** Calls to the bot. Every changing one carries the token that came with the login. */
const TIMEOUT_MS = 15000;
let csrf = "";

/** What the bot refused before it became a command; `kind` is the problem's type. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? `the bot answered ${status}`);
    this.status = status;
    this.kind = String(body?.type ?? "").split(":").pop();
  }
}

/** An id that stands for one command, however often it is sent. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Throws a Problem, or a TypeError where the bot did not answer at all. */
export async function call(method, path, body, headers = {}) {
  const answer = await fetch(path, {
    method,
    credentials: "same-origin",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { ...(method === "GET" ? {} : { "Content-Type": "application/json", "X-Console-Token": csrf }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const json = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Problem(answer.status, json);
  return json;
}

async function opened(promise) {
  const session = await promise;
  csrf = session.csrf;
  return session;
}

export const session = () => opened(call("GET", "/console/session"));
export const login = (token, name) => opened(call("POST", "/console/login", name ? { token, name } : { token }));
export const logout = () => call("POST", "/console/logout", {});
export const history = (hours) => call("GET", `/console/history?hours=${hours}`);
export const command = (words, key) => call("POST", "/console/commands", { words }, { "Idempotency-Key": key });
