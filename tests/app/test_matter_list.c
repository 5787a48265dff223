/*
 * test_matter_list.c -- what waits for a post is what its flow and its relations say, on both
 * engines.
 */
#include "app/county.h"
#include "app/matter_list.h"
#include "app/matters.h"
#include "entity/commitment.h"
#include "entity/document.h"
#include "entity/matter.h"
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/request.h"

enum { MADE_MOST = 20 };

struct made {
    struct counties t;
    struct caller reporter, office, supervision, owner, leader;
    int64_t id[MADE_MOST];
    int n;
};

static void move(struct made *m, struct caller who, int64_t matter, const char *code,
                 const char *given)
{
    struct call c = county_call(m->t.app, who);
    struct move_order o = {.matter = matter, .move = str_of(code)};
    int64_t id = 0;
    o.in = county_inputs(given, &o.n_in);
    MUST_DO(matter_move(&c, &o, &id, &why));
    call_done(&c);
}

static int64_t add(struct made *m, struct caller who, const struct entity *e, const char *texts)
{
    int64_t id = 0;
    CHECK_INT(county_create(m->t.app, who, e, 0, texts, &id), OK);
    m->id[m->n++] = id;
    return id;
}

static int64_t raised(struct made *m, const char *texts)
{
    int64_t id = add(m, m->reporter, &problem_entity, texts);
    move(m, m->reporter, id, "submit", "measure=x");
    return id;
}

/* Led by the bureau in which the posts of every role stand. */
static int64_t working(struct made *m, const char *title, const char *due)
{
    int64_t id = raised(m, title);
    move(m, m->office, id, "assign", text("due=%s;lead=#%lld", due, (long long)m->t.bureau[ANJI]));
    move(m, m->office, id, "accept", "");
    return id;
}

/* Of every turn one: the author's, the office's, the lead's, the decider's, the blocked party's. */
static struct made made_of(enum dialect d)
{
    struct made m = {.t = test_counties(d)};
    m.reporter = caller_as(&m.t, ANJI, POST_ROLE_reporter);
    m.office = caller_as(&m.t, ANJI, POST_ROLE_promotion);
    m.supervision = caller_as(&m.t, ANJI, POST_ROLE_supervision);
    m.owner = caller_as(&m.t, ANJI, POST_ROLE_owner);
    m.leader = caller_as(&m.t, ANJI, POST_ROLE_leader);
    (void)add(&m, m.reporter, &problem_entity, "title=draft");
    (void)raised(&m, "title=raised");
    (void)raised(&m, "title=for few;visibility=few");
    (void)working(&m, "title=late in the century", "2099-12-31");
    (void)working(&m, "title=sooner", "2098-12-31");
    int64_t asked = add(&m, m.reporter, &request_entity, "title=asked");
    move(&m, m.reporter, asked, "submit",
         text("measure=x;decider=#%lld", (long long)m.leader.post));
    (void)add(&m, m.office, &commitment_entity,
              text("title=promised;source=round;lead=#%lld;responsible=#%lld;due=2097-12-31",
                   (long long)m.t.section[ANJI], (long long)m.owner.post));
    int64_t checked = working(&m, "title=to be confirmed", "2096-12-31");
    int64_t paper = county_make(m.t.app, &document_entity, m.t.bureau[ANJI], "title=p");
    (void)county_make(
        m.t.app, &matter_party_entity, m.t.bureau[ANJI],
        text("matter=#%lld;role=blocked;post=#%lld", (long long)checked, (long long)m.owner.post));
    move(&m, m.office, checked, "answer", "result=x;cause=x;measure=x;next=x;next_on=2095-01-01");
    move(&m, m.supervision, checked, "check", text("evidence=#%lld", (long long)paper));
    int64_t ended = raised(&m, "title=ended");
    move(&m, m.reporter, ended, "withdraw", "reason=x");
    return m;
}

/* What the matter itself says, asked one by one. */
static bool is_awaited(struct call *c, int64_t id)
{
    struct matter_sight m = {0};
    struct fail gone = {0};
    if (matter_see(c, id, &m, &gone) != OK)
        return false;
    bool is_office = c->who.role == POST_ROLE_promotion || c->who.role == POST_ROLE_supervision;
    unsigned hands = is_office ? m.hands : m.hands & ~(unsigned)HAND_OFFICE;
    return (hands & m.state->turn) != 0;
}

static bool holds(const struct page *p, int64_t id)
{
    for (ptrdiff_t i = 0; i < p->n; i++)
        if (p->at[i].id == id)
            return true;
    return false;
}

static struct page waiting(struct call *c, struct str kind, struct str after, int64_t limit)
{
    struct waiting_query q = {.kind = kind, .after = after, .limit = limit};
    struct page p = {0};
    MUST_DO(matters_waiting(c, &q, &p, &why));
    return p;
}

TEST(what_waits_for_a_post_is_what_each_matter_says_of_it)
{
    for (FOR_EACH_DIALECT(d)) {
        struct made m = made_of(d);
        int64_t n_waiting = 0;
        for (int county = 0; county < COUNTIES; county++)
            for (int role = 0; role < POST_ROLE_COUNT; role++) {
                struct call c = county_call(m.t.app, caller_as(&m.t, county, (enum post_role)role));
                if (may(&c, RIGHT_MATTERS)) {
                    struct page p = waiting(&c, S(""), S(""), 50);
                    for (int i = 0; i < m.n; i++)
                        CHECK_INT(holds(&p, m.id[i]), is_awaited(&c, m.id[i]));
                    n_waiting += p.n;
                }
                call_done(&c);
            }
        CHECK(n_waiting > m.n);
        test_app_close(m.t.app);
    }
}

TEST(what_waits_comes_page_by_page_the_most_urgent_first)
{
    for (FOR_EACH_DIALECT(d)) {
        struct made m = made_of(d);
        struct call c = county_call(m.t.app, m.owner);
        struct page all = waiting(&c, S(""), S(""), 50);
        CHECK_STR(all.at[0].v[MATTER_title].t, S("to be confirmed"));
        CHECK_STR(all.at[1].v[MATTER_title].t, S("promised"));
        CHECK_STR(all.at[2].v[MATTER_title].t, S("sooner"));
        CHECK_INT(all.next.len, 0);
        struct str after = S("");
        for (ptrdiff_t i = 0; i < all.n; i++) {
            struct page one = waiting(&c, S(""), after, 1);
            CHECK_INT(one.n, 1);
            CHECK_INT(one.at[0].id, all.at[i].id);
            after = one.next;
        }
        CHECK_INT(after.len, 0);
        CHECK_INT(waiting(&c, S("commitment"), S(""), 50).n, 1);
        CHECK_INT(waiting(&c, S("request"), S(""), 50).n, 0);
        call_done(&c);
        test_app_close(m.t.app);
    }
}

TEST(who_may_not_see_matters_is_told_so)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_auditor));
        struct waiting_query q = {.limit = 5};
        struct page p = {0};
        struct fail refused = {0};
        CHECK_INT(matters_waiting(&c, &q, &p, &refused), ERR_FORBIDDEN);
        call_done(&c);
        test_app_close(t.app);
    }
}

/* The filter by turn names states: whose turn a state is must not differ by kind, but for drafts.
 */
TEST(a_state_that_is_no_draft_awaits_the_same_hand_in_every_kind)
{
    for (int f = 0; f < n_flows; f++)
        for (int i = 0; i < flows[f].n_states; i++)
            for (int g = 0; g < n_flows; g++) {
                const struct flow_state *one = &flows[f].states[i];
                const struct flow_state *other = flow_state(&flows[g], one->state);
                if (other && one->state != STATE_draft)
                    CHECK_INT(other->turn, one->turn);
            }
    CHECK_STR(matter_states_awaiting(t_arena(), S("request"), HAND_DECIDER), S("asked"));
    CHECK_STR(matter_states_awaiting(t_arena(), S(""), HAND_BLOCKED),
              S("confirming,replied,reviewed"));
}
