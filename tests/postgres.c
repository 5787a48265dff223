/*
 * postgres.c -- starts, restarts and stops the PostgreSQL of a test program.
 *
 * Three processes: the test program; its keeper, which reads commands from a pipe until the pipe
 * closes, however the test program ended; and the server, a child of the keeper.
 */
#include "postgres.h"

#include "t.h"

#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_LEN = 256, WAIT_MS = 60 * 1000, STEP_MS = 20 };

static char folder[PATH_LEN]; /* "" until started */
static char bin[PATH_LEN];
static pid_t keeper;
static int commands = -1; /* the test program's end of the pipe */
static int n_databases;

/* initdb and postgres refuse to run as root. */
static const char *const server_user = "postgres";

_Noreturn static void give_up(const char *what)
{
    fprintf(stderr, "no PostgreSQL for the tests: %s\n", what);
    char path[PATH_LEN + 8];
    (void)snprintf(path, sizeof path, "%s/log", folder);
    FILE *log = folder[0] ? fopen(path, "r") : NULL;
    char line[1024];
    while (log && fgets(line, sizeof line, log))
        fputs(line, stderr);
    printf("not ok 1 - PostgreSQL for the tests\n");
    exit(1);
}

const char *postgres_bin(void)
{
    if (bin[0])
        return bin;
    const char *set = getenv("PONAN_PG_BIN");
    glob_t found = {0};
    if (set)
        (void)snprintf(bin, sizeof bin, "%s", set);
    else if (glob("/usr/lib/postgresql/*/bin/initdb", 0, NULL, &found) == 0)
        (void)snprintf(bin, sizeof bin, "%.*s", (int)strlen(found.gl_pathv[found.gl_pathc - 1]) - 7,
                       found.gl_pathv[found.gl_pathc - 1]);
    globfree(&found);
    if (!bin[0])
        give_up("install postgresql-15, or name the folder of initdb in PONAN_PG_BIN");
    return bin;
}

/* --- the keeper's side ------------------------------------------------------------------------ */

/* In a child: become the server's user if we are root, in its folder, and run a server program. */
_Noreturn static void become(const char *program, char **args)
{
    const struct passwd *user = getpwnam(server_user);
    char path[2 * PATH_LEN];
    (void)snprintf(path, sizeof path, "%s/%s", bin, program);
    bool is_ready = chdir(folder) == 0;
    if (geteuid() == 0)
        is_ready = is_ready && user && initgroups(server_user, user->pw_gid) == 0 &&
                   setgid(user->pw_gid) == 0 && setuid(user->pw_uid) == 0;
    if (is_ready)
        (void)execv(path, args);
    perror(path);
    _exit(127);
}

static bool run_initdb(void)
{
    char words[][40] = {"initdb", "-D",    "data", "-U",   "ponan",
                        "-A",     "trust", "-E",   "UTF8", "--locale=C.UTF-8",
                        "-N"};
    char *args[ARRAY_LEN(words) + 1] = {0};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(words); i++)
        args[i] = words[i];
    pid_t child = fork();
    if (child == 0)
        become("initdb", args);
    int status = 1;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static pid_t start_server(void)
{
    char socket_dir[PATH_LEN + 40];
    (void)snprintf(socket_dir, sizeof socket_dir, "unix_socket_directories=%s", folder);
    char words[][40] = {"postgres",
                        "-D",
                        "data",
                        "-c",
                        "listen_addresses=",
                        "-c",
                        "fsync=off",
                        "-c",
                        "full_page_writes=off",
                        "-c",
                        "shared_buffers=32MB",
                        "-c",
                        "max_connections=80",
                        "-c"};
    char *args[ARRAY_LEN(words) + 2] = {0};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(words); i++)
        args[i] = words[i];
    args[ARRAY_LEN(words)] = socket_dir;
    pid_t child = fork();
    if (child == 0)
        become("postgres", args);
    return child;
}

/* SIGQUIT: the server stops at once and recovers from its log when it starts again. */
static void stop_server(pid_t server)
{
    if (server > 0 && kill(server, SIGQUIT) == 0)
        (void)waitpid(server, NULL, 0);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

_Noreturn static void keep(int from_test)
{
    (void)setsid();
    char log[PATH_LEN + 8];
    (void)snprintf(log, sizeof log, "%s/log", folder);
    int out = open(log, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0644);
    /* The test's own output must end when the test ends. */
    for (int fd = 0; fd <= 2; fd++)
        (void)dup2(out, fd);
    pid_t server = run_initdb() ? start_server() : 0;
    char order = 0;
    while (read(from_test, &order, 1) == 1) {
        stop_server(server);
        server = start_server();
    }
    stop_server(server);
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    _exit(0);
}

/* --- the test program's side ------------------------------------------------------------------ */

static void stop_keeper(void)
{
    (void)close(commands);
    (void)waitpid(keeper, NULL, 0);
}

static const char *address(const char *database)
{
    return str_fmt(t_arena(), "postgresql://ponan@/%s?host=%s", database, folder).s;
}

/* Waits until the server takes connections. */
static PGconn *connect_main(void)
{
    char url[2 * PATH_LEN];
    (void)snprintf(url, sizeof url, "postgresql://ponan@/postgres?host=%s", folder);
    for (int waited_ms = 0; waited_ms < WAIT_MS; waited_ms += STEP_MS) {
        PGconn *pg = PQconnectdb(url);
        if (PQstatus(pg) == CONNECTION_OK)
            return pg;
        PQfinish(pg);
        if (waitpid(keeper, NULL, WNOHANG) != 0)
            break;
        (void)usleep(STEP_MS * 1000);
    }
    give_up("it does not start");
}

static void start(void)
{
    (void)postgres_bin();
    const char *tmp = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%s/ponan-pg-XXXXXX", tmp ? tmp : "/tmp");
    int ends[2] = {-1, -1};
    if (!mkdtemp(folder) || pipe2(ends, O_CLOEXEC) != 0)
        give_up("no temporary folder");
    const struct passwd *user = getpwnam(server_user);
    if (geteuid() == 0 && (!user || chown(folder, user->pw_uid, user->pw_gid) != 0))
        give_up("there is no user postgres to run it as");
    keeper = fork();
    if (keeper < 0)
        give_up("no process for it");
    if (keeper == 0) {
        (void)close(ends[1]);
        keep(ends[0]);
    }
    (void)close(ends[0]);
    commands = ends[1];
    (void)atexit(stop_keeper);
    PQfinish(connect_main());
}

static const char *create(const char *template)
{
    if (!folder[0])
        start();
    PGconn *pg = connect_main();
    char sql[128];
    char name[24];
    (void)snprintf(name, sizeof name, "t%d", ++n_databases);
    (void)snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE %s", name, template);
    PGresult *res = PQexec(pg, sql);
    bool is_made = PQresultStatus(res) == PGRES_COMMAND_OK;
    if (!is_made)
        fprintf(stderr, "%s\n", PQerrorMessage(pg));
    PQclear(res);
    PQfinish(pg);
    REQUIRE(is_made);
    return address(name);
}

const char *postgres_fresh(void)
{
    return create("template1");
}

const char *postgres_copy(const char *url)
{
    struct str rest = S("");
    (void)str_cut(str_of(url), '@', &rest);
    struct str name = str_cut(rest, '?', &rest); /* "/t1" */
    return create(str_z(t_arena(), str_sub(name, 1, name.len)));
}

/* When the running server process began, 0 if it cannot be asked: shows that another took over. */
static int64_t started_at(void)
{
    PGconn *pg = connect_main();
    PGresult *res = PQexec(pg, "SELECT (extract(epoch FROM pg_postmaster_start_time())"
                               " * 1000000)::bigint");
    int64_t at = 0;
    (void)str_digits(str_of(PQgetvalue(res, 0, 0)), &at);
    PQclear(res);
    PQfinish(pg);
    return at;
}

void postgres_crash(void)
{
    REQUIRE(folder[0] != '\0');
    int64_t before = started_at();
    REQUIRE(write(commands, "r", 1) == 1);
    for (int64_t now = before; now == before || now == 0; now = started_at())
        (void)usleep(STEP_MS * 1000);
}
