/*
 * entity.h -- what a record is, written once as data.
 *
 * An entity is a table of fields (NAME.def, expanded in NAME.h and NAME.c). Schema, history,
 * validation, canonical bytes, list, form, API, OpenAPI, import, export and manual are loops over
 * that table; none of them knows an entity by name. At run time a county's own typed fields follow
 * the compiled ones: the two together are a `struct shape`, and every reader takes a shape.
 *
 * To add an entity: NAME.def, NAME.h, NAME.c here, a row in entities.c, its labels and helps in
 * ui/po/, a migration, and rights in app/rights.c. Nothing else; tests fail until all are there.
 */
#ifndef ENTITY_H
#define ENTITY_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/err.h"
#include "base/period.h"

/* A value as the database, the journal and the readers carry it. */
enum value_type { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BLOB };
struct value {
    enum value_type type;
    int64_t i;
    struct str t;
};
#define VALUE_OF_INT(x)  ((struct value){.type = VALUE_INT, .i = (x)})
#define VALUE_OF_TEXT(x) ((struct value){.type = VALUE_TEXT, .t = (x)})
#define VALUE_OF_BLOB(x) ((struct value){.type = VALUE_BLOB, .t = (x)})
#define VALUE_OF_NULL    ((struct value){.type = VALUE_NULL})

/* Kinds of value; each has a row in kinds.c that says how it is parsed, shown, stored, compared. */
enum kind {
    KIND_TEXT,  /* one line */
    KIND_LINES, /* text of several lines */
    KIND_CODE,  /* letters, digits, - _ . : an identifier typed by people */
    KIND_INT,
    KIND_DECIMAL, /* struct decimal */
    KIND_DATE,
    KIND_PERIOD,
    KIND_ENUM, /* one of the field's choices, stored as its code */
    KIND_BOOL,
    KIND_REF,       /* id of a record of field->ref */
    KIND_PROTECTED, /* one line of personal data: stored as ciphertext under the record's own key */
    KIND_COUNT
};

/* The C type that holds each kind in an entity's struct. */
#define C_TYPE_TEXT      struct str
#define C_TYPE_LINES     struct str
#define C_TYPE_CODE      struct str
#define C_TYPE_INT       int64_t
#define C_TYPE_DECIMAL   struct decimal
#define C_TYPE_DATE      int64_t
#define C_TYPE_PERIOD    struct period
#define C_TYPE_ENUM      int64_t /* index into choices */
#define C_TYPE_BOOL      int64_t /* 0 or 1 */
#define C_TYPE_REF       int64_t
#define C_TYPE_PROTECTED struct str /* ciphertext */

struct choice {
    struct str code;
    enum msg label;
    struct str label_text[LANG_COUNT]; /* of a county's own field; else empty */
};

/*
 * An enumeration is one X-macro, e.g.
 *   #define UNIT_LEVELS(X) X(unit, level, nation) X(unit, level, province) ...
 * from which come enum values UNIT_LEVEL_nation (CHOICE_ENUM with a prefix macro in the header) and
 * the table of choices with labels "unit.level.nation".
 */
#define CHOICE_ROW(e, f, c) {.code = S_(#c), .label = MSG_##e##_##f##_##c},
/* Choices that several entities share have labels "NAME.CODE". */
#define SHARED_CHOICE_ROW(name, c) {.code = S_(#c), .label = MSG_##name##_##c},

enum field_flag {
    FIELD_LIST = 1,    /* a column of the list as first shown */
    FIELD_FILTER = 2,  /* the page of a list offers it as a filter; the API takes every field */
    FIELD_FIXED = 4,   /* set when made, never changed */
    FIELD_SYSTEM = 8,  /* set by the program; shown, not typed */
    FIELD_SEARCH = 16, /* the q= of a list looks in it */
    FIELD_SORT = 32,   /* lists are ordered by it however many rows there are: it has an index */
};

struct field {
    struct str name;      /* column, form field, JSON member, CSV heading */
    enum msg label, help; /* "ENTITY.NAME" and "ENTITY.NAME.help" */
    enum kind kind;
    const struct entity *ref;     /* KIND_REF: entity pointed at */
    const struct choice *choices; /* KIND_ENUM */
    int n_choices;
    struct str dflt;  /* text form of the default; "" is none */
    int64_t min, max; /* numbers: value (decimals in e4); text: characters; both 0 is no limit */
    unsigned flags;   /* enum field_flag */
    size_t offset;    /* in the entity's struct */
    bool required;
    struct str label_text[LANG_COUNT], help_text[LANG_COUNT]; /* of a county's own field */
};

/*
 * The readings of a .def line. NAME.h and NAME.c define FIELD(...) as one of them with a closing
 * comma, e.g. FIELD_MEMBER(__VA_ARGS__, ), so that a field without attributes is well formed too.
 */
#define FIELD_MEMBER(k, n, ...) C_TYPE_##k n;
#define FIELD_ROW(e, k, n, ...) FIELD_ROW_IN(e, e, k, n, __VA_ARGS__)
/* A field of e in the struct of one of its kinds. */
#define FIELD_ROW_IN(s, e, k, n, ...) \
    {.name = S_(#n),                  \
     .label = MSG_##e##_##n,          \
     .help = MSG_##e##_##n##_help,    \
     .kind = KIND_##k,                \
     .offset = offsetof(struct s, n), \
     __VA_ARGS__},

/* What can be done to the records of an entity, as a set. */
enum write { WRITE_MAKE = 1, WRITE_MEND = 2, WRITE_VOID = 4 };

/* What records are about: settings and manual are divided by it. */
enum topic {
    TOPIC_none,
    TOPIC_organisation,
    TOPIC_figures,
    TOPIC_matters,
    TOPIC_rules,  /* what a county sets for the handling of its matters */
    TOPIC_traces, /* what the handling of matters leaves behind */
    TOPIC_program,
    TOPIC_COUNT
};
extern const enum msg topics[TOPIC_COUNT]; /* their headings */

struct entity {
    struct str name;        /* table, address, API: "indicator" */
    struct str plural;      /* address of the list: "indicators" */
    enum msg title, titles; /* "entity.indicator", "entity.indicators" */
    enum msg about;         /* one sentence for the manual: "entity.indicator.about" */
    enum topic topic;
    const struct field *fields;
    int n_fields;
    /*
     * What it is a kind of, or NULL: a problem is a kind of matter. The base's fields stand first
     * in `fields`. The store keeps them in the base's table and the others in one of its own, under
     * the same id and version; the journal has one row, the kind's, with all of them.
     */
    const struct entity *base;
    bool is_base;       /* read by itself, written only through the kinds that build on it */
    unsigned acts_only; /* writes that only an act of its own does; `made_by` says which */
    enum msg made_by;
    bool is_taken_over;      /* the machine takes over old records of what only an act makes */
    size_t size, set_offset; /* of the C struct; of its `set` mask */
    struct str key;          /* fields that identify a record, "a,b"; "": it has no natural key */
    bool key_is_owners;      /* the key is unique within its owner, not in the whole installation */
    bool key_is_optional; /* a key of one field that may be empty: such records are all different */
    /* Where there is no key: fields by which an import knows a record again, "a,b". Several records
     * may be alike; then a row of a file cannot tell which it means. */
    struct str alike;
    struct str show; /* fields that name it to people; "name" means name_zh / name_en */
    struct str sort; /* default order of its list: "code", "-issued_on", "-id" */
    /* Columns of an index that answers a read made on every page by itself, and which rows it has.
     */
    struct str covered, covered_where;
    bool is_subject; /* ids come from the `subject` table */
    bool is_bulk;    /* millions of rows: no q= search, lists need a filter */
    /* Rules across fields, compiled fields only. `row` is the entity's struct. */
    void (*check)(const void *row, struct problems *probs);
};

/* The fields of an entity as one owner sees them: compiled, then the owner's own. */
struct shape {
    const struct entity *e;
    const struct field *fields;
    int n;
};

/* A record as readers see it. v[i] belongs to shape.fields[i]. */
struct record {
    int64_t id, owner, version, seq; /* owner: unit; seq: journal entry that made this version */
    struct value *v;
};
struct records {
    struct record *at;
    ptrdiff_t n;
};

bool value_eq(const struct value *a, const struct value *b);

enum { ENTITIES_MAX = 128 };                  /* as many as there may be */
extern const struct entity *const entities[]; /* ends with NULL; order is creation order */
/* Is this done to its records by themselves, not through kinds or by an act of its own? */
bool entity_takes(const struct entity *e, enum write w);
int entity_index(const struct entity *e);  /* its place in entities[] */
int entity_n_base(const struct entity *e); /* how many of its fields are its base's */
const struct entity *entity_find(struct str name_or_plural);
struct shape entity_shape(const struct entity *e); /* compiled fields only */
/* Compiled fields, then `extra` (n_extra of them), in one array in `a`. */
struct shape shape_with(struct arena *a, const struct entity *e, const struct field *extra,
                        int n_extra);
int shape_index(const struct shape *s, struct str name); /* -1 if there is none */
/* May a list be filtered by it? Ciphertext is never looked through; all else may be asked for. */
bool field_is_filtered(const struct field *f);
/* Does the q= of its lists look anywhere? */
bool entity_is_searched(const struct entity *e);

/* The field that one of the `show` names stands for: in the language, else in Chinese; -1: none of
 * them has a value. */
int entity_show_field(const struct shape *s, struct str shown, enum lang lang,
                      const struct value *v);
/* What names a record to people: its `show` fields that have a value, parted by " · "; references
 * as "#id". */
void record_title(struct buf *out, enum lang lang, const struct shape *s, const struct value *v);

struct str field_label(const struct field *f, enum lang lang);
struct str field_help(const struct field *f, enum lang lang);
struct str choice_label(const struct choice *c, enum lang lang);

/* --- kinds of value ------------------------------------------------------------------------- */

struct kind_row {
    struct str name;         /* "text", "decimal": in the manual and for a county's own fields */
    enum value_type stored;  /* VALUE_INT or VALUE_TEXT */
    struct str json, format; /* JSON Schema type and format */
    struct str input;        /* HTML: "text", "date", "select", "textarea", "checkbox", "number" */
};
extern const struct kind_row kinds[KIND_COUNT];

/* Text as typed to a value. False and *why if it is none of the kind; limits are not looked at. */
bool kind_parse(struct arena *a, const struct field *f, struct str text, struct value *out,
                struct message *why);
/* The exact machine form: CSV cell, JSON member without quotes, API filter. A null is "". */
void kind_text(struct buf *out, const struct field *f, const struct value *v);
/* For people in a language: choice labels, 是/否, dates as written there. A reference is "#id". */
void kind_show(struct buf *out, enum lang lang, const struct field *f, const struct value *v);

/* --- whole records -------------------------------------------------------------------------- */

/* What a person or program gave for one field. A field not given is left as it is. */
struct input {
    struct str field;
    struct str text;
    bool is_null; /* JSON null: make it empty */
};

/*
 * Fill v[shape->n] from the inputs, over `old` (NULL when made new: defaults apply). All problems
 * are reported: unknown and system fields, required, malformed, out of range, then e->check().
 */
void record_read(struct arena *a, const struct shape *s, const struct input *in, ptrdiff_t n_in,
                 const struct value *old, struct value *v, struct problems *probs);
/* Values to the entity's struct and back. Only compiled fields. */
void record_to_struct(const struct entity *e, const struct value *v, void *row);
void record_from_struct(const struct entity *e, const void *row, struct value *v);

/*
 * Canonical bytes of one version of a record, as the journal keeps them: net strings (LEN:BYTES,)
 * of the form's number, entity, id, owner, version, then name and value of each compiled field
 * that has one, then "extra" and the county's own fields as JSON. Nothing in it is ambiguous.
 */
void record_canon(struct buf *out, const struct shape *s, const struct record *r);
/* The same with the JSON of the own fields at hand (it may hold more than the shape knows). */
void record_canon_extra(struct buf *out, const struct entity *e, const struct record *r,
                        struct str extra_json);

/* --- a county's own fields (extra.c) ---------------------------------------------------------- */

/*
 * The values of the fields behind the compiled ones as one canonical JSON object, sorted by name;
 * "" if there are none. Values stand as they are stored: numbers (decimals in e4) or strings.
 */
struct str record_extra_json(struct arena *a, const struct shape *s, const struct value *v);
/* The same, and what `old` holds of fields that the shape does not know is kept. */
struct str record_extra_merge(struct arena *a, const struct shape *s, const struct value *v,
                              struct str old);
/* Fill the values of s behind the compiled ones; what is of another kind than the shape's field of
 * that name is another county's, or of before, and left out. False if `json` is not as above. */
bool record_extra_parse(struct arena *a, const struct shape *s, struct str json, struct value *v);

struct extra_field; /* entity/extra_field.h */
/* The field that a row of extra_field describes. In `a`; false if its choices are malformed. */
bool extra_describe(struct arena *a, const struct extra_field *x, struct field *out);

#endif
