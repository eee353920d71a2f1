document.querySelector("[data-error-summary]")?.focus({ preventScroll: false });
