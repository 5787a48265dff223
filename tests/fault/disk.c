/*
 * disk.c -- the log, and the disk that follows from it.
 */
#include "fault/disk.h"

#include "t.h"

#include <pthread.h>
#include <sys/stat.h>

enum { EVENTS_MAX = 200000, FILES_MAX = 4096, NAMES_MAX = 512, SECTOR = 512, FILE_MAX = 64 << 20 };

enum act {
    ACT_MAKE,
    ACT_WRITE,
    ACT_TRUNCATE,
    ACT_SYNC,
    ACT_SYNC_FOLDER,
    ACT_RENAME,
    ACT_REMOVE,
    ACT_TOLD
};

struct event {
    enum act act;
    int file;
    int64_t at;          /* offset, size, or the fact's number */
    struct str name, to; /* below the root; a fact's text */
    struct str bytes;
};

struct name {
    struct str path;
    int file;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct arena home;
static struct str root;
static bool is_watching;
static struct event *events;
static int n_events;
static struct name names[NAMES_MAX]; /* as programs see them now */
static int n_names;
static bool is_folder_of[FILES_MAX];
static int n_files;

void disk_watch(const char *folder)
{
    if (events)
        arena_done(&home);
    arena_init(&home, 2048 * MIB);
    events = NEW(&home, struct event, EVENTS_MAX);
    n_events = n_names = n_files = 0;
    root = str_fmt(&home, "%s/", folder);
    is_watching = true;
}

void disk_rest(void)
{
    is_watching = false;
}

bool disk_is_watched(const char *path)
{
    struct str whole = str_of(path);
    return is_watching &&
           (str_starts(whole, root) || str_eq(whole, str_sub(root, 0, root.len - 1)));
}

/* --- the log -----------------------------------------------------------------------------------
 */

static struct str below(const char *path)
{
    return str_sub(str_of(path), root.len, str_of(path).len);
}

static struct event *add(enum act act)
{
    REQUIRE(n_events < EVENTS_MAX);
    struct event *e = &events[n_events++];
    e->act = act;
    return e;
}

static struct name *find(struct name *at, int n, struct str path)
{
    for (int i = 0; i < n; i++)
        if (str_eq(at[i].path, path))
            return &at[i];
    return NULL;
}

static void put_name(struct name *at, int *n, struct str path, int file)
{
    struct name *found = find(at, *n, path);
    REQUIRE(found || *n < NAMES_MAX);
    if (!found)
        found = &at[(*n)++];
    *found = (struct name){path, file};
}

static void drop_name(struct name *at, int *n, struct str path)
{
    struct name *found = find(at, *n, path);
    if (found)
        *found = at[--*n];
}

int disk_file(const char *path, bool is_folder)
{
    (void)pthread_mutex_lock(&lock);
    const struct name *found = find(names, n_names, below(path));
    int file = found ? found->file : n_files;
    if (!found) {
        struct event *e = add(ACT_MAKE);
        REQUIRE(n_files < FILES_MAX);
        e->file = n_files++;
        e->name = str_dup(&home, below(path));
        is_folder_of[e->file] = is_folder;
        put_name(names, &n_names, e->name, e->file);
    }
    (void)pthread_mutex_unlock(&lock);
    return file;
}

void disk_write(int file, int64_t at, const void *bytes, int64_t n)
{
    (void)pthread_mutex_lock(&lock);
    struct event *e = add(ACT_WRITE);
    e->file = file;
    e->at = at;
    e->bytes = str_dup(&home, (struct str){bytes, n});
    (void)pthread_mutex_unlock(&lock);
}

static void add_simple(enum act act, int file, int64_t at)
{
    (void)pthread_mutex_lock(&lock);
    struct event *e = add(act);
    e->file = file;
    e->at = at;
    (void)pthread_mutex_unlock(&lock);
}

void disk_truncate(int file, int64_t size)
{
    add_simple(ACT_TRUNCATE, file, size);
}

void disk_sync(int file)
{
    add_simple(ACT_SYNC, file, 0);
}

/* "a/b" of "a/b/c"; "" of "c", which is the root itself. */
static struct str parent(struct str path)
{
    ptrdiff_t at = path.len - 1;
    while (at >= 0 && path.s[at] != '/')
        at--;
    return str_sub(path, 0, at < 0 ? 0 : at);
}

static void sync_names_in(struct str folder)
{
    (void)pthread_mutex_lock(&lock);
    add(ACT_SYNC_FOLDER)->name = str_dup(&home, folder);
    (void)pthread_mutex_unlock(&lock);
}

void disk_sync_folder_of(const char *path)
{
    sync_names_in(parent(below(path)));
}

void disk_sync_folder(const char *path)
{
    struct str whole = str_of(path);
    sync_names_in(whole.len < root.len ? S("") : below(path));
}

void disk_rename(const char *from, const char *to)
{
    (void)pthread_mutex_lock(&lock);
    const struct name *found = find(names, n_names, below(from));
    REQUIRE(found);
    int file = found->file;
    struct event *e = add(ACT_RENAME);
    e->file = file;
    e->name = str_dup(&home, below(from));
    e->to = str_dup(&home, below(to));
    drop_name(names, &n_names, e->name);
    put_name(names, &n_names, e->to, file);
    (void)pthread_mutex_unlock(&lock);
}

void disk_remove(const char *path)
{
    (void)pthread_mutex_lock(&lock);
    struct event *e = add(ACT_REMOVE);
    e->name = str_dup(&home, below(path));
    drop_name(names, &n_names, e->name);
    (void)pthread_mutex_unlock(&lock);
}

void disk_told(int what, int64_t number, struct str text)
{
    (void)pthread_mutex_lock(&lock);
    struct event *e = add(ACT_TOLD);
    e->file = what;
    e->at = number;
    e->name = str_dup(&home, text);
    (void)pthread_mutex_unlock(&lock);
}

int disk_events(void)
{
    return n_events;
}

bool disk_is_sync(int event)
{
    return events[event].act == ACT_SYNC || events[event].act == ACT_SYNC_FOLDER;
}

bool disk_next_fact(int until, int *event, struct disk_fact *out)
{
    for (; *event < until; ++*event) {
        const struct event *e = &events[*event];
        if (e->act != ACT_TOLD)
            continue;
        *out = (struct disk_fact){.what = e->file, .number = e->at, .text = e->name};
        ++*event;
        return true;
    }
    return false;
}

/* --- the disk ----------------------------------------------------------------------------------
 */

struct content {
    char *bytes;
    int64_t size, room;
};

struct disk {
    struct arena a;
    struct name names[NAMES_MAX];
    int n_names;
    struct content files[FILES_MAX];
    bool *is_done; /* of each event: it has reached the disk */
    const struct disk_cut *cut;
    uint64_t random;
};

/* xorshift64*: a seed gives the same disk every time. */
static uint64_t next_random(struct disk *d)
{
    d->random ^= d->random >> 12;
    d->random ^= d->random << 25;
    d->random ^= d->random >> 27;
    return d->random * 2685821657736338717U;
}

static void resize(struct disk *d, struct content *c, int64_t size)
{
    REQUIRE(size <= FILE_MAX);
    if (size > c->room) {
        int64_t room = 2 * size;
        char *bytes = NEW(&d->a, char, room);
        if (c->size > 0)
            memcpy(bytes, c->bytes, (size_t)c->size);
        c->bytes = bytes;
        c->room = room;
    }
    if (size > c->size)
        memset(c->bytes + c->size, 0, (size_t)(size - c->size));
    c->size = size;
}

static void put_bytes(struct disk *d, struct content *c, int64_t at, struct str bytes)
{
    if (bytes.len == 0)
        return;
    if (at + bytes.len > c->size)
        resize(d, c, at + bytes.len);
    memcpy(c->bytes + at, bytes.s, (size_t)bytes.len);
}

/* A change of bytes or names, whole. */
static void do_whole(struct disk *d, int i)
{
    const struct event *e = &events[i];
    d->is_done[i] = true;
    switch (e->act) {
    case ACT_WRITE: put_bytes(d, &d->files[e->file], e->at, e->bytes); return;
    case ACT_TRUNCATE: resize(d, &d->files[e->file], e->at); return;
    case ACT_MAKE: put_name(d->names, &d->n_names, e->name, e->file); return;
    case ACT_RENAME:
        drop_name(d->names, &d->n_names, e->name);
        put_name(d->names, &d->n_names, e->to, e->file);
        return;
    case ACT_REMOVE: drop_name(d->names, &d->n_names, e->name); return;
    case ACT_SYNC:
    case ACT_SYNC_FOLDER:
    case ACT_TOLD: return;
    }
}

static bool changes_bytes(const struct event *e)
{
    return e->act == ACT_WRITE || e->act == ACT_TRUNCATE;
}

static bool changes_names(const struct event *e)
{
    return e->act == ACT_MAKE || e->act == ACT_RENAME || e->act == ACT_REMOVE;
}

/* All that waits for this sync reaches the disk. */
static void do_sync(struct disk *d, int sync)
{
    const struct event *s = &events[sync];
    bool of_file = s->act == ACT_SYNC;
    if (d->cut->lie == (of_file ? DISK_NO_FILE_SYNC : DISK_NO_FOLDER_SYNC))
        return;
    for (int i = 0; i < sync; i++) {
        const struct event *e = &events[i];
        bool waits = of_file ? changes_bytes(e) && e->file == s->file
                             : changes_names(e) && str_eq(parent(e->name), s->name);
        if (waits && !d->is_done[i])
            do_whole(d, i);
    }
}

/* Each 512 bytes of a write by themselves. */
static void do_parts(struct disk *d, const struct event *e, int64_t torn_at)
{
    for (int64_t at = 0; at < e->bytes.len; at += SECTOR) {
        int64_t end = at + SECTOR < e->bytes.len ? at + SECTOR : e->bytes.len;
        bool is_kept = torn_at >= 0 ? end <= torn_at : next_random(d) % 2 == 0;
        if (is_kept)
            put_bytes(d, &d->files[e->file], e->at + at, str_sub(e->bytes, at, end));
    }
}

/* What was not synced: up to some event whole, that one torn; or here and there a part. */
static void do_rest(struct disk *d)
{
    int n = d->cut->at;
    int last = (int)(next_random(d) % (uint64_t)(n + 1));
    /* Names change in the order of the folder's own log, whatever becomes of bytes. */
    int last_name = (int)(next_random(d) % (uint64_t)(n + 1));
    for (int i = 0; i < n; i++) {
        const struct event *e = &events[i];
        if (d->is_done[i])
            continue;
        if (changes_names(e) && i < last_name)
            do_whole(d, i);
        if (!changes_bytes(e))
            continue;
        bool is_whole = d->cut->left == DISK_TEARS ? i < last : next_random(d) % 4 == 0;
        if (is_whole)
            do_whole(d, i);
        else if (d->cut->left == DISK_REORDERS)
            do_parts(d, e, -1);
        else if (i == last)
            do_parts(d, e, (int64_t)(next_random(d) % (uint64_t)(e->bytes.len + 1)));
    }
}

/* A file is reached only if every folder above it is there. */
static bool is_reached(struct disk *d, struct str path)
{
    for (struct str up = parent(path); up.len > 0; up = parent(up))
        if (!find(d->names, d->n_names, up))
            return false;
    return true;
}

static void put_file(const char *path, const struct content *c)
{
    FILE *f = fopen(path, "wbe");
    REQUIRE(f != NULL);
    REQUIRE(c->size == 0 || fwrite(c->bytes, 1, (size_t)c->size, f) == (size_t)c->size);
    REQUIRE(fclose(f) == 0);
    REQUIRE(chmod(path, 0600) == 0);
}

/* Folders first, by depth: a name is longer than the one it stands below. */
static void put_all(struct disk *d, const char *folder)
{
    REQUIRE(mkdir(folder, 0700) == 0);
    for (ptrdiff_t len = 0; len < 256; len++)
        for (int i = 0; i < d->n_names; i++) {
            const struct name *name = &d->names[i];
            if (name->path.len != len || !is_reached(d, name->path))
                continue;
            const char *path = str_fmt(&d->a, "%s/%.*s", folder, STR_ARG(name->path)).s;
            if (is_folder_of[name->file])
                REQUIRE(mkdir(path, 0700) == 0);
            else
                put_file(path, &d->files[name->file]);
        }
}

void disk_after(const struct disk_cut *cut, const char *folder)
{
    struct arena a;
    arena_init(&a, 1024 * MIB);
    struct disk *d = NEW(&a, struct disk, 1);
    d->a = a;
    d->is_done = NEW(&d->a, bool, n_events + 1);
    d->cut = cut;
    d->random = (cut->seed + 1) * 0x9E3779B97F4A7C15U;
    for (int i = 0; i < cut->at; i++)
        if (disk_is_sync(i))
            do_sync(d, i);
    if (cut->left != DISK_FORGETS)
        do_rest(d);
    put_all(d, folder);
    a = d->a;
    arena_done(&a);
}
