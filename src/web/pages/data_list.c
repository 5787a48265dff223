/*
 * data_list.c -- the list of any entity: filters and order stand in the address, so that a list is
 * a link one can send; the export holds exactly what it shows.
 */
#include "templates.h"
#include "web/pages/facts.h"
#include "web/pages/filter.h"
#include "web/pages/pages.h"

enum { ROWS_ON_PAGE = 50, FILTERS_MAX = 40, COLUMNS_SHOWN = 8 };

struct list {
    struct exchange *x;
    struct shape shape;
    struct list_query q;
    struct data_page p;
    struct str base; /* "/data/units" */
    int *columns;    /* fields of the shape that are shown, in their order */
    int n_columns;
    struct str fields; /* ?fields= as it was understood; "" where the usual columns are shown */
};

/* Names of the query that are no filters. */
static bool is_reserved(struct str name)
{
    static const struct str names[] = {S_("q"),     S_("sort"), S_("after"), S_("done"),
                                       S_("as_of"), S_("lang"), S_("post"),  S_("fields")};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_eq(name, names[i]))
            return true;
    return false;
}

static void read_query(struct list *l)
{
    struct exchange *x = l->x;
    struct input *filters = NEW(x->a, struct input, FILTERS_MAX);
    l->q = (struct list_query){.e = x->entity,
                               .filters = filters,
                               .search = str_trim(query_get(x, S("q"))),
                               .sort = query_get(x, S("sort")),
                               .after = query_get(x, S("after")),
                               .limit = ROWS_ON_PAGE};
    for (ptrdiff_t i = 0; i < x->query.n && l->q.n_filters < FILTERS_MAX; i++) {
        const struct pair *p = &x->query.at[i];
        if (p->text.len > 0 && !is_reserved(p->name))
            filters[l->q.n_filters++] = (struct input){.field = p->name, .text = p->text};
    }
}

/* The list's address with these changes; NULL as `without` leaves all filters in place. */
struct turn {
    struct str sort, after;
    const struct input *without;
    bool usual_columns;
};

static struct address list_address(const struct list *l, struct str path, const struct turn *turn)
{
    struct address to = address_on(l->x, path);
    address_put(&to, S("q"), l->q.search);
    for (ptrdiff_t i = 0; i < l->q.n_filters; i++)
        if (&l->q.filters[i] != turn->without)
            address_put(&to, l->q.filters[i].field, l->q.filters[i].text);
    if (!turn->usual_columns)
        address_put(&to, S("fields"), l->fields);
    address_put(&to, S("sort"), turn->sort);
    address_put(&to, S("after"), turn->after);
    return to;
}

static struct str turned(const struct list *l, const struct turn *turn)
{
    struct address to = list_address(l, l->base, turn);
    return address_str(&to);
}

static const struct input *filter_of(const struct list *l, struct str field)
{
    for (ptrdiff_t i = 0; i < l->q.n_filters; i++)
        if (str_eq(l->q.filters[i].field, field))
            return &l->q.filters[i];
    return NULL;
}

static void put_choices(const struct list *l, const struct field *f, struct view_filter *to)
{
    int n = f->kind == KIND_BOOL ? 2 : f->n_choices;
    struct view_option *at = NEW(l->x->a, struct view_option, n + 1);
    for (int i = 0; i < n; i++) {
        bool is_yes = i == 0;
        if (f->kind == KIND_BOOL)
            at[i] = (struct view_option){is_yes ? S("yes") : S("no"),
                                         words(l->x, is_yes ? MSG_web_yes : MSG_web_no), false};
        else
            at[i] = (struct view_option){f->choices[i].code,
                                         choice_label(&f->choices[i], l->x->call.lang), false};
        at[i].is_chosen = str_eq(to->value, at[i].code);
    }
    to->options.at = at;
    to->options.n = n;
    to->is_choice = true;
}

/* A choice, what it refers to, a day or a text. */
static enum err put_filter(const struct list *l, const struct field *f, struct view_filter *to,
                           struct fail *why)
{
    enum err err = OK;
    if (f->kind == KIND_ENUM || f->kind == KIND_BOOL)
        put_choices(l, f, to);
    else if (f->kind == KIND_REF)
        err = filter_refs(l->x, f->ref, to, why);
    if (!to->is_choice && !to->is_suggested)
        to->type = f->kind == KIND_DATE ? S("date") : S("text");
    return err;
}

static enum err put_filters(const struct list *l, struct view_data_list *v, struct fail *why)
{
    enum err err = OK;
    struct view_filter *at = NEW(l->x->a, struct view_filter, l->shape.n + 1);
    ptrdiff_t n = 0;
    for (int i = 0; err == OK && i < l->shape.n; i++) {
        const struct field *f = &l->shape.fields[i];
        if (!(f->flags & FIELD_FILTER))
            continue;
        const struct input *now = filter_of(l, f->name);
        at[n] = (struct view_filter){.name = f->name,
                                     .label = field_label(f, l->x->call.lang),
                                     .value = now ? now->text : S("")};
        err = put_filter(l, f, &at[n++], why);
    }
    v->filters.at = at;
    v->filters.n = n;
    return err;
}

/* What a filter's choices call its value; the value itself where they do not know it. */
static struct str value_called(const struct view_data_list *v, struct str name, struct str value)
{
    for (ptrdiff_t i = 0; i < v->filters.n; i++)
        for (ptrdiff_t k = 0; k < v->filters.at[i].options.n; k++) {
            const struct view_option *option = &v->filters.at[i].options.at[k];
            if (str_eq(v->filters.at[i].name, name) && option->is_chosen)
                return option->label;
        }
    return value;
}

/* "state", "valid_from.ge": the field's label and what was asked for. */
static struct str chip_words(const struct list *l, const struct view_data_list *v,
                             const struct input *filter)
{
    struct str op = S("");
    struct str name = str_cut(filter->field, '.', &op);
    int at = shape_index(&l->shape, name);
    struct str label = at < 0 ? name : field_label(&l->shape.fields[at], l->x->call.lang);
    struct str text = filter->text;
    for (int i = 0; at >= 0 && i < l->shape.fields[at].n_choices; i++)
        if (str_eq(l->shape.fields[at].choices[i].code, text))
            text = choice_label(&l->shape.fields[at].choices[i], l->x->call.lang);
    if (op.len == 0)
        text = value_called(v, name, text);
    return str_fmt(l->x->a, "%.*s %.*s %.*s", STR_ARG(label), STR_ARG(op), STR_ARG(text));
}

static void put_chips(const struct list *l, struct view_data_list *v)
{
    struct view_chip *at = NEW(l->x->a, struct view_chip, l->q.n_filters + 1);
    for (ptrdiff_t i = 0; i < l->q.n_filters; i++) {
        struct turn turn = {.sort = l->q.sort, .without = &l->q.filters[i]};
        at[i] = (struct view_chip){chip_words(l, v, &l->q.filters[i]), turned(l, &turn)};
    }
    v->chips.at = at;
    v->chips.n = l->q.n_filters;
}

static bool is_number(const struct field *f)
{
    return f->kind == KIND_INT || f->kind == KIND_DECIMAL;
}

static bool is_shown(const struct list *l, int field)
{
    for (int i = 0; i < l->n_columns; i++)
        if (l->columns[i] == field)
            return true;
    return false;
}

static bool may_be_shown(const struct list *l, int field)
{
    return l->shape.fields[field].kind != KIND_PROTECTED;
}

/* "code,name_zh": as the API takes it. */
static struct str column_names(const struct list *l)
{
    struct buf names = buf_on(l->x->a, 64 * KIB);
    for (int i = 0; i < l->n_columns; i++) {
        if (i > 0)
            buf_byte(&names, ',');
        buf_add(&names, l->shape.fields[l->columns[i]].name);
    }
    return buf_str(&names);
}

static void choose_column(struct list *l, struct str name)
{
    int at = shape_index(&l->shape, name);
    if (at < 0 || !may_be_shown(l, at))
        PROBLEM(&l->x->call.problems, S("fields"), S("unknown"), MSG_web_api_no_field,
                ARG_TEXT(name));
    else if (!is_shown(l, at))
        l->columns[l->n_columns++] = at;
}

/* What ?fields= says: names parted by commas, and once for each box of the form that is ticked.
 * Without it the columns as first shown, in order of the fields. */
static void read_columns(struct list *l)
{
    struct exchange *x = l->x;
    l->columns = NEW(x->a, int, l->shape.n + 1);
    for (ptrdiff_t i = 0; i < x->query.n; i++)
        if (str_eq(x->query.at[i].name, S("fields")))
            for (struct str rest = x->query.at[i].text; rest.len > 0;)
                choose_column(l, str_trim(str_cut(rest, ',', &rest)));
    if (l->n_columns > 0)
        l->fields = column_names(l);
    for (int i = 0; l->fields.len == 0 && i < l->shape.n && l->n_columns < COLUMNS_SHOWN; i++)
        if (l->shape.fields[i].flags & FIELD_LIST)
            l->columns[l->n_columns++] = i;
}

static void keep(struct view_kept *at, ptrdiff_t *n, struct str name, struct str text)
{
    if (text.len > 0)
        at[(*n)++] = (struct view_kept){name, text};
}

/* The chooser of columns: a box for each field; filters and order stay as they are. */
static void put_chooser(const struct list *l, struct view_data_list *v)
{
    struct view_option *at = NEW(l->x->a, struct view_option, l->shape.n + 1);
    struct view_kept *kept = NEW(l->x->a, struct view_kept, l->q.n_filters + 2);
    struct turn usual = {.sort = l->q.sort, .usual_columns = true};
    ptrdiff_t n_kept = 0;
    ptrdiff_t n = 0;
    for (int i = 0; i < l->shape.n; i++)
        if (may_be_shown(l, i))
            at[n++] = (struct view_option){l->shape.fields[i].name,
                                           field_label(&l->shape.fields[i], l->x->call.lang),
                                           is_shown(l, i)};
    keep(kept, &n_kept, S("q"), l->q.search);
    for (ptrdiff_t i = 0; i < l->q.n_filters; i++)
        keep(kept, &n_kept, l->q.filters[i].field, l->q.filters[i].text);
    keep(kept, &n_kept, S("sort"), l->q.sort);
    v->choices.at = at;
    v->choices.n = n;
    v->kept.at = kept;
    v->kept.n = n_kept;
    if (l->fields.len > 0)
        v->usual_columns = turned(l, &usual);
}

static void put_columns(const struct list *l, struct view_data_list *v)
{
    struct view_column *at = NEW(l->x->a, struct view_column, l->n_columns + 1);
    for (int i = 0; i < l->n_columns; i++) {
        const struct field *f = &l->shape.fields[l->columns[i]];
        bool is_own = l->columns[i] >= l->shape.e->n_fields; /* no index gives them in order */
        bool is_up = str_eq(l->q.sort, f->name);
        struct str down = str_fmt(l->x->a, "-%.*s", STR_ARG(f->name));
        bool is_down = str_eq(l->q.sort, down);
        struct turn turn = {.sort = is_up ? down : f->name};
        at[i] = (struct view_column){.name = f->name,
                                     .label = field_label(f, l->x->call.lang),
                                     .address = is_own ? S("") : turned(l, &turn),
                                     .order = is_up     ? S("ascending")
                                              : is_down ? S("descending")
                                                        : S(""),
                                     .is_up = is_up,
                                     .is_down = is_down,
                                     .is_number = is_number(f)};
    }
    v->columns.at = at;
    v->columns.n = l->n_columns;
}

static struct view_data_row row_of(const struct list *l, const struct record *r)
{
    struct exchange *x = l->x;
    const int *columns = l->columns;
    int n = l->n_columns;
    struct view_cell *cells = NEW(x->a, struct view_cell, n + 1);
    for (int i = 0; i < n; i++) {
        const struct field *f = &l->shape.fields[columns[i]];
        cells[i].label = field_label(f, x->call.lang);
        cells[i].text = value_words(x, f, &r->v[columns[i]], &l->p.names, &cells[i].address);
        cells[i].is_number = is_number(f);
    }
    cells[0].is_first = true;
    cells[0].address = record_address(x, l->shape.e, r->id);
    if (cells[0].text.len == 0)
        cells[0].text = str_fmt(x->a, "#%lld", (long long)r->id);
    return (struct view_data_row){.cells = {cells, n}};
}

static void put_rows(const struct list *l, struct view_data_list *v)
{
    struct view_data_row *at = NEW(l->x->a, struct view_data_row, l->p.page.n + 1);
    put_columns(l, v);
    for (ptrdiff_t i = 0; i < l->p.page.n; i++)
        at[i] = row_of(l, &l->p.page.at[i]);
    v->rows.at = at;
    v->rows.n = l->p.page.n;
}

static struct str export_address(const struct list *l, enum table_kind kind)
{
    struct exchange *x = l->x;
    struct turn turn = {.sort = l->q.sort};
    struct address to =
        list_address(l, str_fmt(x->a, "/api/v1/%.*s/export", STR_ARG(l->shape.e->plural)), &turn);
    if (l->fields.len == 0)
        address_put(&to, S("fields"), column_names(l));
    address_put(&to, S("labels"), S("true"));
    if (kind != TABLE_CSV)
        address_put(&to, S("format"), table_kind_word(kind));
    address_put(&to, S("lang"), lang_code(x->call.lang));
    if (x->as_of_day != DATE_NONE)
        address_put(&to, S("as_of"), date_str(x->a, x->as_of_day));
    return address_str(&to);
}

static void put_pager(const struct list *l, struct view_data_list *v)
{
    struct turn next = {.sort = l->q.sort, .after = l->p.page.next};
    struct turn first = {.sort = l->q.sort};
    if (l->p.page.next.len > 0)
        v->next = turned(l, &next);
    if (l->q.after.len > 0)
        v->first = turned(l, &first);
}

static enum err view_of(const struct list *l, struct view_data_list *out, struct fail *why)
{
    struct exchange *x = l->x;
    const struct entity *e = l->shape.e;
    bool may_make = may_write_to(&x->call, e, WRITE_MAKE) && x->as_of_day == DATE_NONE;
    struct view_data_list v = {
        .shell = shell_on(x, words(x, e->titles), l->base),
        .plural = e->plural,
        .title = words(x, e->titles),
        .about = words(x, e->about),
        .may_make = may_make,
        .has_search = entity_is_searched(e),
        .needs_filter = e->is_bulk && l->q.n_filters == 0,
        .search = l->q.search,
        .sort = l->q.sort,
        .chosen_fields = l->fields,
        .is_wide = l->n_columns > COLUMNS_SHOWN,
        .export_address = export_address(l, TABLE_CSV),
        .xlsx_address = export_address(l, TABLE_XLSX),
        .troubles = troubles_on(x, &l->shape),
    };
    shell_crumb(x, &v.shell, words(x, MSG_web_settings_title), S("/settings"));
    shell_crumb(x, &v.shell, v.title, S(""));
    enum err err = put_filters(l, &v, why);
    put_chips(l, &v);
    put_chooser(l, &v);
    put_rows(l, &v);
    put_pager(l, &v);
    *out = v;
    return err;
}

/* A bulk entity lists nothing until a filter is chosen; a wrong filter is said above the list. */
static enum err read_rows(struct list *l, struct fail *why)
{
    struct fail tried = {0};
    if (l->shape.e->is_bulk && l->q.n_filters == 0)
        return OK;
    enum err err = data_page_read(l->x, &l->q, &l->p, &tried);
    if (err == ERR_INVALID)
        return OK;
    *why = tried;
    return err;
}

enum err page_data(struct exchange *x, struct fail *why)
{
    struct list l = {.x = x};
    l.base = str_fmt(x->a, "/data/%.*s", STR_ARG(x->entity->plural));
    enum err err = records_shape(&x->call, x->entity, x->call.who.unit, &l.shape, why);
    if (err != OK)
        return err;
    read_query(&l);
    err = read_rows(&l, why);
    if (err != OK)
        return err;
    if (l.p.x)
        l.shape = l.p.shape;
    read_columns(&l);
    struct view_data_list v = {0};
    err = view_of(&l, &v, why);
    if (err != OK)
        return err;
    if (wants_json(x))
        return respond_view(x, view_table_data_list(), &v, why);
    struct buf page = respond_buf(x);
    template_data_list(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
