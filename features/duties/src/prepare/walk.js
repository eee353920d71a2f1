// Ticks of the walk: kept on this phone until the server has them, for the account that made them. Each carries its own key, so that
// sending twice is harmless. What the server refuses is never dropped in silence: it stays in a list until the person decides.
const status = document.querySelector("[data-walk-status]");
const refusals = document.querySelector("[data-walk-refused]");
const account = status.dataset.account;
const WAITING = `nhipso-walk:${account}`;
const REFUSED = `nhipso-walk-refused:${account}`;
const read = (name) => JSON.parse(localStorage.getItem(name) ?? "[]");
const write = (name, list) => localStorage.setItem(name, JSON.stringify(list));
const without = (name, key) => write(name, read(name).filter((one) => one.key !== key));
let sending = false;

// randomUUID is there only on safe connections; a venue's own network may have none.
const freshKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

const cardOf = (action) => document.querySelector(`form[action="${CSS.escape(action)}"]`)?.closest("[data-item]");
const wordOf = (card, state) => card?.dataset[`word${String(state).replace("_", "")}`] ?? "";

const show = (card, state) => {
  card.dataset.state = state;
  card.querySelector("[data-word]").textContent = wordOf(card, state) || state;
  for (const seen of card.querySelectorAll("input[name=tu]")) seen.value = state;
  for (const key of card.querySelectorAll("input[name=khoa]")) key.value = freshKey();
  card.querySelector("details")?.removeAttribute("open");
};

const why = (code) => refusals.dataset[{ 403: "forbidden", 404: "gone", 409: "conflict" }[code] ?? "invalid"];

// Once more from what the card shows now: the person has seen it.
const again = (one) => {
  const card = cardOf(one.action);
  const fields = one.fields.map(([name, value]) => [name, name === "tu" && card ? card.dataset.state : value]);
  const key = freshKey();
  without(REFUSED, one.key);
  write(WAITING, [...read(WAITING), { ...one, key, fields: fields.map(([name, value]) => [name, name === "khoa" ? key : value]) }]);
  if (card) show(card, one.wish);
  say();
  flush();
};

const say = () => {
  const waiting = read(WAITING).length;
  status.hidden = waiting === 0;
  status.textContent = status.dataset.waiting.replace("{n}", String(waiting));
  const refused = read(REFUSED);
  refusals.hidden = refused.length === 0;
  const rows = refused.map((one) => {
    const row = refusals.querySelector("template").content.cloneNode(true);
    row.querySelector("[data-what]").textContent = one.what;
    row.querySelector("[data-wish]").textContent = `→ ${one.word}`;
    row.querySelector("[data-why]").textContent = why(one.code);
    row.querySelector("[data-again]").addEventListener("click", () => again(one));
    row.querySelector("[data-drop]").addEventListener("click", () => {
      without(REFUSED, one.key);
      say();
    });
    return row;
  });
  refusals.querySelector("ul").replaceChildren(...rows);
};

const flush = async () => {
  if (sending) return;
  sending = true;
  let refused = false;
  try {
    for (let queue = read(WAITING); queue.length > 0; queue = read(WAITING)) {
      const [next] = queue;
      const answer = await fetch(next.action, {
        method: "POST",
        body: new URLSearchParams([...next.fields, ["ai", account]]),
        headers: { accept: "application/json" },
        redirect: "manual",
      });
      if (answer.status >= 500 || answer.status === 429) break;
      if (answer.status === 401 || answer.type === "opaqueredirect") {
        // The session is over or somebody else's: the ticks stay here and go when this account has signed in again.
        location.reload();
        return;
      }
      if (!answer.ok) {
        refused = true;
        write(REFUSED, [...read(REFUSED).filter((one) => one.key !== next.key), { ...next, code: answer.status }]);
      }
      without(WAITING, next.key);
    }
    // The cards said what was wished; the server's page says what is true.
    if (refused) location.reload();
  } catch {
    // No network: what waits stays on this phone.
  } finally {
    sending = false;
    say();
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-tick]");
  if (!form) return;
  const fields = new FormData(form, event.submitter);
  const wish = fields.get("den");
  if (wish === "not_needed" && !String(fields.get("ly_do") ?? "").trim()) return;
  event.preventDefault();
  const card = form.closest("[data-item]");
  const what = card.querySelector(".walk-what").textContent.trim();
  const one = { key: fields.get("khoa"), action: form.getAttribute("action"), fields: [...fields.entries()], what, wish, word: wordOf(card, wish) };
  write(WAITING, [...read(WAITING), one]);
  show(card, wish);
  say();
  flush();
});
addEventListener("online", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
setInterval(flush, 15000);
// The page is older than what waits: its cards show what this phone will send, as they did when it was ticked.
for (const one of read(WAITING)) {
  const card = cardOf(one.action);
  if (card) show(card, one.wish);
}
say();
flush();
