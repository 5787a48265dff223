#include "program.h"

#include "t.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS = 40, OUTPUT_MAX = 64 << 20 };

static char **split(struct str words)
{
    struct arena *a = t_arena();
    char **argv = NEW(a, char *, WORDS + 2);
    const char *exe = getenv("PONAN_EXE");
    if (!exe)
        fprintf(stderr, "PONAN_EXE is not set: run by meson test\n");
    REQUIRE(exe != NULL);
    int n = 0;
    argv[n++] = str_z(a, str_of(exe));
    for (words = str_trim(words); words.len > 0; words = str_trim(words)) {
        REQUIRE(n <= WORDS);
        bool is_quoted = words.s[0] == '"';
        struct str rest = S("");
        struct str word =
            str_cut(is_quoted ? str_sub(words, 1, words.len) : words, is_quoted ? '"' : ' ', &rest);
        argv[n++] = str_z(a, word);
        words = rest;
    }
    return argv;
}

static void become(char *const *argv, const char *db, const char *out, const char *err)
{
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int to_out = open(out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int to_err = open(err, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    /* The key file of a PostgreSQL database stands in the current folder. */
    if (dup2(null, 0) < 0 || dup2(to_out, 1) < 0 || dup2(to_err, 2) < 0 || chdir(t_folder()) != 0)
        _exit(126);
    char *set = db[0] ? str_z(t_arena(), str_fmt(t_arena(), "PONAN_DB=%s", db)) : NULL;
    const char *asan = getenv("ASAN_OPTIONS");
    char *options = str_z(t_arena(), str_fmt(t_arena(), "ASAN_OPTIONS=%s", asan ? asan : ""));
    char *env[] = {options, set, NULL};
    (void)execve(argv[0], argv, env);
    _exit(127);
}

static struct str contents(const char *path)
{
    struct buf b = buf_on(t_arena(), OUTPUT_MAX);
    char part[8192];
    FILE *f = fopen(path, "rbe");
    REQUIRE(f != NULL);
    for (size_t n = fread(part, 1, sizeof part, f); n > 0; n = fread(part, 1, sizeof part, f))
        buf_add(&b, (struct str){part, (ptrdiff_t)n});
    (void)fclose(f);
    return buf_str(&b);
}

static int ended(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0)
        REQUIRE(errno == EINTR);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static pid_t begin(const char *words, const char *db, const char *out, const char *err)
{
    char **argv = split(str_of(words));
    pid_t pid = fork();
    REQUIRE(pid >= 0);
    if (pid == 0)
        become(argv, db, out, err);
    return pid;
}

struct said program_run(const char *words, const char *db)
{
    const char *out = str_fmt(t_arena(), "%s/out", t_folder()).s;
    const char *err = str_fmt(t_arena(), "%s/err", t_folder()).s;
    int code = ended(begin(words, db, out, err));
    return (struct said){.code = code, .out = contents(out), .err = contents(err)};
}

/* What comes to a terminal until the last program has closed it. */
static struct str shown(int terminal)
{
    struct buf b = buf_on(t_arena(), OUTPUT_MAX);
    char part[4096];
    for (ssize_t n = read(terminal, part, sizeof part); n > 0;
         n = read(terminal, part, sizeof part))
        buf_add(&b, (struct str){part, n});
    return buf_str(&b);
}

struct said program_run_on_terminal(const char *words, const char *db)
{
    const char *out = str_fmt(t_arena(), "%s/out", t_folder()).s;
    int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    REQUIRE(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    const char *name = ptsname(terminal); // NOLINT(concurrency-mt-unsafe)
    REQUIRE(name != NULL);
    pid_t pid = begin(words, db, out, str_dup(t_arena(), str_of(name)).s);
    struct str err = shown(terminal);
    (void)close(terminal);
    int code = ended(pid);
    return (struct said){.code = code, .out = contents(out), .err = err};
}

/* The text with {dir} and {db} filled in. */
static struct str filled(struct str text, const char *db)
{
    struct buf b = buf_on(t_arena(), 64 * KIB);
    while (text.len > 0) {
        struct str dir = S("{dir}");
        struct str db_mark = S("{db}");
        if (str_starts(text, dir)) {
            buf_add(&b, str_of(t_folder()));
            text = str_sub(text, dir.len, text.len);
        } else if (str_starts(text, db_mark)) {
            buf_add(&b, str_of(db));
            text = str_sub(text, db_mark.len, text.len);
        } else {
            buf_byte(&b, text.s[0]);
            text = str_sub(text, 1, text.len);
        }
    }
    return buf_str(&b);
}

static bool has_line(struct str text, struct str line)
{
    while (text.len > 0)
        if (str_eq(str_cut(text, '\n', &text), line))
            return true;
    return false;
}

struct talk {
    const char *path, *db;
    int line;
    struct said said;
    bool is_run, code_is_checked;
};

static void check_code(struct talk *t, int want)
{
    if (t->is_run && t->said.code != want)
        t_differs(t->path, t->line, "exit code %d, want %d; it said:\n%.*s%.*s", t->said.code, want,
                  STR_ARG(t->said.err), STR_ARG(t->said.out));
    t->code_is_checked = true;
}

static void run(struct talk *t, struct str words)
{
    if (t->is_run && !t->code_is_checked)
        check_code(t, 0);
    t->said = program_run(str_z(t_arena(), filled(words, t->db)), t->db);
    t->is_run = true;
    t->code_is_checked = false;
}

static void append(struct str text)
{
    struct str line = S("");
    struct str name = str_cut(text, ' ', &line);
    FILE *f = fopen(str_fmt(t_arena(), "%s/%.*s", t_folder(), STR_ARG(name)).s, "abe");
    REQUIRE(f != NULL);
    CHECK(fprintf(f, "%.*s\n", STR_ARG(line)) > 0);
    REQUIRE(fclose(f) == 0);
}

static void expect(struct talk *t, char kind, struct str text)
{
    int64_t code = 0;
    text = filled(text, t->db);
    switch (kind) {
    case '?':
        REQUIRE(str_digits(text, &code));
        check_code(t, (int)code);
        return;
    case '|': append(text); return;
    case '>': t_check_has(t->path, t->line, "output", t->said.out, text); return;
    case '!': t_check_has(t->path, t->line, "errors", t->said.err, text); return;
    case '=':
        if (!has_line(t->said.out, text))
            t_differs(t->path, t->line, "no such line: %.*s\nin:\n%.*s", STR_ARG(text),
                      STR_ARG(t->said.out));
        return;
    case '-':
        if (str_find(t->said.out, text) >= 0)
            t_differs(t->path, t->line, "output holds: %.*s", STR_ARG(text));
        return;
    default: t_differs(t->path, t->line, "a line that begins with none of $?|>!=-"); return;
    }
}

void program_script(const char *path, const char *db)
{
    struct talk t = {.path = path, .db = db};
    struct str rest = t_source_file(path);
    for (t.line = 1; rest.len > 0; t.line++) {
        struct str line = str_cut(rest, '\n', &rest);
        if (line.len == 0 || line.s[0] == '#')
            continue;
        REQUIRE(line.len > 2 && line.s[1] == ' ');
        struct str text = str_sub(line, 2, line.len);
        if (line.s[0] == '$')
            run(&t, text);
        else
            expect(&t, line.s[0], text);
    }
    if (t.is_run && !t.code_is_checked)
        check_code(&t, 0);
}
