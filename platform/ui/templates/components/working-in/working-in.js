// Another tab has changed the campaign: this one still shows the old one and must not send anything into the new one.
for (const shown of document.querySelectorAll("[data-working]")) {
  const choices = new Set([...shown.querySelectorAll("[name=chien-dich]")].map((button) => button.value));
  const elsewhere = () => {
    const kept = document.cookie.match(/(?:^|; )chien-dich=([^;]*)/)?.[1];
    // One that this person may not work in is as none
    return kept !== shown.dataset.working && choices.has(kept);
  };
  const say = () => {
    if (shown.querySelector("[role=alert]")) return;
    const note = document.createElement("p");
    note.className = "working-elsewhere";
    note.setAttribute("role", "alert");
    const again = document.createElement("a");
    again.href = shown.querySelector("[name=ve]").value;
    again.textContent = shown.dataset.elsewhere;
    note.append(again);
    shown.append(note);
  };
  const look = () => {
    if (elsewhere()) say();
  };
  addEventListener("focus", look);
  addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || shown.contains(form) || !elsewhere()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say();
    shown.scrollIntoView({ block: "center" });
  }, true);
}
