/*
 * county.c -- the counties, and calls in short.
 */
#include "app/county.h"

#include "entity/account.h"
#include "entity/holding.h"
#include "entity/unit.h"

static struct str said;
static struct str problem_code;

const char *text(const char *fmt, ...)
{
    enum { TEXT_MAX = 1 << 20 };
    va_list ap;
    struct buf b = buf_on(t_arena(), TEXT_MAX);
    va_start(ap, fmt);
    buf_vfmt(&b, fmt, ap);
    va_end(ap);
    return str_z(t_arena(), buf_str(&b));
}

struct caller caller_system(void)
{
    return (struct caller){.is_system = true, .role = POST_ROLE_COUNT};
}

struct call county_call(struct app *app, struct caller who)
{
    struct call c = {0};
    MUST_DO(call_begin(app, t_arena(), who, LANG_EN, 0, &c, &why));
    return c;
}

struct input *county_inputs(const char *texts, ptrdiff_t *out_n)
{
    struct str rest = str_of(texts);
    struct input *in = NEW(t_arena(), struct input, 64);
    *out_n = 0;
    while (rest.len > 0) {
        struct str value = {0};
        struct str name = str_cut(str_cut(rest, ';', &rest), '=', &value);
        in[(*out_n)++] = (struct input){.field = name, .text = value};
    }
    return in;
}

static void keep_words(const struct call *c, enum err err, const struct fail *why)
{
    const struct message *m = c->problems.n > 0 ? &c->problems.at[0].message : &why->message;
    said = err == OK && c->problems.n == 0 ? S("") : message_str(t_arena(), LANG_EN, m);
    problem_code = c->problems.n > 0 ? c->problems.at[0].code : S("");
}

struct str county_said(void)
{
    return said;
}

struct str county_problem(void)
{
    return problem_code;
}

enum err county_create(struct app *app, struct caller who, const struct entity *e, int64_t owner,
                       const char *texts, int64_t *out_id)
{
    struct fail why = {0};
    ptrdiff_t n = 0;
    struct call c = county_call(app, who);
    struct input *in = county_inputs(texts, &n);
    enum err err = records_create(&c, e, owner, in, n, out_id, &why);
    keep_words(&c, err, &why);
    call_done(&c);
    return err;
}

enum err county_update(struct app *app, struct caller who, const struct entity *e, int64_t id,
                       const char *texts)
{
    struct fail why = {0};
    ptrdiff_t n = 0;
    struct call c = county_call(app, who);
    struct input *in = county_inputs(texts, &n);
    enum err err = records_update(&c, e, id, 0, in, n, &why);
    keep_words(&c, err, &why);
    call_done(&c);
    return err;
}

int64_t county_make(struct app *app, const struct entity *e, int64_t owner, const char *texts)
{
    int64_t id = 0;
    if (county_create(app, caller_system(), e, owner, texts, &id) != OK) {
        t_differs(__FILE__, __LINE__, "%.*s %s: %.*s", STR_ARG(e->name), texts, STR_ARG(said));
        t_stop(__FILE__, __LINE__, "made");
    }
    return id;
}

struct str county_field(struct app *app, struct caller who, const struct entity *e, int64_t id,
                        const char *field)
{
    struct shape s = {0};
    struct record r = {0};
    struct call c = county_call(app, who);
    MUST_DO(records_get(&c, e, id, &s, &r, &why));
    call_done(&c);
    return test_text(&s, &r, field);
}

bool county_sees(struct app *app, struct caller who, const struct entity *e, int64_t id)
{
    struct shape s = {0};
    struct record r = {0};
    struct fail why = {0};
    struct call c = county_call(app, who);
    enum err err = records_get(&c, e, id, &s, &r, &why);
    call_done(&c);
    return err == OK;
}

int64_t county_place(const struct counties *t, int county, enum place place)
{
    switch (place) {
    case PLACE_OWN: return t->bureau[county];
    case PLACE_BELOW: return t->section[county];
    case PLACE_COUNTY: return t->town[county];
    case PLACE_OTHER: return t->town[1 - county];
    case PLACE_COUNT: break;
    }
    return 0;
}

struct caller caller_as(const struct counties *t, int county, enum post_role role)
{
    return (struct caller){.account = t->account[county][role],
                           .post = t->post[county][role],
                           .unit = t->bureau[county],
                           .role = role};
}

static int64_t unit_make(struct app *app, int64_t parent, const char *code, const char *name,
                         const char *level)
{
    const char *below = parent ? text(";parent=#%lld", (long long)parent) : "";
    return county_make(app, &unit_entity, 0,
                       text("code=%s;name_zh=%s;level=%s%s", code, name, level, below));
}

static void post_make(struct counties *t, int county, enum post_role role)
{
    struct str name = post_roles[role].code;
    const char *serves = role == POST_ROLE_secretary
                             ? text(";serves=#%lld", (long long)t->post[county][POST_ROLE_leader])
                             : "";
    t->post[county][role] =
        county_make(t->app, &post_entity, 0,
                    text("unit=#%lld;code=%.*s;name_zh=岗位;role=%.*s%s",
                         (long long)t->bureau[county], STR_ARG(name), STR_ARG(name), serves));
    t->account[county][role] = county_make(t->app, &account_entity, t->county[county],
                                           text("login=%.*s%d;name=账号", STR_ARG(name), county));
    t->holding[county][role] =
        county_make(t->app, &holding_entity, 0,
                    text("account=#%lld;post=#%lld;as_what=holder;held_from=2000-01-01",
                         (long long)t->account[county][role], (long long)t->post[county][role]));
}

struct counties test_counties(enum dialect dialect)
{
    static const char *const codes[COUNTIES] = {"330523", "330522"};
    static const char *const names[COUNTIES] = {"安吉县", "长兴县"};
    struct counties t = {.app = test_app(dialect)};
    t.city = unit_make(t.app, 0, "330500", "湖州市", "city");
    for (int i = 0; i < COUNTIES; i++) {
        t.county[i] = unit_make(t.app, t.city, codes[i], names[i], "county");
        t.bureau[i] = unit_make(t.app, t.county[i], "tjj", "统计局", "department");
        t.section[i] = unit_make(t.app, t.bureau[i], "tjj-1", "综合科", "office");
        t.town[i] = unit_make(t.app, t.county[i], text("%s100", codes[i]), "一镇", "township");
        for (int role = 0; role < POST_ROLE_COUNT; role++)
            post_make(&t, i, (enum post_role)role);
    }
    return t;
}
