/*
 * replay.c -- runs a fuzz target over the kept inputs of a folder, one TAP line each.
 *
 * An input that makes the target stop stops this program, which meson reports with the line of
 * stderr that names it. An empty folder is a failure: a target without inputs proves nothing.
 */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

enum { INPUTS_MAX = 10000, PATH_LEN = 1024 };

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_input(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* One input, in memory of exactly its size, so that reading past it is seen. */
static bool replay_file(const char *path)
{
    struct stat facts = {0};
    FILE *file = fopen(path, "rb");
    if (!file || fstat(fileno(file), &facts) != 0) {
        fprintf(stderr, "%s cannot be read\n", path);
        if (file)
            (void)fclose(file);
        return false;
    }
    size_t size = (size_t)facts.st_size;
    uint8_t *bytes = malloc(size > 0 ? size : 1);
    bool whole = bytes && fread(bytes, 1, size, file) == size;
    (void)fclose(file);
    if (whole)
        (void)LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
    return whole;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    struct dirent **entries = NULL;
    int n = scandir(argv[1], &entries, is_input, by_name);
    if (n <= 0 || n > INPUTS_MAX) {
        fprintf(stderr, "%s holds no inputs, or too many\n", argv[1]);
        return 1;
    }
    int bad = 0;
    printf("1..%d\n", n);
    for (int i = 0; i < n; i++) {
        char path[PATH_LEN];
        (void)snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
        fprintf(stderr, "replaying %s\n", path);
        bool good = replay_file(path);
        bad += !good;
        printf("%s %d - %s\n", good ? "ok" : "not ok", i + 1, entries[i]->d_name);
        (void)fflush(stdout);
        free(entries[i]);
    }
    free(entries);
    return bad > 0;
}
