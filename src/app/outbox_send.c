/*
 * outbox_send.c -- a message is worded, taken, and its fate written down.
 */
#include "app/outbox_parts.h"
#include "app/protect.h"
#include "base/hash.h"
#include "base/text.h"
#include "entity/account.h"
#include "entity/endpoint.h"
#include "entity/mail_server.h"
#include "format/json.h"
#include "format/mail.h"

#define MINUTE (60 * OUTBOX_SECOND)
#define DAY    (24 * 60 * MINUTE)
/* Longer than a message may take on its way (jobs/carrier.c): after it the sender is dead. */
#define LEASE (2 * MINUTE)

enum { ANSWER_MAX = 300, FAILED_KEPT = 3 };

int64_t outbox_delay(int64_t tries)
{
    static const int64_t minutes[] = {1, 5, 15, 60, 180, 360, 720};
    int64_t i = tries < 1 ? 0 : tries - 1;
    return minutes[i < ARRAY_LEN(minutes) ? i : ARRAY_LEN(minutes) - 1] * MINUTE;
}

enum err outbox_is_due(struct app *app, bool *out, struct fail *why)
{
    struct view *v = NULL;
    struct arena a;
    struct rows rows = {0};
    struct value args[] = {VALUE_OF_INT(outbox_now(app)), VALUE_OF_INT(outbox_machine(app))};
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    arena_init(&a, MIB);
    err = view_query(v, &a, STMT_outbox_waits, args, ARRAY_LEN(args), &rows, why);
    if (err == OK)
        *out = rows.n > 0;
    arena_done(&a);
    view_close(v);
    return err;
}

/* --- the next message ---------------------------------------------------------------------------
 */

/* Columns of STMT_outbox_next. */
enum {
    COL_ID,
    COL_NAME,
    COL_DELIVERY,
    COL_CHANNEL,
    COL_ACCOUNT,
    COL_ENDPOINT,
    COL_IS_TEST,
    COL_SUBJECT,
    COL_BODY,
    COL_EDITION,
    COL_STATE,
    COL_TRIES,
    COL_MADE
};

/* A message on its way to be taken. */
struct taking {
    struct call c; /* of the program itself */
    int64_t id, account, endpoint, edition, tries, made;
    struct str delivery, channel;
    bool is_test, is_worded;
    bool has_died; /* whoever sent it last was not heard of again */
    struct worded said;
    ptrdiff_t n_said; /* notices in it; 0: nothing is left to tell */
    enum outbox_fault fault;
    int64_t taken; /* rows changed by the claim */
};

static int64_t id_of(const struct value *v)
{
    return v->type == VALUE_INT ? v->i : 0;
}

static enum err find_next(struct taking *t, bool *out, struct fail *why)
{
    struct rows rows = {0};
    struct value now = VALUE_OF_INT(outbox_machine(t->c.app));
    enum err err = view_query(t->c.view, t->c.a, STMT_outbox_next, &now, 1, &rows, why);
    *out = err == OK && rows.n > 0;
    if (!*out)
        return err;
    t->id = rows_at(&rows, 0, COL_ID)->i;
    t->delivery = rows_at(&rows, 0, COL_DELIVERY)->t;
    t->channel = rows_at(&rows, 0, COL_CHANNEL)->t;
    t->account = id_of(rows_at(&rows, 0, COL_ACCOUNT));
    t->endpoint = id_of(rows_at(&rows, 0, COL_ENDPOINT));
    t->is_test = rows_at(&rows, 0, COL_IS_TEST)->i != 0;
    t->said = (struct worded){rows_at(&rows, 0, COL_SUBJECT)->t, rows_at(&rows, 0, COL_BODY)->t};
    t->is_worded = t->said.body.len > 0;
    t->edition = rows_at(&rows, 0, COL_EDITION)->i;
    t->has_died = str_eq(rows_at(&rows, 0, COL_STATE)->t, outbox_state_code(OUTBOX_sending));
    t->tries = rows_at(&rows, 0, COL_TRIES)->i;
    t->made = rows_at(&rows, 0, COL_MADE)->i;
    return OK;
}

/* --- what it says -------------------------------------------------------------------------------
 */

/* As the person would ask in that post: what may not be seen any more is not told. */
static enum err call_of_post(const struct taking *t, int64_t post, enum lang lang, struct call *out,
                             bool *out_found, struct fail *why)
{
    struct shape shape = entity_shape(&post_entity);
    struct record r = {0};
    struct post row = {0};
    struct caller who = {.account = t->account, .post = post};
    enum err err = view_get(t->c.view, t->c.a, &shape, NULL, post, &r, why);
    *out_found = err == OK;
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    record_to_struct(&post_entity, r.v, &row);
    who.unit = row.unit;
    who.role = (enum post_role)row.role;
    err = call_begin(t->c.app, t->c.a, who, lang, 0, out, why);
    *out_found = err == OK;
    return err == ERR_FORBIDDEN ? OK : err; /* its unit is gone */
}

static void add_notices(struct arena *a, struct notices *all, const struct notices *more)
{
    struct notice *at = NEW(a, struct notice, all->n + more->n + 1);
    for (ptrdiff_t i = 0; i < all->n; i++)
        at[i] = all->at[i];
    for (ptrdiff_t i = 0; i < more->n; i++)
        at[all->n + i] = more->at[i];
    all->at = at;
    all->n += more->n;
}

static enum err notices_of_post(const struct taking *t, int64_t post, enum lang lang,
                                struct notices *all, ptrdiff_t *n_all, struct fail *why)
{
    struct call theirs = {0};
    struct notices some = {0};
    bool is_found = false;
    ptrdiff_t n = 0;
    enum err err = call_of_post(t, post, lang, &theirs, &is_found, why);
    if (err != OK || !is_found)
        return err;
    err = notices_carried(&theirs, t->id, post, &some, &n, why);
    call_done(&theirs);
    if (err == OK)
        add_notices(t->c.a, all, &some);
    *n_all += n;
    return err;
}

static enum err word_mail(struct taking *t, struct fail *why)
{
    struct rows posts = {0};
    struct notices all = {0};
    struct value id = VALUE_OF_INT(t->id);
    enum err err = view_query(t->c.view, t->c.a, STMT_outbox_posts, &id, 1, &posts, why);
    for (ptrdiff_t i = 0; err == OK && i < posts.n; i++)
        err = notices_of_post(t, rows_at(&posts, i, 0)->i, t->c.lang, &all, &t->n_said, why);
    if (err == OK && all.n > NOTICES_CARRIED)
        all.n = NOTICES_CARRIED;
    if (err == OK && all.n > 0)
        t->said = outbox_word_mail(&t->c, &all, t->n_said);
    return err;
}

static enum err word_request(struct taking *t, struct fail *why)
{
    struct notices all = {0};
    bool is_hook = str_eq(t->channel, endpoint_kinds[ENDPOINT_KIND_webhook].code);
    enum err err = notices_carried(&t->c, t->id, 0, &all, &t->n_said, why);
    if (err != OK || all.n == 0)
        return err;
    t->said = is_hook ? outbox_word_hook(&t->c, &all, t->delivery, t->made)
                      : outbox_word_robot(&t->c, &all, t->n_said);
    return OK;
}

/* --- to whom ------------------------------------------------------------------------------------
 */

/* A protected field in clear; "" if it has none. What cannot be opened is a fault of the message,
 * not of the round. */
static enum err open_field(const struct taking *t, const struct entity *e, const struct record *r,
                           int field, struct str *out, struct fail *why)
{
    struct protect_place place = {.entity = e->name, .id = r->id, .field = e->fields[field].name};
    *out = S("");
    if (r->v[field].type != VALUE_TEXT)
        return OK;
    enum err err = protect_open(t->c.app, t->c.view, t->c.a, &place, r->v[field].t, out, why);
    return err == ERR_NOT_FOUND ? OK : err; /* erased */
}

static enum err mail_server(struct taking *t, int64_t owner, struct parcel *p, struct fail *why)
{
    struct shape shape = entity_shape(&mail_server_entity);
    struct record r = {0};
    struct mail_server m = {0};
    struct rows rows = {0};
    struct value arg = VALUE_OF_INT(owner);
    enum err err = view_query(t->c.view, t->c.a, STMT_outbox_server, &arg, 1, &rows, why);
    if (err == OK && rows.n == 0)
        t->fault = OUTBOX_FAULT_no_server;
    if (err != OK || rows.n == 0)
        return err;
    err = view_get(t->c.view, t->c.a, &shape, NULL, rows_at(&rows, 0, 0)->i, &r, why);
    if (err == OK)
        err = open_field(t, &mail_server_entity, &r, MAIL_SERVER_password, &p->password, why);
    if (err != OK)
        return err;
    record_to_struct(&mail_server_entity, r.v, &m);
    bool is_ipv6 = str_find(m.host, S(":")) >= 0;
    p->url =
        str_fmt(t->c.a, "%s://%s%.*s%s:%lld", m.security == MAIL_SECURITY_tls ? "smtps" : "smtp",
                is_ipv6 ? "[" : "", STR_ARG(m.host), is_ipv6 ? "]" : "", (long long)m.port);
    p->must_tls = m.security != MAIL_SECURITY_none;
    p->certificate = m.certificate;
    p->login = m.login;
    p->from = m.from_address;
    struct str domain = S("");
    (void)str_cut(m.from_address, '@', &domain);
    struct mail mail = {.from_name = m.from_name,
                        .from_address = m.from_address,
                        .to = p->to,
                        .subject = t->said.subject,
                        .text = t->said.body,
                        .id = str_fmt(t->c.a, "%.*s@%.*s", STR_ARG(t->delivery), STR_ARG(domain)),
                        .instant = t->made};
    p->body = mail_write(t->c.a, &mail);
    return OK;
}

static enum err address_mail(struct taking *t, const struct record *account, struct parcel *p,
                             struct fail *why)
{
    p->is_mail = true;
    enum err err = open_field(t, &account_entity, account, ACCOUNT_mail, &p->to, why);
    if (err == OK && p->to.len == 0)
        t->fault = OUTBOX_FAULT_no_address;
    if (err != OK || p->to.len == 0)
        return err;
    return mail_server(t, account->owner, p, why);
}

static void put_escaped(struct buf *out, struct str s)
{
    for (ptrdiff_t i = 0; i < s.len; i++) {
        char c = s.s[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
        if (is_plain)
            buf_byte(out, c);
        else
            buf_fmt(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

static struct str bytes_of(const struct hash *h)
{
    return (struct str){(const char *)h->b, HASH_LEN};
}

struct str outbox_dingtalk_sign(struct arena *a, struct str secret, int64_t at_ms)
{
    struct str text = str_fmt(a, "%lld\n%.*s", (long long)at_ms, STR_ARG(secret));
    struct hash mac = hmac_sha256(secret, text);
    return base64_of(a, bytes_of(&mac));
}

/* DingTalk, custom robots: the time in milliseconds, and the signature of it and the secret. */
static void address_dingtalk(const struct taking *t, const struct endpoint *e, struct parcel *p)
{
    struct buf url = buf_on(t->c.a, 4 * KIB);
    int64_t at_ms = outbox_machine(t->c.app) / 1000;
    buf_add(&url, e->address);
    buf_add(&url, S("?access_token="));
    put_escaped(&url, e->token);
    buf_fmt(&url, "&timestamp=%lld&sign=", (long long)at_ms);
    put_escaped(&url, outbox_dingtalk_sign(t->c.a, e->secret, at_ms));
    p->url = buf_str(&url);
}

static void address_wecom(const struct taking *t, const struct endpoint *e, struct parcel *p)
{
    struct buf url = buf_on(t->c.a, 4 * KIB);
    buf_add(&url, e->address);
    buf_add(&url, S("?key="));
    put_escaped(&url, e->token);
    p->url = buf_str(&url);
}

struct str outbox_hook_sign(struct arena *a, struct str secret, int64_t at, struct str body)
{
    struct str time = str_fmt(a, "%lld.", (long long)at);
    struct hash mac = hmac_sha256(secret, STR_CAT(a, time, body));
    return hex_of(a, bytes_of(&mac));
}

static void add_header(const struct taking *t, struct parcel *p, struct str name, struct str value)
{
    assert(p->n_headers < OUTBOX_HEADERS);
    p->headers[p->n_headers++] = STR_CAT(t->c.a, name, S(": "), value);
}

/* Who receives it can tell that it is ours, when it was sent, and whether it came before. */
static void address_hook(const struct taking *t, const struct endpoint *e, struct parcel *p)
{
    struct arena *a = t->c.a;
    int64_t at = outbox_machine(t->c.app) / OUTBOX_SECOND;
    struct str sign = outbox_hook_sign(a, e->secret, at, t->said.body);
    p->url = e->address;
    add_header(t, p, S("Ponan-Delivery"), t->delivery);
    add_header(t, p, S("Ponan-Timestamp"), str_fmt(a, "%lld", (long long)at));
    add_header(t, p, S("Ponan-Signature"), STR_CAT(a, S("v1="), sign));
    if (e->token.len > 0)
        add_header(t, p, S("Authorization"), STR_CAT(a, S("Bearer "), e->token));
}

static enum err address_request(struct taking *t, const struct record *r, struct parcel *p,
                                struct fail *why)
{
    struct endpoint e = {0};
    record_to_struct(&endpoint_entity, r->v, &e);
    enum err err = open_field(t, &endpoint_entity, r, ENDPOINT_token, &e.token, why);
    if (err == OK)
        err = open_field(t, &endpoint_entity, r, ENDPOINT_secret, &e.secret, why);
    if (err != OK)
        return err;
    p->certificate = e.certificate;
    p->body = t->said.body;
    p->is_robot = e.kind != ENDPOINT_KIND_webhook;
    add_header(t, p, S("Content-Type"), S("application/json; charset=utf-8"));
    if (!e.is_used)
        t->fault = OUTBOX_FAULT_no_endpoint;
    else if (e.kind == ENDPOINT_KIND_dingtalk)
        address_dingtalk(t, &e, p);
    else if (e.kind == ENDPOINT_KIND_wecom)
        address_wecom(t, &e, p);
    else
        address_hook(t, &e, p);
    return OK;
}

/* --- taking -------------------------------------------------------------------------------------
 */

static enum err read_receiver(struct taking *t, struct record *out, struct fail *why)
{
    const struct entity *e = t->account != 0 ? &account_entity : &endpoint_entity;
    int language = t->account != 0 ? (int)ACCOUNT_language : (int)ENDPOINT_language;
    struct shape shape = entity_shape(e);
    int64_t id = t->account != 0 ? t->account : t->endpoint;
    enum err err = view_get(t->c.view, t->c.a, &shape, NULL, id, out, why);
    if (err == OK)
        (void)lang_parse(out->v[language].t, &t->c.lang);
    return err;
}

static enum err word_it(struct taking *t, struct fail *why)
{
    if (t->is_worded)
        return OK;
    return t->account != 0 ? word_mail(t, why) : word_request(t, why);
}

static enum err address_it(struct taking *t, const struct record *receiver, struct parcel *p,
                           struct fail *why)
{
    *p = (struct parcel){.id = t->id, .tries = t->tries + 1};
    return t->account != 0 ? address_mail(t, receiver, p, why)
                           : address_request(t, receiver, p, why);
}

static enum err claim_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct taking *t = ctx;
    int64_t now = outbox_machine(t->c.app);
    struct value args[] = {VALUE_OF_INT(t->id),         VALUE_OF_INT(t->edition),
                           VALUE_OF_INT(now + LEASE),   VALUE_OF_TEXT(t->said.subject),
                           VALUE_OF_TEXT(t->said.body), VALUE_OF_INT(now)};
    t->taken = 0;
    return tx_exec(tx, STMT_outbox_claim, args, ARRAY_LEN(args), &t->taken, why);
}

/* --- its fate -----------------------------------------------------------------------------------
 */

struct mark {
    int64_t id, tries, next_at, done; /* done 0: not yet */
    enum outbox_state state;
    struct str fault, answer;
};

static enum err mark_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct mark *m = ctx;
    struct value args[] = {
        VALUE_OF_INT(m->id),      VALUE_OF_TEXT(outbox_state_code(m->state)),
        VALUE_OF_INT(m->next_at), VALUE_OF_TEXT(m->fault),
        VALUE_OF_TEXT(m->answer), m->done != 0 ? VALUE_OF_INT(m->done) : VALUE_OF_NULL,
        VALUE_OF_INT(m->tries)};
    return tx_exec(tx, STMT_outbox_mark, args, ARRAY_LEN(args), NULL, why);
}

/* One line of valid text: the other side's words are nobody's to trust. */
static struct str clean_answer(struct arena *a, struct str s)
{
    struct buf out = buf_on(a, ANSWER_MAX);
    if (!utf8_valid(s))
        s = S("");
    for (ptrdiff_t at = 0; at < s.len;) {
        ptrdiff_t from = at;
        int32_t code = utf8_next(s, &at);
        if (out.len + (at - from) > ANSWER_MAX)
            break;
        if (code < ' ' || code == 0x7f)
            buf_byte(&out, ' ');
        else
            buf_add(&out, str_sub(s, from, at));
    }
    return str_trim(buf_str(&out));
}

static enum err mark_fate(struct app *app, int64_t id, int64_t tries, const struct carried *c,
                          struct fail *why)
{
    struct arena a;
    int64_t now = outbox_machine(app);
    bool is_sent = c->fault == OUTBOX_FAULT_none;
    bool is_over = is_sent || c->is_final || tries >= OUTBOX_TRIES;
    arena_init(&a, MIB);
    struct mark m = {.id = id,
                     .tries = tries,
                     .next_at = is_over ? now : now + outbox_delay(tries),
                     .done = is_over ? now : 0,
                     .state = is_sent   ? OUTBOX_sent
                              : is_over ? OUTBOX_failed
                                        : OUTBOX_waiting,
                     .fault = outbox_fault_code(c->fault),
                     .answer = clean_answer(&a, c->answer)};
    enum err err = store_keep(app->store, mark_in, &m, why);
    arena_done(&a);
    return err;
}

/* A server that names the address in its answer does not put it into the list. */
static struct str without(struct arena *a, struct str text, struct str address)
{
    struct buf out = buf_on(a, 64 * KIB);
    for (;;) {
        ptrdiff_t at = address.len > 0 ? str_find(text, address) : -1;
        if (at < 0)
            break;
        buf_add(&out, str_sub(text, 0, at));
        buf_add(&out, S("***"));
        text = str_sub(text, at + address.len, text.len);
    }
    buf_add(&out, text);
    return buf_str(&out);
}

enum err outbox_done(struct app *app, const struct parcel *p, const struct carried *c,
                     struct fail *why)
{
    struct arena a;
    struct carried shown = *c;
    arena_init(&a, MIB);
    shown.answer = without(&a, c->answer, p->to);
    enum err err = mark_fate(app, p->id, p->tries, &shown, why);
    arena_done(&a);
    return err;
}

/* Nothing is left to tell: read in the program, ended, or not to be seen any more. */
static enum err stop_it(struct taking *t, struct fail *why)
{
    int64_t now = outbox_machine(t->c.app);
    struct mark m = {
        .id = t->id, .tries = t->tries, .next_at = now, .done = now, .state = OUTBOX_stopped};
    return store_keep(t->c.app->store, mark_in, &m, why);
}

static enum err take_it(struct taking *t, struct parcel *p, bool *out_taken, struct fail *why)
{
    struct record receiver = {0};
    struct carried died = {.fault = OUTBOX_FAULT_died};
    if (t->has_died && t->tries >= OUTBOX_TRIES)
        return mark_fate(t->c.app, t->id, t->tries, &died, why);
    enum err err = read_receiver(t, &receiver, why);
    if (err == ERR_NOT_FOUND)
        return OK; /* gone meanwhile, and the message with it */
    if (err == OK)
        err = word_it(t, why);
    if (err != OK)
        return err;
    if (t->said.body.len == 0)
        return stop_it(t, why);
    err = address_it(t, &receiver, p, why);
    /* What cannot be decrypted is this message's fault, and does not hold up the others. */
    if (err == ERR_CORRUPT)
        t->fault = OUTBOX_FAULT_broken;
    if (err == OK || err == ERR_CORRUPT)
        err = store_keep(t->c.app->store, claim_in, t, why);
    if (err != OK || t->taken == 0)
        return err;
    struct carried fault = {.fault = t->fault};
    if (t->fault != OUTBOX_FAULT_none)
        return mark_fate(t->c.app, t->id, t->tries + 1, &fault, why);
    *out_taken = true;
    return OK;
}

enum err outbox_take(struct app *app, struct arena *a, struct parcel *out, bool *out_taken,
                     bool *out_more, struct fail *why)
{
    struct view *v = NULL;
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    struct taking t = {.c = outbox_call(app, a, v, LANG_ZH)};
    *out_taken = false;
    err = find_next(&t, out_more, why);
    if (err == OK && *out_more)
        err = take_it(&t, out, out_taken, why);
    view_close(v);
    return err;
}

/* --- tidying ------------------------------------------------------------------------------------
 */

struct sweep {
    int64_t sent_before, failed_before;
};

static enum err sweep_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct sweep *s = ctx;
    struct value args[] = {VALUE_OF_INT(s->sent_before), VALUE_OF_INT(s->failed_before)};
    return tx_exec(tx, STMT_outbox_sweep, args, 2, NULL, why);
}

static enum err look_for_old(struct app *app, struct view *v, struct arena *a, struct sweep *s,
                             bool *out, struct fail *why)
{
    struct rows rows = {0};
    int64_t now = outbox_machine(app);
    enum err err = view_query(v, a, STMT_outbox_keep_days, NULL, 0, &rows, why);
    if (err != OK)
        return err;
    int64_t days = rows_at(&rows, 0, 0)->i;
    *s = (struct sweep){now - days * DAY, now - FAILED_KEPT * days * DAY};
    struct value args[] = {VALUE_OF_INT(s->sent_before), VALUE_OF_INT(s->failed_before)};
    err = view_query(v, a, STMT_outbox_old, args, 2, &rows, why);
    *out = err == OK && rows.n > 0;
    return err;
}

static enum err old_ones(struct app *app, struct sweep *s, bool *out, struct fail *why)
{
    struct view *v = NULL;
    struct arena a;
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    arena_init(&a, MIB);
    err = look_for_old(app, v, &a, s, out, why);
    arena_done(&a);
    view_close(v);
    return err;
}

enum err outbox_has_old(struct app *app, bool *out, struct fail *why)
{
    struct sweep s = {0};
    return old_ones(app, &s, out, why);
}

enum err outbox_sweep(struct app *app, struct fail *why)
{
    struct sweep s = {0};
    bool is_any = false;
    enum err err = old_ones(app, &s, &is_any, why);
    return err == OK && is_any ? store_keep(app->store, sweep_in, &s, why) : err;
}

/* --- robots -------------------------------------------------------------------------------------
 */

/* {"errcode":0,"errmsg":"ok"}; what else they say is a refusal, whatever the status. */
bool outbox_robot_is_content(struct str answer)
{
    struct arena a;
    struct fail why = {0};
    const struct json *root = NULL;
    int64_t code = -1;
    arena_init(&a, MIB);
    bool is_fine = json_parse(&a, answer, &root, &why) == OK;
    const struct json *member = is_fine ? json_member(root, S("errcode")) : NULL;
    is_fine = member && json_whole(member, &code) && code == 0;
    arena_done(&a);
    return is_fine;
}
