// Remakes every vendored file from the versions in package.json: `npm install && npm run remake`.
// Installing and running Samlär never needs this: what it makes is committed.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const site = join(here, "../src/samlar/web/static/samlar/vendor");
const axe = join(here, "../tests/vendor/axe");

// Only the parts that our pages use, in the order of Designsystemet's own index.css: the order is part of its cascade.
const base = ["base", "label", "validation-message"];
const components = ["button", "input", "field", "fieldset", "details"];

const version = (name) => JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8")).version;
const part = (name) => readFileSync(join(packages, "@digdir/designsystemet-css/dist/src", `${name}.css`), "utf8");
const layer = (name, parts) => `@layer ${name}{\n${parts.map(part).join("\n")}\n}\n`;

/** The theme without comments and line breaks; everything else as its own tool wrote it. */
function theme() {
  const command = join(packages, "@digdir/designsystemet/dist/bin/designsystemet.js");
  const run = (...words) => execFileSync(process.execPath, [command, "tokens", ...words], { cwd: here, stdio: "inherit" });
  run("create", "--config", "designsystemet.config.json", "--clean");
  run("build", "-t", "build/design-tokens", "-o", "build/theme", "--clean");
  return readFileSync(join(here, "build/theme/samlar.css"), "utf8")
    .replace(/@charset "[^"]*";/, "")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s*\n\s*/g, "\n");
}

mkdirSync(site, { recursive: true });
mkdirSync(axe, { recursive: true });
writeFileSync(
  join(site, "designsystemet.css"),
  `@charset "UTF-8";\n/*! Designsystemet CSS ${version("@digdir/designsystemet-css")}, parts: ${[...base, ...components].join(", ")}; ` +
    `theme made with @digdir/designsystemet ${version("@digdir/designsystemet")}. MIT, see designsystemet.LICENSE. */\n` +
    "@layer ds.theme, ds.base, ds.components;\n" +
    theme() +
    layer("ds.base", base) +
    layer("ds.components", components),
);
copyFileSync(join(packages, "@digdir/designsystemet-css/LICENSE"), join(site, "designsystemet.LICENSE"));

const font = join(packages, "@fontsource-variable/atkinson-hyperlegible-next");
for (const style of ["normal", "italic"]) {
  copyFileSync(
    join(font, `files/atkinson-hyperlegible-next-latin-wght-${style}.woff2`),
    join(site, `atkinson-hyperlegible-next-${style}.woff2`),
  );
}
copyFileSync(join(font, "LICENSE"), join(site, "atkinson-hyperlegible-next.LICENSE"));

copyFileSync(join(packages, "axe-core/axe.min.js"), join(axe, "axe.min.js"));
copyFileSync(join(packages, "axe-core/LICENSE"), join(axe, "LICENSE"));
