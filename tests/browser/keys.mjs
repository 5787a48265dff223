/*
 * keys.mjs -- with the keyboard alone, and without script.
 */
import { check, same, test } from "./tap.mjs";
import { go, openWindow, signIn } from "./visit.mjs";

const STEPS_MAX = 400;

/* What a person should be able to reach: visible, enabled, not behind a closed menu. */
function reachable() {
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
    return all.filter((e) => {
        const box = e.getBoundingClientRect();
        const shut = e.closest("details:not([open])");
        const inShut = shut && !(e.tagName === "SUMMARY" && e.parentElement === shut);
        const shown = getComputedStyle(e).visibility === "visible" && box.width > 0;
        return shown && !inShut && !e.disabled && e.type !== "hidden" && e.tabIndex >= 0;
    });
}

/* What has the focus and does not show it. A box that only stands for its label may be unseen; the parts of
 * a date are the browser's own. */
function unmarked() {
    const e = document.activeElement;
    const style = getComputedStyle(e);
    const seen = e.getBoundingClientRect().width > 1 && style.opacity !== "0" && e !== document.body && e.type !== "date";
    return seen && (style.outlineStyle === "none" || style.outlineWidth === "0px") ? e.outerHTML.slice(0, 80) : "";
}

async function unreached(page) {
    await page.evaluate(`window.wanted = new Set((${reachable})())`);
    const plain = new Set();
    for (let i = 0; i < STEPS_MAX; i++) {
        await page.keyboard.press("Tab");
        plain.add(await page.evaluate(unmarked));
        const left = await page.evaluate(() => {
            window.wanted.delete(document.activeElement);
            return window.wanted.size;
        });
        if (left === 0) return [...plain].filter((found) => found);
    }
    return page.evaluate(() => [...window.wanted].map((e) => e.outerHTML.slice(0, 80)));
}

export async function keys(browser, server, links) {
    await test("the Tab key reaches everything that can be used, and is seen where it is", async () => {
        const window = await openWindow(browser, server.base);
        await signIn(window, links, "统计局局长");
        for (const path of ["/", "/indicators", "/figures", "/briefs/2006-05", "/data/indicators/new"]) {
            await go(window, path);
            same(await unreached(window.page), [], path);
        }
        await window.context.close();
    });
    await test("one key goes to the search, one to the chart's table", async () => {
        const window = await openWindow(browser, server.base);
        await signIn(window, links, "统计局局长");
        await go(window, "/data/indicators");
        await window.page.keyboard.press("/");
        same(await window.page.evaluate(() => document.activeElement.type), "search", "focus");
        await go(window, "/indicators/fixed_investment");
        await window.page.waitForSelector(".chart svg");
        const open = () => window.page.evaluate(() => document.querySelector(".chart-table").open);
        same(await open(), false, "the table beside a chart");
        await window.page.keyboard.press("t");
        same(await open(), true, "the table after t");
        await window.context.close();
    });
    await test("the theme is chosen by a button and kept", async () => {
        const window = await openWindow(browser, server.base);
        await signIn(window, links, "统计局局长");
        await go(window, "/");
        await window.page.click("[data-act=theme]");
        await window.page.reload();
        same(await window.page.getAttribute("html", "data-bs-theme"), "dark", "theme");
        const ground = await window.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        same(ground, "rgb(16, 22, 29)", "ground");
        await window.context.close();
    });
    await test("without script the pages work: theme of the system, menus, chart's table, filters", async () => {
        const window = await openWindow(browser, server.base, { script: false, theme: "dark", width: 360 });
        await signIn(window, links, "统计局局长");
        await go(window, "/indicators/fixed_investment");
        check(await window.page.isVisible(".chart-table table"), "the table stands open");
        check(await window.page.isVisible("button.no-script"), "the period's form has its button");
        check(!(await window.page.isVisible(".side-in")), "the drawer is shut");
        await window.page.click("label.open-label");
        check(await window.page.isVisible(".side-in"), "the drawer is open");
        await go(window, "/indicators");
        await window.page.click(".chip >> nth=2");
        check(window.page.url().includes("standing=shortcoming"), `a filter stands in the address: ${window.page.url()}`);
        same(await window.page.locator("tbody tr").count(), 3, "rows behind");
        await window.context.close();
    });
}
