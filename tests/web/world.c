/*
 * world.c -- the small county, made through the same use cases as everything else.
 */
#include "web/world.h"

#include "app/account.h"
#include "app/keyring.h"
#include "app/records.h"
#include "app/session.h"
#include "entity/account.h"
#include "entity/holding.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "entity/unit.h"

enum { ARENA_MAX = 512 * 1024 * 1024, INPUTS_MAX = 32 };

static struct call begin(struct world *w)
{
    struct call c = {0};
    struct caller machine = {.role = POST_ROLE_COUNT, .is_system = true};
    MUST_DO(call_begin(&w->app, t_arena(), machine, LANG_EN, 0, &c, &why));
    return c;
}

int64_t world_record(struct world *w, const struct entity *e, int64_t owner, const char *texts)
{
    struct input in[INPUTS_MAX];
    ptrdiff_t n = 0;
    int64_t id = 0;
    struct fail why = {0};
    struct call c = begin(w);
    struct str rest = str_of(texts);
    while (rest.len > 0) {
        struct input *one = &in[n++];
        *one = (struct input){0};
        one->field = str_cut(str_cut(rest, ';', &rest), '=', &one->text);
    }
    enum err err = records_create(&c, e, owner, in, n, &id, &why);
    for (ptrdiff_t i = 0; i < c.problems.n; i++)
        fprintf(stderr, "%.*s of %.*s: %.*s\n", STR_ARG(c.problems.at[i].field), STR_ARG(e->name),
                STR_ARG(message_str(t_arena(), LANG_EN, &c.problems.at[i].message)));
    test_need(__FILE__, __LINE__, texts, err, &why);
    call_done(&c);
    return id;
}

struct str role_name(enum post_role role)
{
    return post_roles[role].code;
}

static bool sits_in_town(enum post_role role)
{
    return role == POST_ROLE_unit_head || role == POST_ROLE_reporter || role == POST_ROLE_owner;
}

static int64_t unit_of(const struct world *w, enum post_role role)
{
    if (sits_in_town(role))
        return w->town;
    return role == POST_ROLE_statistics ? w->bureau : w->county;
}

static const char *texts_of(const char *fmt, ...) PRINTF_LIKE(1, 2);
static const char *texts_of(const char *fmt, ...)
{
    struct buf b = buf_on(t_arena(), 4 * KIB);
    va_list ap;
    va_start(ap, fmt);
    buf_vfmt(&b, fmt, ap);
    va_end(ap);
    return str_z(t_arena(), buf_str(&b));
}

/* A post, an account, who holds what, and a session by a one-time link. */
static void make_role(struct world *w, enum post_role role)
{
    struct str name = role_name(role);
    struct str link = S("");
    int64_t unit = unit_of(w, role);
    const char *serves = "";
    if (role == POST_ROLE_secretary)
        serves = texts_of(";serves=%lld", (long long)w->posts[POST_ROLE_leader]);
    int64_t post =
        world_record(w, &post_entity, unit,
                     texts_of("unit=%lld;code=%.*s;name_zh=%.*s;role=%.*s%s", (long long)unit,
                              STR_ARG(name), STR_ARG(name), STR_ARG(name), serves));
    w->posts[role] = post;
    int64_t account =
        world_record(w, &account_entity, w->county,
                     texts_of("login=%.*s;name=%.*s;language=en", STR_ARG(name), STR_ARG(name)));
    (void)world_record(w, &holding_entity, w->county,
                       texts_of("account=%lld;post=%lld;held_from=2000-01-01", (long long)account,
                                (long long)post));
    struct call c = begin(w);
    /* A new password ends links that were made before. */
    if (role == POST_ROLE_statistics)
        MUST_DO(account_give_password(&c, account, w->password, &why));
    MUST_DO(account_link(&c, account, LINK_SIGN_IN, &link, &why));
    call_done(&c);
    MUST_DO(session_by_link(&w->app, t_arena(), link, S("127.0.0.1"), &w->tokens[role], &why));
}

static void make_units(struct world *w)
{
    w->county = world_record(w, &unit_entity, 0, "code=330523;name_zh=安吉县;level=county");
    w->other_county = world_record(w, &unit_entity, 0, "code=330522;name_zh=长兴县;level=county");
    w->town = world_record(
        w, &unit_entity, w->county,
        texts_of("code=330523100;name_zh=递铺镇;level=township;parent=%lld", (long long)w->county));
    w->bureau = world_record(
        w, &unit_entity, w->county,
        texts_of("code=TJJ;name_zh=统计局;level=department;parent=%lld", (long long)w->county));
}

static void make_figures(struct world *w)
{
    w->indicator = world_record(
        w, &indicator_entity, w->county,
        texts_of("code=gdp;name_zh=地区生产总值;name_en=GDP;measure_zh=亿元;source_unit=%lld",
                 (long long)w->bureau));
    w->observation =
        world_record(w, &observation_entity, w->county,
                     texts_of("subject=%lld;indicator=%lld;period=2006-Q1;kind=actual;value=16.69",
                              (long long)w->county, (long long)w->indicator));
    (void)world_record(w, &observation_entity, w->town,
                       texts_of("subject=%lld;indicator=%lld;period=2006-Q1;kind=actual;value=3.2",
                                (long long)w->town, (long long)w->indicator));
}

struct world *world_make(enum dialect dialect)
{
    struct world *w = NEW(t_arena(), struct world, 1);
    /* A folder of the test may see several worlds. */
    long long stamp = (long long)os_real.ticks(os_real.ctx);
    const char *keys = str_z(t_arena(), str_fmt(t_arena(), "%s/keys-%lld", t_folder(), stamp));
    w->app = (struct app){.os = &os_real};
    w->app.store = test_database(dialect, true);
    w->password = S("correct horse battery staple 2006");
    int64_t june = instant_of_day_end(date_of(2006, 6, 19)) + (int64_t)9 * 3600 * 1000000;
    MUST_DO(store_set_clock(w->app.store, june, &why));
    MUST_DO(keyring_create(&os_real, str_of(keys), june, &why));
    MUST_DO(keyring_open(&os_real, str_of(keys), &w->app.keys, &why));
    arena_init(&w->arena, ARENA_MAX);
    struct web_options o = {.app = &w->app};
    w->web = web_init(t_arena(), &o);
    make_units(w);
    for (int role = 0; role < POST_ROLE_COUNT; role++)
        make_role(w, (enum post_role)role);
    make_figures(w);
    return w;
}

void world_done(struct world *w)
{
    arena_done(&w->arena);
    store_close(w->app.store);
    keyring_close(w->app.keys);
}

struct response world_ask(struct world *w, const struct request *req)
{
    struct response out = {0};
    arena_reset(&w->arena);
    web_handle(w->web, &w->arena, req, &out);
    return out;
}
