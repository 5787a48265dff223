/*
 * test_matter_walk.c -- random moves by random posts, and the matters they leave behind.
 *
 * Matters of every kind, posts of every role, the clock, another county's posts, days that pass.
 * Beside the program a plain account is kept, from what was ordered alone: where each matter
 * stands, who leads, until when. Whatever is tried, a matter stands where the account says, none is
 * lost, no move is made by a hand that has none or at a day that is not its own, and the moves told
 * one after the other give the matter as it is. PONAN_MOVES sets how many are tried (make soak:
 * 10,000); what is drawn is the same each time.
 */
#include "app/check.h"
#include "app/county.h"
#include "app/matters.h"
#include "app/presets.h"
#include "app/seal.h"
#include "entity/account.h"
#include "entity/commitment.h"
#include "entity/decision.h"
#include "entity/dispute.h"
#include "entity/document.h"
#include "entity/holding.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/project.h"
#include "entity/request.h"
#include "entity/round.h"
#include "entity/supervision.h"

#include <stdlib.h>

enum { MATTERS = 16, MOVES = 640, LONG = 10000, LEADS = 3 };

/* A matter as the account has it. */
struct thing {
    int64_t id;
    int kind;
    enum matter_state state;
    int64_t author, lead, decider, due, first_due, closed_on, moved_on, answered_by;
    int64_t assigner, ruler; /* who assigned, if that post coordinates; who decides */
    int64_t joint[LEADS];
};

struct walk {
    struct counties t;
    struct caller town_head;
    uint64_t drawn;
    int64_t paper, day;
    struct thing *things; /* all that were begun */
    int n_things, n_made, n_refused;
    int at[MATTERS]; /* those that are being moved */
    uint64_t seen[MATTER_KIND_COUNT];
};

static const struct walked_kind {
    const struct entity *e;
    enum post_role author;
    const char *more;
    bool has_due, has_lead;
} kinds_walked[] = {
    {&problem_entity, POST_ROLE_reporter, "", false, false},
    {&supervision_entity, POST_ROLE_promotion, "", false, false},
    {&request_entity, POST_ROLE_reporter, "", false, false},
    {&commitment_entity, POST_ROLE_promotion, "", true, true},
    {&decision_entity, POST_ROLE_promotion, ";content=先行供地", false, false},
    {&round_entity, POST_ROLE_promotion, "", true, false},
    {&project_entity, POST_ROLE_promotion, "", true, true},
    {&dispute_entity, POST_ROLE_reporter, ";topic=land", false, false},
};
static_assert(ARRAY_LEN(kinds_walked) == MATTER_KIND_COUNT, "every kind is walked");

static const struct flow *flow_of_thing(const struct thing *t)
{
    return flow_of(kinds_walked[t->kind].e->name);
}

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

/* A call of the walk's day, in an arena of its own: there are too many of them for the test's. */
static struct call call_on(const struct walk *w, struct arena *a, struct caller who)
{
    struct call c = {0};
    MUST_DO(call_begin(w->t.app, a, who, LANG_EN, 0, &c, &why));
    c.today = w->day;
    return c;
}

/* --- a matter begins -------------------------------------------------------------------------- */

static void add_party(struct walk *w, int64_t matter, const char *role, enum post_role post)
{
    (void)county_make(w->t.app, &matter_party_entity, 0,
                      text("matter=#%lld;role=%s;post=#%lld", (long long)matter, role,
                           (long long)w->t.post[ANJI][post]));
}

static void create(struct walk *w, const struct walked_kind *k, struct thing *t, const char *texts)
{
    ptrdiff_t n = 0;
    struct call c = call_on(w, t_arena(), caller_as(&w->t, ANJI, k->author));
    struct input *in = county_inputs(texts, &n);
    MUST_DO(records_create(&c, k->e, 0, in, n, &t->id, &why));
    call_done(&c);
}

/* The next matter, of the kind of that place. */
static void begin(struct walk *w, int at)
{
    int kind = at % (int)ARRAY_LEN(kinds_walked);
    const struct walked_kind *k = &kinds_walked[kind];
    struct str day = date_str(t_arena(), w->day);
    struct thing *t = &w->things[w->n_things];
    bool is_by_office = k->author == POST_ROLE_promotion;
    *t = (struct thing){.kind = kind, .author = w->t.post[ANJI][k->author], .moved_on = w->day};
    t->state = flow_of(k->e->name)->states[0].state;
    t->assigner = is_by_office ? t->author : 0;
    if (k->has_lead)
        t->lead = w->t.bureau[ANJI];
    if (k->has_due)
        t->due = t->first_due = date_of(2099, 6, 30);
    create(w, k, t,
           text("title=%d;opened_on=%.*s%s%s%s", w->n_things, STR_ARG(day), k->more,
                k->has_due ? ";due=2099-06-30" : "",
                k->has_lead ? text(";lead=#%lld", (long long)t->lead) : ""));
    add_party(w, t->id, "blocked", POST_ROLE_owner);
    add_party(w, t->id, "linked", POST_ROLE_statistics);
    w->at[at] = w->n_things++;
}

static enum err presets_in(struct tx *tx, void *ctx, struct fail *why)
{
    return presets_put(tx, *(const int64_t *)ctx, why);
}

/* Who heads a town, so that a lead is not always in the office's own house. */
static struct caller head_of_town(struct counties *t)
{
    int64_t post = county_make(
        t->app, &post_entity, 0,
        text("unit=#%lld;code=zhen;name_zh=镇长;role=unit_head", (long long)t->town[ANJI]));
    int64_t account = county_make(t->app, &account_entity, t->county[ANJI], "login=zhen;name=账号");
    (void)county_make(t->app, &holding_entity, 0,
                      text("account=#%lld;post=#%lld;as_what=holder;held_from=2000-01-01",
                           (long long)account, (long long)post));
    return (struct caller){
        .account = account, .post = post, .unit = t->town[ANJI], .role = POST_ROLE_unit_head};
}

static struct walk walk_on(enum dialect d, int64_t moves)
{
    struct walk w = {.t = test_counties(d), .drawn = 2006};
    struct receipt r = {0};
    struct act act = {.action = S("test")};
    MUST_DO(store_write(w.t.app->store, &act, presets_in, &w.t.county[ANJI], &r, &why));
    struct call c = county_call(w.t.app, caller_system());
    w.day = c.today;
    call_done(&c);
    w.town_head = head_of_town(&w.t);
    w.things = NEW(t_arena(), struct thing, moves + MATTERS);
    w.paper = county_make(w.t.app, &document_entity, w.t.bureau[ANJI], "title=验收单");
    for (int i = 0; i < MATTERS; i++)
        begin(&w, i);
    return w;
}

/* --- who may, from the account ---------------------------------------------------------------- */

static bool is_role(const struct caller *who, const enum post_role *roles, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (who->role == roles[i])
            return true;
    return false;
}

static bool is_doer(const struct caller *who, const struct thing *t)
{
    bool is = who->unit == t->lead;
    for (int i = 0; i < LEADS; i++)
        is = is || who->unit == t->joint[i];
    return is;
}

/* Coordination is of the leader, the secretary and the two offices, in their own county. A dispute
 * is not for the secretary's eyes unless their unit has it to do; the leader reads it as head of
 * the unit that owns it. */
static bool is_in_office(const struct walk *w, const struct caller *who, const struct thing *t)
{
    static const enum post_role all[] = {POST_ROLE_promotion, POST_ROLE_supervision,
                                         POST_ROLE_leader, POST_ROLE_secretary};
    bool is_for_few = kinds_walked[t->kind].e == &dispute_entity && !is_doer(who, t);
    return who->unit == w->t.bureau[ANJI] && is_role(who, all, is_for_few ? 3 : 4);
}

static unsigned hands_by_hand(const struct walk *w, const struct caller *who, const struct thing *t)
{
    /* Who runs the system, its safety and its audit see no business, in whatever unit. */
    static const enum post_role without[] = {POST_ROLE_sysadmin, POST_ROLE_secadmin,
                                             POST_ROLE_auditor};
    unsigned hands = is_in_office(w, who, t) ? HAND_OFFICE : 0;
    if (who->is_clock)
        return HAND_CLOCK;
    if (is_role(who, without, ARRAY_LEN(without)))
        return 0;
    if (who->post == t->author)
        hands |= HAND_AUTHOR;
    if (who->unit == t->lead)
        hands |= HAND_LEAD;
    if (is_doer(who, t) && who->unit != t->lead)
        hands |= HAND_JOINT;
    if (who->post == t->decider)
        hands |= HAND_DECIDER;
    if (who->post == t->ruler)
        hands |= HAND_RULER;
    if (who->post == w->t.post[ANJI][POST_ROLE_owner])
        hands |= HAND_BLOCKED;
    if (who->post == w->t.post[ANJI][POST_ROLE_statistics])
        hands |= HAND_LINKED;
    return hands;
}

/* A term of days that is known without a calendar: the due day; of the others, that on the day of
 * the last move none of them is over. */
static void check_gate(const struct walk *w, const struct caller *who, const struct thing *t,
                       const struct flow_move *move)
{
    const struct flow_state *from = flow_state(flow_of_thing(t), move->from);
    bool is_due = from->term == FLOW_TERM_due;
    if (move->gate == GATE_OTHER_HAND && !who->is_clock)
        CHECK(t->answered_by == 0 || who->post != t->answered_by);
    if (move->gate == GATE_IN_TERM && is_due)
        CHECK(t->due == 0 || w->day <= t->due);
    if (move->gate == GATE_OVERDUE)
        CHECK(is_due ? t->due != 0 && w->day > t->due : w->day > t->moved_on);
}

/* --- what is given ---------------------------------------------------------------------------- */

/* What was given with a move, as numbers. */
struct given {
    int64_t due, lead, decider, joint;
};

static int64_t any_unit(struct walk *w)
{
    int64_t units[LEADS] = {w->t.bureau[ANJI], w->t.town[ANJI], w->t.section[ANJI]};
    return units[draw(w, LEADS)];
}

static struct str number_of(int64_t id)
{
    return str_of(text("#%lld", (long long)id));
}

static struct str given_day(struct walk *w, enum flow_input_bit input, struct given *g)
{
    int64_t day = w->day + draw(w, 40) - 1; /* of forty one has passed */
    if (input == INPUT_DUE_BIT)
        g->due = day;
    return date_str(t_arena(), day);
}

static struct str given_unit(struct walk *w, enum flow_input_bit input, struct given *g)
{
    int64_t unit = any_unit(w);
    *(input == INPUT_LEAD_BIT ? &g->lead : &g->joint) = unit;
    return number_of(unit);
}

static struct str given_text(struct walk *w, enum flow_input_bit input, struct given *g)
{
    switch (flow_input_kind(input)) {
    case INPUT_LINES: return S("一句话");
    case INPUT_DATE: return given_day(w, input, g);
    case INPUT_UNIT:
    case INPUT_UNITS: return given_unit(w, input, g);
    case INPUT_POST:
        g->decider = w->t.post[ANJI][draw(w, 2) ? POST_ROLE_leader : POST_ROLE_unit_head];
        return number_of(g->decider);
    case INPUT_DOCUMENT: return number_of(w->paper);
    case INPUT_MATTER: return number_of(w->things[w->at[draw(w, MATTERS)]].id);
    }
    return S("");
}

/* What the move asks for, of twenty inputs one left out; half of what is welcome. */
static void put_inputs(struct walk *w, const struct flow_move *move, struct move_order *o,
                       struct given *g)
{
    struct input *in = NEW(t_arena(), struct input, INPUT_COUNT);
    for (int i = 0; i < INPUT_COUNT; i++) {
        bool is_asked = (move->asks & (1U << i)) && draw(w, 20) > 0;
        bool is_welcome = (move->may & (1U << i)) && draw(w, 2) > 0;
        if (is_asked || is_welcome)
            in[o->n_in++] = (struct input){.field = flow_input_code((enum flow_input_bit)i),
                                           .text = given_text(w, (enum flow_input_bit)i, g)};
    }
    o->in = in;
}

static struct caller any_caller(struct walk *w)
{
    static const struct caller the_clock = {
        .is_system = true, .is_clock = true, .role = POST_ROLE_COUNT};
    switch (draw(w, 8)) {
    case 0: return the_clock;
    case 1: return w->town_head;
    case 2: return caller_as(&w->t, CHANGXING, (enum post_role)draw(w, POST_ROLE_COUNT));
    }
    return caller_as(&w->t, ANJI, (enum post_role)draw(w, POST_ROLE_COUNT));
}

/* Anybody, but of two tries one by somebody whose move it is. */
static struct caller a_caller(struct walk *w, const struct thing *t, const struct flow_move *move)
{
    struct caller who = any_caller(w);
    bool is_theirs = draw(w, 2) > 0;
    for (int tries = 0; tries < 50 && is_theirs && !(move->by & hands_by_hand(w, &who, t)); tries++)
        who = any_caller(w);
    return who;
}

/* Ends that no work led to come seldom, so that matters live. */
static bool is_cut_short(const struct flow_move *move)
{
    return move->to == STATE_voided || move->to == STATE_merged || move->to == STATE_withdrawn ||
           move->to == STATE_refused;
}

/* A move out of the state the matter stands in; of a hundred one from anywhere in the flow. */
static const struct flow_move *any_move(struct walk *w, const struct thing *t)
{
    const struct flow *f = flow_of_thing(t);
    const struct flow_move *at = NULL;
    for (int tries = 0; tries < 200 && !at; tries++) {
        const struct flow_move *move = &f->moves[draw(w, f->n_moves)];
        bool is_wanted = !is_cut_short(move) || draw(w, 8) == 0;
        if ((move->from == t->state && is_wanted) || draw(w, 100) == 0)
            at = move;
    }
    return at ? at : &f->moves[0];
}

static bool has_way_on(const struct thing *t)
{
    const struct flow *f = flow_of_thing(t);
    for (int i = 0; i < f->n_moves; i++)
        if (f->moves[i].from == t->state)
            return true;
    return false;
}

/* --- the account ------------------------------------------------------------------------------ */

static bool is_end(const struct thing *t)
{
    return flow_is_end(flow_state(flow_of_thing(t), t->state));
}

/* What a move makes of a matter. A delay that is asked for is not granted; the first due day is the
 * one that stands when the matter is no draft any more. */
static void take_move(struct thing *t, const struct flow_move *move, const struct given *g,
                      int64_t day)
{
    bool is_said = move->effect == EFFECT_NOTE || move->effect == EFFECT_EXCUSE;
    t->state = move->to;
    t->closed_on = is_end(t) ? day : 0;
    if (!is_said)
        t->moved_on = day;
    if (g->due && !str_eq(move->code, S("ask_delay")))
        t->due = g->due;
    if (t->first_due == 0 && move->to != STATE_draft)
        t->first_due = t->due;
    if (g->lead)
        t->lead = g->lead;
    if (g->decider)
        t->decider = g->decider;
}

/* Joint units are parties, and stand in no move's row. */
static void take_joint(struct thing *t, const struct flow_move *move, const struct given *g)
{
    if (move->effect != EFFECT_ASSIGN)
        return;
    for (int i = 0; i < LEADS; i++)
        t->joint[i] = 0;
    t->joint[0] = g->joint;
}

/* No post is put down to decide: it is who assigned, else the supervision office. */
static void take_ruler(const struct walk *w, struct thing *t, const struct caller *who,
                       const struct flow_move *move)
{
    static const enum post_role offices[] = {POST_ROLE_leader, POST_ROLE_promotion,
                                             POST_ROLE_supervision};
    bool is_assigned = str_eq(move->code, S("assign")) || str_eq(move->code, S("reassign"));
    if (is_assigned && is_role(who, offices, ARRAY_LEN(offices)))
        t->assigner = who->post;
    if (move->from == move->to)
        return;
    bool is_asked = flow_state(flow_of_thing(t), move->to)->turn & HAND_RULER;
    int64_t otherwise = w->t.post[ANJI][POST_ROLE_supervision];
    t->ruler = is_asked ? (t->assigner ? t->assigner : otherwise) : 0;
}

/* --- one step --------------------------------------------------------------------------------- */

/* 信访工作条例 (2022) art. 34: answered within 60 days, once 30 more. */
static void check_lawful(const struct walk *w, const struct thing *t, const struct flow_move *move,
                         const struct given *g)
{
    bool is_delay = str_eq(move->code, S("ask_delay")) || str_eq(move->code, S("grant_delay"));
    if (str_eq(move->code, S("assign")))
        CHECK(g->due <= w->day + 60);
    if (is_delay)
        CHECK(g->due <= t->first_due + 30);
}

static void made(struct walk *w, struct thing *t, const struct caller *who, struct str code,
                 const struct given *g)
{
    const struct flow_move *move = flow_move(flow_of_thing(t), t->state, code);
    w->n_made++;
    REQUIRE(move);
    CHECK(move->by & hands_by_hand(w, who, t));
    check_gate(w, who, t, move);
    if (kinds_walked[t->kind].e == &dispute_entity)
        check_lawful(w, t, move, g);
    take_move(t, move, g, w->day);
    take_joint(t, move, g);
    take_ruler(w, t, who, move);
    if (str_eq(code, S("answer")) || str_eq(code, S("reply")))
        t->answered_by = who->post;
    w->seen[t->kind] |= 1ULL << t->state;
}

/* Refused as another's move, as one's own work, or as of a matter that is not theirs to see; a
 * merge also where the other matter is not. */
static bool is_not_theirs(const struct walk *w, const struct caller *who, const struct thing *t,
                          struct str code)
{
    const struct flow_move *move = flow_move(flow_of_thing(t), t->state, code);
    bool is_own = move && move->gate == GATE_OTHER_HAND && who->post == t->answered_by;
    return !move || is_own || move->to == STATE_merged || !(move->by & hands_by_hand(w, who, t));
}

static void step(struct walk *w, struct arena *a)
{
    struct fail fault = {0};
    int at = (int)draw(w, MATTERS);
    struct thing *t = &w->things[w->at[at]];
    int64_t row = 0;
    if (!has_way_on(t)) { /* it stays as it is, another takes its place */
        begin(w, at);
        return;
    }
    if (draw(w, 8) == 0)
        w->day += draw(w, 4) * draw(w, 4);
    const struct flow_move *move = any_move(w, t);
    struct caller who = a_caller(w, t, move);
    struct given g = {0};
    struct move_order o = {.matter = t->id, .move = move->code};
    put_inputs(w, move, &o, &g);
    struct call c = call_on(w, a, who);
    enum err err = matter_move(&c, &o, &row, &fault);
    call_done(&c);
    if (err == OK) {
        made(w, t, &who, move->code, &g);
        return;
    }
    w->n_refused++;
    CHECK(err == ERR_INVALID || err == ERR_CONFLICT || is_not_theirs(w, &who, t, move->code));
}

/* --- what is left ----------------------------------------------------------------------------- */

static int64_t number_in(const struct value *v)
{
    return v->type == VALUE_INT ? v->i : 0;
}

static void check_stands(const struct shape *s, const struct record *r, const struct thing *t)
{
    int decider = shape_index(s, S("decider"));
    const struct value *v = r->v;
    CHECK_STR(v[MATTER_state].t, matter_state_code(t->state));
    CHECK_INT(number_in(&v[MATTER_lead]), t->lead);
    CHECK_INT(number_in(&v[MATTER_due]), t->due);
    CHECK_INT(number_in(&v[MATTER_first_due]), t->first_due);
    CHECK_INT(number_in(&v[MATTER_closed_on]), t->closed_on);
    CHECK_INT(number_in(&v[MATTER_author]), t->author);
    CHECK_INT(decider < 0 ? 0 : number_in(&v[decider]), decider < 0 ? 0 : t->decider);
}

/* What the moves on record make of a matter, from how it began. */
static void hear(struct call *c, const struct flow *f, struct thing *t)
{
    struct shape s = entity_shape(&matter_move_entity);
    struct value of = VALUE_OF_INT(t->id);
    struct condition where = {.column = S("matter"), .op = OP_EQ, .values = &of, .n_values = 1};
    struct select q = {.shape = &s, .where = &where, .n_where = 1, .limit = 1000};
    struct page moves = {0};
    do {
        MUST_DO(view_select(c->view, c->a, &q, &moves, &why));
        for (ptrdiff_t i = 0; i < moves.n; i++) {
            const struct value *v = moves.at[i].v;
            const struct flow_move *move = flow_move(f, t->state, v[MATTER_MOVE_move].t);
            struct given g = {.due = number_in(&v[MATTER_MOVE_due]),
                              .lead = number_in(&v[MATTER_MOVE_lead]),
                              .decider = number_in(&v[MATTER_MOVE_decider])};
            CHECK_STR(v[MATTER_MOVE_was].t, matter_state_code(t->state));
            REQUIRE(move);
            take_move(t, move, &g, v[MATTER_MOVE_moved_on].i);
            CHECK_STR(v[MATTER_MOVE_became].t, matter_state_code(t->state));
        }
        q.after = moves.next;
    } while (q.after.len > 0);
}

/* The matter, the account of what was ordered, and the moves on record say the same. */
static void check_thing(struct walk *w, const struct thing *t, struct arena *a)
{
    const struct walked_kind *k = &kinds_walked[t->kind];
    struct shape s = {0};
    struct record r = {0};
    struct call c = call_on(w, a, caller_system());
    MUST_DO(records_get(&c, k->e, t->id, &s, &r, &why));
    check_stands(&s, &r, t);
    struct thing told = {.id = t->id, .kind = t->kind, .author = t->author};
    told.state = flow_of(k->e->name)->states[0].state;
    told.lead = k->has_lead ? w->t.bureau[ANJI] : 0;
    told.due = told.first_due = k->has_due ? date_of(2099, 6, 30) : 0;
    hear(&c, flow_of(k->e->name), &told);
    check_stands(&s, &r, &told);
    call_done(&c);
}

/* In a long walk every state of every flow was stood in. */
static void check_wide(const struct walk *w, int64_t n)
{
    for (int k = 0; k < MATTER_KIND_COUNT; k++) {
        const struct flow *f = flow_of(kinds_walked[k].e->name);
        CHECK(w->seen[k] != 0);
        for (int i = 1; i < f->n_states && n >= LONG; i++)
            if (!(w->seen[k] & (1ULL << f->states[i].state)))
                t_differs(__FILE__, __LINE__, "%.*s was never %.*s", STR_ARG(f->kind),
                          STR_ARG(matter_state_code(f->states[i].state)));
    }
}

static void check_left(struct walk *w, struct arena *a)
{
    struct check_report report = {0};
    struct check_options o = {0};
    int64_t n = 0;
    CHECK_INT(test_number(w->t.app, "SELECT count(*) FROM matter"), w->n_things);
    CHECK_INT(test_number(w->t.app, "SELECT count(*) FROM matter_move"), w->n_made);
    /* The lead among the parties is the one that the matter names, unless a decision named it. */
    CHECK_INT(test_number(w->t.app, "SELECT count(*) FROM matter_party AS p JOIN matter AS m ON "
                                    "m.id = p.matter WHERE p.role = 'lead' AND p.unit <> m.lead"),
              0);
    for (int i = 0; i < w->n_things; i++) {
        check_thing(w, &w->things[i], a);
        arena_reset(a);
    }
    MUST_DO(seal_all(w->t.app, &n, &why));
    MUST_DO(check_record(w->t.app, t_arena(), &o, &report, &why));
    CHECK_INT(report.findings.n, 0);
}

TEST(random_moves_lose_no_matter_pass_no_right_and_tell_where_it_stands)
{
    for (FOR_EACH_DIALECT(d)) {
        int64_t n = n_moves();
        struct walk w = walk_on(d, n);
        struct arena a = {0};
        arena_init(&a, 64 * MIB);
        for (int64_t i = 0; i < n; i++) {
            step(&w, &a);
            arena_reset(&a);
        }
        CHECK(w.n_made > n / 4 && w.n_refused > n / 4);
        check_wide(&w, n);
        check_left(&w, &a);
        arena_done(&a);
        test_app_close(w.t.app);
    }
}
