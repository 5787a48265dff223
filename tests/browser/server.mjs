/*
 * server.mjs -- the program on a port of its own with a fresh database, stopped by the id it was
 * started under.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START_MS = 30000;

function randomPort() {
    return 20000 + Math.floor(Math.random() * 20000);
}

/* Lines of the program's output until one matches; rejects if it ends or takes too long. */
function waitFor(child, pattern) {
    return new Promise((resolve, reject) => {
        let text = "";
        const timer = setTimeout(() => reject(new Error(`no ${pattern} within ${START_MS} ms: ${text}`)), START_MS);
        const look = (chunk) => {
            text += chunk;
            if (!pattern.test(text)) return;
            clearTimeout(timer);
            resolve(text);
        };
        child.stdout.on("data", look);
        child.stderr.on("data", look);
        child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${text}`)));
    });
}

export async function startServer(program, initArgs, until) {
    const folder = mkdtempSync(join(tmpdir(), "ponan-browser-"));
    const db = join(folder, "db");
    const made = spawnSync(program, ["init", ...initArgs, "--db", db], { encoding: "utf8" });
    if (made.status !== 0) throw new Error(`init failed: ${made.stderr}`);
    const port = randomPort();
    const links = initArgs.includes("--demo") ? ["--links"] : [];
    const child = spawn(program, ["serve", "--db", db, "--listen", `127.0.0.1:${port}`, "--lang", "zh", ...links]);
    const text = await waitFor(child, until).catch((error) => {
        child.kill("SIGTERM");
        rmSync(folder, { recursive: true, force: true });
        throw error;
    });
    return { base: `http://127.0.0.1:${port}`, text, child, folder };
}

/* Post name to the address of its one-time link, as the program printed them. */
export function linksOf(server) {
    const links = {};
    for (const line of server.text.split("\n")) {
        const match = /^\s+(\S.*?)\s+(http:\S+\/sign-in\/link\/\S+)\s*$/.exec(line);
        if (match) links[match[1]] = match[2];
    }
    return links;
}

export async function stopServer(server) {
    const ended = new Promise((resolve) => server.child.on("exit", resolve));
    server.child.kill("SIGTERM");
    const code = await ended;
    rmSync(server.folder, { recursive: true, force: true });
    return code;
}
