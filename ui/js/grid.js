/*
 * grid.js -- a form of many figures that behaves like a spreadsheet: a block pasted from Excel or WPS
 * fills the cells from the one it is pasted into, arrows and Enter move, undo takes back the last
 * paste, and what was typed is kept in the browser until the server has it.
 *
 * The form is <form data-grid="KEY">; its rows are <tr data-row>, its cells inputs in them. Columns are
 * counted among the inputs of a row that people type in.
 */

function cellsOf(grid) {
    return [...grid.querySelectorAll("tr[data-row]")].map((row) => [...row.querySelectorAll("[data-cell]")]);
}

function placeOf(cells, input) {
    for (let r = 0; r < cells.length; r++) {
        const c = cells[r].indexOf(input);
        if (c >= 0) return [r, c];
    }
    return null;
}

/* A number as people copy it: full-width digits, thousands separators and spaces are put right. */
export function tidy(text) {
    const narrow = text.replace(/[\uff01-\uff5e]/g, (ch) => String.fromCharCode(ch.charCodeAt(0) - 0xfee0));
    const trimmed = narrow.replace(/[\u00a0\u3000]/g, " ").trim();
    return /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(trimmed) ? trimmed.replace(/,/g, "") : trimmed;
}

export function blockOf(text) {
    return text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t").map(tidy));
}

function put(input, value, undo) {
    if (input.tagName === "SELECT" || input.readOnly || input.value === value) return;
    undo.push([input, input.value]);
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
}

function onPaste(event, grid, undoStack) {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.replace(/\n$/, ""))) return;
    const cells = cellsOf(grid);
    const at = placeOf(cells, event.target);
    if (!at) return;
    event.preventDefault();
    const undo = [];
    blockOf(text).forEach((line, r) =>
        line.forEach((value, c) => {
            const row = cells[at[0] + r];
            if (row && row[at[1] + c]) put(row[at[1] + c], value, undo);
        })
    );
    if (undo.length > 0) undoStack.push(undo);
}

function move(cells, at, down, right) {
    const row = cells[at[0] + down];
    const next = row && row[Math.min(at[1] + right, row.length - 1)];
    if (!next) return;
    next.focus();
    if (next.select) next.select();
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };

function onKey(event, grid, undoStack) {
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && undoStack.length > 0) {
        event.preventDefault();
        for (const [input, value] of undoStack.pop()) {
            input.value = value;
            input.dispatchEvent(new Event("input", { bubbles: true }));
        }
        return;
    }
    const step = STEPS[event.key];
    const at = step && event.target.tagName === "INPUT" && placeOf(cellsOf(grid), event.target);
    if (!at) return;
    event.preventDefault();
    move(cellsOf(grid), at, step[0], step[1]);
}

function draftKey(grid) {
    return `draft:${location.pathname}:${grid.dataset.grid}`;
}

function saveDraft(grid) {
    const draft = {};
    for (const input of grid.querySelectorAll("[data-cell]")) {
        if (input.value !== input.defaultValue) draft[input.name] = input.value;
    }
    try {
        if (Object.keys(draft).length > 0) localStorage.setItem(draftKey(grid), JSON.stringify(draft));
        else localStorage.removeItem(draftKey(grid));
    } catch {
        /* Storage is off or full: the form itself still holds what was typed. */
    }
}

/* Puts back what was typed and never saved, and says so. */
function restoreDraft(grid) {
    let draft = {};
    try {
        draft = JSON.parse(localStorage.getItem(draftKey(grid)) || "{}");
        if (grid.dataset.saved) localStorage.removeItem(draftKey(grid));
    } catch {
        return;
    }
    if (grid.dataset.saved) return;
    let n = 0;
    for (const input of grid.querySelectorAll("[data-cell]")) {
        const kept = draft[input.name];
        if (kept === undefined || kept === input.value || input.tagName === "SELECT") continue;
        input.value = kept;
        n++;
    }
    const note = grid.querySelector("[data-draft-note]");
    if (note && n > 0) note.hidden = false;
}

function forget(grid) {
    for (const input of grid.querySelectorAll("[data-cell]")) {
        if (input.tagName !== "SELECT") input.value = input.defaultValue;
    }
    saveDraft(grid);
    grid.querySelector("[data-draft-note]").hidden = true;
}

export function watchGrids(within) {
    for (const grid of within.querySelectorAll("form[data-grid]")) {
        const undoStack = [];
        restoreDraft(grid);
        grid.addEventListener("paste", (event) => onPaste(event, grid, undoStack));
        grid.addEventListener("keydown", (event) => onKey(event, grid, undoStack));
        grid.addEventListener("input", () => saveDraft(grid));
        const button = grid.querySelector("[data-draft-drop]");
        if (button) button.addEventListener("click", () => forget(grid));
    }
}
