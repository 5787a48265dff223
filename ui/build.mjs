/*
 * build.mjs -- style and script of the pages: bundled, cut to what the pages use, and checked.
 *
 * usage: node ui/build.mjs OUTDIR [DEPFILE]
 *
 * app.css holds the rules of Tabler whose classes stand in a template, a script or a C file, and
 * ours. What follows [data-bs-theme=dark] is repeated for readers whose system asks for dark, so
 * that the theme needs no script. The result must be readable by Chromium 78: lint.mjs.
 */
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";
import postcss from "postcss";
import { readFileSync, writeFileSync, mkdirSync, copyFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { lint } from "./lint.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [outDir, depFile] = process.argv.slice(2);
if (!outDir) {
    console.error("usage: node ui/build.mjs OUTDIR [DEPFILE]");
    process.exit(2);
}
const TARGET = ["chrome78"];
/* Made at run time by htmx or ECharts, or by the build itself; never written in a file of ours. */
const ALWAYS = ["htmx-request", "htmx-swapping", "htmx-settling"];

function filesBelow(dir, ending) {
    const all = readdirSync(dir, { withFileTypes: true });
    return all.flatMap((e) => {
        const path = join(dir, e.name);
        if (e.isDirectory()) return filesBelow(path, ending);
        return e.name.endsWith(ending) ? [path] : [];
    });
}

/* Every file that may name a class. */
function classUsers() {
    return [
        ...filesBelow(join(here, "templates"), ".html"),
        ...filesBelow(join(here, "js"), ".js"),
        ...filesBelow(resolve(here, "../src/web/pages"), ".c"),
    ];
}

/* Tabler knows newer selectors: a focus ring is drawn on any focus, what asks :has is left out. */
const oldBrowsers = {
    postcssPlugin: "old-browsers",
    OnceExit(root) {
        root.walkRules(/:focus-visible|:has\(/, (rule) => {
            const kept = rule.selectors.filter((s) => !s.includes(":has(")).map((s) => s.replace(/:focus-visible/g, ":focus"));
            if (kept.length > 0) rule.selectors = [...new Set(kept)];
            else rule.remove();
        });
    },
};

/* Repeats each dark rule under prefers-color-scheme, unless the reader chose light. */
const darkWithoutScript = {
    postcssPlugin: "dark-without-script",
    OnceExit(root) {
        const dark = [];
        root.walkRules(/\[data-bs-theme="?dark"?\]/, (rule) => {
            if (rule.parent.type !== "root" && rule.parent.name !== "media") return;
            const copy = rule.clone();
            copy.selectors = rule.selectors
                .filter((s) => s.includes("data-bs-theme"))
                .map((s) => s.replace(/\[data-bs-theme="?dark"?\]/, ":root:not([data-bs-theme=light])"));
            dark.push(copy);
        });
        const media = postcss.atRule({ name: "media", params: "screen and (prefers-color-scheme: dark)" });
        media.append(dark);
        root.append(media);
    },
};

async function buildStyle(users) {
    const bundled = await build({
        entryPoints: [join(here, "css/app.css")],
        bundle: true,
        write: false,
        target: TARGET,
        loader: { ".svg": "dataurl" },
        logLevel: "error",
    });
    const [purged] = await new PurgeCSS().purge({
        content: users,
        css: [{ raw: bundled.outputFiles[0].text }],
        defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) || [],
        safelist: ALWAYS,
        variables: false, /* charts read some from script */
        keyframes: true,
    });
    const dark = await postcss([oldBrowsers, darkWithoutScript]).process(purged.css, { from: undefined });
    const small = await build({
        stdin: { contents: dark.css, loader: "css" },
        write: false,
        minify: true,
        target: TARGET,
        logLevel: "error",
    });
    const css = small.outputFiles[0].text;
    const faults = lint(css);
    if (faults.length > 0) {
        console.error(faults.map((f) => `app.css: ${f}`).join("\n"));
        process.exit(1);
    }
    writeFileSync(join(outDir, "app.css"), css);
}

async function buildScript(name) {
    const result = await build({
        entryPoints: [join(here, `js/${name}.js`)],
        bundle: true,
        minify: true,
        format: "iife",
        target: TARGET,
        outfile: join(outDir, `${name}.js`),
        legalComments: "none",
        metafile: true,
        logLevel: "error",
    });
    return Object.keys(result.metafile.inputs).map((p) => resolve(p));
}

mkdirSync(outDir, { recursive: true });
const users = classUsers();
await buildStyle(users);
const scripts = (await Promise.all(["theme", "app", "chart"].map(buildScript))).flat();
for (const name of ["icons.svg", "favicon.svg"]) copyFileSync(join(here, "img", name), join(outDir, name));
if (depFile) {
    const deps = [...users, ...scripts, ...filesBelow(join(here, "css"), ".css"), ...filesBelow(join(here, "img"), ".svg")];
    writeFileSync(depFile, `${join(outDir, "app.css")}: ${[...new Set(deps)].map((d) => d.replace(/ /g, "\\ ")).join(" ")}\n`);
}
