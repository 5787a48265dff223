/*
 * outside.c -- starts and asks tests/jobs/outside.py.
 */
#include "jobs/outside.h"

#include "store/database.h"
#include "t.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int port_from(int from)
{
    char line[16] = {0};
    int64_t port = 0;
    for (size_t n = 0; n + 1 < sizeof line && read(from, &line[n], 1) == 1 && line[n] != '\n'; n++)
        continue;
    REQUIRE(str_digits(str_trim(str_of(line)), &port));
    return (int)port;
}

struct outside outside_start(const char *mode)
{
    static int n_made;
    struct outside o = {
        .folder = str_z(t_arena(), str_fmt(t_arena(), "%s/outside-%d", t_folder(), ++n_made))};
    int in[2];
    int out[2];
    REQUIRE(mkdir(o.folder, 0700) == 0);
    REQUIRE(pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0);
    o.pid = fork();
    REQUIRE(o.pid >= 0);
    if (o.pid == 0) {
        (void)dup2(in[0], STDIN_FILENO);
        (void)dup2(out[1], STDOUT_FILENO);
        (void)dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
        (void)execl("/usr/bin/python3", "python3", SOURCE_ROOT "/tests/jobs/outside.py", o.folder,
                    mode, (char *)NULL);
        _exit(1);
    }
    (void)close(in[0]);
    (void)close(out[1]);
    o.to = in[1];
    o.port = port_from(out[0]);
    (void)close(out[0]);
    return o;
}

void outside_stop(struct outside *o)
{
    (void)close(o->to);
    (void)kill(o->pid, SIGTERM);
    (void)waitpid(o->pid, NULL, 0);
}

void outside_plan(const struct outside *o, const char *words)
{
    struct str path = str_fmt(t_arena(), "%s/plan", o->folder);
    MUST_DO(os_real.write_file(NULL, str_z(t_arena(), path), str_of(words), 0600, &why));
}

int outside_count(const struct outside *o)
{
    DIR *d = opendir(o->folder);
    int n = 0;
    REQUIRE(d);
    for (struct dirent *e = readdir(d); e; e = readdir(d))
        n += str_ends(str_of(e->d_name), S(".json"));
    (void)closedir(d);
    return n;
}

/* "MODE-0001.json": the folder has those of one mode. */
static struct str file_of(const struct outside *o, int n)
{
    struct str end = str_fmt(t_arena(), "-%04d.json", n);
    struct str found = S("");
    DIR *d = opendir(o->folder);
    REQUIRE(d);
    for (struct dirent *e = readdir(d); e; e = readdir(d))
        if (str_ends(str_of(e->d_name), end))
            found = str_fmt(t_arena(), "%s/%s", o->folder, e->d_name);
    (void)closedir(d);
    return found;
}

const struct json *outside_got(const struct outside *o, int n)
{
    struct str bytes = S("");
    const struct json *root = NULL;
    struct str path = file_of(o, n);
    REQUIRE(path.len > 0);
    MUST_DO(os_real.read_file(NULL, t_arena(), str_z(t_arena(), path), MIB, &bytes, &why));
    MUST_DO(json_parse(t_arena(), bytes, &root, &why));
    return root;
}

struct str outside_text(const struct outside *o, int n, const char *name)
{
    return json_str(json_member(outside_got(o, n), str_of(name)));
}

struct str outside_certificate(const struct outside *o)
{
    struct str bytes = S("");
    struct str path = str_fmt(t_arena(), "%s/cert.pem", o->folder);
    MUST_DO(os_real.read_file(NULL, t_arena(), str_z(t_arena(), path), MIB, &bytes, &why));
    return bytes;
}
