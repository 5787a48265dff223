/*
 * refs.h -- references as people write them: "330523", "gdp", "330523-tjj/tjj-jz", "#12".
 *
 * A text is a code (login, title) of a record that the caller may read, nearest owner first: the
 * home county's, then those above it. "UNIT/CODE" names the unit too. "#12" is an id for certain;
 * digits that are no code are an id. All texts of one entity are looked for in one go.
 */
#ifndef REFS_H
#define REFS_H

#include "app/lookup.h"
#include "app/rights.h"

enum ref_state { REF_UNKNOWN, REF_FOUND, REF_AMBIGUOUS };

struct ref_answer {
    struct str text;
    enum ref_state state;
    int64_t id;
    int rank;              /* how near its owner is; 0 is home */
    struct str suggestion; /* what may have been meant, to be typed; "" if nothing was found */
};

struct ref_table {
    const struct entity *e;
    struct map seen; /* text to index + 1 */
    struct ref_answer *at;
    ptrdiff_t n, room, n_resolved;
};

struct refs {
    struct call *c;
    struct lookups *l;
    int64_t home; /* county whose codes come first */
    struct ref_table *tables[16];
    int n_tables;
};

struct refs refs_on(struct call *c, struct lookups *l, int64_t home);
void refs_want(struct refs *r, const struct entity *e, struct str text);
/* Answers everything wanted since the last time. */
MUST_USE enum err refs_resolve(struct refs *r, struct fail *why);
/* NULL if it was never wanted. */
const struct ref_answer *refs_find(const struct refs *r, const struct entity *e, struct str text);
/* The field that people know a record by: its code, else what names it. Index into fields. */
int ref_code_field(const struct entity *e);

/* A field whose reference was not understood, in a list beside the inputs. */
struct ref_fault {
    struct str field;
    const struct ref_answer *answer;
};
/*
 * Replace the texts of reference fields by ids. Those that are wrong become texts that no kind
 * takes; ref_faults_tell() then puts the reason in place of "malformed".
 */
MUST_USE enum err refs_inputs(struct refs *r, const struct shape *s, struct input *in, ptrdiff_t n,
                              struct ref_fault *faults, ptrdiff_t *out_n, struct fail *why);
void ref_faults_tell(const struct ref_fault *faults, ptrdiff_t n, struct problems *probs);

#endif
