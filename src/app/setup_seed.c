/*
 * setup_seed.c -- what a database begins with that nobody can sign in to: the county, or one of the
 * units that files brought in, its three administrators, the usual categories of problems and the
 * presets.
 *
 * Administrators of system, security and audit are three posts from the first day (GB/T 22239:
 * they restrain one another). Nobody gets a password: each sets one by a link for one use.
 */
#include "app/presets.h"
#include "app/secret.h"
#include "app/setup_parts.h"
#include "entity/account.h"
#include "entity/category.h"
#include "entity/holding.h"
#include "entity/post.h"
#include "entity/term.h"
#include "entity/unit.h"

static const int64_t link_lasts = (int64_t)7 * 24 * 3600 * 1000000;

static const struct administrator {
    struct str login; /* also the post's code, and its role */
    enum msg name;
} administrators[] = {
    {S_("sysadmin"), MSG_setup_sysadmin},
    {S_("secadmin"), MSG_setup_secadmin},
    {S_("auditor"), MSG_setup_auditor},
};
enum { N_ADMINISTRATORS = ARRAY_LEN(administrators) };

/* What problems are of, to begin with; the county's offices keep them from there on. */
static const struct preset_category {
    struct str code;
    enum msg name;
} categories[] = {
    {S_("land"), MSG_setup_category_land},
    {S_("funds"), MSG_setup_category_funds},
    {S_("demolition"), MSG_setup_category_demolition},
    {S_("permits"), MSG_setup_category_permits},
    {S_("utilities"), MSG_setup_category_utilities},
    {S_("labour"), MSG_setup_category_labour},
    {S_("market"), MSG_setup_category_market},
};
enum { N_CATEGORIES = ARRAY_LEN(categories), CATEGORY_STEP = 10 };

struct seeding {
    struct call *c;
    const struct setup_county *county;
    struct str tokens[N_ADMINISTRATORS]; /* drawn once, however often the write runs */
    int64_t now;                         /* of the machine: links are for people */
    struct tx *tx;
};

static void county_inputs(const struct setup_county *county, struct input in[4])
{
    in[0] = (struct input){.field = S("code"), .text = county->code};
    in[1] = (struct input){.field = S("name_zh"), .text = county->name_zh};
    in[2] = (struct input){.field = S("name_en"), .text = county->name_en};
    in[3] = (struct input){.field = S("level"), .text = unit_levels[UNIT_LEVEL_county].code};
}

void county_check(struct arena *a, const struct setup_county *county, struct problems *probs)
{
    struct shape shape = entity_shape(&unit_entity);
    struct input in[4];
    county_inputs(county, in);
    record_read(a, &shape, in, ARRAY_LEN(in), NULL, NEW(a, struct value, shape.n), probs);
}

/* A record from its inputs; they are ours, or were checked. */
static enum err put(struct seeding *s, const struct entity *e, int64_t owner,
                    const struct input *in, ptrdiff_t n, int64_t *out, struct fail *why)
{
    struct arena *a = tx_arena(s->tx);
    struct shape shape = entity_shape(e);
    struct value *v = NEW(a, struct value, shape.n);
    struct problems probs = problems_on(a);
    record_read(a, &shape, in, n, NULL, v, &probs);
    if (problems_stop(&probs))
        return fail_with(why, ERR_INVALID, probs.at[0].message.id, probs.at[0].message.args);
    return tx_insert(s->tx, &shape, owner, v, out, why);
}

/* An account that can do nothing but set its password, by the link. */
static enum err put_link(struct seeding *s, int64_t account, struct str token, struct fail *why)
{
    struct arena *a = tx_arena(s->tx);
    struct value credential[] = {VALUE_OF_INT(account), VALUE_OF_TEXT(S("")), VALUE_OF_INT(s->now),
                                 VALUE_OF_INT(1)};
    struct value link[] = {token_hash(a, token), VALUE_OF_INT(account),
                           VALUE_OF_TEXT(S("password")), VALUE_OF_INT(s->now),
                           VALUE_OF_INT(s->now + link_lasts)};
    enum err err =
        tx_exec(s->tx, STMT_credential_put, credential, ARRAY_LEN(credential), NULL, why);
    return err == OK ? tx_exec(s->tx, STMT_link_add, link, ARRAY_LEN(link), NULL, why) : err;
}

static struct str id_text(struct seeding *s, int64_t id)
{
    return str_fmt(tx_arena(s->tx), "%lld", (long long)id);
}

static enum err put_administrator(struct seeding *s, int64_t county, int i, struct fail *why)
{
    const struct administrator *who = &administrators[i];
    int64_t post = 0;
    int64_t account = 0;
    int64_t holding = 0;
    struct input post_in[] = {
        {.field = S("unit"), .text = id_text(s, county)},
        {.field = S("code"), .text = who->login},
        {.field = S("name_zh"), .text = msg_text(LANG_ZH, who->name)},
        {.field = S("name_en"), .text = msg_text(LANG_EN, who->name)},
        {.field = S("role"), .text = who->login},
    };
    struct input account_in[] = {
        {.field = S("login"), .text = who->login},
        {.field = S("name"), .text = msg_text(LANG_ZH, who->name)},
        {.field = S("language"), .text = lang_code(s->c->lang)},
    };
    enum err err = put(s, &post_entity, county, post_in, ARRAY_LEN(post_in), &post, why);
    if (err == OK)
        err = put(s, &account_entity, county, account_in, ARRAY_LEN(account_in), &account, why);
    if (err != OK)
        return err;
    struct input holding_in[] = {
        {.field = S("account"), .text = id_text(s, account)},
        {.field = S("post"), .text = id_text(s, post)},
        {.field = S("held_from"), .text = date_str(tx_arena(s->tx), s->c->today)},
    };
    err = put(s, &holding_entity, county, holding_in, ARRAY_LEN(holding_in), &holding, why);
    return err == OK ? put_link(s, account, s->tokens[i], why) : err;
}

static enum err put_category(struct seeding *s, int64_t county, int i, struct fail *why)
{
    int64_t id = 0;
    struct input in[] = {
        {.field = S("code"), .text = categories[i].code},
        {.field = S("name_zh"), .text = msg_text(LANG_ZH, categories[i].name)},
        {.field = S("name_en"), .text = msg_text(LANG_EN, categories[i].name)},
        {.field = S("position"), .text = id_text(s, (i + 1) * (int64_t)CATEGORY_STEP)},
    };
    return put(s, &category_entity, county, in, ARRAY_LEN(in), &id, why);
}

static enum err has_any(struct view *v, struct arena *a, const struct entity *e, bool *out,
                        struct fail *why)
{
    struct shape shape = entity_shape(e);
    struct select any = {.shape = &shape, .limit = 1};
    struct page page = {0};
    enum err err = view_select(v, a, &any, &page, why);
    *out = page.n > 0;
    return err;
}

enum err setup_stage(struct view *v, struct arena *a, struct setup_stage *out, struct fail *why)
{
    bool has_accounts = false;
    struct setup_stage stage = {0};
    enum err err = has_any(v, a, &account_entity, &has_accounts, why);
    if (err == OK)
        err = has_any(v, a, &unit_entity, &stage.has_units, why);
    stage.is_open = !has_accounts;
    if (err == OK)
        *out = stage;
    return err;
}

/* The county: of the units that were brought in already, the one with this code; else a new one. */
static enum err put_county(struct seeding *s, bool has_units, int64_t *out, struct fail *why)
{
    struct input in[4];
    struct shape shape = entity_shape(&unit_entity);
    struct value code = VALUE_OF_TEXT(s->county->code);
    struct record found = {0};
    county_inputs(s->county, in);
    if (!has_units)
        return put(s, &unit_entity, 0, in, ARRAY_LEN(in), out, why);
    enum err err = view_find(tx_view(s->tx), tx_arena(s->tx), &shape, 0, &code, &found, why);
    if (err == ERR_NOT_FOUND)
        return FAIL(why, ERR_INVALID, MSG_err_setup_no_unit, ARG_TEXT(s->county->code));
    if (err == OK)
        *out = found.id;
    return err;
}

/* What was brought in by files stays as it is. */
static enum err put_beginnings(struct seeding *s, int64_t county, struct fail *why)
{
    bool has_categories = false;
    bool has_terms = false;
    enum err err = has_any(tx_view(s->tx), tx_arena(s->tx), &category_entity, &has_categories, why);
    if (err == OK)
        err = has_any(tx_view(s->tx), tx_arena(s->tx), &term_entity, &has_terms, why);
    for (int i = 0; err == OK && !has_categories && i < N_CATEGORIES; i++)
        err = put_category(s, county, i, why);
    return err == OK && !has_terms ? presets_put(s->tx, county, why) : err;
}

static enum err seed_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct seeding *s = ctx;
    struct setup_stage stage = {0};
    int64_t county = 0;
    s->tx = tx;
    /* Two browsers may have the first-run page open: the second one to write finds it done. */
    enum err err = setup_stage(tx_view(tx), tx_arena(tx), &stage, why);
    if (err == OK && !stage.is_open)
        err = FAIL(why, ERR_CONFLICT, MSG_err_not_empty, ARG_NONE);
    if (err == OK)
        err = put_county(s, stage.has_units, &county, why);
    for (int i = 0; err == OK && i < N_ADMINISTRATORS; i++)
        err = put_administrator(s, county, i, why);
    return err == OK ? put_beginnings(s, county, why) : err;
}

enum err county_seed(struct call *c, const struct setup_county *county, struct setup_links *out,
                     struct fail *why)
{
    struct seeding s = {.c = c, .county = county, .now = c->app->os->now(c->app->os->ctx)};
    struct setup_link *links = NEW(c->a, struct setup_link, N_ADMINISTRATORS);
    struct receipt receipt = {0};
    for (int i = 0; i < N_ADMINISTRATORS; i++) {
        const struct administrator *who = &administrators[i];
        s.tokens[i] = token_make(c->app->os, c->a);
        links[i] = (struct setup_link){
            .login = who->login, .name = msg_text(c->lang, who->name), .token = s.tokens[i]};
        for (int lang = 0; lang < LANG_COUNT; lang++)
            links[i].post_name[lang] = msg_text((enum lang)lang, who->name);
    }
    struct act act = call_act(c, ACT_first_run, county->code);
    enum err err = call_write(c, &act, seed_in, &s, &receipt, why);
    if (err == OK)
        *out = (struct setup_links){.at = links, .n = N_ADMINISTRATORS};
    return err;
}
