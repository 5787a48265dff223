/*
 * work.mjs -- what people do here, done by hand: enter figures, look back, keep units, import, sign in.
 */
import { readFileSync } from "node:fs";
import { check, same, test } from "./tap.mjs";
import { go, openWindow, signIn, violations } from "./visit.mjs";

/* The speech's figures (mission.md, "The figures that the speech fixes"), as the brief words them. */
const SPEECH = [
    "16.69亿元", "增长12.5%", "持平",
    "15.83亿元", "增长10.8%", "近14个百分点",
    "2303万美元", "下降17.9%", "17.1%",
    "8.38亿元", "50.8%",
    "2.49亿元", "增长2.49%",
    "1.6亿元", "增长10.2%",
    "10.63亿元", "增长15.4%", "近7个百分点",
];

async function window_of(browser, server, links, post, options) {
    const window = await openWindow(browser, server.base, options);
    await signIn(window, links, post);
    return window;
}

async function text(window, selector = "main") {
    return window.page.innerText(selector);
}

async function submit(window, selector) {
    await Promise.all([window.page.waitForLoadState("load"), window.page.click(selector)]);
}

async function brief(browser, server, links) {
    const window = await window_of(browser, server, links, "县长");
    await go(window, "/briefs/2006-05");
    const words = await text(window, ".paper");
    for (const part of SPEECH) check(words.includes(part), `the brief says ${part}`);
    check(!/[增减]长?[-−]/.test(words), "no sign in words");
    const link = window.page.locator(".paper a", { hasText: "2303" }).first();
    await link.click();
    await window.page.waitForLoadState("load");
    check((await text(window)).includes("2303"), `a number leads to its record: ${window.page.url()}`);
    await go(window, "/briefs/2006-05");
    const [file] = await Promise.all([window.page.waitForEvent("download"), window.page.click("a[download] >> nth=0")]);
    check(readFileSync(await file.path()).subarray(0, 2).toString() === "PK", "the Word file is a zip");
    await window.context.close();
}

/* Six matters of the demo county are open behind their day on 20 June; the one of 31 May is the first. */
async function overdue(browser, server, links) {
    for (const [post, wanted] of [["县长", 6], ["督查室主任", 6], ["递铺镇统计员", 0]]) {
        const window = await window_of(browser, server, links, post);
        await go(window, "/");
        const rows = window.page.locator('section[aria-labelledby="overdue"] li');
        same(await rows.count(), wanted, `overdue on the first page of ${post}`);
        if (wanted) check((await rows.first().innerText()).includes("20天"), "the latest first");
        await window.context.close();
    }
}

async function lookBack(browser, server, links) {
    const window = await window_of(browser, server, links, "县长");
    await go(window, "/");
    check(!(await window.page.isVisible(".band")), "no band now");
    await window.page.click("details.menu >> nth=0");
    await window.page.fill("#as-of", "2006-06-10");
    await submit(window, ".menu-box form button[type=submit]");
    check(await window.page.isVisible(".band"), "the band stands across the top");
    await go(window, "/briefs/2006-05");
    check(await window.page.isVisible(".band"), "and on the next page too");
    check((await text(window, ".band")).includes("2006年6月10日"), "with its day");
    check(!(await text(window)).includes("15.83"), "what came later is not there");
    same(await violations(window.page), [], "axe-core");
    await submit(window, ".band button");
    check(!(await window.page.isVisible(".band")), "back to now");
    check((await text(window)).includes("15.83"), "and it is there again");
    await window.context.close();
}

async function language(browser, server, links) {
    const window = await window_of(browser, server, links, "县长");
    await go(window, "/indicators?standing=shortcoming");
    await submit(window, ".bar form button[name=language]");
    check(window.page.url().endsWith("/indicators?standing=shortcoming"), `the same page: ${window.page.url()}`);
    same(await window.page.getAttribute("html", "lang"), "en", "language");
    await submit(window, ".bar form button[name=language]");
    same(await window.page.getAttribute("html", "lang"), "zh-CN", "and back");
    await window.context.close();
}

async function figures(browser, server, links) {
    const window = await window_of(browser, server, links, "统计局局长");
    const cell = (name) => window.page.locator(`input[name="${name}"]`);
    await go(window, "/figures?period=2006-05");
    check((await text(window)).includes("与数值的数字相同"), "the doubtful figure is marked with its reason");
    await cell("fiscal_revenue.growth").fill("abc");
    await cell("local_revenue.value").fill("1.7");
    await submit(window, ".save-bar button");
    same(await cell("fiscal_revenue.growth").inputValue(), "abc", "what was typed stands there");
    same(await cell("fiscal_revenue.growth").getAttribute("aria-invalid"), "true", "the wrong cell is marked");
    same(await cell("local_revenue.value").inputValue(), "1.7", "the other cell too");
    await cell("local_revenue.value").fill("1.6");
    await cell("fiscal_revenue.growth").fill("12.49");
    await submit(window, ".save-bar button");
    check((await text(window)).includes("已保存"), "saved");
    await go(window, "/briefs/2006-05");
    check((await text(window)).includes("增长12.49%"), "its sentence changed");
    await go(window, "/indicators/fiscal_revenue?period=2006-05");
    check((await text(window)).includes("第 2 版"), "the revision is counted");
    await window.context.close();
}

async function paste(browser, server, links) {
    const window = await window_of(browser, server, links, "统计局局长");
    await go(window, "/figures?period=2006-05");
    const before = await window.page.inputValue('input[name="industrial_investment.growth"]');
    await window.page.focus('input[name="fixed_investment.value"]');
    await window.page.evaluate(() => {
        const data = new DataTransfer();
        data.setData("text/plain", "1,234.5\t１２.３\n6.7\t8.9\n");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    const value = (name) => window.page.inputValue(`input[name="${name}"]`);
    same(await value("fixed_investment.value"), "1234.5", "thousands");
    same(await value("fixed_investment.growth"), "12.3", "full-width digits");
    same(await value("industrial_investment.value"), "6.7", "the next row");
    await window.page.reload();
    same(await value("industrial_investment.value"), "6.7", "kept as a draft");
    check(await window.page.isVisible("[data-draft-note]"), "and said so");
    await window.page.click("[data-draft-drop]");
    same(await value("industrial_investment.growth"), before, "dropped");
    await window.context.close();
}

async function records(browser, server, links) {
    const window = await window_of(browser, server, links, "系统管理员");
    await go(window, "/data/units/new");
    await window.page.fill("#i-name_zh", "试验单位");
    await submit(window, "form.card button[type=submit]");
    check(await window.page.isVisible(".note.is-bad"), "what is missing is said");
    same(await window.page.inputValue("#i-name_zh"), "试验单位", "what was typed stands there");
    same(await violations(window.page), [], "axe-core on a form with faults");
    await window.page.fill("#i-code", "330523-sy");
    await window.page.selectOption("#i-level", "department");
    await window.page.selectOption("#i-parent", { label: "安吉县" });
    await submit(window, "form.card button[type=submit]");
    check((await text(window)).includes("已保存"), `made: ${window.page.url()}`);
    const base = new URL(window.page.url()).pathname;
    await go(window, `${base}/edit`);
    await window.page.fill("#i-name_en", "Trial unit");
    await submit(window, "form.card button[type=submit]");
    await go(window, `${base}/history`);
    check((await text(window)).includes("Trial unit") && (await text(window)).includes("第 2 版"), "the history tells both");
    await go(window, base);
    await window.page.click("details.card summary");
    await window.page.fill("#reason", "录错");
    await submit(window, "details.card button[type=submit]");
    check((await text(window)).includes("已作废"), "voided");
    await go(window, "/units");
    check(!(await text(window)).includes("试验单位"), "out of the tree");
    await window.context.close();
}

async function imports(browser, server, links) {
    const window = await window_of(browser, server, links, "系统管理员");
    const csv = "code,name_zh,parent,level\n330523-a,甲办,330523,office\n330523-b,乙办,330523,nonsense\n";
    await go(window, "/data/units/import");
    await window.page.setInputFiles("#file", { name: "units.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await submit(window, "form.card button[type=submit]");
    const shown = await text(window);
    check(shown.includes("甲办") && shown.includes("退回"), "each row says what it would do");
    same(await violations(window.page), [], "axe-core on a preview");
    const [file] = await Promise.all([window.page.waitForEvent("download"), window.page.click("a[download]")]);
    same(readFileSync(await file.path()).subarray(0, 2).toString(), "PK", "the rejected rows are a workbook");
    const address = (await window.page.getAttribute("a[download]", "href")).replace("xlsx", "csv");
    const rejected = await (await window.page.request.get(server.base + address)).text();
    check(rejected.includes("乙办") && rejected.includes("问题") && !rejected.includes("甲办"), "the rejected row comes back with its problem");
    await submit(window, ".actions form button");
    check((await text(window)).includes("已导入"), "committed");
    await go(window, "/units");
    check((await text(window)).includes("甲办") && !(await text(window)).includes("乙办"), "exactly that");
    await window.context.close();
}

async function documents(browser, server, links) {
    const window = await window_of(browser, server, links, "统计局局长");
    await go(window, "/data/documents/new");
    await window.page.fill("#i-title", "五月统计月报");
    await window.page.setInputFiles("#file", { name: "月报.txt", mimeType: "text/plain", buffer: Buffer.from("月报正文") });
    await submit(window, "form.card button[type=submit]");
    check((await text(window)).includes("月报.txt"), "the file's name is on record");
    const [file] = await Promise.all([window.page.waitForEvent("download"), window.page.click("a[download]")]);
    same(readFileSync(await file.path(), "utf8"), "月报正文", "the bytes come back");
    await window.context.close();
}

async function account(browser, server, links) {
    const window = await window_of(browser, server, links, "安全管理员");
    await go(window, "/data/accounts?q=jsj");
    await submit(window, "tbody th a >> nth=0");
    await submit(window, "button[value=link]");
    const address = (await text(window, ".note .mono")).trim();
    const other = await openWindow(browser, server.base);
    await other.page.goto(address);
    await submit(other, "main button[type=submit]");
    await other.page.waitForSelector("#wanted");
    await go(other, "/indicators");
    check(other.page.url().endsWith("/me/password"), "nothing else before a password is set");
    await other.page.fill("#wanted", "竹海之乡2006");
    await other.page.fill("#again", "不一样的2006");
    await submit(other, "main button[type=submit]");
    check((await text(other)).includes("不一样"), "two that differ are refused");
    await other.page.fill("#wanted", "竹海之乡2006");
    await other.page.fill("#again", "竹海之乡2006");
    await submit(other, "main button[type=submit]");
    await other.page.waitForSelector("nav.side", { state: "attached" });
    await other.context.close();
    await window.context.close();
}

async function refusals(browser, server, links) {
    const window = await window_of(browser, server, links, "审计员");
    const answer = await go(window, "/data/accounts/new");
    same(answer.status(), 403, "an auditor makes no account");
    check((await text(window)).includes("没有改动任何数据"), "and is told that nothing was changed");
    const nav = await (await go(window, "/record"), text(window, "nav.side"));
    check(nav.includes("记录") && !nav.includes("填报"), "the navigation offers what may be used");
    await window.context.close();
    const nobody = await openWindow(browser, server.base);
    await go(nobody, "/indicators?standing=result");
    check(nobody.page.url().includes("/sign-in"), "nobody is shown the way to sign in");
    await nobody.page.fill("#login", "tjj-jz");
    await nobody.page.fill("#password", "wrong");
    await submit(nobody, "main button[type=submit]");
    check(await nobody.page.isVisible("[role=alert]"), "a wrong password is said");
    same(await nobody.page.inputValue("#login"), "tjj-jz", "and the login stays");
    await nobody.context.close();
}

/* Villages, more than a page shows at once. */
async function makeVillages(browser, server, links) {
    const window = await window_of(browser, server, links, "系统管理员");
    let csv = "code,name_zh,parent,level\n";
    for (let i = 10; i < 70; i++) csv += `330523100-${i},村${i},330523100,village\n`;
    await go(window, "/data/units/import");
    await window.page.setInputFiles("#file", { name: "villages.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await submit(window, "form.card button[type=submit]");
    await submit(window, ".actions form button");
    check((await text(window)).includes("已导入"), "villages are there");
    await window.context.close();
}

async function openLevel(window, script) {
    await go(window, "/units");
    const before = window.page.url();
    const unfold = window.page.locator("#tree li", { hasText: "递铺镇" }).last().locator("a.unfold");
    check(!(await text(window, "#tree")).includes("村10"), "a level is closed at first");
    await unfold.click();
    await window.page.waitForSelector("text=村59");
    if (script) {
        await unfold.click();
        check(!(await window.page.isVisible("text=村59")), "and closed again");
        await unfold.click();
    }
    check(!(await text(window, "#tree")).includes("村60"), "one page of a long level");
    if (script) same(await violations(window.page), [], "axe-core on an opened tree");
    await window.page.click("#tree a[rel=next]");
    await window.page.waitForSelector("text=村69");
    same((await text(window, "#tree")).includes("村10"), script, "with script the rest comes below");
    same(window.page.url() === before, script, "and the page stays");
}

/* Makes a record as a program with the window's session does; its id. */
async function made(window, plural, record) {
    return window.page.evaluate(async ([path, body]) => {
        const me = await (await fetch("/api/v1/me")).json();
        const headers = { "Content-Type": "application/json", "X-CSRF-Token": me.csrf };
        const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
        if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return (await answer.json()).id;
    }, [`/api/v1/${plural}`, record]);
}

/* Of each series drawn: how many values its column of the table has, and the marks in its colour within the axes. */
function drawn(page) {
    return page.evaluate(() => {
        const figure = document.querySelector("figure[data-chart]");
        const root = getComputedStyle(document.documentElement);
        const place = figure.querySelector(".chart").getBoundingClientRect();
        const plot = { left: place.left, right: place.right, top: place.top + 50, bottom: place.bottom };
        const paths = [...figure.querySelectorAll(".chart svg path")];
        const columns = [...figure.querySelectorAll("thead th")].map((th, at) => ({ at, draw: th.dataset.draw }));
        const valuesOf = (at) => [...figure.querySelectorAll("tbody tr")].map((row) => row.cells[at].dataset.v || "");
        return columns
            .filter((column) => column.draw && valuesOf(column.at).some((v) => v))
            .map((column, i) => {
                const colour = root.getPropertyValue(`--chart-${i + 1}`).trim();
                const boxes = paths.filter((path) => path.getAttribute("fill") === colour).map((path) => path.getBoundingClientRect());
                const seen = boxes.filter((b) => b.left >= plot.left && b.right <= plot.right && b.top >= plot.top && b.bottom <= plot.bottom);
                return { values: valuesOf(column.at), marks: seen.map((b) => Math.min(b.width, b.height)) };
            });
    });
}

/* A value alone has no line to be seen by: its mark must do, here and on a telephone. */
async function lonePoint(browser, server, links) {
    for (const options of [{}, { width: 360, theme: "dark" }]) {
        const window = await window_of(browser, server, links, "统计局局长", options);
        await go(window, "/indicators");
        const code = `alone_${options.width || "wide"}`;
        const indicator = await made(window, "indicators", { code, name_zh: "只有年度目标", measure_zh: "亿元" });
        const units = await (await window.page.request.get(`${server.base}/api/v1/units?code=330523`)).json();
        await made(window, "targets", { subject: units.items[0].id, indicator, period: "2006", measure: "absolute", value: "42" });
        await go(window, `/indicators/${code}?period=2006-05`);
        await window.page.waitForSelector(".chart svg");
        const series = await drawn(window.page);
        same(series.map((one) => one.values.filter((v) => v)), [["42"]], "the year's target is all there is");
        same(series[0].marks.length, 1, "its marks within the axes");
        check(series[0].marks[0] >= 10, `large enough to be seen: ${series[0].marks[0]} px`);
        await go(window, "/indicators/foreign_capital?period=2006-05");
        await window.page.waitForSelector(".chart svg");
        for (const one of await drawn(window.page)) same(one.marks.length, one.values.filter((v) => v).length, "a mark for each value");
        await window.context.close();
    }
}

/* The tree is opened level by level, with script in its place, without by links. */
async function tree(browser, server, links) {
    await makeVillages(browser, server, links);
    for (const script of [true, false]) {
        const window = await window_of(browser, server, links, "统计局局长", { script });
        await openLevel(window, script);
        await go(window, "/units");
        await window.page.fill("#q", "递铺");
        if (script) await window.page.waitForSelector("#tree .pager");
        else await submit(window, "main form[role=search] button");
        const found = await text(window, "#tree");
        check(found.includes("递铺镇") && found.includes("安吉县"), `found, with what it stands below: ${found}`);
        check(window.page.url().includes("q="), `the search is a link: ${window.page.url()}`);
        same(window.faults, [], "no faults");
        await window.context.close();
    }
}

export async function work(browser, server, links) {
    const all = [
        ["the brief holds every figure of the speech, each leads to its record", brief],
        ["what is overdue stands on the first page of who pushes the county on", overdue],
        ["a past day is chosen once and every page says so", lookBack],
        ["the language is switched in place", language],
        ["a block from a spreadsheet is pasted, and a draft is kept", paste],
        ["a record is made, changed and voided through its forms, and its history tells it", records],
        ["a file is previewed row by row, then exactly that is imported", imports],
        ["a tree is opened level by level and searched, with script and without", tree],
        ["a value that stands alone is drawn for all to see", lonePoint],
        ["a document keeps its file", documents],
        ["a one-time link sets a password before anything else", account],
        ["who may not is told so, and the navigation does not offer it", refusals],
        ["figures are entered in a grid that loses nothing, and the brief's sentence changes", figures],
    ];
    for (const [sentence, run] of all) await test(sentence, () => run(browser, server, links));
}

/* An empty database: the first page is the one that sets it up. */
export async function firstRun(browser, server) {
    await test("the first run sets up a county and hands out three links", async () => {
        const code = /首次设置码：(\S+)/.exec(server.text)[1];
        const window = await openWindow(browser, server.base);
        await go(window, "/");
        check(window.page.url().endsWith("/setup"), `led to the first page: ${window.page.url()}`);
        same(await violations(window.page), [], "axe-core");
        await window.page.fill("#code", "wrong");
        await window.page.fill("#unit_code", "330523");
        await window.page.fill("#name_zh", "安吉县");
        await submit(window, "main button[type=submit]");
        check(await window.page.isVisible("[role=alert]"), "a wrong code is refused");
        await window.page.fill("#code", code);
        await submit(window, "main button[type=submit]");
        same(await window.page.locator("main li").count(), 3, "links");
        const first = await window.page.locator("main li .mono").first().textContent();
        check(first.startsWith(`${server.base}/sign-in/link/`), `a whole address: ${first}`);
        same(await violations(window.page), [], "axe-core on the links");
        const answer = await window.page.request.get(`${server.base}/setup`);
        same(answer.status(), 404, "the page is gone afterwards");
        await window.context.close();
    });
}
