/*
 * setup.c -- making an installation, and the first run of an empty one.
 */
#include "app/setup.h"

#include "app/seal.h"
#include "app/setup_parts.h"

/* --- making ----------------------------------------------------------------------------------- */

/* The folder a file stands in, "" for the current one. */
static struct str folder_of(struct str path)
{
    ptrdiff_t at = path.len - 1;
    while (at >= 0 && path.s[at] != '/')
        at--;
    return str_sub(path, 0, at < 0 ? 0 : at);
}

/*
 * Keys first: a database without them could be neither sealed nor read. Keys in the database's own
 * folder, where there is no database yet, were left by an init that the power cut off.
 */
static enum err make_keys(struct arena *a, const struct setup_init *init, struct str path,
                          bool *out_is_new, struct fail *why)
{
    const struct os *os = init->store.os;
    struct str folder = folder_of(path);
    struct keyring *left = NULL;
    *out_is_new = !str_eq(folder, init->store.where) || !os->exists(os->ctx, str_z(a, path));
    if (!*out_is_new) {
        enum err err = keyring_open(os, path, &left, why);
        keyring_close(left);
        return err;
    }
    enum err err = folder.len > 0 ? os->make_dir(os->ctx, str_z(a, folder), why) : OK;
    return err == OK ? keyring_create(os, path, os->now(os->ctx), why) : err;
}

static enum err make_both(struct arena *a, const struct setup_init *init, struct str keys,
                          struct fail *why)
{
    const struct os *os = init->store.os;
    struct fail ignored;
    bool is_new = false;
    enum err err = make_keys(a, init, keys, &is_new, why);
    if (err != OK)
        return err;
    err = store_create(&init->store, init->demo, why);
    if (err == OK || !is_new)
        return err;
    /* Whoever tries again must not be told that there are keys already. */
    enum err left = os->remove_file(os->ctx, str_z(a, keys), &ignored);
    (void)left;
    return err;
}

static enum err seed_and_seal(struct app *app, struct arena *a, const struct setup_init *init,
                              struct setup_links *out, struct fail *why)
{
    struct caller who = {.is_system = true, .role = POST_ROLE_COUNT};
    struct call c = {0};
    int64_t n_sealed = 0;
    enum err err = call_begin(app, a, who, init->lang, 0, &c, why);
    if (err != OK)
        return err;
    err = county_seed(&c, &init->county, out, why);
    call_done(&c);
    return err == OK ? seal_all(app, &n_sealed, why) : err;
}

static enum err first_county(struct arena *a, const struct setup_init *init, struct str keys,
                             struct setup_links *out, struct fail *why)
{
    struct app app = {.os = init->store.os, .where = init->store.where};
    enum err err = store_open(&init->store, &app.store, why);
    if (err != OK)
        return err;
    err = keyring_open(app.os, keys, &app.keys, why);
    if (err == OK)
        err = seed_and_seal(&app, a, init, out, why);
    keyring_close(app.keys);
    store_close(app.store);
    return err;
}

enum err setup_create(struct arena *a, const struct setup_init *init, struct setup_links *out,
                      struct fail *why)
{
    bool has_county = init->county.code.len > 0 || init->county.name_zh.len > 0;
    struct str keys = keyring_path(a, init->store.where, init->keys);
    struct problems probs = problems_on(a);
    struct setup_links links = {0};
    if (has_county)
        county_check(a, &init->county, &probs);
    if (problems_stop(&probs))
        return fail_with(why, ERR_INVALID, probs.at[0].message.id, probs.at[0].message.args);
    enum err err = make_both(a, init, keys, why);
    if (err == OK && has_county)
        err = first_county(a, init, keys, &links, why);
    if (err == OK)
        *out = links;
    return err;
}

/* --- the first run ---------------------------------------------------------------------------- */

enum err setup_stage_now(struct app *app, struct setup_stage *out, struct fail *why)
{
    struct arena a = {0};
    struct view *v = NULL;
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    arena_init(&a, 1 * MIB);
    err = setup_stage(v, &a, out, why);
    arena_done(&a);
    view_close(v);
    return err;
}

enum { CODE_BYTES = 6, CODE_GROUP = 4 };

/* From the protection key, so that it is the same on each server, also after a rotation, and stands
 * nowhere in the database. */
static struct str code_digits(struct app *app, struct arena *a)
{
    struct hash hash = keyring_mark(app->keys, S("ponan first run"));
    return hex_of(a, (struct str){(const char *)hash.b, CODE_BYTES});
}

enum err setup_code(struct app *app, struct arena *a, struct str *out, struct fail *why)
{
    struct str digits = code_digits(app, a);
    struct buf b = buf_on(a, 64);
    (void)why;
    for (ptrdiff_t i = 0; i < digits.len; i += CODE_GROUP) {
        if (i > 0)
            buf_add(&b, S("-"));
        buf_add(&b, str_sub(digits, i, i + CODE_GROUP));
    }
    *out = buf_str(&b);
    return OK;
}

/* Hyphens, spaces and capitals do not matter: people copy it from a screen. */
static bool code_is_right(struct str digits, struct str typed)
{
    ptrdiff_t n = 0;
    unsigned differs = 0;
    for (ptrdiff_t i = 0; i < typed.len; i++) {
        char c = typed.s[i];
        if (c == '-' || c == ' ')
            continue;
        if (c >= 'A' && c <= 'F')
            c = (char)(c - 'A' + 'a');
        differs |= n < digits.len ? (unsigned)(unsigned char)(c ^ digits.s[n]) : 1;
        n++;
    }
    return differs == 0 && n == digits.len;
}

enum err setup_first_run(struct call *c, struct str code, const struct setup_county *county,
                         struct setup_links *out, struct fail *why)
{
    struct setup_stage stage = {0};
    enum err err = setup_stage_now(c->app, &stage, why);
    if (err != OK)
        return err;
    if (!stage.is_open)
        return FAIL(why, ERR_CONFLICT, MSG_err_not_empty, ARG_NONE);
    if (!code_is_right(code_digits(c->app, c->a), code))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_first_run_code, ARG_NONE);
    if (!stage.has_units)
        county_check(c->a, county, &c->problems);
    if (problems_stop(&c->problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(c->problems.n_all));
    err = county_seed(c, county, out, why);
    if (err == ERR_INVALID)
        problem_add(&c->problems, S("unit_code"), S("unknown"), why->message.id, why->message.args);
    return err;
}
