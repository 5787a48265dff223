/*
 * setup.h -- an installation's beginning: init, first run, demo. Keeping it safe is keep.h.
 */
#ifndef SETUP_H
#define SETUP_H

#include "app/import.h"

/* A file of the demo county or of a rule pack, carried in the program. */
struct setup_file {
    struct str name; /* "demo/anji-2006/01-unit.csv" */
    struct str bytes;
};

/* The county's first unit; "" fields leave an empty county for the first-run page. */
struct setup_county {
    struct str code, name_zh, name_en;
};
/* A one-time link for each account that was made. */
struct setup_link {
    struct str login, name, post_name[LANG_COUNT], token;
};
struct setup_links {
    struct setup_link *at;
    ptrdiff_t n;
};

/*
 * Make store and keys. With a county: its unit, the posts and accounts of the administrators of
 * system, security and audit, and their links. Errors: CONFLICT if there is a database already.
 */
struct setup_init {
    struct store_options store;
    struct str keys; /* the key file; "": where keyring_path() says */
    enum lang lang;  /* of the administrators, until they choose */
    bool demo;       /* marks the database for good: its clock can be set */
    struct setup_county county;
};
MUST_USE enum err setup_create(struct arena *a, const struct setup_init *init,
                               struct setup_links *out, struct fail *why);

/* How far an installation has come. The first-run page is shown to anyone, as long as it is open.
 */
struct setup_stage {
    bool is_open;   /* there is no account, so nobody can sign in */
    bool has_units; /* files brought them in */
};
MUST_USE enum err setup_stage_now(struct app *app, struct setup_stage *out, struct fail *why);
/*
 * First run in a browser: county and the three administrators, in one entry; where there are units,
 * county->code names the one they belong to. `code` is what `ponan serve` printed, so that only who
 * sees the machine can do it. It follows from the key file, so all servers of one database print
 * the same. Errors: CONFLICT when it is not open, INVALID, FORBIDDEN (the code).
 */
MUST_USE enum err setup_code(struct app *app, struct arena *a, struct str *out, struct fail *why);
MUST_USE enum err setup_first_run(struct call *c, struct str code,
                                  const struct setup_county *county, struct setup_links *out,
                                  struct fail *why);

/*
 * Load a demo county: files in order of their names, "NN-ENTITY.csv", imported as the command line.
 * A column `@at` (instant or date) groups rows into entries dated so; the clock stands at the last
 * one in the end. A column `@post` (code of a post) says in whose name: the entry's post, and
 * `reported_by` of its figures. A county alone gets the presets. Errors: FORBIDDEN in a database
 * that is not marked demo; INVALID names file and line.
 */
MUST_USE enum err setup_demo(struct call *c, const struct setup_file *files, ptrdiff_t n_files,
                             const struct progress *progress, struct fail *why);
/* A sign-in link for each demo post. */
MUST_USE enum err setup_demo_links(struct call *c, struct setup_links *out, struct fail *why);

#endif
