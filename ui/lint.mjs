/*
 * lint.mjs -- refuses style that Chromium 78 would not understand, or drop a whole rule for.
 *
 * County offices keep old browsers. An unknown property alone does little harm, so only those are
 * listed whose loss breaks a page; an unknown selector drops its whole rule, so all are listed.
 *
 * usage: node ui/lint.mjs [FILE...]   ours if none is named; build.mjs calls lint() on its result
 */
import postcss from "postcss";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const AT_RULES = ["layer", "container", "property", "scope", "starting-style", "nest"];
const SELECTORS = /:(has|is|where|focus-visible|modal|user-invalid|user-valid|popover-open)\b/;
const VALUES = /\b(color-mix|clamp|oklch|oklab|lch|lab|light-dark|env)\(|\b\d+(dvh|svh|lvh|dvw|cqw|cqi)\b/;
const PROPERTIES = /^(inset|inset-(block|inline).*|aspect-ratio|translate|rotate|scale|accent-color|content-visibility)$/;
/* Whose absence only costs looks, in rules that we do not write. */
const HARMLESS = new Set(["aspect-ratio", "accent-color"]);

/* What is wrong with the style, one sentence each. */
export function lint(css) {
    const faults = [];
    const say = (node, what) => faults.push(`${String(node).slice(0, 80).replace(/\s+/g, " ")}: ${what}`);
    postcss.parse(css).walk((node) => {
        if (node.type === "atrule" && AT_RULES.includes(node.name)) say(node, `@${node.name} is unknown to Chromium 78`);
        if (node.type === "rule" && SELECTORS.test(node.selector) && node.parent.name !== "keyframes") {
            say(node, "a selector that is unknown to Chromium 78 drops the rule");
        }
        if (node.type !== "decl") return;
        if (VALUES.test(node.value)) say(node, "a value that is unknown to Chromium 78");
        if (PROPERTIES.test(node.prop) && !HARMLESS.has(node.prop)) say(node, "a property that is unknown to Chromium 78");
    });
    return faults;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    let n = 0;
    const folder = join(dirname(fileURLToPath(import.meta.url)), "css");
    const ours = readdirSync(folder).map((name) => join(folder, name));
    for (const file of process.argv.length > 2 ? process.argv.slice(2) : ours) {
        for (const fault of lint(readFileSync(file, "utf8"))) {
            console.error(`${file}: ${fault}`);
            n++;
        }
    }
    process.exit(n > 0 ? 1 : 0);
}
