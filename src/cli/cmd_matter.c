/*
 * cmd_matter.c -- matters from the machine itself: list the open ones, show one, move one.
 */
#include "app/answer_link.h"
#include "app/dispute_contact.h"
#include "app/export.h"
#include "app/matter_bulk.h"
#include "app/matter_climb.h"
#include "app/records.h"
#include "cli/matter_paper.h"
#include "cli/print.h"
#include "entity/dispute.h"
#include "entity/escalation.h"
#include "entity/matter.h"
#include "entity/matter_comment.h"
#include "entity/matter_document.h"
#include "entity/matter_link.h"
#include "entity/matter_move.h"
#include "format/json_write.h"

enum { PAGE = 500, ID_COLUMNS = 8, KIND_COLUMNS = 14, STATE_COLUMNS = 16, DUE_COLUMNS = 12 };

/* A field of a record for people; a reference by the name of what it points at. */
static struct str shown(const struct run *r, const struct field *f, const struct value *v,
                        const struct names *names)
{
    struct buf b = buf_on(r->a, 64 * KIB);
    const struct name *name =
        f->kind == KIND_REF && v->type == VALUE_INT ? names_find(names, f->ref, v->i) : NULL;
    if (name)
        buf_add(&b, name->name.len > 0 ? name->name : name->code);
    else
        kind_show(&b, r->lang, f, v);
    return buf_str(&b);
}

/* --- list --------------------------------------------------------------------------------------
 */

static void list_json(struct json_writer *w, const struct record *m)
{
    struct buf due = buf_on(w->out->a, 64);
    kind_text(&due, &matter_entity.fields[MATTER_due], &m->v[MATTER_due]);
    json_object(w);
    json_put_int(w, S("id"), m->id);
    json_put_text(w, S("kind"), m->v[MATTER_kind].t);
    json_put_text(w, S("state"), m->v[MATTER_state].t);
    json_put_text(w, S("due"), buf_str(&due));
    json_put_text(w, S("title"), m->v[MATTER_title].t);
    json_object_end(w);
}

static void list_line(const struct run *r, const struct record *m)
{
    static const struct {
        int field;
        ptrdiff_t columns;
    } columns[] = {
        {MATTER_kind, KIND_COLUMNS}, {MATTER_state, STATE_COLUMNS}, {MATTER_due, DUE_COLUMNS}};
    static const struct names none = {0};
    struct buf line = buf_on(r->a, 64 * KIB);
    buf_padded(&line, str_fmt(r->a, "%lld", (long long)m->id), ID_COLUMNS);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(columns); i++) {
        int at = columns[i].field;
        buf_padded(&line, shown(r, &matter_entity.fields[at], &m->v[at], &none),
                   columns[i].columns);
    }
    buf_add(&line, m->v[MATTER_title].t);
    print_line(r, buf_str(&line));
}

static void show_matter(const struct run *r, struct json_writer *w, const struct record *m)
{
    if (w)
        list_json(w, m);
    else
        list_line(r, m);
}

/* "FIELD=TEXT" words from the n-th on, behind what stands in `in`. */
static enum err read_given(struct run *r, int from, struct input *in, ptrdiff_t *n,
                           struct fail *why)
{
    for (int i = from; i < r->words.n; i++) {
        struct str given = S("");
        struct str name = str_cut(r->words.word[i], '=', &given);
        if (name.len == r->words.word[i].len)
            return FAIL(why, ERR_USAGE, MSG_cli_matter_given, ARG_TEXT(r->words.word[i]));
        in[(*n)++] = (struct input){.field = name, .text = given};
    }
    return OK;
}

/* The list as CSV or a workbook with the columns that pages show. */
static enum err save_list(struct run *r, const struct list_query *q, struct fail *why)
{
    static const struct str columns[] = {S_("id"),        S_("title"),    S_("code"), S_("kind"),
                                         S_("state"),     S_("step"),     S_("lead"), S_("due"),
                                         S_("opened_on"), S_("closed_on")};
    struct export_options o = {
        .query = *q, .labels = true, .columns = columns, .n_columns = ARRAY_LEN(columns)};
    struct str path = r->words.option[OPTION_output];
    struct sink sink = {0};
    FILE *f = NULL;
    enum err err = table_kind_named(r, path, &o.kind, why);
    if (err == OK)
        err = sink_named(r, path, &f, &sink, why);
    if (err != OK)
        return err;
    o.query.limit = 0;
    err = export_list(&r->call, &o, &sink, NULL, why);
    err = sink_close(f, err, why);
    if (err == OK)
        SAY(r, MSG_cli_list_saved, ARG_TEXT(path));
    return err;
}

/* ponan matter list [lead=... kind=... due.lt=...]: open ones, unless what is asked for says
 * otherwise. */
static enum err list(struct run *r, struct fail *why)
{
    struct input in[WORDS_MAX + 1] = {{.field = S("closed_on.null"), .text = S("yes")}};
    struct list_query q = {.e = &matter_entity, .filters = in, .sort = S("due"), .limit = PAGE};
    bool says_otherwise = false;
    q.n_filters = 1;
    enum err err = read_given(r, 1, in, &q.n_filters, why);
    for (ptrdiff_t i = 1; i < q.n_filters; i++)
        says_otherwise = says_otherwise || str_starts(in[i].field, S("closed_on")) ||
                         str_starts(in[i].field, S("state"));
    if (says_otherwise) {
        q.filters = in + 1;
        q.n_filters--;
    }
    if (err != OK)
        return err;
    r->entity = &matter_entity;
    return r->words.has[OPTION_output] ? save_list(r, &q, why)
                                       : print_records(r, q, show_matter, why);
}

/* --- one ---------------------------------------------------------------------------------------
 */

/* "29", or the code that a matter goes by. */
static enum err id_of(struct run *r, struct str word, int64_t *out, struct fail *why)
{
    struct input is = {.field = S("code"), .text = word};
    struct list_query q = {.e = &matter_entity, .filters = &is, .n_filters = 1, .limit = 2};
    struct shape s = {0};
    struct page page = {0};
    if (str_digits(word, out) && *out > 0)
        return OK;
    enum err err = word.len > 0 ? records_list(&r->call, &q, &s, &page, why) : OK;
    if (err == OK && page.n != 1)
        return FAIL(why, ERR_USAGE, MSG_cli_matter_id, ARG_TEXT(word));
    if (err == OK)
        *out = page.at[0].id;
    return err;
}

static enum err need_id(struct run *r, int64_t *out, struct fail *why)
{
    return id_of(r, r->words.n > 1 ? r->words.word[1] : S(""), out, why);
}

/* What a record holds, a line a field: "牵头单位  国土局". */
static enum err show_fields(struct run *r, const struct shape *s, const struct record *record,
                            struct fail *why)
{
    enum { LABEL_COLUMNS = 20 };
    struct names names = {0};
    enum err err = records_names(&r->call, s, record, 1, &names, why);
    for (int i = 0; err == OK && i < s->n; i++) {
        struct buf line = buf_on(r->a, 64 * KIB);
        if (record->v[i].type == VALUE_NULL || s->fields[i].kind == KIND_PROTECTED)
            continue;
        buf_padded(&line, field_label(&s->fields[i], r->lang), LABEL_COLUMNS);
        buf_add(&line, shown(r, &s->fields[i], &record->v[i], &names));
        print_line(r, buf_str(&line));
    }
    return err;
}

/* "2006-06-21  Blue slip: the day passed ..." */
static enum err show_steps(struct run *r, const struct matter_sight *m, struct fail *why)
{
    struct steps_taken taken = {0};
    enum err err = matter_steps(&r->call, m, &taken, why);
    for (ptrdiff_t i = 0; err == OK && i < taken.n; i++) {
        const struct value *row = taken.rows[i].v;
        struct message said = climb_why(row, step_name(taken.steps[i], r->lang));
        struct str words = message_str(r->a, r->lang, &said);
        struct str day = date_str(r->a, row[ESCALATION_taken_on].i);
        print_line(r, str_fmt(r->a, "%.*s  %.*s", STR_ARG(day), STR_ARG(words)));
    }
    return err;
}

static enum err show_moves(struct run *r, int64_t matter, struct fail *why)
{
    struct shape s = {0};
    struct page page = {0};
    struct input of = {.field = S("matter"), .text = str_fmt(r->a, "%lld", (long long)matter)};
    struct list_query q = {
        .e = &matter_move_entity, .filters = &of, .n_filters = 1, .sort = S("-id"), .limit = PAGE};
    enum err err = records_list(&r->call, &q, &s, &page, why);
    for (ptrdiff_t i = 0; err == OK && i < page.n; i++) {
        page.at[i].v[MATTER_MOVE_matter] = VALUE_OF_NULL; /* said above */
        print_line(r, S(""));
        err = show_fields(r, &s, &page.at[i], why);
    }
    return err;
}

static void write_offers(struct run *r, const struct matter_sight *m, struct json_writer *w)
{
    struct move_offer *offers = NULL;
    ptrdiff_t n = matter_offers(&r->call, m, &offers);
    json_array(w);
    for (ptrdiff_t i = 0; i < n; i++)
        if (offers[i].refusal == REFUSED_NOT)
            json_text(w, offers[i].move->code);
    json_array_end(w);
}

static void say_offers(struct run *r, const struct matter_sight *m)
{
    struct move_offer *offers = NULL;
    ptrdiff_t n = matter_offers(&r->call, m, &offers);
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct flow_move *move = offers[i].move;
        if (offers[i].refusal == REFUSED_NOT)
            SAY(r, MSG_cli_matter_offer, ARG_TEXT(move->code), ARG_MSG(move->label));
    }
}

static void show_json(struct run *r, const struct matter_sight *m)
{
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    json_put_int(&w, S("id"), m->record.id);
    json_put_int(&w, S("version"), m->record.version);
    for (int i = 0; i < m->shape.n; i++) {
        struct buf text = buf_on(r->a, 64 * KIB);
        if (m->record.v[i].type == VALUE_NULL || m->shape.fields[i].kind == KIND_PROTECTED)
            continue;
        kind_text(&text, &m->shape.fields[i], &m->record.v[i]);
        json_put_text(&w, m->shape.fields[i].name, buf_str(&text));
    }
    json_key(&w, S("moves"));
    write_offers(r, m, &w);
    json_object_end(&w);
    print_line(r, buf_str(&b));
}

static enum err show(struct run *r, struct fail *why)
{
    int64_t id = 0;
    struct matter_sight m = {0};
    enum err err = need_id(r, &id, why);
    if (err == OK)
        err = matter_see(&r->call, id, &m, why);
    if (err != OK)
        return err;
    if (r->json) {
        show_json(r, &m);
        return OK;
    }
    err = show_fields(r, &m.shape, &m.record, why);
    if (err == OK)
        err = show_steps(r, &m, why);
    if (err == OK)
        err = show_moves(r, id, why);
    if (err == OK) {
        print_line(r, S(""));
        say_offers(r, &m);
    }
    return err;
}

static void say_link(struct run *r, const struct answer_link_made *made)
{
    SAY(r, MSG_cli_matter_asked, ARG_TEXT(made->holder),
        ARG_TEXT(STR_CAT(r->a, S("/answer/"), made->token)), ARG_DATE(made->expires_on),
        ARG_INT(made->id));
}

/* --- several at once -------------------------------------------------------------------------- */

static bool is_bulk(const struct run *r)
{
    struct str which = r->words.n > 1 ? r->words.word[1] : S("");
    return r->words.has[OPTION_preview] || r->words.has[OPTION_commit] ||
           str_find(which, S(",")) >= 0 || str_find(which, S("@")) >= 0;
}

/* "12,P06-01,14@3": numbers or codes, with the version that a preview showed. */
static enum err read_picks(struct run *r, struct bulk_pick *to, ptrdiff_t *n, struct fail *why)
{
    for (struct str rest = r->words.word[1]; rest.len > 0;) {
        struct str version = S("");
        struct str word = str_cut(str_cut(rest, ',', &rest), '@', &version);
        if (*n == BULK_MOST)
            return FAIL(why, ERR_USAGE, MSG_err_bulk_n, ARG_INT(BULK_MOST));
        enum err err = id_of(r, word, &to[*n].matter, why);
        if (err != OK)
            return err;
        if (version.len > 0 && !str_digits(version, &to[*n].version))
            return FAIL(why, ERR_USAGE, MSG_cli_matter_id, ARG_TEXT(version));
        (*n)++;
    }
    return OK;
}

static void say_row(struct run *r, const struct bulk_row *row)
{
    struct str state = msg_text(r->lang, matter_state_label(row->becomes));
    struct str name = str_fmt(r->a, "%lld@%lld", (long long)row->matter, (long long)row->version);
    SAY(r, MSG_cli_matter_bulk_row, ARG_TEXT(name), ARG_TEXT(row->title),
        ARG_TEXT(row->is_ok ? state : row->why));
    if (row->link.id != 0)
        say_link(r, &row->link);
}

/* What to type to do what was shown. */
static void say_how(struct run *r, const struct bulk *b, struct str move)
{
    struct buf which = buf_on(r->a, 4 * KIB);
    for (ptrdiff_t i = 0; i < b->n; i++)
        if (b->rows[i].is_ok)
            buf_fmt(&which, which.len > 0 ? ",%lld@%lld" : "%lld@%lld",
                    (long long)b->rows[i].matter, (long long)b->rows[i].version);
    if (b->n_ok > 0)
        SAY(r, MSG_cli_matter_bulk_commit, ARG_TEXT(buf_str(&which)), ARG_TEXT(move));
}

static void bulk_json(struct run *r, const struct bulk *b)
{
    struct buf out = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&out);
    json_array(&w);
    for (ptrdiff_t i = 0; i < b->n; i++) {
        const struct bulk_row *row = &b->rows[i];
        json_object(&w);
        json_put_int(&w, S("id"), row->matter);
        json_put_int(&w, S("version"), row->version);
        json_put_text(&w, S("becomes"), matter_state_code(row->becomes));
        json_key(&w, S("ok"));
        json_bool(&w, row->is_ok);
        json_put_text(&w, S("why"), row->why);
        json_object_end(&w);
    }
    json_array_end(&w);
    print_line(r, buf_str(&out));
}

/* ponan matter move 12,13 assign lead=... due=...: a preview; with --commit the moves, each an act
 * of its own. What was left out makes the exit code that of findings. */
static enum err move_many(struct run *r, struct fail *why)
{
    struct input in[WORDS_MAX] = {0};
    struct bulk_pick *picks = NEW(r->a, struct bulk_pick, BULK_MOST);
    struct bulk_order o = {.in = in, .picks = picks};
    struct bulk done = {0};
    bool is_commit = r->words.has[OPTION_commit] && !r->words.has[OPTION_preview];
    if (r->words.n < 3)
        return FAIL(why, ERR_USAGE, MSG_cli_matter_move, ARG_NONE);
    o.move = r->words.word[2];
    enum err err = read_picks(r, picks, &o.n, why);
    if (err == OK)
        err = read_given(r, 3, in, &o.n_in, why);
    if (err == OK)
        err = is_commit ? bulk_commit(&r->call, &o, &done, why)
                        : bulk_preview(&r->call, &o, &done, why);
    if (err != OK)
        return err;
    for (ptrdiff_t i = 0; i < done.n && !r->json; i++)
        say_row(r, &done.rows[i]);
    if (r->json)
        bulk_json(r, &done);
    SAY(r, is_commit ? MSG_cli_matter_bulk_done : MSG_cli_matter_bulk_counts, ARG_INT(done.n_ok),
        ARG_INT(done.n - done.n_ok));
    if (!is_commit)
        say_how(r, &done, o.move);
    return done.n_ok == done.n ? OK : ERR_FOUND;
}

/* ponan matter move 12 answer result=... cause=...: what is asked for, a word each. */
static enum err move(struct run *r, struct fail *why)
{
    struct input in[WORDS_MAX] = {0};
    struct answer_link_made link = {0};
    struct move_order order = {.in = in, .link = &link};
    struct matter_sight m = {0};
    int64_t row = 0;
    if (is_bulk(r))
        return move_many(r, why);
    enum err err = need_id(r, &order.matter, why);
    if (err != OK)
        return err;
    if (r->words.n < 3)
        return FAIL(why, ERR_USAGE, MSG_cli_matter_move, ARG_NONE);
    order.move = r->words.word[2];
    err = read_given(r, 3, in, &order.n_in, why);
    if (err != OK)
        return err;
    r->entity = &matter_move_entity;
    err = matter_move(&r->call, &order, &row, why);
    if (err == OK)
        err = matter_see(&r->call, order.matter, &m, why);
    if (err == OK && r->json)
        show_json(r, &m);
    else if (err == OK)
        SAY(r, MSG_cli_matter_moved, ARG_INT(order.matter),
            ARG_MSG(matter_state_label(m.state->state)));
    if (err == OK && link.id != 0)
        say_link(r, &link);
    return err;
}

static enum err paper(struct run *r, struct fail *why)
{
    int64_t id = 0;
    enum err err = need_id(r, &id, why);
    return err == OK ? matter_paper_run(r, id, why) : err;
}

/* ponan matter comment 12 said=... : what hangs on a matter, a word a field. */
static enum err add_part(struct run *r, const struct entity *e, struct fail *why)
{
    struct input in[WORDS_MAX + 1] = {0};
    ptrdiff_t n = 1;
    int64_t matter = 0;
    int64_t id = 0;
    enum err err = need_id(r, &matter, why);
    if (err == OK)
        err = read_given(r, 2, in, &n, why);
    if (err != OK)
        return err;
    in[0] = (struct input){.field = S("matter"), .text = str_fmt(r->a, "#%lld", (long long)matter)};
    r->entity = e;
    err = records_create(&r->call, e, 0, in, n, &id, why);
    if (err == OK)
        SAY(r, MSG_cli_matter_added, ARG_MSG(e->title), ARG_INT(id));
    return err;
}

static enum err comment(struct run *r, struct fail *why)
{
    return add_part(r, &matter_comment_entity, why);
}

static enum err attach(struct run *r, struct fail *why)
{
    return add_part(r, &matter_document_entity, why);
}

static enum err link_to(struct run *r, struct fail *why)
{
    return add_part(r, &matter_link_entity, why);
}

/* ponan matter ask 12 [holder=NAME]: a one-time link for the party that is blocked. */
static enum err ask(struct run *r, struct fail *why)
{
    struct input in[WORDS_MAX] = {0};
    ptrdiff_t n = 0;
    int64_t matter = 0;
    struct answer_link_made made = {0};
    enum err err = need_id(r, &matter, why);
    if (err == OK)
        err = read_given(r, 2, in, &n, why);
    if (err == OK && n > 0 && !str_eq(in[0].field, S("holder")))
        return FAIL(why, ERR_USAGE, MSG_cli_matter_given, ARG_TEXT(in[0].field));
    r->entity = &answer_link_entity;
    if (err == OK)
        err = answer_link_make(&r->call, matter, in[0].text, &made, why);
    if (err == OK)
        say_link(r, &made);
    return err;
}

/* ponan matter unask LINK */
static enum err unask(struct run *r, struct fail *why)
{
    int64_t id = 0;
    struct str word = r->words.n > 1 ? r->words.word[1] : S("");
    if (!str_digits(word, &id))
        return FAIL(why, ERR_USAGE, MSG_cli_matter_id, ARG_TEXT(word));
    enum err err = answer_link_revoke(&r->call, id, why);
    if (err == OK)
        SAY(r, MSG_cli_matter_unasked, ARG_INT(id));
    return err;
}

/* ponan matter contact 12: who asks in a dispute, on record. */
static enum err contact(struct run *r, struct fail *why)
{
    int64_t matter = 0;
    struct dispute_contact is = {0};
    enum err err = need_id(r, &matter, why);
    if (err == OK)
        err = dispute_contact(&r->call, matter, &is, why);
    if (err != OK)
        return err;
    struct buf b = buf_on(r->a, 4 * KIB);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    for (int i = 0; i < CONTACT_FIELDS; i++) {
        json_put_text(&w, is.field[i]->name, is.text[i]);
        if (!r->json)
            SAY(r, MSG_cli_matter_contact, ARG_TEXT(field_label(is.field[i], r->lang)),
                ARG_TEXT(is.text[i]));
    }
    json_object_end(&w);
    if (r->json)
        print_line(r, buf_str(&b));
    return OK;
}

/* ponan matter erase 12 reason=TEXT */
static enum err erase(struct run *r, struct fail *why)
{
    struct input in[WORDS_MAX] = {0};
    ptrdiff_t n = 0;
    int64_t matter = 0;
    enum err err = need_id(r, &matter, why);
    if (err == OK)
        err = read_given(r, 2, in, &n, why);
    if (err == OK && (n != 1 || !str_eq(in[0].field, S("reason"))))
        return FAIL(why, ERR_USAGE, MSG_cli_matter_reason, ARG_NONE);
    r->entity = &dispute_entity;
    if (err == OK)
        err = dispute_contact_erase(&r->call, matter, in[0].text, why);
    if (err == OK)
        SAY(r, MSG_cli_matter_erased, ARG_INT(matter));
    return err;
}

enum err cmd_matter(struct run *r, struct fail *why)
{
    static const struct {
        struct str name;
        int max;
        enum err (*run)(struct run *r, struct fail *why);
    } acts[] = {{S_("list"), WORDS_MAX, list},
                {S_("show"), 2, show},
                {S_("move"), WORDS_MAX, move},
                {S_("comment"), WORDS_MAX, comment},
                {S_("attach"), WORDS_MAX, attach},
                {S_("link"), WORDS_MAX, link_to},
                {S_("ask"), 3, ask},
                {S_("unask"), 2, unask},
                {S_("contact"), 2, contact},
                {S_("erase"), 3, erase},
                {S_("paper"), WORDS_MAX, paper}};
    const struct words *w = &r->words;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(acts); i++) {
        if (!str_eq(acts[i].name, w->word[0]))
            continue;
        if (w->n > acts[i].max)
            return FAIL(why, ERR_USAGE, MSG_cli_usage_many, ARG_TEXT(w->word[acts[i].max]));
        return acts[i].run(r, why);
    }
    return FAIL(why, ERR_USAGE, MSG_cli_usage_matter, ARG_TEXT(w->word[0]));
}
