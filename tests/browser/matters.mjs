/*
 * matters.mjs -- a problem on its pages, done by hand: raised, assigned, objected to, answered.
 */
import { check, same, test } from "./tap.mjs";
import { go, openWindow, press, signIn, violations } from "./visit.mjs";

const TITLE = "祥峰纺织二期用地未落实";

async function windowOf(browser, server, links, post, options) {
    const window = await openWindow(browser, server.base, options);
    await signIn(window, links, post);
    return window;
}

async function text(window) {
    return window.page.innerText("main");
}

/* Fills the form of a move and sends it; folded ones are opened first. */
async function move(window, code, given = {}) {
    const form = window.page.locator("form", { has: window.page.locator(`input[name="_move"][value="${code}"]`) });
    const folded = window.page.locator("details.move:not([open])", { has: form });
    if (await folded.count()) await folded.locator("summary").click();
    for (const [name, value] of Object.entries(given)) await form.locator(`[name="${name}"]`).fill(value);
    await Promise.all([window.page.waitForNavigation(), form.locator("button[type=submit]").click()]);
}

async function raise(browser, server, links) {
    const window = await windowOf(browser, server, links, "递铺镇镇长");
    await go(window, "/matters");
    await window.page.locator(".page-head details.menu summary").click();
    await press(window, 'a[href="/data/problems/new"]');
    await window.page.fill("#i-title", TITLE);
    await window.page.fill("#i-blocked", "三户未签约，二期地块不能交付");
    await press(window, "main form button[type=submit]");
    const path = new URL(window.page.url()).pathname;
    check(/^\/matters\/\d+$/.test(path), `a new problem opens on its page: ${path}`);
    await go(window, "/");
    check((await text(window)).includes(TITLE), "a draft waits for its author on Today");
    await go(window, path);
    await move(window, "submit");
    same(await window.page.getAttribute("#submit-measure", "aria-invalid"), "true", "the missing measure is marked");
    same(await violations(window.page), [], "axe-core with a fault");
    await move(window, "submit", { measure: "一户一策，七月底前交地" });
    check((await text(window)).includes("现在等待"), "it waits for another");
    await window.context.close();
    return path;
}

async function assign(browser, server, links, path) {
    const window = await windowOf(browser, server, links, "推进办主任");
    await go(window, "/");
    check((await text(window)).includes(TITLE), "the office finds it on Today");
    await go(window, path);
    await move(window, "assign", { lead: "没有这个单位", due: "2006-07-31", opinion: "请每周报告" });
    same(await window.page.inputValue("#assign-opinion"), "请每周报告", "nothing typed is lost");
    same(await window.page.getAttribute("#assign-lead", "aria-invalid"), "true", "the unknown unit is marked");
    const units = await window.page.locator("#s-units option").evaluateAll((all) => all.map((o) => [o.value, o.label]));
    const bureau = units.find(([, label]) => label.includes("国土"));
    check(bureau, `units are suggested: ${units.length}`);
    await move(window, "assign", { lead: bureau[0] });
    check((await text(window)).includes("国土"), "the lead unit is named");
    await window.context.close();
}

async function work(browser, server, links, path) {
    const window = await windowOf(browser, server, links, "国土局局长", { width: 360 });
    await go(window, "/matters?view=waits");
    check((await text(window)).includes(TITLE), "it waits for the lead unit");
    await go(window, path);
    same(await window.page.innerText("section h3 >> nth=0"), "签收", "the next action comes first");
    await move(window, "accept");
    await move(window, "note_progress", { progress: "已与三户见面两次" });
    check((await text(window)).includes("已与三户见面两次"), "what was said stands in the course");
    await window.context.close();
}

/* Returns the address of a problem that is being worked on. */
export async function matters(browser, server, links) {
    let path = "/matters";
    await test("a problem is raised, assigned and worked on, and nothing typed is lost", async () => {
        path = await raise(browser, server, links);
        await assign(browser, server, links, path);
        await work(browser, server, links, path);
    });
    return path;
}
