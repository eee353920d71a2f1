// ui:toast with words in `detail`: shown for six seconds; the status region reads them out.
addEventListener("ui:toast", (event) => {
  const region = document.querySelector("[data-toasts]");
  if (!region) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = event.detail;
  region.append(toast);
  setTimeout(() => toast.remove(), 6000);
});
