/*
 * visit.mjs -- a browser as an office has it, and what is watched on every page it opens.
 */
import { same } from "./tap.mjs";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const require = createRequire(fileURLToPath(new URL("../../ui/package.json", import.meta.url)));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/* WCAG 2.2 AA and best practices. */
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

export function openBrowser() {
    return chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });
}

/* A window; `faults` fills with console errors, script errors and requests to any other host. */
export async function openWindow(browser, base, options = {}) {
    const context = await browser.newContext({
        viewport: { width: options.width || 1440, height: 900 },
        colorScheme: options.theme || "light",
        locale: options.lang === "en" ? "en-GB" : "zh-CN",
        javaScriptEnabled: options.script !== false,
        acceptDownloads: true,
    });
    const page = await context.newPage();
    const faults = [];
    page.on("console", (m) => {
        if (m.type() === "error" && !/status of (4\d\d)/.test(m.text())) faults.push(`console: ${m.text()}`);
    });
    page.on("pageerror", (e) => faults.push(`script: ${e.message}`));
    page.on("request", (r) => {
        if (!r.url().startsWith(base) && !r.url().startsWith("data:")) faults.push(`request to ${r.url()}`);
    });
    return { context, page, faults, base };
}

/* One-time links work once: later windows get the session's cookies. */
const sessions = {};
export async function signIn(window, links, post) {
    if (sessions[links[post]]) {
        await window.context.addCookies(sessions[links[post]]);
        return;
    }
    await window.page.goto(links[post]);
    await window.page.click("main button[type=submit]");
    await window.page.waitForSelector("nav.side", { state: "attached" });
    sessions[links[post]] = await window.context.cookies();
}

/* Clicks what leads to another page, or to the same one again. */
export async function press(window, selector) {
    await Promise.all([window.page.waitForNavigation(), window.page.locator(selector).first().click()]);
}

export async function go(window, path) {
    const answer = await window.page.goto(window.base + path);
    await window.page.waitForLoadState("load");
    return answer;
}

/* What axe-core finds wrong, one sentence each; by all its rules, or by one. */
export async function violations(page, rule) {
    await page.evaluate(axeSource);
    return page.evaluate(async (runOnly) => {
        const result = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
        return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join("; ")} (${v.help})`);
    }, rule ? { type: "rule", values: [rule] } : { type: "tag", values: AXE_TAGS });
}

/* Elements that stand out of the window and are in no scroller of their own. */
export function overflow(page) {
    return page.evaluate(() => {
        if (document.documentElement.scrollWidth <= innerWidth) return [];
        return [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll"))
            .slice(0, 3)
            .map((e) => `${e.tagName}.${e.className}`);
    });
}

/* Bytes over the wire of the page and all it asked for. */
export function bytesOf(page) {
    return page.evaluate(() =>
        [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].reduce((sum, e) => sum + e.encodedBodySize, 0)
    );
}

/* At one width: nothing to scroll sideways, axe-core content, and no pair of colours too close in the
 * dark either. */
export async function lookAt(page, width, path) {
    const at = `${path} at ${width} px`;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
    same(await overflow(page), [], `${at}: sideways scrolling`);
    same(await violations(page), [], `${at}: axe-core`);
    await page.emulateMedia({ colorScheme: "dark" });
    same(await violations(page, "color-contrast"), [], `${at}: contrast in the dark`);
}

/* Keys of messages that were shown in place of their texts. */
export async function rawKeys(page) {
    const text = await page.innerText("body");
    return text.match(/\b(web|err|entity|problem)\.[a-z_]+\.[a-z_.]+\b/g) || [];
}
