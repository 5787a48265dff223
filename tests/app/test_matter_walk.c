/*
 * test_matter_walk.c -- random moves by random posts, and the matters they leave behind.
 *
 * Whatever is tried: a matter stands in a state of its flow, none is lost, no move is made by a
 * hand that has none, and the moves told one after the other give the matter as it is. PONAN_MOVES
 * sets how many are tried (make soak: 10,000); what is drawn is the same each time.
 */
#include "app/county.h"
#include "app/matters.h"
#include "entity/commitment.h"
#include "entity/document.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/request.h"
#include "entity/supervision.h"

#include <stdlib.h>

enum { MATTERS = 12, MOVES = 150 };

struct walk {
    struct counties t;
    uint64_t drawn;
    int64_t paper, matter[MATTERS];
    int n_begun, n_made, n_refused;
};

/* Knuth's multiplier; the high bits are the good ones. */
static int64_t draw(struct walk *w, int64_t below)
{
    w->drawn = w->drawn * 6364136223846793005ULL + 1442695040888963407ULL;
    return (int64_t)((w->drawn >> 33) % (uint64_t)below);
}

static int64_t n_moves(void)
{
    int64_t n = 0;
    const char *set = getenv("PONAN_MOVES");
    return set && str_digits(str_of(set), &n) ? n : MOVES;
}

/* A matter of the kind that stands at that place. */
static void begin(struct walk *w, int at)
{
    static const struct entity *const of[] = {&problem_entity, &supervision_entity, &request_entity,
                                              &commitment_entity};
    const struct entity *e = of[at % ARRAY_LEN(of)];
    bool is_office = e == &supervision_entity || e == &commitment_entity;
    const char *more = e == &commitment_entity
                           ? text(";due=2099-06-30;lead=#%lld", (long long)w->t.bureau[ANJI])
                           : "";
    struct caller by = caller_as(&w->t, ANJI, is_office ? POST_ROLE_promotion : POST_ROLE_reporter);
    CHECK_INT(
        county_create(w->t.app, by, e, 0, text("title=%d%s", w->n_begun++, more), &w->matter[at]),
        OK);
    (void)county_make(w->t.app, &matter_party_entity, 0,
                      text("matter=#%lld;role=blocked;post=#%lld", (long long)w->matter[at],
                           (long long)w->t.post[ANJI][POST_ROLE_owner]));
}

static struct walk walk_on(enum dialect d)
{
    struct walk w = {.t = test_counties(d), .drawn = 2006};
    w.paper = county_make(w.t.app, &document_entity, w.t.bureau[ANJI], "title=验收单");
    for (int i = 0; i < MATTERS; i++)
        begin(&w, i);
    return w;
}

/* --- who may, by hand: not from the program's own answer ---------------------------------------
 */

static bool is_id(const struct value *v, int64_t id)
{
    return v->type == VALUE_INT && v->i == id;
}

static unsigned hands_by_hand(const struct walk *w, const struct caller *who,
                              const struct matter_sight *m)
{
    const struct value *v = m->record.v;
    bool is_ours = who->unit == w->t.bureau[ANJI];
    bool coordinates = who->role == POST_ROLE_leader || who->role == POST_ROLE_secretary ||
                       who->role == POST_ROLE_promotion || who->role == POST_ROLE_supervision;
    int decider = shape_index(&m->shape, S("decider"));
    unsigned hands = is_ours && coordinates ? HAND_OFFICE : 0;
    if (is_id(&v[MATTER_author], who->post))
        hands |= HAND_AUTHOR;
    if (is_id(&v[MATTER_lead], who->unit))
        hands |= HAND_LEAD;
    if (decider >= 0 && is_id(&v[decider], who->post))
        hands |= HAND_DECIDER;
    if (who->post == w->t.post[ANJI][POST_ROLE_owner])
        hands |= HAND_BLOCKED;
    return hands;
}

/* --- what is given ---------------------------------------------------------------------------- */

static struct str given_text(struct walk *w, enum flow_input_bit input)
{
    int64_t leads[] = {w->t.bureau[ANJI], w->t.town[ANJI], w->t.section[ANJI]};
    switch (flow_input_kind(input)) {
    case INPUT_LINES: return S("一句话");
    case INPUT_DATE: return str_of(text("2099-%02d-01", (int)draw(w, 12) + 1));
    case INPUT_UNIT:
    case INPUT_UNITS: return str_of(text("#%lld", (long long)leads[draw(w, ARRAY_LEN(leads))]));
    case INPUT_POST: return str_of(text("#%lld", (long long)w->t.post[ANJI][POST_ROLE_leader]));
    case INPUT_DOCUMENT: return str_of(text("#%lld", (long long)w->paper));
    case INPUT_MATTER: return str_of(text("#%lld", (long long)w->matter[draw(w, MATTERS)]));
    }
    return S("");
}

/* What the move asks for, of twenty inputs one left out. */
static void put_inputs(struct walk *w, unsigned asks, struct move_order *o)
{
    struct input *in = NEW(t_arena(), struct input, INPUT_COUNT);
    for (int i = 0; i < INPUT_COUNT; i++)
        if ((asks & (1U << i)) && draw(w, 20) > 0)
            in[o->n_in++] = (struct input){.field = flow_input_code((enum flow_input_bit)i),
                                           .text = given_text(w, (enum flow_input_bit)i)};
    o->in = in;
}

static struct caller any_caller(struct walk *w)
{
    int county = draw(w, 10) > 0 ? ANJI : CHANGXING;
    return caller_as(&w->t, county, (enum post_role)draw(w, POST_ROLE_COUNT));
}

/* A move out of the state the matter stands in; of ten one from anywhere in the flow. */
static const struct flow_move *any_move(struct walk *w, const struct matter_sight *m)
{
    const struct flow_move *at = NULL;
    for (int tries = 0; tries < 100 && !at; tries++) {
        const struct flow_move *move = &m->flow->moves[draw(w, m->flow->n_moves)];
        if (move->from == m->state->state || draw(w, 100) == 0)
            at = move;
    }
    return at ? at : &m->flow->moves[0];
}

static bool has_way_on(const struct matter_sight *m)
{
    for (int i = 0; i < m->flow->n_moves; i++)
        if (m->flow->moves[i].from == m->state->state)
            return true;
    return false;
}

/* A call in an arena of its own: there are too many of them for the test's. */
static struct call call_on(const struct walk *w, struct arena *a, struct caller who)
{
    struct call c = {0};
    MUST_DO(call_begin(w->t.app, a, who, LANG_EN, 0, &c, &why));
    return c;
}

/* --- one step --------------------------------------------------------------------------------- */

static void step(struct walk *w, struct arena *a)
{
    struct matter_sight m = {0};
    struct fail fault = {0};
    int at = (int)draw(w, MATTERS);
    int64_t id = w->matter[at];
    int64_t row = 0;
    struct call c = call_on(w, a, caller_system());
    MUST_DO(matter_see(&c, id, &m, &why));
    if (!has_way_on(&m)) { /* it stays as it is, another takes its place */
        call_done(&c);
        begin(w, at);
        return;
    }
    struct caller who = any_caller(w);
    const struct flow_move *move = any_move(w, &m);
    struct move_order o = {.matter = id, .move = move->code};
    put_inputs(w, move->asks, &o);
    struct call theirs = call_on(w, a, who);
    enum err err = matter_move(&theirs, &o, &row, &fault);
    call_done(&theirs);
    call_done(&c);
    if (err != OK) {
        w->n_refused++;
        CHECK(err == ERR_INVALID || err == ERR_CONFLICT || err == ERR_FORBIDDEN ||
              err == ERR_NOT_FOUND);
        return;
    }
    const struct flow_move *made = flow_move(m.flow, m.state->state, move->code);
    w->n_made++;
    REQUIRE(made);
    CHECK(made->by & hands_by_hand(w, &who, &m));
}

/* --- what is left ----------------------------------------------------------------------------- */

static struct str field_of(struct walk *w, int64_t id, const char *field)
{
    return county_field(w->t.app, caller_system(), &matter_entity, id, field);
}

/* What the moves of a matter say of it, from the first to the last. */
struct told {
    struct str state;
    int64_t lead;
};

static void hear(struct call *c, int64_t id, struct told *told)
{
    struct shape s = entity_shape(&matter_move_entity);
    struct value of = VALUE_OF_INT(id);
    struct condition where = {.column = S("matter"), .op = OP_EQ, .values = &of, .n_values = 1};
    struct select q = {.shape = &s, .where = &where, .n_where = 1, .limit = 1000};
    struct page moves = {0};
    do {
        MUST_DO(view_select(c->view, t_arena(), &q, &moves, &why));
        for (ptrdiff_t i = 0; i < moves.n; i++) {
            const struct value *v = moves.at[i].v;
            CHECK_STR(v[MATTER_MOVE_was].t, told->state);
            told->state = v[MATTER_MOVE_became].t;
            if (v[MATTER_MOVE_lead].type == VALUE_INT)
                told->lead = v[MATTER_MOVE_lead].i;
        }
        q.after = moves.next;
    } while (q.after.len > 0);
}

static void check_told(struct walk *w, int64_t id)
{
    struct call c = county_call(w->t.app, caller_system());
    struct matter_sight m = {0};
    MUST_DO(matter_see(&c, id, &m, &why));
    struct told told = {.state = matter_state_code(m.flow->states[0].state)};
    if (str_eq(m.flow->kind, S("commitment")))
        told.lead = w->t.bureau[ANJI];
    hear(&c, id, &told);
    call_done(&c);
    const struct flow_state *stands = flow_state(m.flow, matter_state_find(told.state));
    REQUIRE(stands);
    CHECK_STR(field_of(w, id, "state"), told.state);
    CHECK_STR(field_of(w, id, "lead"),
              told.lead ? str_of(text("%lld", (long long)told.lead)) : S(""));
    CHECK((field_of(w, id, "closed_on").len > 0) == flow_is_end(stands));
}

TEST(random_moves_lose_no_matter_pass_no_right_and_tell_where_it_stands)
{
    for (FOR_EACH_DIALECT(d)) {
        struct walk w = walk_on(d);
        int64_t n = n_moves();
        struct arena a = {0};
        arena_init(&a, 64 * MIB);
        for (int64_t i = 0; i < n; i++) {
            step(&w, &a);
            arena_reset(&a);
        }
        arena_done(&a);
        CHECK_INT(test_number(w.t.app, "SELECT count(*) FROM matter"), w.n_begun);
        CHECK_INT(test_number(w.t.app, "SELECT count(*) FROM matter_move"), w.n_made);
        CHECK(w.n_made > n / 20 && w.n_refused > 0);
        /* The lead among the parties is the one that the matter names. */
        CHECK_INT(test_number(w.t.app,
                              "SELECT count(*) FROM matter_party AS p JOIN matter AS m ON "
                              "m.id = p.matter WHERE p.role = 'lead' AND p.unit <> m.lead"),
                  0);
        CHECK_INT(test_number(w.t.app, "SELECT count(*) FROM matter AS m WHERE m.state <> (SELECT "
                                       "v.became FROM matter_move AS v WHERE v.matter = m.id ORDER "
                                       "BY v.id DESC LIMIT 1)"),
                  0);
        for (int i = 0; i < MATTERS; i++)
            check_told(&w, w.matter[i]);
        test_app_close(w.t.app);
    }
}
