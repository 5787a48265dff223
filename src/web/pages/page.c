/*
 * page.c -- the shell of every page and the addresses in it.
 */
#include "web/pages/page.h"

#include "app/notices.h"
#include "entity/document.h"
#include "entity/unit.h"
#include "format/json_write.h"
#include "web/assets.h"
#include "web/inside.h"
#include "web/request.h"
#include "web/routes.h"

enum { ADDRESS_MAX = 8 * 1024 };

/* What the navigation offers: an entry is there if the page it leads to opens for the caller, as
 * its route says, and the caller may read the entity. */
static const struct nav_entry {
    struct str icon, address;
    enum msg label;
    const struct entity *entity; /* what the page lists; NULL: the route's right is all */
    bool is_end;                 /* in the lower part */
} nav_entries[] = {
    {S_("today"), S_("/"), MSG_web_nav_today, NULL, false},
    {S_("indicators"), S_("/indicators"), MSG_web_nav_indicators, NULL, false},
    {S_("figures"), S_("/figures"), MSG_web_nav_figures, NULL, false},
    {S_("matters"), S_("/matters"), MSG_web_nav_matters, NULL, false},
    {S_("ok"), S_("/effect"), MSG_web_nav_effect, NULL, false},
    {S_("briefs"), S_("/briefs"), MSG_web_nav_briefs, NULL, false},
    {S_("units"), S_("/units"), MSG_web_nav_units, &unit_entity, false},
    {S_("documents"), S_("/data/documents"), MSG_web_nav_documents, &document_entity, false},
    {S_("record"), S_("/record"), MSG_web_nav_record, NULL, false},
    {S_("info"), S_("/complaints"), MSG_web_nav_complaints, NULL, true},
    {S_("settings"), S_("/settings"), MSG_web_nav_settings, NULL, true},
    {S_("manual"), S_("/manual"), MSG_web_nav_manual, NULL, true},
};

/* The GET row of exactly this address; NULL for one with a parameter, whose entity decides. */
static const struct route *route_of(struct str address)
{
    for (ptrdiff_t i = 0; i < n_routes; i++)
        if (routes[i].method == METHOD_GET && str_eq(routes[i].path, address))
            return &routes[i];
    return NULL;
}

static bool may_use(const struct exchange *x, const struct nav_entry *n)
{
    const struct route *r = route_of(n->address);
    assert(r || n->entity);
    if (n->entity && !may(&x->call, right_to_read(n->entity)))
        return false;
    if (r && (r->flags & OF_COUNTY) && !views_county(&x->call))
        return false;
    return !r || may(&x->call, r->right);
}

static ptrdiff_t put_nav(struct exchange *x, struct view_nav_item *to, struct str section,
                         bool is_end)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(nav_entries); i++) {
        const struct nav_entry *e = &nav_entries[i];
        if (e->is_end == is_end && may_use(x, e))
            to[n++] = (struct view_nav_item){.icon = e->icon,
                                             .address = e->address,
                                             .label = e->label,
                                             .is_here = str_eq(section, e->address)};
    }
    return n;
}

/* What has just been done, said on the page that a form leads to: ?done=CODE. */
static enum msg done_words(const struct exchange *x)
{
    static const struct done {
        struct str code;
        enum msg text;
    } all[] = {
        {S_("created"), MSG_web_done_created},   {S_("saved"), MSG_web_done_saved},
        {S_("voided"), MSG_web_done_voided},     {S_("figures"), MSG_web_done_figures},
        {S_("password"), MSG_web_done_password}, {S_("revoked"), MSG_web_done_revoked},
        {S_("changed"), MSG_web_done_changed},   {S_("post"), MSG_web_done_post},
        {S_("erased"), MSG_web_done_erased},     {S_("messages"), MSG_web_done_messages},
        {S_("outbox"), MSG_web_done_outbox},     {S_("tested"), MSG_web_done_tested},
        {S_("moved"), MSG_web_done_moved},       {S_("issued"), MSG_web_done_issued},
    };
    struct str code = query_get(x, S("done"));
    for (ptrdiff_t i = 0; i < ARRAY_LEN(all); i++)
        if (str_eq(code, all[i].code))
            return all[i].text;
    return MSG_none;
}

/* The bell: how many notices of one's posts are new. A page does not fail for want of it. */
static void put_notices(struct exchange *x, struct view_shell *shell)
{
    struct fail ignored = {0};
    int64_t n = 0;
    shell->has_notices = x->is_signed_in && x->call.view && x->call.who.post != 0 &&
                         may(&x->call, RIGHT_MATTERS) &&
                         notices_count(&x->call, &n, &ignored) == OK;
    shell->n_notices = n;
    shell->notices = (struct message){.id = MSG_web_notices_new, .args = {ARG_INT(n)}};
}

static void put_day(struct exchange *x, struct view_shell *shell)
{
    shell->today = date_str(x->a, x->call.today);
    if (x->as_of_day == DATE_NONE)
        return;
    shell->as_of = date_str(x->a, x->as_of_day);
    shell->as_of_words = date_words(x, x->as_of_day);
}

/* Lists of records that have no entry of their own are below settings; a search is below none. */
static struct str entry_of(struct str section)
{
    if (str_eq(section, S("/search")))
        return S("");
    for (ptrdiff_t i = 0; i < ARRAY_LEN(nav_entries); i++)
        if (str_eq(section, nav_entries[i].address))
            return section;
    return S("/settings");
}

struct view_shell shell_on(struct exchange *x, struct str title, struct str section)
{
    enum lang lang = x->call.lang;
    section = entry_of(section);
    struct view_nav_item *nav = NEW(x->a, struct view_nav_item, ARRAY_LEN(nav_entries));
    struct view_nav_item *end = NEW(x->a, struct view_nav_item, ARRAY_LEN(nav_entries));
    struct view_shell shell = {
        .lang = lang == LANG_ZH ? S("zh-CN") : S("en"),
        .title = title,
        .version = assets_version(x),
        .county = x->session.county_name[lang],
        .nav = {nav, put_nav(x, nav, section, false)},
        .nav_end = {end, put_nav(x, end, section, true)},
        .is_signed_in = x->is_signed_in,
        .person = x->session.name,
        .post_name = x->session.post_name[lang],
        .unit_name = x->session.unit_name[lang],
        .csrf = x->csrf,
        .here = exchange_address(x),
        .is_demo = x->app->store && store_is_demo(x->app->store),
        .done = done_words(x),
    };
    put_day(x, &shell);
    put_notices(x, &shell);
    return shell;
}

void shell_crumb(struct exchange *x, struct view_shell *shell, struct str text, struct str address)
{
    ptrdiff_t n = shell->crumbs.n;
    struct view_link *at = NEW(x->a, struct view_link, n + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        at[i] = shell->crumbs.at[i];
    at[n] = (struct view_link){.text = text, .address = address};
    shell->crumbs.at = at;
    shell->crumbs.n = n + 1;
}

struct view_alone alone_on(struct exchange *x, struct str title)
{
    bool is_get = x->req->method == METHOD_GET;
    return (struct view_alone){.lang = x->call.lang == LANG_ZH ? S("zh-CN") : S("en"),
                               .title = title,
                               .version = assets_version(x),
                               .here = is_get ? exchange_address(x) : S("/"),
                               .csrf = x->csrf,
                               .may_switch = is_get};
}

bool wants_json(const struct exchange *x)
{
    return str_starts(request_header(x->req, S("Accept")), S("application/json"));
}

enum err respond_view(struct exchange *x, const struct view_table *table, const void *view,
                      struct fail *why)
{
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    view_json(&w, x->call.lang, table, view);
    return respond_json(x, 200, &out, why);
}

struct address address_on(struct exchange *x, struct str path)
{
    struct address to = {.buf = buf_on(x->a, ADDRESS_MAX)};
    buf_add(&to.buf, path);
    return to;
}

void address_put(struct address *to, struct str name, struct str value)
{
    if (value.len == 0)
        return;
    buf_byte(&to->buf, to->has_query ? '&' : '?');
    html_url(&to->buf, name);
    buf_byte(&to->buf, '=');
    html_url(&to->buf, value);
    to->has_query = true;
}

void address_int(struct address *to, struct str name, int64_t value)
{
    address_put(to, name, str_fmt(to->buf.a, "%lld", (long long)value));
}

struct str address_str(const struct address *to)
{
    return to->buf.full ? S("/") : buf_str(&to->buf);
}

struct str own_origin(struct exchange *x)
{
    struct str known = x->web->o.origin;
    if (known.len > 0)
        return known;
    struct str host = request_host(x->req);
    return str_fmt(x->a, "%.*s://%.*s", STR_ARG(x->req->scheme), STR_ARG(host));
}

struct str record_address(struct exchange *x, const struct entity *e, int64_t id)
{
    if (id == 0 || !e)
        return S("");
    struct buf to = buf_on(x->a, ADDRESS_MAX);
    buf_add(&to, S("/data/"));
    buf_add(&to, e->plural);
    buf_byte(&to, '/');
    buf_int(&to, id);
    return buf_str(&to);
}
