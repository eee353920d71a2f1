// The phone's way to the server and back after a break, by WebSocket or by asking. `take` gets every frame; `forget` makes the clock
// measure anew.
export const network = ({ at, words, state, local, clock, forget, take, draw, tick }) => {
  let socket = null;
  let stop = false;
  let failures = 0;
  let polling = false;
  let unacked = null;
  let heard = 0;
  const net = document.getElementById("mang");
  const tell = (word) => { if (net.textContent !== words[word]) net.textContent = words[word]; };

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
    mine.onopen = () => { opened = true; failures = 0; polling = false; heard = local(); tell("good"); synchronise(); };
    mine.onmessage = (event) => { heard = local(); take(JSON.parse(event.data)); };
    mine.onclose = () => {
      if (stop || mine !== socket) return;
      socket = null;
      failures += 1;
      tell("bad");
      if (!opened && failures >= 2 && !polling) { polling = true; poll(""); }
      // everybody comes back after a restart: spread over five seconds, later ones further apart
      setTimeout(connect, polling ? 30000 : Math.random() * Math.min(5000, 1500 * failures + 500));
    };
  };
  const poll = async (after) => {
    while (polling && !stop) {
      try {
        const asked = local();
        const time = await (await fetch(at("gio"))).json();
        clock(asked, time.s);
        const news = await (await fetch(at(`cho?sau=${after}`))).json();
        after = news.v;
        tell("slow");
        news.frames.forEach(take);
      } catch {
        tell("bad");
        await new Promise((done) => setTimeout(done, 1000 + Math.random() * 2000));
      }
    }
  };
  const wake = () => {
    if (document.visibilityState !== "visible" || stop) return;
    if (socket?.readyState === 1 && local() - heard < 40000) synchronise();
    else if (socket?.readyState === 1) { socket.close(); socket = null; connect(); }
    else if (!polling) connect();
    tick();
  };
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  setInterval(() => { if (socket?.readyState === 1) socket.send(JSON.stringify({ k: "t", c: local() })); }, 30000);
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
