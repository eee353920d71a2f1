for (const zone of document.querySelectorAll("[data-file-drop]")) {
  const input = zone.querySelector("input");
  const names = zone.querySelector("output");
  zone.querySelector(".file-words").hidden = false;
  zone.classList.add("ready");
  const most = Number(zone.dataset.most ?? 0) * 1024 * 1024;
  const tell = () => {
    // Sent and refused, a large file would cost the way and all that was typed.
    const large = most > 0 ? [...input.files].find((file) => file.size > most) : undefined;
    zone.classList.toggle("refused", Boolean(large));
    if (large) {
      input.value = "";
      names.textContent = `${large.name}: ${zone.dataset.large}`;
      return;
    }
    const list = [...input.files].map((file) => `${file.name} (${Math.max(1, Math.round(file.size / 1024)).toLocaleString("vi")} KB)`);
    names.textContent = list.length ? `${names.dataset.chosen}: ${list.join(", ")}` : "";
  };
  input.addEventListener("change", tell);
  const over = (event) => { event.preventDefault(); zone.classList.add("over"); };
  const out = () => zone.classList.remove("over");
  zone.addEventListener("dragenter", over);
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", out);
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    out();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    tell();
  });
}
