// data-live="address": listens to server-sent events; an event's data is HTML for the element with the id of the event's
// name. Says so when the connection is lost. The page works without it: it shows what the server knew when it was made.
for (const root of document.querySelectorAll("[data-live]")) {
  const lost = document.querySelector("[data-live-lost]");
  const listen = () => {
    const source = new EventSource(root.dataset.live);
    source.onopen = () => { if (lost) lost.hidden = true; };
    source.onerror = () => { if (lost) lost.hidden = false; };
    source.addEventListener("replace", (event) => {
      const { id, html } = JSON.parse(event.data);
      const target = document.getElementById(id);
      if (target) target.innerHTML = html;
    });
    source.addEventListener("reload", () => location.reload());
    return source;
  };
  let source = listen();
  // data-live-rest: not while nobody looks. A browser keeps few connections to one server, and people keep many tabs.
  if (root.hasAttribute("data-live-rest")) document.addEventListener("visibilitychange", () => {
    source.close();
    if (!document.hidden) source = listen();
  });
}
// Big screens: B blacks out, F fills the screen, arrows go to whoever listens.
if (document.body.hasAttribute("data-stage")) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "b") document.body.toggleAttribute("data-blackout");
    else if (key === "f") document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    else if (key.startsWith("arrow")) dispatchEvent(new CustomEvent("ui:stage", { detail: key.slice(5) }));
  });
}
