/*
 * setup.c -- the beginning of an installation: store, keys, a county, three administrators.
 *
 * System, security and audit are three posts from the first day on, each with an account of its
 * own, so that none of them can do the others' part (GB/T 22239).
 */
#include "app/setup.h"

#include "app/account.h"
#include "app/keyring.h"
#include "app/secret.h"
#include "entity/account.h"
#include "entity/holding.h"
#include "entity/unit.h"

/* --- county and administrators ---------------------------------------------------------------- */

static const struct administrator {
    struct str login, role;
    enum msg name;
} administrators[] = {
    {S_("sysadmin"), S_("sysadmin"), MSG_setup_sysadmin},
    {S_("secadmin"), S_("secadmin"), MSG_setup_secadmin},
    {S_("auditor"), S_("auditor"), MSG_setup_auditor},
};

static enum err county_make(struct call *c, const struct setup_county *county, int64_t *out,
                            struct fail *why)
{
    const struct input in[] = {
        {.field = S("code"), .text = county->code},
        {.field = S("name_zh"), .text = county->name_zh},
        {.field = S("name_en"), .text = county->name_en},
        {.field = S("level"), .text = unit_levels[UNIT_LEVEL_county].code},
    };
    return records_create(c, &unit_entity, 0, in, ARRAY_LEN(in), out, why);
}

static struct str id_text(struct call *c, int64_t id)
{
    return str_fmt(c->a, "#%lld", (long long)id);
}

static enum err post_make(struct call *c, int64_t county, const struct administrator *who,
                          int64_t *out, struct fail *why)
{
    const struct input in[] = {
        {.field = S("unit"), .text = id_text(c, county)},
        {.field = S("code"), .text = who->login},
        {.field = S("name_zh"), .text = msg_text(LANG_ZH, who->name)},
        {.field = S("name_en"), .text = msg_text(LANG_EN, who->name)},
        {.field = S("role"), .text = who->role},
    };
    return records_create(c, &post_entity, 0, in, ARRAY_LEN(in), out, why);
}

static enum err account_make(struct call *c, int64_t county, const struct administrator *who,
                             int64_t *out, struct fail *why)
{
    const struct input in[] = {
        {.field = S("login"), .text = who->login},
        {.field = S("name"), .text = msg_text(LANG_ZH, who->name)},
        {.field = S("language"), .text = lang_code(c->lang)},
    };
    return records_create(c, &account_entity, county, in, ARRAY_LEN(in), out, why);
}

static enum err holding_make(struct call *c, int64_t account, int64_t post, struct fail *why)
{
    int64_t id = 0;
    const struct input in[] = {
        {.field = S("account"), .text = id_text(c, account)},
        {.field = S("post"), .text = id_text(c, post)},
        {.field = S("as_what"), .text = holding_kinds[HOLDING_KIND_holder].code},
        {.field = S("held_from"), .text = date_str(c->a, c->today)},
    };
    return records_create(c, &holding_entity, 0, in, ARRAY_LEN(in), &id, why);
}

static enum err administrator_make(struct call *c, int64_t county, const struct administrator *who,
                                   struct setup_link *out, struct fail *why)
{
    int64_t post = 0;
    int64_t account = 0;
    enum err err = post_make(c, county, who, &post, why);
    if (err == OK)
        err = account_make(c, county, who, &account, why);
    if (err == OK)
        err = holding_make(c, account, post, why);
    if (err == OK)
        err = account_link(c, account, LINK_PASSWORD, &out->token, why);
    if (err != OK)
        return err;
    out->login = who->login;
    out->name = msg_text(c->lang, who->name);
    for (int lang = 0; lang < LANG_COUNT; lang++)
        out->post_name[lang] = msg_text((enum lang)lang, who->name);
    return OK;
}

/* What of it is there already, after a failure halfway, is a conflict that names itself. */
static enum err begin_county(struct call *c, const struct setup_county *county,
                             struct setup_links *out, struct fail *why)
{
    int64_t unit = 0;
    struct setup_links links = {.at = NEW(c->a, struct setup_link, ARRAY_LEN(administrators))};
    enum err err = county_make(c, county, &unit, why);
    for (ptrdiff_t i = 0; err == OK && i < ARRAY_LEN(administrators); i++)
        err = administrator_make(c, unit, &administrators[i], &links.at[links.n++], why);
    if (err == OK)
        *out = links;
    return err;
}

/* --- ponan init ------------------------------------------------------------------------------- */

static enum err begin_in(struct app *app, struct arena *a, const struct setup_init *init,
                         struct setup_links *out, struct fail *why)
{
    struct call c = {0};
    struct caller who = {.is_system = true, .role = POST_ROLE_COUNT};
    enum err err = call_begin(app, a, who, LANG_ZH, 0, &c, why);
    if (err != OK)
        return err;
    err = begin_county(&c, &init->county, out, why);
    call_done(&c);
    return err;
}

enum err setup_create(struct arena *a, const struct setup_init *init, struct setup_links *out,
                      struct fail *why)
{
    const struct os *os = init->store.os;
    struct app app = {.os = os, .where = init->store.where};
    struct str keys = keyring_path(a, init->store.where, init->keys);
    enum err err = store_create(&init->store, init->demo, why);
    *out = (struct setup_links){0};
    if (err == OK)
        err = keyring_create(os, keys, os->now(os->ctx), why);
    if (err != OK || init->county.code.len == 0)
        return err;
    err = keyring_open(os, keys, &app.keys, why);
    if (err == OK)
        err = store_open(&init->store, &app.store, why);
    if (err == OK)
        err = begin_in(&app, a, init, out, why);
    store_close(app.store);
    keyring_close(app.keys);
    return err;
}

/* --- the first run in a browser --------------------------------------------------------------- */

static enum err is_empty_now(struct view *v, bool *out, struct fail *why)
{
    const struct entity *const first[] = {&unit_entity, &account_entity};
    bool empty = true;
    for (ptrdiff_t i = 0; empty && i < ARRAY_LEN(first); i++) {
        struct shape shape = entity_shape(first[i]);
        struct select q = {.shape = &shape, .limit = 1};
        int64_t n = 0;
        enum err err = view_count(v, &q, &n, why);
        if (err != OK)
            return err;
        empty = n == 0;
    }
    *out = empty;
    return OK;
}

enum err setup_is_empty(struct app *app, bool *out, struct fail *why)
{
    struct view *v = NULL;
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    err = is_empty_now(v, out, why);
    view_close(v);
    return err;
}

static struct str code_hash(struct arena *a, struct str code)
{
    return hex_of(a, token_hash(a, code).t);
}

static enum err code_keep(struct tx *tx, void *ctx, struct fail *why)
{
    int64_t changed = 0;
    const struct value *hash = ctx;
    return tx_exec(tx, STMT_first_run_put, hash, 1, &changed, why);
}

enum err setup_code(struct app *app, struct arena *a, struct str *out, struct fail *why)
{
    enum { CODE_CHARS = 16 }; /* 96 bits: to be typed if need be */
    struct str code = str_sub(token_make(app->os, a), 0, CODE_CHARS);
    struct value hash = VALUE_OF_TEXT(code_hash(a, code));
    enum err err = store_keep(app->store, code_keep, &hash, why);
    if (err == OK)
        *out = code;
    return err;
}

static enum err must_know_code(struct call *c, struct str code, struct fail *why)
{
    struct rows rows = {0};
    bool is_empty = false;
    enum err err = is_empty_now(c->view, &is_empty, why);
    if (err != OK)
        return err;
    if (!is_empty)
        return FAIL(why, ERR_CONFLICT, MSG_err_not_empty, ARG_NONE);
    err = view_query(c->view, c->a, STMT_first_run_find, NULL, 0, &rows, why);
    if (err != OK)
        return err;
    if (rows.n != 1 || !str_eq(rows_at(&rows, 0, 0)->t, code_hash(c->a, code)))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_first_run_code, ARG_NONE);
    return OK;
}

static enum err code_drop(struct tx *tx, void *ctx, struct fail *why)
{
    int64_t changed = 0;
    (void)ctx;
    return tx_exec(tx, STMT_first_run_drop, NULL, 0, &changed, why);
}

enum err setup_first_run(struct call *c, struct str code, const struct setup_county *county,
                         struct setup_links *out, struct fail *why)
{
    enum err err = must_know_code(c, code, why);
    if (err != OK)
        return err;
    /* Whoever knows the code stands at the machine. */
    struct caller before = c->who;
    c->who = (struct caller){.is_system = true, .role = POST_ROLE_COUNT};
    err = begin_county(c, county, out, why);
    c->who = before;
    return err == OK ? store_keep(c->app->store, code_drop, NULL, why) : err;
}
