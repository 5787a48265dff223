/*
 * theme.js -- runs before the page is drawn: the theme and the folded navigation as last chosen.
 * Without it, or with nothing chosen, the system's theme applies.
 */
try {
    const root = document.documentElement;
    const theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") root.setAttribute("data-bs-theme", theme);
    if (localStorage.getItem("fold") === "1") root.classList.add("is-folded");
    root.classList.add("has-script");
} catch {
    /* Storage may be switched off: then the defaults hold. */
}
