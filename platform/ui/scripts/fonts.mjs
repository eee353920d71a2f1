// Cuts the fonts down to what Vietnamese and English need: `node fonts.mjs NODE_MODULES OUT_DIR`.
// Be Vietnam Pro: one file per weight with Latin and Vietnamese together, hints left out (they are four fifths of it).
// Inter: digits and their punctuation only, with tabular figures, which Be Vietnam Pro lacks.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, out] = process.argv.slice(2);
const require = createRequire(join(modules, "/"));
const subsetFont = require("subset-font");

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");
const letters =
  range(0x20, 0x7e) + range(0x1ea0, 0x1ef9) + range(0xc0, 0xff) + "ĂăĐđĨĩŨũƠơƯưŌōŒœ" +
  "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323" +
  "\u00a0\u00a7\u00a9\u00ab\u00b0\u00b1\u00b2\u00b3\u00b7\u00bb\u00bd–—‘’“”„†•…′″€₫™←↑→↓−≈≠≤≥";
const digits = "0123456789:.,%₫+−-/\u00a0";

const weights = { 400: "400Regular", 600: "600SemiBold", 800: "800ExtraBold" };
for (const [weight, name] of Object.entries(weights)) {
  const text = await subsetFont(
    readFileSync(join(modules, "@expo-google-fonts/be-vietnam-pro", name, `BeVietnamPro_${name}.ttf`)),
    letters,
    { targetFormat: "woff2", noHinting: true, keepFeatures: ["kern", "mark", "mkmk", "ccmp", "liga", "locl"] },
  );
  writeFileSync(join(out, `be-vietnam-pro-${weight}.woff2`), text);
  if (weight !== "400") {
    // outlines for pictures that the server draws itself
    const plain = await subsetFont(
      readFileSync(join(modules, "@expo-google-fonts/be-vietnam-pro", name, `BeVietnamPro_${name}.ttf`)),
      letters,
      { targetFormat: "truetype", noHinting: true, keepFeatures: [] },
    );
    writeFileSync(join(out, `be-vietnam-pro-${weight}.ttf`), plain);
  }
  const number = await subsetFont(
    readFileSync(join(modules, "@fontsource/inter/files", `inter-latin-${weight}-normal.woff2`)),
    digits,
    { targetFormat: "woff2", noHinting: true, keepFeatures: ["tnum"] },
  );
  writeFileSync(join(out, `inter-digits-${weight}.woff2`), number);
}
