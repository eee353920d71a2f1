// The player's phone. Takes frames over WebSocket, or by asking where that is blocked; shows the question at the moment that
// the server names, by a clock set from several round trips; never knows more than the server has sent.
import { network } from "./net.js";
import { unseal } from "./seal.js";

const root = document.getElementById("choi");
const game = root.dataset.game;
const words = JSON.parse(root.dataset.words);
const at = (path) => `/dau-truong/${game}/${path}`;
const SHAPES = ["s-non", "s-thoi", "s-banh", "s-trong"];
const COLOURS = ["a", "b", "c", "d"];
const state = { phase: 0, view: "lobby", ask: null, question: null, sealed: null, sent: null, acked: false, said: "", reveal: null, mine: null, top: [], picked: [] };

// --- clock: the quickest of several round trips wins
let offset = 0;
let best = Infinity;
const local = () => performance.timeOrigin + performance.now();
const now = () => local() + offset;
const clock = (sentAt, server) => {
  const trip = local() - sentAt;
  if (trip <= best) {
    best = trip;
    offset = server + trip / 2 - local();
  }
};

// --- building the page: text only, never HTML from the wire
const el = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick" || key === "onsubmit") node[key] = value;
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null && child !== ""));
  return node;
};
const shape = (n) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "dt-shape");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${SHAPES[n % 4]}`);
  svg.append(use);
  return svg;
};
const icon = (name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${root.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
};
const letter = (n) => String.fromCharCode(65 + n);
const figure = (n) => Math.round(n).toLocaleString("vi-VN");
// keeps its place unseen, so that nothing moves when its words go
const kept = (part) => { part.style.visibility = "hidden"; part.setAttribute("aria-hidden", "true"); part.removeAttribute("role"); return part; };
const note = (text, kind = "") => el("p", { class: `notice ${kind}`, role: "status" }, text);

const stage = () => {
  const ask = state.ask;
  if (state.view !== "ask" || !ask) return state.view;
  if (ask.paused) return "paused";
  const t = now();
  if (t < ask.show || !state.question) return "soon";
  if (t < ask.open) return "read";
  return t <= ask.close ? "open" : "over";
};

const tile = (n, text, on) =>
  el("button", { type: "button", class: `dt-tile ${COLOURS[n % 4]}${on.mine ? " sent" : ""}`, disabled: on.disabled, "aria-pressed": on.pressed == null ? null : String(on.pressed), onclick: on.click },
    el("span", { class: "dt-key" }, shape(n), letter(n)),
    el("span", {}, text ?? "", on.mark ? el("span", { class: "dt-said" }, on.ok ? icon("check") : "", on.mark) : ""));

// the words of right and wrong are the reader's, not the question's
const option = (q, n) => (q.kind === "true_false" ? [words.true, words.false][n] : q.options[n]);
const rightWords = () => (state.reveal.kind === "true_false" ? [words.true, words.false][state.reveal.right[0]] : state.reveal.words);

// an own answer in words; chosen options are shown as such
const said = (options) => {
  const value = state.sent && Object.values(state.sent)[0];
  if (value == null) return "";
  if (Array.isArray(value)) return value.map((n) => options?.[n] || letter(n)).join(" → ");
  return "estimate" in state.sent ? inWords(value, state.question?.range?.[2] ?? "") : String(value);
};
const ownLine = (options) => el("p", { class: "dt-own" }, `${words.said} `, el("strong", {}, said(options)));

// after the reveal: the own choice beside the right one
const compared = () => {
  const { kind, options = [], right } = state.reveal;
  if (!state.sent || !state.acked) return "";
  if (kind !== "one" && kind !== "true_false" && kind !== "many") return ownLine(options);
  const mine = [state.sent.one ?? state.sent.many].flat();
  return el("ol", { class: "dt-answers dt-compare" }, ...options.map((_, n) =>
    el("li", { class: `dt-tile ${COLOURS[n % 4]}${right.includes(n) ? " yes" : ""}${mine.includes(n) ? " sent" : ""}` },
      el("span", { class: "dt-key" }, shape(n), letter(n)),
      el("span", {}, option(state.reveal, n),
        mine.includes(n) ? el("span", { class: "dt-said" }, words.pick) : "",
        right.includes(n) ? el("span", { class: "dt-said" }, icon("check"), words.yes) : ""))));
};

const answers = (where) => {
  const q = state.question;
  const disabled = where !== "open" || state.sent != null;
  const options = Array.from({ length: q.count }, (_, n) => (q.options ? option(q, n) : ""));
  const value = state.sent && Object.values(state.sent)[0];
  const mark = state.acked ? `${words.acked}. ${words.wait}` : words.sending;
  if (q.kind === "one" || q.kind === "true_false") {
    return [el("div", { class: "dt-answers", role: "group", "aria-label": words.choose },
      ...options.map((text, n) => tile(n, text, { disabled, mine: state.sent && value === n, ok: state.acked, mark: state.sent && value === n ? mark : "", click: () => net.send({ one: n }) })))];
  }
  if (q.kind === "many" || q.kind === "order") {
    const order = q.kind === "order";
    const picked = state.sent ? value : state.picked;
    const click = (n) => () => {
      state.picked = picked.includes(n) ? picked.filter((m) => m !== n) : [...picked, n];
      draw(true);
    };
    const ready = order ? picked.length === q.count : picked.length > 0;
    return [
      el("p", { class: "soft" }, order ? words.order : words.many),
      el("div", { class: "dt-answers", role: "group" },
        ...options.map((text, n) => tile(n, text, { disabled, pressed: picked.includes(n), mine: picked.includes(n), mark: picked.includes(n) ? (order ? String(picked.indexOf(n) + 1) : "✓") : "", click: click(n) }))),
      state.sent ? note(mark, "ok") : el("div", { class: "actions" },
        el("button", { type: "button", class: "btn", disabled: disabled || !ready, onclick: () => net.send(order ? { order: state.picked } : { many: state.picked }) }, words.send),
        order ? el("button", { type: "button", class: "btn quiet", onclick: () => { state.picked = []; draw(true); } }, words.again) : ""),
    ];
  }
  if (state.sent) return [ownLine(), note(mark, "ok")];
  const estimate = q.kind === "estimate";
  const label = estimate ? `${words.estimate} (${q.range[0]} – ${q.range[1]} ${q.range[2]})` : words.typed;
  const input = el("input", { class: "input", id: "tra-loi", autocomplete: "off", maxlength: "200", disabled, inputmode: estimate ? "decimal" : "text", value: state.picked[0] ?? "", "aria-describedby": estimate ? "hieu-la" : null });
  // how the number is understood, or which would be taken
  const range = estimate ? `${words.range} ${q.range[0]} – ${q.range[1]} ${q.range[2]}` : "";
  const understood = el("output", { class: "soft", id: "hieu-la", for: "tra-loi" });
  const understand = () => {
    const number = estimate ? within(input.value, q.range) : null;
    understood.textContent = !input.value.trim() ? "\u00a0" : number == null ? range : `${words.understood} ${inWords(number, q.range[2])}`;
  };
  input.oninput = () => { state.picked = [input.value]; understand(); };
  understand();
  const submit = (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    if (!estimate) return net.send({ typed: text });
    const number = within(text, q.range);
    if (number == null) { state.said = range; draw(true); } else net.send({ estimate: number });
  };
  return [el("form", { class: "dt-plain", onsubmit: submit }, el("label", { for: "tra-loi" }, label), input, estimate ? understood : "", el("button", { class: "btn", disabled }, words.send))];
};

// "1.250", "12,5", "12.5": a number in thousandths, as the server keeps it
export const thousandths = (text) => {
  let plain = text.replace(/[\s\u00a0]/g, "").replace("−", "-");
  if (plain.includes(",")) plain = plain.replace(/\./g, "").replace(",", ".");
  else if (/^-?[1-9]\d{0,2}(\.\d{3})+$/.test(plain)) plain = plain.replace(/\./g, "");
  return /^-?\d{1,12}(\.\d{1,3})?$/.test(plain) ? Math.round(Number(plain) * 1000) : null;
};

// a typed number inside of the range: "1,250" is 1.250 where 1,25 lies outside
const within = (text, range) => {
  const [least, most] = range.map(thousandths);
  const fits = (number) => number != null && number >= least && number <= most;
  return [thousandths(text), /^\s*\d{1,3}(,\d{3})+\s*$/.test(text) ? thousandths(text.replace(/,/g, ".")) : null].find(fits) ?? null;
};
const inWords = (number, unit) => {
  const plain = (number / 1000).toLocaleString("vi-VN", { useGrouping: unit !== "năm", maximumFractionDigits: 3 });
  return unit === "năm" ? `${unit} ${plain}` : `${plain} ${unit}`.trim();
};

const result = () => {
  const mine = state.mine;
  const right = mine && mine.share === 1000;
  const part = mine && mine.share > 0;
  const title = !mine ? "" : !mine.answered ? words.none : right ? words.right : part ? words.part : words.wrong;
  return [
    mine ? el("section", { class: right ? "dt-res yes" : part ? "card" : "dt-res no", role: "status" }, icon(right ? "check" : part ? "target" : "close"), el("h1", {}, title),
      el("p", { class: "dt-got" }, `${mine.points > 0 ? "+" : ""}${figure(mine.points)} `, el("small", {}, words.points)),
      mine.answered ? el("p", {}, `${words.after} ${(mine.taken / 1000).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${words.seconds}${mine.streak > 1 ? ` · ${mine.streak} ${words.streak}` : ""}`) : "") : "",
    standing(),
    state.reveal ? compared() : "",
    state.reveal ? el("section", { class: "dt-why-phone" }, el("h2", {}, words.answer), el("p", {}, rightWords()),
      ...(state.reveal.why ? [el("h2", {}, words.why), el("p", {}, state.reveal.why)] : []),
      state.reveal.source ? el("p", { class: "small soft" }, state.reveal.source) : "") : "",
  ];
};
// a place only once somebody has points
const standing = () => state.mine && state.mine.of > 0
  ? el("div", { class: "dt-duo" }, el("div", {}, el("span", {}, words.total), el("b", {}, figure(state.mine.total))),
      state.mine.rank > 0 ? el("div", {}, el("span", {}, words.rank), el("b", {}, `${state.mine.rank} `, el("small", {}, `${words.on} ${state.mine.of}`))) : "")
  : "";
const top = () => state.top.length === 0 ? el("p", {}, words.nobody) : el("ol", { class: "dt-top" }, ...state.top.map((row) => el("li", {}, el("span", { class: "num" }, String(row.rank)), el("span", {}, row.name), el("b", {}, figure(row.points)))));

// one place for words below the answers: from reading to the end of the time the answers stand where they stood
const PLACED = ["read", "open", "paused"];
const place = (where) => state.said ? note(state.said, "warn") : where === "paused" ? note(words.paused, "warn") : where === "read" ? note(words.read) : kept(note(words.read));

let drawn = "";
const draw = (force = false) => {
  const where = stage();
  const key = [where, state.phase, state.acked, JSON.stringify(state.sent), state.said, state.mine?.total, state.mine?.rank, JSON.stringify(state.top)].join("|");
  if (!force && key === drawn) return;
  const focused = document.activeElement?.id === "tra-loi";
  drawn = key;
  const head = document.getElementById("dau");
  if (state.ask && state.view !== "lobby") head.replaceChildren(el("strong", {}, `${words.question} ${state.ask.q}`), el("span", { class: "soft" }, ` ${words.of} ${state.ask.of}`));
  const q = state.question;
  const heading = (text) => el("h1", { class: "dt-play-h1" }, text);
  const asked = () => el("h1", { class: "dt-play-q" }, q.text ?? words.look);
  let content;
  switch (where) {
    case "lobby": content = [heading(words.lobby), el("p", {}, words.lobby2)]; break;
    case "soon": content = [heading(words.soon)]; break;
    case "read": case "open": case "paused": content = [...(q ? [asked(), q.weight === 0 ? note(words.trial) : "", ...answers(where)] : []), place(where)]; break;
    case "over": case "closed": content = [q ? asked() : "", ...(q && state.sent ? answers(where) : [note(state.sent && state.acked ? words.wait : words.over)])]; break;
    case "reveal": content = result(); break;
    case "board": content = [heading(words.board), standing(), top()]; break;
    case "podium": content = [heading(words.podium), standing(), top()]; break;
    case "ended": content = [heading(words.ended), standing(), el("p", {}, el("a", { href: at("ket-qua") }, words.results))]; break;
    case "kicked": content = [heading(words.kicked), el("p", {}, el("a", { class: "btn", href: at("vao") }, words.rejoin)), el("p", {}, el("a", { href: "/dau-truong" }, words.start))]; break;
    default: content = [heading(words.gone), el("button", { type: "button", class: "btn", onclick: () => location.reload() }, words.here)];
  }
  if (state.said && !PLACED.includes(where)) content.push(note(state.said, "warn"));
  root.replaceChildren(...content.filter((part) => part !== ""));
  if (focused) document.getElementById("tra-loi")?.focus();
};

const ring = document.getElementById("vong");
let announced = "";
const tick = () => {
  const where = stage();
  const ask = state.ask;
  const until = { soon: ask?.show, read: ask?.open, open: ask?.close }[where];
  if (until) {
    const left = Math.max(0, until - now());
    const all = where === "open" ? ask.close - ask.open : where === "read" ? ask.open - ask.show : 2000;
    if (!ring.firstChild) ring.append(el("span", { class: "dt-ring", role: "timer" }));
    ring.firstChild.textContent = String(Math.ceil(left / 1000));
    ring.firstChild.style.setProperty("--p", `${Math.min(100, (left * 100) / Math.max(1, all))}%`);
    ring.firstChild.setAttribute("aria-label", `${words.left} ${Math.ceil(left / 1000)}`);
  } else if (ring.firstChild) ring.replaceChildren();
  if (where !== announced) { announced = where; if (where === "open") navigator.vibrate?.(40); }
  draw();
};
setInterval(tick, 200);
// the moment itself is met to the frame
let alarm = 0;
const alarms = () => {
  clearTimeout(alarm);
  const next = [state.ask?.show, state.ask?.open, state.ask?.close].filter((t) => t > now()).sort((a, b) => a - b)[0];
  if (next) alarm = setTimeout(() => { tick(); alarms(); }, Math.max(0, next - now() + 1));
};

// --- frames
const turn = (n) => {
  if (n === state.phase) return;
  Object.assign(state, { phase: n, said: "" });
};
const take = (frame) => {
  switch (frame.k) {
    case "t": clock(frame.c, frame.s); break;
    case "hello":
      if (frame.answer != null) Object.assign(state, { sent: frame.answer, acked: true, answeredPhase: frame.n });
      else if (!net.again(frame.n)) Object.assign(state, { sent: null, acked: false });
      break;
    case "lobby": turn(frame.n); state.view = "lobby"; break;
    case "ask":
      if (state.view !== "ask" || state.ask?.n !== frame.n) {
        Object.assign(state, { question: null, picked: [], mine: null, reveal: null });
        if (state.answeredPhase !== frame.n) Object.assign(state, { sent: null, acked: false });
      }
      turn(frame.n);
      state.view = "ask";
      state.ask = { n: frame.n, q: frame.q, of: frame.of, show: frame.show, open: frame.open, close: frame.close, paused: false };
      state.sealed = frame.sealed;
      break;
    case "key": if (frame.n === state.phase && state.sealed) state.question = unseal(state.sealed, frame.key); break;
    case "times": if (state.ask && frame.n === state.ask.n) Object.assign(state.ask, { show: frame.show, open: frame.open, close: frame.close, paused: frame.paused }); break;
    case "ack": net.answered(); state.acked = true; state.answeredPhase = frame.n; state.said = ""; break;
    case "no":
      net.answered();
      if (frame.why !== "double") state.sent = null;
      else state.acked = true;
      state.said = words[`no-${frame.why}`] ?? words["no-now"];
      break;
    case "closed": turn(frame.n); state.view = "closed"; break;
    case "reveal": turn(frame.n); state.view = "reveal"; state.reveal = frame; break;
    case "mine": state.mine = frame; break;
    case "board": case "podium": turn(frame.n); state.view = frame.k; state.top = frame.top; break;
    case "ended": turn(frame.n); state.view = "ended"; net.end(); break;
    case "kicked": state.before = state.view; state.view = "kicked"; break;
    case "back": break;
    case "gone": state.view = "gone"; net.end(); break;
  }
  alarms();
  tick();
};

const net = network({ at, words, state, local, clock, forget: () => { best = Infinity; }, take, draw, tick });
