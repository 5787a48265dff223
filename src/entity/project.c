/*
 * project.c -- the fields of project.def behind those of the spine.
 */
#include "entity/project.h"

#include "entity/ladder_step.h"
#include "entity/post.h"
#include "entity/unit.h"

#define MATTER_KIND       S_("project")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("working")
#define MATTER_SEEN_BY    S_("normal")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(project_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(project_matter, project, __VA_ARGS__, )
#include "entity/project.def"
};

const struct entity project_entity = {
    MATTER_ENTITY(project, struct project_matter, PROJECT_N_FIELDS),
    .base = &matter_entity,
};
