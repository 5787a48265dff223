/*
 * test_entity.c -- the tables themselves: nothing is missing, nothing points nowhere.
 */
#include "entity/account.h"
#include "entity/matter.h"
#include "entity/observation.h"
#include "entity/unit.h"
#include "t.h"

TEST(entities_are_found_by_name_and_by_plural)
{
    for (int i = 0; entities[i]; i++) {
        CHECK(entity_find(entities[i]->name) == entities[i]);
        CHECK(entity_find(entities[i]->plural) == entities[i]);
        CHECK_INT(entity_index(entities[i]), i);
    }
    CHECK(entity_find(S("nothing")) == NULL);
}

static bool has_field(const struct entity *e, struct str name)
{
    struct shape s = entity_shape(e);
    return shape_index(&s, name) >= 0;
}

/* Key and order name fields; what names a record is a field or one in each language. */
static void check_names(const struct entity *e)
{
    for (struct str rest = e->key; rest.len > 0;)
        CHECK(has_field(e, str_cut(rest, ',', &rest)));
    bool is_down = str_starts(e->sort, S("-"));
    CHECK(str_eq(e->sort, S("-id")) ||
          has_field(e, is_down ? str_sub(e->sort, 1, e->sort.len) : e->sort));
    CHECK(e->show.len > 0);
    for (struct str rest = e->show; rest.len > 0;) {
        struct str shown = str_cut(rest, ',', &rest);
        bool is_one = has_field(e, shown);
        CHECK(is_one || has_field(e, str_fmt(t_arena(), "%.*s_zh", STR_ARG(shown))));
    }
}

static void check_field(const struct entity *e, const struct field *f)
{
    struct value v = VALUE_OF_NULL;
    struct message why = {0};
    CHECK(f->label != MSG_none && f->help != MSG_none);
    CHECK((f->kind == KIND_REF) == (f->ref != NULL));
    CHECK((f->kind == KIND_ENUM) == (f->n_choices > 0));
    CHECK(kind_parse(t_arena(), f, f->dflt, &v, &why));
    CHECK(f->offset + sizeof(int64_t) <= e->size);
    for (int i = 0; i < f->n_choices; i++)
        CHECK(f->choices[i].label != MSG_none);
    /* A field that nobody types cannot be asked for. */
    CHECK(!((f->flags & FIELD_SYSTEM) && f->required) || f->dflt.len > 0 ||
          !entity_takes(e, WRITE_MAKE));
    CHECK(f->kind != KIND_PROTECTED || !(f->flags & (FIELD_LIST | FIELD_SEARCH | FIELD_FILTER)));
}

/* Whoever is refused is told by which act it is done. */
TEST(what_is_left_to_an_act_names_it)
{
    for (int i = 0; entities[i]; i++)
        CHECK((entities[i]->acts_only != 0) == (entities[i]->made_by != MSG_none));
}

TEST(every_entity_has_a_topic_and_a_title_of_its_own)
{
    for (int i = 0; entities[i]; i++) {
        CHECK(entities[i]->topic > TOPIC_none && entities[i]->topic < TOPIC_COUNT);
        for (int j = 0; j < i; j++)
            for (enum lang l = 0; l < LANG_COUNT; l++)
                if (str_eq(msg_text(l, entities[i]->titles), msg_text(l, entities[j]->titles)))
                    t_differs(__FILE__, __LINE__, "%.*s and %.*s are called the same",
                              STR_ARG(entities[i]->name), STR_ARG(entities[j]->name));
    }
}

TEST(every_field_is_whole)
{
    for (int i = 0; entities[i]; i++) {
        const struct entity *e = entities[i];
        CHECK(e->n_fields > 0 && e->n_fields < 64);
        check_names(e);
        for (int f = 0; f < e->n_fields; f++)
            check_field(e, &e->fields[f]);
    }
}

TEST(references_point_at_entities_that_are_made_before)
{
    for (int i = 0; entities[i]; i++)
        for (int f = 0; f < entities[i]->n_fields; f++)
            if (entities[i]->fields[f].ref)
                CHECK(entity_index(entities[i]->fields[f].ref) <= i);
}

/* Both halves of a record are written and read by these. */
static void check_kind(const struct entity *e)
{
    CHECK(e->base->is_base && !e->is_base && entity_index(e->base) < entity_index(e));
    CHECK_INT(entity_n_base(e), e->base->n_fields);
    CHECK(e->n_fields > e->base->n_fields);
    for (int f = 0; f < e->base->n_fields; f++) {
        CHECK_STR(e->fields[f].name, e->base->fields[f].name);
        CHECK_INT(e->fields[f].kind, e->base->fields[f].kind);
        unsigned shown = FIELD_LIST | FIELD_FILTER; /* what a list offers is each one's own */
        CHECK_INT(e->fields[f].flags & ~shown, e->base->fields[f].flags & ~shown);
        CHECK(e->fields[f].label == e->base->fields[f].label);
    }
    CHECK_STR(e->key, e->base->key);
    CHECK(e->key_is_owners == e->base->key_is_owners && e->is_subject == e->base->is_subject);
    CHECK(e->key_is_optional == e->base->key_is_optional);
}

TEST(a_kind_begins_with_its_bases_fields_and_has_its_key)
{
    int n = 0;
    for (int i = 0; entities[i]; i++) {
        if (!entities[i]->base)
            continue;
        check_kind(entities[i]);
        n++;
    }
    CHECK(n > 0);
}

TEST(a_matter_says_which_kind_it_is)
{
    for (int i = 0; entities[i]; i++) {
        struct shape s = entity_shape(entities[i]);
        if (entities[i]->base == &matter_entity)
            CHECK_STR(s.fields[MATTER_kind].dflt, entities[i]->name);
    }
}

TEST(a_record_is_named_in_the_readers_language_or_in_chinese)
{
    struct shape s = entity_shape(&unit_entity);
    struct value v[UNIT_N_FIELDS] = {{0}};
    v[UNIT_name_zh] = VALUE_OF_TEXT(S("安吉县"));
    struct buf b = buf_on(t_arena(), 1 * KIB);
    record_title(&b, LANG_EN, &s, v);
    v[UNIT_name_en] = VALUE_OF_TEXT(S("Anji"));
    record_title(&b, LANG_EN, &s, v);
    record_title(&b, LANG_ZH, &s, v);
    struct shape accounts = entity_shape(&account_entity);
    struct value a[ACCOUNT_N_FIELDS] = {{0}};
    a[ACCOUNT_name] = VALUE_OF_TEXT(S("县长"));
    record_title(&b, LANG_EN, &accounts, a);
    CHECK_STR(buf_str(&b), S("安吉县Anji安吉县县长"));
}

TEST(labels_come_in_both_languages)
{
    const struct field *f = &unit_entity.fields[UNIT_code];
    CHECK_STR(field_label(f, LANG_ZH), S("代码"));
    CHECK_STR(field_label(f, LANG_EN), S("Code"));
    CHECK(field_help(f, LANG_ZH).len > 0 && field_help(f, LANG_EN).len > 0);
    struct field own = {.label_text = {[LANG_ZH] = S("面积")},
                        .help_text = {[LANG_ZH] = S("说明")}};
    CHECK_STR(field_label(&own, LANG_EN), S("面积"));
    CHECK_STR(field_help(&own, LANG_ZH), S("说明"));
}
