// Light or dark without a reload: the link itself works without this and stores the choice.
for (const link of document.querySelectorAll("[data-theme-toggle]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    const address = new URL(link.href);
    address.searchParams.set("che-do", dark ? "sang" : "toi");
    fetch(address, { redirect: "manual", credentials: "same-origin" }).catch(() => {});
  });
}
// One open drop-down at a time; Escape and a click elsewhere close it.
const drops = [...document.querySelectorAll("details[data-drop]")];
for (const drop of drops) {
  drop.addEventListener("toggle", () => {
    if (drop.open) for (const other of drops) if (other !== drop) other.open = false;
  });
}
addEventListener("click", (event) => {
  for (const drop of drops) if (drop.open && !drop.contains(event.target)) drop.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const drop of drops) if (drop.open) { drop.open = false; drop.querySelector("summary").focus(); }
});
