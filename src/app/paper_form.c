/*
 * paper_form.c -- layout and series of a unit's papers, numbers, and documents of what went out.
 */
#include "app/paper_form.h"

#include "app/documents.h"
#include "app/docx_values.h"
#include "entity/document.h"
#include "entity/number_run.h"
#include "entity/paper_layout.h"

enum { LAYOUTS_MAX = 200 };

/* --- what holds for a unit -------------------------------------------------------------------- */

static bool is_in_force(const struct record *r, int64_t day)
{
    const struct value *to = &r->v[PAPER_LAYOUT_valid_to];
    return r->v[PAPER_LAYOUT_valid_from].i <= day && (to->type == VALUE_NULL || day < to->i);
}

static int depth_of(const struct unit_info *unit, int64_t owner)
{
    int i = unit->n_path - 1;
    while (i >= 0 && unit->path[i] != owner)
        i--;
    return i;
}

/* The nearest row in force that says something about that field; NULL if none does. */
static const struct record *nearest(const struct call *c, const struct unit_info *unit,
                                    const struct page *rows, int field)
{
    const struct record *best = NULL;
    int depth = -1;
    for (ptrdiff_t i = 0; i < rows->n; i++) {
        const struct record *r = &rows->at[i];
        int at = depth_of(unit, r->owner);
        if (r->v[field].type == VALUE_NULL || !is_in_force(r, c->today) || at <= depth)
            continue;
        best = r;
        depth = at;
    }
    return best;
}

static enum err read_layouts(struct call *c, const struct unit_info *unit, enum paper paper,
                             struct page *out, struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct value code = VALUE_OF_TEXT(paper_code(paper));
    struct value *path = NEW(c->a, struct value, unit->n_path + 1);
    *shape = entity_shape(&paper_layout_entity);
    for (int i = 0; i < unit->n_path; i++)
        path[i] = VALUE_OF_INT(unit->path[i]);
    struct condition where[] = {
        {.column = S("paper"), .op = OP_EQ, .values = &code, .n_values = 1},
        {.column = S("owner"), .op = OP_IN, .values = path, .n_values = unit->n_path},
    };
    /* Of two rows of one owner in force the later one counts: it comes first. */
    struct select q = {.shape = shape,
                       .where = where,
                       .n_where = ARRAY_LEN(where),
                       .sort = S("-valid_from"),
                       .limit = LAYOUTS_MAX};
    return view_select(c->view, c->a, &q, out, why);
}

/* "督查室督办": two units without a series of their own never draw the same number. */
static struct str own_series(struct call *c, const struct unit_info *unit, enum paper paper)
{
    static const enum msg words[PAPER_COUNT] = {
        [PAPER_order] = MSG_paper_series_order,           [PAPER_urging] = MSG_paper_series_urging,
        [PAPER_assignment] = MSG_paper_series_assignment, [PAPER_reply] = MSG_paper_series_reply,
        [PAPER_minutes] = MSG_paper_series_minutes,
    };
    return STR_CAT(c->a, unit->name[LANG_ZH], msg_text(LANG_ZH, words[paper]));
}

enum err paper_form_of(struct call *c, const struct unit_info *unit, enum paper paper,
                       struct paper_form *out, struct fail *why)
{
    struct page rows = {0};
    enum err err = read_layouts(c, unit, paper, &rows, why);
    if (err != OK)
        return err;
    const struct record *layout = nearest(c, unit, &rows, PAPER_LAYOUT_document);
    const struct record *series = nearest(c, unit, &rows, PAPER_LAYOUT_series);
    struct paper_form form = {
        .series = series ? series->v[PAPER_LAYOUT_series].t : own_series(c, unit, paper),
        .series_owner = series ? series->owner : unit->id,
    };
    struct document_file file = {0};
    if (layout)
        err = document_bytes(c, layout->v[PAPER_LAYOUT_document].i, &file, why);
    if (err != OK)
        return err;
    form.layout = file.bytes;
    *out = form;
    return OK;
}

/* --- numbers ---------------------------------------------------------------------------------- */

enum err number_draw(struct tx *tx, struct call *c, const struct number_of *of, int64_t *out,
                     struct fail *why)
{
    struct shape s = entity_shape(&number_run_entity);
    struct value key[] = {VALUE_OF_TEXT(of->series), VALUE_OF_INT(of->year)};
    struct value v[NUMBER_RUN_N_FIELDS] = {
        [NUMBER_RUN_series] = key[0], [NUMBER_RUN_year] = key[1]};
    struct record last = {0};
    struct fail missing = {0};
    int64_t id = 0;
    enum err err = view_find(c->view, c->a, &s, of->owner, key, &last, &missing);
    if (err != OK && err != ERR_NOT_FOUND)
        return fail_copy(why, &missing);
    int64_t n = err == OK ? last.v[NUMBER_RUN_last].i + 1 : 1;
    v[NUMBER_RUN_last] = VALUE_OF_INT(n);
    err = err == OK ? tx_update(tx, &s, last.id, last.version, v, why)
                    : tx_insert(tx, &s, of->owner, v, &id, why);
    if (err == OK)
        *out = n;
    return err;
}

/* --- keeping ---------------------------------------------------------------------------------- */

#define MEDIA_DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

enum err paper_keep(struct tx *tx, const struct paper_sheet *sheet, int64_t *out_document,
                    struct fail *why)
{
    struct shape s = entity_shape(&document_entity);
    enum document_secrecy secrecy =
        sheet->is_for_few ? DOCUMENT_SECRECY_few : DOCUMENT_SECRECY_internal;
    struct hash hash = {0};
    enum err err = tx_blob(tx, sheet->bytes, &hash, why);
    if (err != OK)
        return err;
    struct str sha256 = hex_of(tx_arena(tx), (struct str){(const char *)hash.b, HASH_LEN});
    struct value v[DOCUMENT_N_FIELDS] = {
        [DOCUMENT_title] = VALUE_OF_TEXT(sheet->title),
        [DOCUMENT_number] = VALUE_OF_TEXT(sheet->number),
        [DOCUMENT_type] = VALUE_OF_TEXT(document_types[DOCUMENT_TYPE_generated].code),
        [DOCUMENT_issuer] = VALUE_OF_TEXT(sheet->issuer),
        [DOCUMENT_issued_on] = VALUE_OF_INT(sheet->issued_on),
        [DOCUMENT_secrecy] = VALUE_OF_TEXT(document_secrecies[secrecy].code),
        [DOCUMENT_file_name] = VALUE_OF_TEXT(sheet->file_name),
        [DOCUMENT_media_type] = VALUE_OF_TEXT(S(MEDIA_DOCX)),
        [DOCUMENT_size_bytes] = VALUE_OF_INT(sheet->bytes.len),
        [DOCUMENT_sha256] = VALUE_OF_TEXT(sha256),
    };
    return tx_insert(tx, &s, sheet->owner, v, out_document, why);
}

/* --- names ------------------------------------------------------------------------------------ */

struct docx_row paper_names(struct arena *a)
{
    struct docx_value fact[] = {DOCX_TEXT("label", S("")), DOCX_TEXT("text", S(""))};
    struct docx_row *facts = NEW(a, struct docx_row, 1);
    const struct docx_row *text = docx_texts(a, S("text"), &S(""), 1);
    facts[0] = docx_row_of(a, fact, ARRAY_LEN(fact));
    struct docx_value v[] = {
        DOCX_TEXT("title", S("")),  DOCX_TEXT("number", S("")),    DOCX_TEXT("to", S("")),
        DOCX_TEXT("from", S("")),   DOCX_TEXT("date", S("")),      DOCX_TEXT("subject", S("")),
        DOCX_TEXT("due", S("")),    DOCX_LIST("opening", text, 1), DOCX_LIST("facts", facts, 1),
        DOCX_LIST("asks", text, 1),
    };
    return docx_row_of(a, v, ARRAY_LEN(v));
}
