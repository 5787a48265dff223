/*
 * test_load.c -- who has how much to do, counted by hand, on both engines; who sees how much of it.
 */
#include "app/county.h"
#include "app/load.h"
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/supervision.h"
#include "entity/unit.h"

enum { OPEN_STILL = -1 };

struct scene {
    struct counties t;
    int64_t offices[2]; /* departments beside the bureau */
    int64_t today;
};

/* A matter that `lead` has, due so many days from now; closed so many days ago. The past is made
 * past the store, which takes moves of past days. */
static int64_t add(const struct scene *s, const struct entity *e, int64_t lead, int due, int closed)
{
    struct app *app = s->t.app;
    const char *more = e == &supervision_entity ? ";urgency=normal" : "";
    int64_t id = county_make(app, e, s->t.county[ANJI],
                             text("title=事项;lead=#%lld%s", (long long)lead, more));
    test_tamper(app,
                text("UPDATE matter SET state = '%s', opened_on = %lld, due = %lld, closed_on "
                     "= %s WHERE id = %lld",
                     closed == OPEN_STILL ? "working" : "closed", (long long)s->today - 400,
                     (long long)s->today + due,
                     closed == OPEN_STILL ? "NULL" : text("%lld", (long long)s->today - closed),
                     (long long)id));
    return id;
}

static struct scene scene_of(enum dialect d)
{
    struct scene s = {.t = test_counties(d)};
    struct call c = county_call(s.t.app, caller_system());
    s.today = c.today;
    call_done(&c);
    for (int i = 0; i < 2; i++)
        s.offices[i] = county_make(s.t.app, &unit_entity, s.t.county[ANJI],
                                   text("code=J%d;name_zh=局%d;level=department;parent=#%lld", i, i,
                                        (long long)s.t.county[ANJI]));
    return s;
}

static struct load load_as(const struct scene *s, struct caller who, const char *unit)
{
    struct load l = {0};
    struct call c = county_call(s->t.app, who);
    MUST_DO(load_make(&c, str_of(unit), &l, &why));
    call_done(&c);
    return l;
}

static enum err load_fails(const struct scene *s, struct caller who, const char *unit)
{
    struct load l = {0};
    struct fail why = {0};
    struct call c = county_call(s->t.app, who);
    enum err err = load_make(&c, str_of(unit), &l, &why);
    call_done(&c);
    return err;
}

/* The cell of a unit (post; 0: the row without a record, the median); -1: nothing is said. */
static int64_t cell(const struct load *l, const char *table, int64_t id, const char *column)
{
    const struct report_table *t = report_find(&l->report, str_of(table));
    for (int k = 0; t && k < t->n_columns; k++)
        for (ptrdiff_t i = 0; str_eq(t->columns[k].code, str_of(column)) && i < t->n_rows; i++)
            if (t->rows[i].id == id)
                return t->rows[i].cells[k].is_known ? t->rows[i].cells[k].n : -1;
    t_differs(__FILE__, __LINE__, "no %s of %lld in %s", column, (long long)id, table);
    return -2;
}

static ptrdiff_t n_rows(const struct load *l, const char *table)
{
    const struct report_table *t = report_find(&l->report, str_of(table));
    return t ? t->n_rows : -1;
}

/* What the bureau has: two open of its own (one overdue by 5 days, one due today) and one of the
 * section below it; two closed, one of them two days late. */
static void fill(const struct scene *s)
{
    (void)add(s, &problem_entity, s->t.bureau[ANJI], -5, OPEN_STILL);
    (void)add(s, &supervision_entity, s->t.bureau[ANJI], 0, OPEN_STILL);
    (void)add(s, &problem_entity, s->t.section[ANJI], 300, OPEN_STILL);
    (void)add(s, &problem_entity, s->t.bureau[ANJI], -2, 0);
    (void)add(s, &problem_entity, s->t.bureau[ANJI], 2, 0);
    (void)add(s, &problem_entity, s->t.bureau[ANJI], -390, 380); /* not of this year */
    (void)add(s, &problem_entity, s->offices[0], 300, OPEN_STILL);
    (void)add(s, &problem_entity, s->t.bureau[CHANGXING], 1, OPEN_STILL); /* another county's */
}

TEST(units_are_compared_with_those_of_their_own_kind)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d);
        int64_t bureau = s.t.bureau[ANJI];
        fill(&s);
        struct load l = load_as(&s, caller_as(&s.t, ANJI, POST_ROLE_promotion), "");
        CHECK_INT(cell(&l, "department", bureau, "open"), 3);
        CHECK_INT(cell(&l, "department", bureau, "near"), 1);
        CHECK_INT(cell(&l, "department", bureau, "overdue"), 1);
        CHECK_INT(cell(&l, "department", bureau, "longest_overdue_days"), 5);
        CHECK_INT(cell(&l, "department", bureau, "closed"), 2);
        CHECK_INT(cell(&l, "department", bureau, "closed_late"), 1);
        CHECK_INT(cell(&l, "department", bureau, "problem"), 2);
        CHECK_INT(cell(&l, "department", bureau, "supervision"), 1);
        CHECK_INT(cell(&l, "department", s.offices[1], "open"), 0);
        CHECK_INT(cell(&l, "department", s.offices[1], "longest_overdue_days"), -1);
        CHECK_INT(cell(&l, "department", 0, "open"), 1); /* the median of 3, 1 and 0 */
        CHECK_INT(n_rows(&l, "department"), 4);
        CHECK_INT(n_rows(&l, "township"), 1); /* one alone has no median */
        CHECK_INT(cell(&l, "township", s.t.town[ANJI], "open"), 0);
        test_app_close(s.t.app);
    }
}

TEST(who_helps_and_what_was_sent_back_is_counted_too)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d);
        int64_t id = add(&s, &problem_entity, s.t.bureau[ANJI], 9, OPEN_STILL);
        (void)county_make(
            s.t.app, &matter_party_entity, 0,
            text("matter=#%lld;unit=#%lld;role=joint", (long long)id, (long long)s.offices[1]));
        test_tamper(s.t.app, text("INSERT INTO matter_move (id, owner, version, seq, matter, move, "
                                  "was, became, moved_on) VALUES (900, %lld, 1, 1, %lld, "
                                  "'send_back', 'answered', 'working', %lld), (901, %lld, 1, 1, "
                                  "%lld, 'send_back', 'raised', 'draft', %lld)",
                                  (long long)s.t.county[ANJI], (long long)id, (long long)s.today,
                                  (long long)s.t.county[ANJI], (long long)id, (long long)s.today));
        struct load l = load_as(&s, caller_as(&s.t, ANJI, POST_ROLE_leader), "");
        CHECK_INT(cell(&l, "department", s.offices[1], "joint"), 1);
        CHECK_INT(cell(&l, "department", s.offices[1], "open"), 0);
        CHECK_INT(cell(&l, "department", s.t.bureau[ANJI], "returned"), 1);
        test_app_close(s.t.app);
    }
}

TEST(a_unit_sees_itself_beside_the_median_and_no_other)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d);
        struct caller head = caller_as(&s.t, ANJI, POST_ROLE_unit_head);
        fill(&s);
        struct load l = load_as(&s, head, "");
        CHECK_INT(n_rows(&l, "department"), 2);
        CHECK_INT(cell(&l, "department", s.t.bureau[ANJI], "open"), 3);
        CHECK_INT(cell(&l, "department", 0, "open"), 1);
        CHECK_INT(n_rows(&l, "township"), -1);
        l = load_as(&s, head, text("#%lld", (long long)s.t.bureau[ANJI]));
        CHECK_INT(cell(&l, "self", s.t.bureau[ANJI], "open"), 2); /* without the section's */
        CHECK_INT(load_fails(&s, head, text("#%lld", (long long)s.t.county[ANJI])), ERR_FORBIDDEN);
        CHECK_INT(load_fails(&s, head, "nowhere"), ERR_NOT_FOUND);
        CHECK_INT(load_fails(&s, caller_as(&s.t, ANJI, POST_ROLE_auditor), ""), ERR_FORBIDDEN);
        test_app_close(s.t.app);
    }
}

TEST(what_each_post_has_is_seen_by_the_head_only)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d);
        int64_t post = s.t.post[ANJI][POST_ROLE_reporter];
        int64_t id = add(&s, &problem_entity, s.t.bureau[ANJI], -1, OPEN_STILL);
        (void)add(&s, &problem_entity, s.t.bureau[ANJI], 300, OPEN_STILL);
        test_tamper(s.t.app, text("UPDATE matter SET responsible = %lld WHERE id = %lld",
                                  (long long)post, (long long)id));
        struct load l = load_as(&s, caller_as(&s.t, ANJI, POST_ROLE_unit_head), "");
        CHECK_INT(cell(&l, "posts", post, "open"), 1);
        CHECK_INT(cell(&l, "posts", post, "overdue"), 1);
        CHECK_INT(cell(&l, "posts", s.t.post[ANJI][POST_ROLE_unit_head], "open"), 0);
        CHECK_INT(cell(&l, "posts", 0, "open"), 1); /* no post is named */
        const enum post_role others[] = {POST_ROLE_promotion, POST_ROLE_supervision,
                                         POST_ROLE_secretary, POST_ROLE_reporter};
        for (int i = 0; i < ARRAY_LEN(others); i++) {
            l = load_as(&s, caller_as(&s.t, ANJI, others[i]), "");
            CHECK_INT(n_rows(&l, "posts"), -1);
        }
        test_app_close(s.t.app);
    }
}

TEST(matters_for_few_count_as_load_for_the_two_offices_only)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d);
        int64_t id = add(&s, &problem_entity, s.t.bureau[ANJI], 9, OPEN_STILL);
        test_tamper(s.t.app,
                    text("UPDATE matter SET visibility = 'few' WHERE id = %lld", (long long)id));
        struct load office = load_as(&s, caller_as(&s.t, ANJI, POST_ROLE_supervision), "");
        struct load leader = load_as(&s, caller_as(&s.t, ANJI, POST_ROLE_leader), "");
        CHECK_INT(cell(&office, "department", s.t.bureau[ANJI], "open"), 1);
        CHECK_INT(cell(&leader, "department", s.t.bureau[ANJI], "open"), 0);
        test_app_close(s.t.app);
    }
}
