/*
 * answers.mjs -- the page that an enterprise without an account answers on, by its one-time link.
 */
import { check, same, test } from "./tap.mjs";
import { go, lookAt, openWindow, press, rawKeys, signIn } from "./visit.mjs";

/* Of the demo county: one waits for the mill to say whether it is solved, one was closed and is asked
 * about once more. */
const ASKED = [
    { lang: "zh", problem: "P06-07", answer: "not_solved", said: "三号机台仍不能开动" },
    { lang: "en", problem: "P06-09", answer: "solved", said: "人手稳定，没有再缺工" },
];

async function goToMatter(window, problem) {
    await go(window, `/search?q=${problem}`);
    const found = await window.page.getAttribute("#found a", "href");
    await go(window, found.replace("/data/problems/", "/matters/"));
}

/* Returns the address that the office is shown once. */
async function ask(browser, server, links, problem) {
    const window = await openWindow(browser, server.base);
    await signIn(window, links, "推进办主任");
    await goToMatter(window, problem);
    const folded = window.page.locator("details:not([open])", { has: window.page.locator("#ask-holder") });
    if (await folded.count()) await folded.locator("summary").click();
    await press(window, "form:has(#ask-holder) button");
    const address = await window.page.innerText("main .mono");
    check(/^http:\/\/127\.0\.0\.1:\d+\/answer\/\S+$/.test(address), `the link is shown: ${address}`);
    await lookAt(window.page, 1440, "the link made");
    await lookAt(window.page, 360, "the link made");
    same(window.faults, [], "the console of the office");
    await window.context.close();
    return new URL(address).pathname;
}

async function lookBoth(window, lang, what) {
    same(await window.page.getAttribute("html", "lang"), lang === "zh" ? "zh-CN" : "en", `${what}: lang`);
    for (const width of [1440, 360]) await lookAt(window.page, width, `${what} in ${lang}`);
    same(await rawKeys(window.page), [], `${what}: message keys`);
    same(window.faults.splice(0), [], `${what}: the console and other hosts`);
}

/* Nobody is signed in; the page works without script. */
async function answer(browser, server, path, asked) {
    const { lang } = asked;
    const window = await openWindow(browser, server.base, { lang });
    const first = await go(window, `${path}?lang=${lang}`);
    same(first.status(), 200, "the page opens");
    same(await window.page.locator("nav.side").count(), 0, "nothing else of the program is offered");
    await lookBoth(window, lang, "the question");
    await press(window, 'button[value="not_solved"]');
    same(await window.page.getAttribute("#reason", "aria-invalid"), "true", "a missing reason is marked");
    await lookBoth(window, lang, "the question with a fault");
    await window.page.fill("#reason", asked.said);
    await press(window, `button[value="${asked.answer}"]`);
    same(await window.page.locator("main .is-good, .note.is-good").count(), 1, "it is said that the answer arrived");
    await lookBoth(window, lang, "the answer given");
    const again = await go(window, `${path}?lang=${lang}`);
    same(again.status(), 404, "a link is for one answer");
    await lookBoth(window, lang, "the link used up");
    await window.context.close();
}

async function brought(browser, server, links, asked) {
    const window = await openWindow(browser, server.base);
    await signIn(window, links, "推进办主任");
    await goToMatter(window, asked.problem);
    check((await window.page.innerText("main")).includes(asked.said), "the answer stands in the matter's course");
    await window.context.close();
}

export async function answers(browser, server, links) {
    for (const asked of ASKED) {
        await test(`an enterprise without an account answers by its link, in ${asked.lang}, at 1440 and 360 px`, async () => {
            const path = await ask(browser, server, links, asked.problem);
            await answer(browser, server, path, asked);
            await brought(browser, server, links, asked);
        });
    }
}
