/*
 * test_matter_paper.c -- papers about a matter: numbered, kept, read by who sees the matter.
 */
#include "app/county.h"
#include "app/matter_paper.h"
#include "entity/document.h"
#include "entity/matter.h"
#include "entity/matter_paper.h"
#include "entity/number_run.h"
#include "entity/paper_layout.h"
#include "entity/problem.h"
#include "format/package.h"

#include <pthread.h>

#define ANSWER "result=已腾地;cause=补偿未谈拢;measure=一户一策;next=交地;next_on=2099-01-31"

static struct str said;

/* On a day; DATE_NONE is today. */
static enum err issue_on(struct app *app, struct caller who, int64_t day, int64_t matter,
                         enum paper paper, struct paper_issued *out)
{
    struct fail why = {0};
    struct call c = county_call(app, who);
    c.today = day == DATE_NONE ? c.today : day;
    struct paper_order o = {.matter = matter, .paper = paper, .note = S("请见附件。")};
    enum err err = matter_paper_issue(&c, &o, out, &why);
    said = err == OK ? S("") : message_str(t_arena(), LANG_EN, &why.message);
    call_done(&c);
    return err;
}

static enum err issue(struct app *app, struct caller who, int64_t matter, enum paper paper,
                      struct paper_issued *out)
{
    return issue_on(app, who, DATE_NONE, matter, paper, out);
}

/* The text of an issued paper as Word has it. */
static struct str words_of(struct app *app, int64_t matter, int64_t paper)
{
    struct document_file file = {0};
    struct package package = {0};
    struct call c = county_call(app, caller_system());
    MUST_DO(matter_paper_file(&c, matter, paper, &file, &why));
    MUST_DO(package_read(t_arena(), file.bytes, &package, &why));
    const struct package_part *document = package_find(&package, S("word/document.xml"));
    call_done(&c);
    REQUIRE(document);
    return document->bytes;
}

static void move(struct app *app, struct caller who, int64_t matter, const char *code,
                 const char *given)
{
    struct call c = county_call(app, who);
    struct move_order o = {.matter = matter, .move = str_of(code)};
    int64_t id = 0;
    o.in = county_inputs(given, &o.n_in);
    MUST_DO(matter_move(&c, &o, &id, &why));
    call_done(&c);
}

struct scene {
    struct counties t;
    struct caller office, head;
    int64_t problem;
};

/* A problem that the bureau works on. */
static struct scene scene_of(enum dialect d, const char *more)
{
    struct scene s = {.t = test_counties(d)};
    struct caller reporter = caller_as(&s.t, ANJI, POST_ROLE_reporter);
    s.office = caller_as(&s.t, ANJI, POST_ROLE_promotion);
    s.head = caller_as(&s.t, ANJI, POST_ROLE_unit_head);
    CHECK_INT(county_create(s.t.app, reporter, &problem_entity, 0,
                            text("title=天二项目征地受阻;blocked=三户未签约;%s", more), &s.problem),
              OK);
    move(s.t.app, reporter, s.problem, "submit", "measure=一户一策");
    move(s.t.app, s.office, s.problem, "assign",
         text("due=2099-12-31;lead=#%lld", (long long)s.t.bureau[ANJI]));
    move(s.t.app, s.head, s.problem, "accept", "");
    return s;
}

static int64_t year_now(struct app *app)
{
    struct call c = county_call(app, caller_system());
    int64_t year = date_ymd(c.today).year;
    call_done(&c);
    return year;
}

TEST(an_issued_paper_has_the_next_number_of_its_series_and_is_kept)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d, "");
        struct app *app = s.t.app;
        struct paper_issued first = {0};
        struct paper_issued second = {0};
        int64_t year = year_now(app);
        (void)county_make(app, &paper_layout_entity, s.t.county[ANJI], "paper=order;series=安督办");
        CHECK_INT(issue(app, s.office, s.problem, PAPER_order, &first), OK);
        CHECK_INT(issue(app, s.office, s.problem, PAPER_order, &second), OK);
        CHECK_STR(first.number, paper_number(t_arena(), S("安督办"), year, 1));
        CHECK_STR(second.number, paper_number(t_arena(), S("安督办"), year, 2));
        CHECK_STR(county_field(app, s.office, &document_entity, second.document, "number"),
                  second.number);
        CHECK_STR(county_field(app, s.office, &document_entity, second.document, "type"),
                  S("generated"));
        CHECK_INT(county_field(app, s.office, &document_entity, second.document, "sha256").len, 64);
        CHECK_STR(county_field(app, s.office, &matter_paper_entity, second.id, "paper"),
                  S("order"));
        test_app_close(app);
    }
}

/* On paper it went up to 37 before the program came. */
TEST(a_run_goes_on_where_the_paper_register_ended_and_never_back)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d, "");
        struct app *app = s.t.app;
        struct paper_issued paper = {0};
        int64_t year = year_now(app);
        (void)county_make(app, &paper_layout_entity, s.t.county[ANJI], "paper=order;series=安督办");
        int64_t run = county_make(app, &number_run_entity, s.t.county[ANJI],
                                  text("series=安督办;year=%lld;last=37", (long long)year));
        CHECK_INT(issue(app, s.office, s.problem, PAPER_order, &paper), OK);
        CHECK_STR(paper.number, paper_number(t_arena(), S("安督办"), year, 38));
        CHECK_INT(county_update(app, s.office, &number_run_entity, run, "last=3"), ERR_INVALID);
        CHECK_STR(county_problem(), S("falls"));
        test_app_close(app);
    }
}

TEST(a_paper_that_does_not_fit_takes_no_number)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d, "");
        struct app *app = s.t.app;
        struct paper_issued paper = {0};
        CHECK_INT(issue(app, s.office, s.problem, PAPER_urging, &paper), ERR_CONFLICT);
        CHECK_HAS(said, S("not overdue"));
        CHECK_INT(issue(app, s.head, s.problem, PAPER_order, &paper), ERR_FORBIDDEN);
        CHECK_INT(issue(app, s.head, s.problem, PAPER_reply, &paper), ERR_CONFLICT);
        CHECK_INT(test_number(app, "SELECT count(*) FROM number_run"), 0);
        CHECK_INT(test_number(app, "SELECT count(*) FROM document"), 0);
        move(app, s.head, s.problem, "answer", ANSWER);
        CHECK_INT(issue(app, s.head, s.problem, PAPER_reply, &paper), OK);
        test_app_close(app);
    }
}

/* Due on Thursday, 31 December 2099 and urged on Thursday, 7 January 2100: seven days, of which the
 * Friday, and Monday to Thursday, are worked by weekends alone: five. */
TEST(an_urging_letter_goes_out_once_the_day_is_over_and_counts_the_days)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d, "");
        struct app *app = s.t.app;
        struct paper_issued order = {0};
        struct paper_issued paper = {0};
        int64_t due = date_of(2099, 12, 31);
        CHECK_INT(issue(app, s.office, s.problem, PAPER_order, &order), OK);
        CHECK_INT(issue_on(app, s.office, due, s.problem, PAPER_urging, &paper), ERR_CONFLICT);
        CHECK_INT(issue_on(app, s.head, due + 7, s.problem, PAPER_urging, &paper), ERR_FORBIDDEN);
        CHECK_INT(issue_on(app, s.office, due + 7, s.problem, PAPER_urging, &paper), OK);
        CHECK_STR(paper.number, paper_number(t_arena(), S("统计局催办"), 2100, 1));
        CHECK_STR(county_field(app, s.office, &matter_paper_entity, paper.id, "issued_on"),
                  S("2100-01-07"));
        struct str words = words_of(app, s.problem, paper.id);
        CHECK_HAS(words, S("urging letter"));
        CHECK_HAS(words, S("overdue by 7 days (5 working days)"));
        CHECK_HAS(words, order.number);
        CHECK_HAS(words, S("三户未签约"));
        test_app_close(app);
    }
}

/* The document belongs to the office; the unit it went to reads it where the matter is. */
TEST(who_sees_the_matter_reads_its_papers_and_nobody_else_those_for_few)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d, "visibility=few");
        struct app *app = s.t.app;
        struct paper_issued paper = {0};
        struct document_file file = {0};
        struct fail why = {0};
        struct caller county = s.office;
        county.unit = s.t.county[ANJI];
        CHECK_INT(issue(app, county, s.problem, PAPER_order, &paper), OK);
        struct call c = county_call(app, s.head);
        CHECK_INT(matter_paper_file(&c, s.problem, paper.id, &file, &why), OK);
        CHECK(str_starts(file.bytes, S("PK")));
        CHECK_INT(matter_paper_file(&c, s.problem + 1, paper.id, &file, &why), ERR_NOT_FOUND);
        call_done(&c);
        struct caller secretary = caller_as(&s.t, ANJI, POST_ROLE_secretary);
        secretary.unit = s.t.town[ANJI];
        CHECK(!county_sees(app, secretary, &matter_paper_entity, paper.id));
        CHECK(!county_sees(app, secretary, &document_entity, paper.document));
        CHECK(county_sees(app, s.office, &document_entity, paper.document));
        struct caller stranger = caller_as(&s.t, CHANGXING, POST_ROLE_promotion);
        CHECK(!county_sees(app, stranger, &matter_paper_entity, paper.id));
        test_app_close(app);
    }
}

/* A layout must be a Word file whose names a paper has; it is tried when it is set. */
TEST(a_layout_that_cannot_be_filled_is_refused_when_it_is_set)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller office = caller_as(&t, ANJI, POST_ROLE_promotion);
        struct document_file file = {
            .name = S("x.docx"), .media = S("application/zip"), .bytes = S("no zip")};
        int64_t document = 0;
        int64_t layout = 0;
        ptrdiff_t n = 0;
        struct call c = county_call(t.app, office);
        struct input *in = county_inputs("title=样式", &n);
        MUST_DO(document_create(&c, in, n, &file, &document, &why));
        call_done(&c);
        CHECK_INT(county_create(t.app, office, &paper_layout_entity, 0,
                                text("paper=order;document=#%lld", (long long)document), &layout),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("layout"));
        CHECK_INT(county_create(t.app, office, &paper_layout_entity, 0, "paper=order", &layout),
                  ERR_INVALID);
        test_app_close(t.app);
    }
}

#define OWN_LAYOUT                                                                                 \
    "<w:document xmlns:w=\"w\"><w:p><w:r><w:t>县委县政府督查室用笺 {{title}} {{number}}" \
    "</w:t></w:r></w:p><w:p><w:r><w:t>{{to}}{{subject}}{{#asks}}[{{text}}]{{/asks}}</w:t></w:r>"   \
    "</w:p></w:document>"

static int64_t layout_uploaded(struct app *app, struct caller who)
{
    struct package_part part = {S("word/document.xml"), S(OWN_LAYOUT)};
    struct document_file file = {.name = S("样式.docx"), .media = S("application/zip")};
    int64_t document = 0;
    ptrdiff_t n = 0;
    struct call c = county_call(app, who);
    struct input *in = county_inputs("title=督办单样式", &n);
    MUST_DO(package_write(t_arena(), &(struct package){&part, 1}, &file.bytes, &why));
    MUST_DO(document_create(&c, in, n, &file, &document, &why));
    call_done(&c);
    return document;
}

/* The county's layout holds for its bureau, and for that paper alone. */
TEST(a_countys_own_layout_is_what_its_papers_look_like)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d, "");
        struct app *app = s.t.app;
        struct paper_issued order = {0};
        struct paper_issued assignment = {0};
        int64_t layout = 0;
        struct caller county = s.office;
        county.unit = s.t.county[ANJI];
        int64_t document = layout_uploaded(app, county);
        CHECK_INT(
            county_create(app, county, &paper_layout_entity, 0,
                          text("paper=order;series=安督办;document=#%lld", (long long)document),
                          &layout),
            OK);
        CHECK_INT(issue(app, s.office, s.problem, PAPER_order, &order), OK);
        CHECK_INT(issue(app, s.office, s.problem, PAPER_assignment, &assignment), OK);
        struct str words = words_of(app, s.problem, order.id);
        CHECK_HAS(words, S("县委县政府督查室用笺 supervision order"));
        CHECK_HAS(words, order.number);
        CHECK_HAS(words, S("统计局:天二项目征地受阻"));
        CHECK_HAS(words, S("[请见附件。]"));
        CHECK(str_find(words_of(app, s.problem, assignment.id), S("用笺")) < 0);
        test_app_close(app);
    }
}

/* --- two writers -------------------------------------------------------------------------------
 */

enum { WRITERS = 2, EACH = 12 };

struct writer {
    struct app *app;
    struct caller who;
    int64_t matter;
    pthread_t thread;
    int n_issued;
};

static void *issue_many(void *ctx)
{
    struct writer *w = ctx;
    struct arena a;
    arena_init(&a, 256 * MIB);
    for (int i = 0; i < EACH; i++) {
        struct call c = {0};
        struct fail why = {0};
        struct paper_issued paper = {0};
        struct paper_order o = {.matter = w->matter, .paper = PAPER_order};
        if (call_begin(w->app, &a, w->who, LANG_ZH, 0, &c, &why) != OK)
            break;
        w->n_issued += matter_paper_issue(&c, &o, &paper, &why) == OK;
        call_done(&c);
    }
    arena_done(&a);
    return NULL;
}

/* The run does not exist before the two begin: they race to make it too. */
TEST(two_writers_draw_every_number_once)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d, "");
        struct writer writers[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            writers[i] = (struct writer){.app = s.t.app, .who = s.office, .matter = s.problem};
            REQUIRE(pthread_create(&writers[i].thread, NULL, issue_many, &writers[i]) == 0);
        }
        for (int i = 0; i < WRITERS; i++) {
            (void)pthread_join(writers[i].thread, NULL);
            CHECK_INT(writers[i].n_issued, EACH);
        }
        CHECK_INT(test_number(s.t.app, "SELECT last FROM number_run"), WRITERS * EACH);
        CHECK_INT(test_number(s.t.app, "SELECT count(DISTINCT number) FROM matter_paper"),
                  WRITERS * EACH);
        test_app_close(s.t.app);
    }
}

TEST(papers_have_the_same_words_in_records_and_rules)
{
    CHECK_INT(PAPERS_COUNT, PAPER_COUNT);
    for (int i = 0; i < PAPER_COUNT; i++)
        CHECK_STR(papers[i].code, paper_code((enum paper)i));
}
