/*
 * app.js -- what makes pages quicker for those whose browser runs script. Every page works without.
 */
import htmx from "htmx.org";
import { watchGrids } from "./grid.js";

htmx.config.includeIndicatorStyles = false; /* the Content-Security-Policy allows no style of its own */
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.scrollBehavior = "auto";

function remember(name, value) {
    try {
        localStorage.setItem(name, value);
    } catch {
        /* Not remembered: no harm. */
    }
}

function systemIsDark() {
    return matchMedia("(prefers-color-scheme: dark)").matches;
}

function switchTheme() {
    const root = document.documentElement;
    const now = root.getAttribute("data-bs-theme") || (systemIsDark() ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", next);
    remember("theme", next);
    document.dispatchEvent(new Event("theme"));
}

/* The folded navigation is a checkbox, so that it works without script; here it is remembered. */
function watchFold() {
    const box = document.getElementById("fold");
    if (!box) return;
    const root = document.documentElement;
    box.checked = root.classList.contains("is-folded");
    box.addEventListener("change", () => {
        root.classList.toggle("is-folded", box.checked);
        remember("fold", box.checked ? "1" : "0");
    });
}

function isTyping(target) {
    return target.closest("input, select, textarea, [contenteditable]") !== null;
}

/* One key: / goes to the search, t shows a chart's table, Escape closes menus. */
function onKey(event) {
    if (event.key === "Escape") closeMenus(null);
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "/") {
        /* On a narrow page the one in the bar is folded away. */
        const all = Array.from(document.querySelectorAll("input[type=search]"));
        const search = all.find((box) => box.offsetParent !== null);
        if (search) {
            event.preventDefault();
            search.focus();
        }
    }
    if (event.key === "t") {
        const table = document.querySelector("details.chart-table");
        if (table) {
            table.open = !table.open;
            table.querySelector("summary").focus();
        }
    }
}

function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
        if (menu !== except) menu.open = false;
    }
}

/* A level of a tree: the first click fetches it (htmx), later ones hide and show it. */
function unfold(link) {
    const list = link.parentElement.querySelector(":scope > ul");
    const isOpen = link.getAttribute("aria-expanded") === "true";
    link.setAttribute("aria-expanded", String(!isOpen));
    if (list) list.hidden = isOpen;
}

function onClick(event) {
    const act = event.target.closest("[data-act]");
    if (act && act.dataset.act === "unfold") unfold(act);
    if (act && act.dataset.act === "theme") switchTheme();
    if (act && act.dataset.act === "print") window.print();
    closeMenus(event.target.closest("details.menu"));
}

/* A select that is a whole choice sends its form by itself; the button beside it is for no script. */
function onChange(event) {
    const form = event.target.closest("form[data-auto]");
    if (form) form.requestSubmit ? form.requestSubmit() : form.submit();
}

/* A filter whose list is long: what is found for the words that stand in it is offered. */
const FIND_AFTER_MS = 250;
const finding = {};

function nameOf(item) {
    const lang = document.documentElement.lang.slice(0, 2);
    return item.title || item[`name_${lang}`] || item.name_zh || item.name || "";
}

async function offerFound(input) {
    const words = input.value.trim();
    const list = document.getElementById(input.getAttribute("list"));
    if (!words || !list) return;
    const answer = await fetch(`/api/v1/${input.dataset.find}?limit=20&q=${encodeURIComponent(words)}`);
    if (!answer.ok || input.value.trim() !== words) return;
    const found = await answer.json();
    list.replaceChildren(...found.items.map((item) => new Option(nameOf(item), item.code || `#${item.id}`)));
}

function onInput(event) {
    const input = event.target.closest("input[data-find]");
    if (!input) return;
    clearTimeout(finding[input.id]);
    finding[input.id] = setTimeout(() => offerFound(input).catch(() => {}), FIND_AFTER_MS);
}

document.addEventListener("input", onInput);
document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
document.addEventListener("change", onChange);
function start() {
    watchFold();
    watchGrids(document);
}
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
