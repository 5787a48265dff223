/*
 * asset.h -- files inside the program: style, script, icons, rules, demo data, layouts.
 *
 * tools/embed.py makes a table of them at build time:
 *     custom_target('assets', output: 'assets.c', input: files(...), depend_files: embed_py,
 *       command: [python, embed_py, '@OUTPUT@', 'web_assets', '--root', FOLDER, '@INPUT@'])
 * and the code that reads it declares `extern const struct asset_table web_assets;`.
 */
#ifndef ASSET_H
#define ASSET_H

#include "base/base.h"

struct asset {
    struct str path;  /* "app.css": without a slash at the front */
    struct str media; /* "text/css; charset=utf-8" */
    struct str etag;  /* quoted, from the SHA-256 of the bytes */
    struct str bytes;
    struct str gzip, brotli; /* the same, compressed; "" where that gains nothing */
};

struct asset_table {
    const struct asset *at; /* sorted by path */
    ptrdiff_t n;
};

/* The file of that path, or NULL. */
const struct asset *asset_find(const struct asset_table *table, struct str path);

#endif
