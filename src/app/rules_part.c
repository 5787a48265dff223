/*
 * rules_part.c -- what hangs on a matter: comments, documents, links.
 *
 * Who sees a matter may speak to it and put papers beside it; what one said is one's own to change.
 * A post that is mentioned must see the matter, or it would be called to a closed door.
 */
#include "app/notices.h"
#include "app/rules.h"
#include "entity/matter.h"
#include "entity/matter_comment.h"
#include "entity/matter_link.h"

enum err part_matter(struct change *ch, struct record *out, bool *out_found, struct fail *why)
{
    struct shape shape = entity_shape(&matter_entity);
    const struct value *matter = change_value(ch, shape_index(ch->s, S("matter")));
    struct scope scope = scope_to_read(ch->c, &matter_entity);
    *out_found = false;
    if (matter->type != VALUE_INT)
        return OK;
    enum err err = view_get(ch->c->view, ch->c->a, &shape, &scope, matter->i, out, why);
    *out_found = err == OK;
    return err == ERR_NOT_FOUND ? OK : err; /* told where references are read */
}

/* What hangs on a matter is its owner's. */
enum err part_owner(struct change *ch, int64_t *out, struct fail *why)
{
    struct record matter = {0};
    bool is_found = false;
    enum err err = part_matter(ch, &matter, &is_found, why);
    *out = is_found ? matter.owner : 0;
    return err;
}

/* Whose it is to change: the post's that made it; the machine's, of who reaches the owner. */
enum err part_may_write(struct change *ch, struct fail *why)
{
    struct record matter = {0};
    bool is_found = false;
    if (ch->old) {
        const struct value *post = &ch->old->v[shape_index(ch->s, S("post"))];
        if (post->type == VALUE_INT && post->i == ch->c->who.post)
            return OK;
        return post->type == VALUE_INT ? FAIL(why, ERR_FORBIDDEN, MSG_err_not_own_words, ARG_NONE)
                                       : must_reach(ch->c, ch->l, ch->s->e, ch->owner, why);
    }
    enum err err = part_matter(ch, &matter, &is_found, why);
    if (err == OK && !is_found)
        return FAIL(why, ERR_FORBIDDEN, MSG_err_no_record, ARG_MSG(MSG_entity_matter));
    return err;
}

/* Who made it is the program's to say. */
enum err part_check(struct change *ch, struct fail *why)
{
    (void)why;
    if (!ch->old && ch->c->who.post != 0)
        ch->v[shape_index(ch->s, S("post"))] = VALUE_OF_INT(ch->c->who.post);
    return OK;
}

/* --- comments --------------------------------------------------------------------------------- */

/* The same call as that post would make it, for what it may see. */
static enum err call_of_post(struct change *ch, int64_t id, struct call *out, struct fail *why)
{
    struct shape shape = entity_shape(&post_entity);
    struct record r = {0};
    struct post post = {0};
    const struct unit_info *unit = NULL;
    enum err err = view_get(ch->c->view, ch->c->a, &shape, NULL, id, &r, why);
    if (err != OK)
        return err;
    record_to_struct(&post_entity, r.v, &post);
    err = lookup_unit(ch->l, post.unit, &unit, why);
    *out = *ch->c;
    out->who = (struct caller){.post = id, .unit = post.unit, .role = (enum post_role)post.role};
    out->county = unit ? unit->county : 0;
    out->above = unit ? unit->path : NULL;
    out->n_above = 0;
    while (unit && out->n_above < unit->n_path && unit->path[out->n_above] != unit->county)
        out->n_above++;
    return err;
}

static enum err check_mentioned(struct change *ch, struct fail *why)
{
    struct shape shape = entity_shape(&matter_entity);
    const struct value *post = change_value(ch, MATTER_COMMENT_mentions);
    const struct value *matter = change_value(ch, MATTER_COMMENT_matter);
    struct call theirs = {0};
    struct record r = {0};
    if (post->type != VALUE_INT || matter->type != VALUE_INT ||
        !change_alters(ch, MATTER_COMMENT_mentions))
        return OK;
    enum err err = call_of_post(ch, post->i, &theirs, why);
    if (err == OK) {
        struct scope scope = scope_to_read(&theirs, &matter_entity);
        err = view_get(ch->c->view, ch->c->a, &shape, &scope, matter->i, &r, why);
    }
    if (err == ERR_NOT_FOUND)
        PROBLEM(&ch->c->problems, S("mentions"), S("unseen"), MSG_problem_mention_unseen, ARG_NONE);
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err comment_check(struct change *ch, struct fail *why)
{
    const struct caller *who = &ch->c->who;
    if (!ch->old) {
        ch->v[MATTER_COMMENT_said_on] = VALUE_OF_INT(ch->c->today);
        if (who->on_behalf != 0)
            ch->v[MATTER_COMMENT_on_behalf_of] = VALUE_OF_INT(who->on_behalf);
    }
    enum err err = part_check(ch, why);
    return err == OK ? check_mentioned(ch, why) : err;
}

/* Who is mentioned is told, once for each mention. */
enum err comment_after(struct change *ch, struct tx *tx, int64_t id, struct fail *why)
{
    const struct value *post = change_value(ch, MATTER_COMMENT_mentions);
    if (post->type != VALUE_INT || !change_alters(ch, MATTER_COMMENT_mentions))
        return OK;
    struct notice_order told = {.matter = change_value(ch, MATTER_COMMENT_matter)->i,
                                .about = NOTICE_mention,
                                .row = id,
                                .due = DATE_NONE,
                                .post = post->i};
    return notices_put(tx, ch->c, &told, why);
}

/* --- links ------------------------------------------------------------------------------------ */

/* What is said of two matters one way is not said the other way too. */
enum err link_check(struct change *ch, struct fail *why)
{
    struct shape shape = entity_shape(&matter_link_entity);
    struct condition where[] = {
        {.column = S("matter"), .op = OP_EQ, .values = &ch->v[MATTER_LINK_other], .n_values = 1},
        {.column = S("other"), .op = OP_EQ, .values = &ch->v[MATTER_LINK_matter], .n_values = 1},
        {.column = S("relation"),
         .op = OP_EQ,
         .values = &ch->v[MATTER_LINK_relation],
         .n_values = 1},
    };
    struct select q = {.shape = &shape, .where = where, .n_where = ARRAY_LEN(where), .limit = 1};
    int64_t n = 0;
    for (int i = 0; i < ARRAY_LEN(where); i++)
        if (where[i].values->type == VALUE_NULL)
            return OK;
    enum err err = view_count(ch->c->view, &q, &n, why);
    if (err == OK && n > 0)
        PROBLEM(&ch->c->problems, S("other"), S("both_ways"), MSG_problem_link_both_ways, ARG_NONE);
    return err;
}
