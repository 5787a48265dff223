/*
 * A full page of a brief's Word file, as LibreOffice lays it out, has the 22 lines of 28 characters
 * of GB/T 9704-2012. That every sentence is on the pages is brief_paper.py's to see.
 */
#include "app/brief.h"
#include "base/os.h"
#include "t.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINES = 22, CHARACTERS = 28, LONG_TEXT = 2000, TEXT_MAX = 1 << 20 };

static int run(const char *const *argv)
{
    pid_t pid = fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        const char *home = str_fmt(t_arena(), "HOME=%s", t_folder()).s;
        const char *const env[] = {home, "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(126);
        /* execve promises not to write through these. */
        union {
            const char *const *in;
            char *const *out;
        } args = {.in = argv}, vars = {.in = env};
        (void)execve(argv[0], args.out, vars.out);
        _exit(127);
    }
    int status = 0;
    while (waitpid(pid, &status, 0) < 0)
        REQUIRE(errno == EINTR);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* What a page of a Word file says, laid out. */
static struct str page_of(const char *docx, const char *pdf, const char *page)
{
    struct arena *a = t_arena();
    const char *profile = str_fmt(a, "-env:UserInstallation=file://%s/office", t_folder()).s;
    const char *const convert[] = {"/usr/bin/soffice", profile, "--headless",
                                   "--convert-to",     "pdf",   "--outdir",
                                   t_folder(),         docx,    NULL};
    CHECK_INT(run(convert), 0);
    const char *text = str_fmt(a, "%s.txt", pdf).s;
    const char *const read[] = {"/usr/bin/pdftotext",
                                "-layout",
                                "-f",
                                page[0] ? page : "1",
                                "-l",
                                page[0] ? page : "99",
                                pdf,
                                text,
                                NULL};
    CHECK_INT(run(read), 0);
    struct str out = S("");
    struct fail why = {0};
    REQUIRE(os_real.read_file(NULL, a, text, TEXT_MAX, &out, &why) == OK);
    return out;
}

static const char *long_paper(void)
{
    struct arena *a = t_arena();
    struct buf text = buf_on(a, TEXT_MAX);
    for (int i = 0; i < LONG_TEXT; i++)
        buf_add(&text, S("字"));
    struct brief_run word = {.text = buf_str(&text)};
    struct brief_item item = {.runs = &word, .n_runs = 1};
    struct brief b = {.title = S("标题"), .subtitle = S("副题"), .date = S("2006年6月20日")};
    for (int i = 0; i < BRIEF_PART_COUNT; i++)
        b.sections[i] = (struct brief_section){.title = S("一、标题"), .empty = S("无")};
    b.sections[0].items = &item;
    b.sections[0].n_items = 1;
    struct str docx = S("");
    struct fail why = {0};
    const char *path = str_fmt(a, "%s/long.docx", t_folder()).s;
    REQUIRE(brief_docx(a, &b, S(""), &docx, &why) == OK);
    REQUIRE(os_real.write_file(NULL, path, docx, 0600, &why) == OK);
    return path;
}

static ptrdiff_t count(struct str text, struct str part)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t at = str_find(text, part); at >= 0; at = str_find(text, part)) {
        text = str_sub(text, at + part.len, text.len);
        n++;
    }
    return n;
}

TEST(a_full_page_has_22_lines_of_28_characters)
{
    const char *docx = long_paper();
    struct str rest = page_of(docx, str_fmt(t_arena(), "%s/long.pdf", t_folder()).s, "2");
    int n_lines = 0;
    while (rest.len > 0) {
        ptrdiff_t n = count(str_cut(rest, '\n', &rest), S("字"));
        if (n == 0)
            continue; /* the page number, and blank lines */
        CHECK_INT(n, CHARACTERS);
        n_lines++;
    }
    CHECK_INT(n_lines, LINES);
}
