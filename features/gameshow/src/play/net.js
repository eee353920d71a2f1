// The phone's way to the server and back after a break, by WebSocket or by asking. Who asks tries the WebSocket again and again.
// `take` gets every frame; `forget` makes the clock measure anew.
const BEAT = 20000;
// so long without a word, and the socket is dead although nobody has closed it
const SILENT = 45000;

export const network = ({ at, words, state, local, clock, forget, take, draw, tick }) => {
  let socket = null;
  let stop = false;
  let failures = 0;
  // number of the asking that is on, 0 for none: an older one that is still on its way says nothing more
  let polling = 0;
  let asked = 0;
  let tries = 0;
  let retry = 0;
  let unacked = null;
  let heard = 0;
  const net = document.getElementById("mang");
  const tell = (word) => {
    const shown = words[navigator.onLine === false ? "offline" : word];
    if (net.textContent !== shown) net.textContent = shown;
  };

  const send = (answer) => {
    if (state.sent != null) return;
    state.sent = answer;
    state.acked = false;
    state.said = "";
    unacked = { n: state.phase, a: answer };
    post(unacked);
    draw(true);
  };
  const post = (body) => {
    if (socket?.readyState === 1) socket.send(JSON.stringify({ k: "a", ...body }));
    else fetch(at("gui"), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }).then((r) => r.json()).then(take).catch(() => {});
  };

  const synchronise = () => {
    forget();
    // The late ones: a lost message holds up all of a burst, and would leave its delay in the clock
    for (const wait of [0, 120, 240, 360, 480, 2000, 5000]) setTimeout(() => socket?.readyState === 1 && socket.send(JSON.stringify({ k: "t", c: local() })), wait);
  };
  const connect = () => {
    if (stop || (socket && socket.readyState < 2)) return;
    let opened = false;
    socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${at("ws")}`);
    const mine = socket;
    mine.onopen = () => { opened = true; failures = 0; polling = 0; tries = 0; heard = local(); tell("good"); synchronise(); };
    mine.onmessage = (event) => { heard = local(); tell("good"); take(JSON.parse(event.data)); };
    mine.onclose = () => {
      if (stop || mine !== socket) return;
      socket = null;
      failures += 1;
      if (!polling) tell("bad");
      if (!opened && failures >= 2 && !polling) { asked += 1; polling = asked; poll("", asked); }
      // everybody comes back after a restart: spread over five seconds, later ones further apart
      clearTimeout(retry);
      retry = setTimeout(connect, polling ? (tries++ === 0 ? 8000 : 25000) + Math.random() * 5000 : Math.random() * Math.min(5000, 1500 * failures + 500));
    };
  };
  const poll = async (after, turn) => {
    const off = () => polling !== turn || stop;
    while (!off()) {
      try {
        const sent = local();
        const time = await (await fetch(at("gio"))).json();
        if (off()) return;
        clock(sent, time.s);
        const news = await (await fetch(at(`cho?sau=${after}`))).json();
        if (off()) return;
        after = news.v;
        tell("slow");
        news.frames.forEach(take);
      } catch {
        if (off()) return;
        tell("bad");
        await new Promise((done) => setTimeout(done, 1000 + Math.random() * 2000));
      }
    }
  };
  const wake = () => {
    if (document.visibilityState !== "visible" || stop) return;
    if (socket?.readyState === 1 && local() - heard < 40000) synchronise();
    else if (socket?.readyState === 1) again();
    else connect();
    tick();
  };
  const again = () => { const dead = socket; socket = null; dead.close(); tell("bad"); connect(); };
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", () => { tell("bad"); wake(); });
  addEventListener("offline", () => tell("bad"));
  setInterval(() => {
    if (stop || socket?.readyState !== 1) return;
    if (local() - heard > SILENT) again();
    else socket.send(JSON.stringify({ k: "t", c: local() }));
  }, BEAT);
  tell("bad");
  connect();

  return {
    send,
    // the game is over here: no way back is sought
    end: () => { stop = true; },
    // what was sent has its answer
    answered: () => { unacked = null; },
    // the server has not noted what was sent before the break: again, and whether there was any
    again: (phase) => {
      if (unacked?.n !== phase) return false;
      post(unacked);
      return true;
    },
  };
};
