/*
 * run.mjs -- the program as a person meets it, in Debian's Chromium.
 *
 * usage: node run.mjs PONAN [walk|answers|keys|work|first]...   all of them if none is named
 */
import { finish } from "./tap.mjs";
import { answers } from "./answers.mjs";
import { keys } from "./keys.mjs";
import { matters } from "./matters.mjs";
import { linksOf, startServer, stopServer } from "./server.mjs";
import { openBrowser } from "./visit.mjs";
import { rounds } from "./rounds.mjs";
import { walk } from "./walk.mjs";
import { firstRun, work } from "./work.mjs";

const [built, ...named] = process.argv.slice(2);
const program = process.env.PONAN_RELEASED ?? built; /* as it is released, where that is at hand */
const wanted = (name) => named.length === 0 || named.includes(name);
const LAST_LINK = /sign-in\/link\/\S+\s*$/;
const SETUP_CODE = /首次设置码：\S+\s*$/m;

const browser = await openBrowser();
const servers = [];
try {
    if (wanted("walk") || wanted("answers") || wanted("keys") || wanted("work")) {
        const demo = await startServer(program, ["--demo", "anji-2006"], LAST_LINK);
        servers.push(demo);
        const links = linksOf(demo);
        /* First, so that the walk meets a matter. */
        const matter = wanted("walk") || wanted("work") ? await matters(browser, demo, links) : "";
        const round = wanted("walk") || wanted("work") ? await rounds(browser, demo, links) : "";
        if (wanted("walk")) await walk(browser, demo, links, matter, round);
        if (wanted("answers")) await answers(browser, demo, links);
        if (wanted("keys")) await keys(browser, demo, links);
        if (wanted("work")) await work(browser, demo, links);
    }
    if (wanted("first")) {
        const empty = await startServer(program, [], SETUP_CODE);
        servers.push(empty);
        await firstRun(browser, empty);
    }
} finally {
    await browser.close();
    for (const server of servers) await stopServer(server);
}
process.exit(finish());
