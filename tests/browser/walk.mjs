/*
 * walk.mjs -- every page as each reader may have it: both languages, both themes, desk and phone.
 */
import { check, same, test } from "./tap.mjs";
import { bytesOf, go, lookAt, openWindow, overflow, rawKeys, signIn } from "./visit.mjs";

const HTML_MAX = 60 * 1024;
const VIEW_MAX = 300 * 1024;

/* Pages and who opens them. */
const PAGES = [
    ["统计局局长", "/"],
    ["统计局局长", "/indicators"],
    ["统计局局长", "/indicators?standing=shortcoming&sort=-value"],
    ["统计局局长", "/indicators/fixed_investment"],
    ["统计局局长", "/indicators/fiscal_revenue"],
    ["统计局局长", "/figures?period=2006-05"],
    ["统计局局长", "/briefs"],
    ["统计局局长", "/briefs/2006-05"],
    ["统计局局长", "/units"],
    ["统计局局长", "/units/1"],
    ["统计局局长", "/settings"],
    ["统计局局长", "/me"],
    ["统计局局长", "/manual"],
    ["统计局局长", "/manual/indicators"],
    ["统计局局长", "/data/indicators"],
    ["统计局局长", "/data/indicators/new"],
    ["统计局局长", "/data/indicators/1"],
    ["统计局局长", "/data/indicators/1/edit"],
    ["统计局局长", "/data/indicators/1/history"],
    ["统计局局长", "/data/indicators/import"],
    ["统计局局长", "/data/observations"],
    ["统计局局长", "/data/observations?indicator=fixed_investment"],
    ["统计局局长", "/data/observations/1"],
    ["统计局局长", "/data/observations/1/history"],
    ["统计局局长", "/data/targets"],
    ["统计局局长", "/data/documents"],
    ["统计局局长", "/data/documents/new"],
    ["推进办主任", "/"],
    ["推进办主任", "/matters"],
    ["推进办主任", "/notices"],
    ["推进办主任", "/effect"],
    ["推进办主任", "/load"],
    ["国土局局长", "/load"],
    ["国土局局长", "/complaints"],
    ["系统管理员", "/complaints"],
    ["推进办主任", "/burden"],
    ["国土局局长", "/burden"],
    ["推进办主任", "/matters?view=board"],
    ["推进办主任", "/matters?turn=lead&age=30"],
    ["推进办主任", "/data/problems"],
    ["推进办主任", "/search?q=项目"],
    ["国土局局长", "/matters?view=waits"],
    ["国土局局长", "/data/problems/new"],
    ["系统管理员", "/"],
    ["系统管理员", "/data/units/new"],
    ["系统管理员", "/units/2/change"],
    ["系统管理员", "/data/posts"],
    ["系统管理员", "/data/extra_fields"],
    ["系统管理员", "/outbox"],
    ["系统管理员", "/data/mail_servers"],
    ["系统管理员", "/data/mail_servers/new"],
    ["系统管理员", "/data/endpoints/new"],
    ["安全管理员", "/data/accounts"],
    ["安全管理员", "/data/accounts/1"],
    ["安全管理员", "/data/holdings"],
    ["审计员", "/record"],
    ["递铺镇统计员", "/"],
    ["递铺镇统计员", "/figures"],
    ["统计局局长", "/no-such-page"],
];

/* Forms and the manual say in which form a period is entered: 2006-01..05. */
const SAYS_HOW_TO_TYPE = /^\/manual|\/(new|edit|import)$/;

async function look(window, path, lang) {
    const answer = await go(window, `${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
    const wanted = path === "/no-such-page" ? 404 : 200;
    same(answer.status(), wanted, `${path} status`);
    same(await window.page.getAttribute("html", "lang"), lang === "zh" ? "zh-CN" : "en", `${path} lang`);
    const html = (await answer.body()).length;
    check(html < HTML_MAX, `${path}: ${html} bytes of HTML`);
    await lookAt(window.page, 1440, path);
    await lookAt(window.page, 360, path);
    same(await rawKeys(window.page), [], `${path}: message keys`);
    if (!SAYS_HOW_TO_TYPE.test(path)) same(await rawPeriods(window.page), [], `${path}: periods as machines write them`);
    same(window.faults.splice(0), [], `${path}: the console and other hosts`);
}

/* Periods that are put as in files and addresses, wherever on the page: also in folded tables and charts. */
async function rawPeriods(page) {
    const text = await page.evaluate(() => {
        const body = document.body.cloneNode(true);
        for (const e of body.querySelectorAll("script, style")) e.remove();
        return body.textContent;
    });
    return text.match(/\b\d{4}-(\d\d\.\.\d\d|[QH]\d)\b/g) || [];
}

export async function walk(browser, server, links, matter, round) {
    for (const lang of ["zh", "en"]) {
        await test(`every page in ${lang}, in both themes, at 1440 and 360 px is whole, reachable and quiet`, async () => {
            const windows = {};
            const wrong = [];
            for (const [post, path] of [...PAGES, ["推进办主任", matter], ["国土局局长", matter], ["推进办主任", round], ["推进办主任", `${round}/papers`], ["推进办主任", `${round}/minutes`], ["国土局局长", round]]) {
                windows[post] = windows[post] || (await openWindow(browser, server.base, { lang }));
                await signIn(windows[post], links, post);
                await look(windows[post], path, lang).catch((error) => wrong.push(error.message));
            }
            for (const window of Object.values(windows)) await window.context.close();
            check(wrong.length === 0, wrong.join("\n  "));
        });
    }
    await test("a first view weighs less than 300 KB, with its script and style", async () => {
        for (const path of ["/", "/indicators", "/indicators/fixed_investment", "/briefs/2006-05"]) {
            const window = await openWindow(browser, server.base);
            await signIn(window, links, "统计局局长");
            await go(window, path);
            const bytes = await bytesOf(window.page);
            check(bytes > 10 * 1024 && bytes < VIEW_MAX, `${path}: ${bytes} bytes`);
            const scripts = await window.page.evaluate(() => [...document.scripts].map((s) => s.src));
            same(scripts.some((s) => s.includes("chart.js")), path.startsWith("/indicators/"), `${path}: the chart script`);
            await window.context.close();
        }
    });
    await test("at 200 % zoom nothing is cut off", async () => {
        const window = await openWindow(browser, server.base, { width: 720 });
        await signIn(window, links, "统计局局长");
        for (const path of ["/", "/indicators", "/briefs/2006-05", "/figures"]) {
            await go(window, path);
            same(await overflow(window.page), [], path);
        }
        await window.context.close();
    });
}
