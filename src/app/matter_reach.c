/*
 * matter_reach.c -- the reach of figures about matters, from the caller's scope.
 */
#include "app/matter_reach.h"

#include "app/rules.h"
#include "entity/matter.h"

enum err matter_reach(struct call *c, struct matter_reach *out, struct fail *why)
{
    struct matter_reach r = {.unit = c->who.unit, .sees_few = sees_to_matters(c)};
    enum err err = must(c, right_to_read(&matter_entity), why);
    if (err != OK)
        return err;
    if (c->who.is_system) {
        r.sees_few = true;
        err = home_county(c, &r.tree, why);
    } else {
        struct scope scope = scope_to_read(c, &matter_entity);
        r.tree = scope.n_trees > 0 ? scope.trees[0] : 0;
    }
    if (err == OK)
        *out = r;
    return err;
}
