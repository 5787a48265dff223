/*
 * rounds.mjs -- a round of coordination done by hand: planned, its agenda drawn and ordered, held, minuted.
 */
import { check, same, test } from "./tap.mjs";
import { go, openWindow, press, signIn } from "./visit.mjs";

const TITLE = "六月份重点项目协调会";

async function text(window) {
    return window.page.innerText("main");
}

async function plan(window) {
    await go(window, "/data/rounds/new");
    await window.page.fill("#i-title", TITLE);
    await window.page.fill("#i-due", "2006-06-28");
    await press(window, "main form button[type=submit]");
    await press(window, 'a[href^="/rounds/"]');
    return new URL(window.page.url()).pathname;
}

async function order(window) {
    await press(window, 'form[action$="/agenda"] button');
    const items = await window.page.locator(".agenda > li").count();
    check(items > 1, `items are drawn: ${items}`);
    const second = window.page.locator(".agenda > li").nth(1);
    const title = await second.locator("strong").innerText();
    await second.locator("summary").click();
    await second.locator('input[name="position"]').fill("1");
    await Promise.all([window.page.waitForNavigation(), second.locator('button[value="place"]').click()]);
    check((await text(window)).includes("理由"), "a move without a reason is refused");
    const again = window.page.locator(".agenda > li").nth(1);
    await again.locator('input[name="position"]').fill("1");
    await again.locator('input[name="reason"]').fill("汛期将到");
    await Promise.all([window.page.waitForNavigation(), again.locator('button[value="place"]').click()]);
    same(await window.page.locator(".agenda > li strong").first().innerText(), title, "it stands first now");
}

async function minute(window, path) {
    await go(window, path.replace("/rounds/", "/matters/"));
    const hold = window.page.locator("form", { has: window.page.locator('input[value="hold"]') });
    await Promise.all([window.page.waitForNavigation(), hold.locator("button[type=submit]").click()]);
    await go(window, `${path}/minutes`);
    await window.page.locator('select[name^="item."]').first().selectOption("decided");
    await window.page.locator("details.move summary").first().click();
    await window.page.locator('input[name$=".title"]').first().fill("六月底前交地");
    await window.page.locator('input[name$=".lead"]').first().fill("330523-gtj");
    await window.page.locator('input[name$=".due"]').first().fill("2006-07-31");
    await press(window, ".save-bar button");
    check((await text(window)).includes("承诺事项：六月底前交地"), "the commitment stands in the minutes");
}

/* Returns the address of a round with an agenda and minutes. */
export async function rounds(browser, server, links) {
    let path = "/matters?kind=round";
    await test("a round is planned, its agenda drawn and ordered with a reason, its minutes make a commitment", async () => {
        const window = await openWindow(browser, server.base);
        await signIn(window, links, "推进办主任");
        path = await plan(window);
        await order(window);
        await minute(window, path);
        await window.context.close();
    });
    return path;
}
