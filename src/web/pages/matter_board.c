/*
 * matter_board.c -- the columns of the board.
 */
#include "web/pages/matter_board.h"

#include "entity/matter.h"

const struct matter_turn matter_turns[MATTER_TURNS] = {
    {S_("draft"), MSG_web_matters_drafts, (enum flow_hand)0},
    {S_("office"), MSG_flow_hand_office, HAND_OFFICE},
    {S_("lead"), MSG_flow_hand_lead, HAND_LEAD},
    {S_("decider"), MSG_flow_hand_decider, HAND_DECIDER},
    {S_("blocked"), MSG_flow_hand_blocked, HAND_BLOCKED},
};

static bool is_in(const struct record *r, const struct matter_turn *turn)
{
    enum matter_state state = matter_state_find(r->v[MATTER_state].t);
    const struct flow *flow = flow_of(r->v[MATTER_kind].t);
    const struct flow_state *at = flow ? flow_state(flow, state) : NULL;
    if (state == STATE_draft)
        return turn->hand == 0;
    return at && (at->turn & (unsigned)turn->hand);
}

static struct view_board_column column_of(struct exchange *x, const struct page *page,
                                          const struct view_matter_row *rows,
                                          const struct matter_turn *turn)
{
    struct view_matter_row *cards = NEW(x->a, struct view_matter_row, page->n + 1);
    struct view_board_column column = {.name = words(x, turn->label)};
    for (ptrdiff_t i = 0; i < page->n; i++)
        if (is_in(&page->at[i], turn))
            cards[column.cards.n++] = rows[i];
    column.cards.at = cards;
    column.n_cards =
        (struct message){.id = MSG_web_matters_n_cards, .args = {ARG_INT(column.cards.n)}};
    return column;
}

ptrdiff_t matter_board(struct exchange *x, const struct page *page,
                       const struct view_matter_row *rows, struct str address,
                       const struct view_board_column **out)
{
    struct view_board_column *at = NEW(x->a, struct view_board_column, MATTER_TURNS);
    ptrdiff_t n = 0;
    for (int i = 0; i < MATTER_TURNS; i++) {
        struct view_board_column column = column_of(x, page, rows, &matter_turns[i]);
        struct address to = address_on(x, address);
        to.has_query = str_find(address, S("?")) >= 0;
        address_put(&to, S("turn"), matter_turns[i].code);
        column.address = address_str(&to);
        if (column.cards.n > 0)
            at[n++] = column;
    }
    *out = at;
    return n;
}
