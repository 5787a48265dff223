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
    await test("a year's target stands at the year's end: its linear schedule is a straight line", async () => {
        const window = await openWindow(browser, server.base);
        await signIn(window, links, "统计局局长");
        await go(window, "/indicators/foreign_capital");
        await window.page.waitForSelector(".chart svg");
        const points = await window.page.evaluate(() => {
            const dashed = [...document.querySelectorAll(".chart svg path[stroke-dasharray]")].map((p) => p.getAttribute("d"));
            const longest = dashed.reduce((a, b) => (b.length > a.length ? b : a), "");
            return longest.match(/-?[\d.]+[ ,]-?[\d.]+/g).map((xy) => xy.split(/[ ,]/).map(Number));
        });
        check(points.length >= 3, `the schedule has ${points.length} points`);
        const [from, to] = [points[0], points[points.length - 1]];
        for (const [x, y] of points) {
            const straight = from[1] + ((x - from[0]) * (to[1] - from[1])) / (to[0] - from[0]);
            check(Math.abs(y - straight) < 1.5, `${x},${y} is off the line by ${y - straight}`);
        }
        await window.context.close();
    });
    await test("columns of a list are chosen without script, stay in the address, and are what is exported", async () => {
        const window = await openWindow(browser, server.base, { script: false });
        await signIn(window, links, "统计局局长");
        await go(window, "/data/indicators?sort=code");
        const headings = () => window.page.$$eval(".sheet thead th", (all) => all.map((th) => th.textContent.trim()));
        await window.page.click(".columns > summary");
        for (const box of await window.page.$$(".columns input[type=checkbox]")) await box.setChecked(false);
        await window.page.check("#c-code");
        await window.page.check("#c-due_days");
        await window.page.click(".columns button[type=submit]");
        same(new URL(window.page.url()).searchParams.getAll("fields"), ["code", "due_days"], "the address");
        same(new URL(window.page.url()).searchParams.get("sort"), "code", "the order");
        same(await headings(), ["代码", "报送期限（工作日）"], "headings");
        const csv = await (await window.context.request.get(server.base + (await window.page.getAttribute("a[download]:last-of-type", "href")))).text();
        same(csv.replace("\ufeff", "").split(/\r?\n/)[0], "代码,报送期限（工作日）", "headings of the export");
        await window.page.click(".columns > summary");
        await window.page.click(".columns a.btn");
        check((await headings()).length > 2, "the usual columns again");
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
