/*
 * test_record.c -- records from inputs: defaults, limits, rules across fields; structs and bytes.
 */
#include "entity/account.h"
#include "entity/extra_field.h"
#include "entity/holding.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "entity/post.h"
#include "entity/target.h"
#include "entity/unit.h"
#include "entity/unit_change.h"
#include "entity/unit_version.h"
#include "t.h"

enum { INPUTS = 32 };

/* "field=text;field=text" */
static ptrdiff_t inputs(const char *texts, struct input *in)
{
    ptrdiff_t n = 0;
    for (struct str rest = str_of(texts); rest.len > 0; n++) {
        struct str text = S("");
        REQUIRE(n < INPUTS);
        in[n].field = str_cut(str_cut(rest, ';', &rest), '=', &text);
        in[n].text = text;
        in[n].is_null = str_eq(text, S("null"));
    }
    return n;
}

static struct value *read_over(const struct entity *e, const struct value *old, const char *texts,
                               struct problems *probs)
{
    struct input in[INPUTS];
    struct shape s = entity_shape(e);
    struct value *v = NEW(t_arena(), struct value, s.n);
    ptrdiff_t n = inputs(texts, in);
    *probs = problems_on(t_arena());
    record_read(t_arena(), &s, in, n, old, v, probs);
    return v;
}

/* "field:code field:code" in the order found. */
static struct str problems_of(const struct entity *e, const char *texts)
{
    struct problems probs;
    struct buf b = buf_on(t_arena(), 4 * KIB);
    (void)read_over(e, NULL, texts, &probs);
    for (ptrdiff_t i = 0; i < probs.n; i++)
        buf_fmt(&b, "%s%.*s:%.*s", i > 0 ? " " : "", STR_ARG(probs.at[i].field),
                STR_ARG(probs.at[i].code));
    return buf_str(&b);
}

TEST(defaults_apply_to_what_is_made_new_and_not_given)
{
    struct problems probs;
    struct value *v =
        read_over(&unit_entity, NULL, "code=1;name_zh=县;level=county;position=", &probs);
    CHECK_INT(probs.n, 0);
    CHECK_STR(v[UNIT_certainty].t, S("documented"));
    CHECK_INT(v[UNIT_position].i, 0);
    CHECK_INT(v[UNIT_position].type, VALUE_INT);
    CHECK_INT(v[UNIT_note].type, VALUE_NULL);
}

TEST(a_change_leaves_what_is_not_given_and_empties_what_is_given_empty)
{
    struct problems probs;
    struct value *old =
        read_over(&unit_entity, NULL, "code=1;name_zh=县;level=county;note=旧;short_zh=短", &probs);
    struct value *v = read_over(&unit_entity, old, "note=;name_zh=新", &probs);
    CHECK_INT(probs.n, 0);
    CHECK_STR(v[UNIT_name_zh].t, S("新"));
    CHECK_STR(v[UNIT_short_zh].t, S("短"));
    CHECK_INT(v[UNIT_note].type, VALUE_NULL);
    (void)read_over(&unit_entity, old, "name_zh=null", &probs);
    CHECK_INT(probs.n, 1);
    CHECK_STR(probs.at[0].code, S("missing"));
}

TEST(every_problem_is_told_at_once)
{
    CHECK_STR(problems_of(&unit_entity, ""), S("code:missing name_zh:missing level:missing"));
    CHECK_STR(problems_of(&unit_entity, "code=a b;name_zh=县;level=king;colour=red;position=-1"),
              S("code:malformed level:malformed colour:unknown position:range"));
    CHECK_STR(problems_of(&unit_entity, "code=1;code=2;name_zh=县;level=county"), S("code:twice"));
    CHECK_STR(
        problems_of(&unit_entity, "code=123456789012345678901234567890123;name_zh=县;level=county"),
        S("code:too_long"));
    CHECK_STR(problems_of(&observation_entity,
                          "subject=1;indicator=2;period=2006-05;value=1;reported_by=3"),
              S("reported_by:system"));
}

TEST(lengths_count_characters)
{
    /* 20 characters of three bytes each fit a short name; 21 do not. */
    CHECK_STR(problems_of(&unit_entity, "code=1;name_zh=县;level=county;short_zh="
                                        "一二三四五六七八九十一二三四五六七八九十"),
              S(""));
    CHECK_STR(problems_of(&unit_entity, "code=1;name_zh=县;level=county;short_zh="
                                        "一二三四五六七八九十一二三四五六七八九十一"),
              S("short_zh:too_long"));
}

TEST(a_fixed_field_never_changes)
{
    struct problems probs;
    struct value *old =
        read_over(&target_entity, NULL,
                  "subject=1;indicator=2;period=2006;measure=growth;value=24.6", &probs);
    CHECK_INT(probs.n, 0);
    (void)read_over(&target_entity, old, "measure=growth;value=22.2", &probs);
    CHECK_INT(probs.n, 0);
    (void)read_over(&target_entity, old, "measure=absolute", &probs);
    CHECK_INT(probs.n, 1);
    CHECK_STR(probs.at[0].code, S("fixed"));
}

static const struct rule_case {
    const struct entity *e;
    const char *texts, *problems;
} rules[] = {
    {&unit_entity, "code=1;name_zh=x;level=county;valid_from=2006-01-01;closed_on=2006-01-01",
     "closed_on:order"},
    {&unit_version_entity,
     "unit=1;parent=1;code=1;name_zh=x;level=county;valid_from=2006-01-01;valid_to=2005-01-01",
     "valid_to:order parent:itself"},
    {&unit_change_entity, "changed_on=2006-01-01;change=open", "to_unit:missing"},
    {&unit_change_entity, "changed_on=2006-01-01;change=close", "from_unit:missing"},
    {&unit_change_entity, "changed_on=2006-01-01;change=merge",
     "from_unit:missing to_unit:missing"},
    {&unit_change_entity, "changed_on=2006-01-01;change=merge;from_unit=1;to_unit=1",
     "to_unit:itself"},
    {&unit_change_entity, "changed_on=2006-01-01;change=rename;from_unit=1", ""},
    {&post_entity, "unit=1;code=a;name_zh=x;role=secretary", "serves:missing"},
    {&post_entity, "unit=1;code=a;name_zh=x;role=secretary;serves=2", ""},
    {&post_entity, "unit=1;code=a;name_zh=x;role=leader;serves=2", "serves:not_wanted"},
    {&account_entity, "login=a;name=x", ""},
    {&holding_entity, "account=1;post=2;held_from=2006-01-01;held_to=2006-01-01", "held_to:order"},
    {&indicator_entity, "code=a;name_zh=x;measure_zh=y;valid_from=2006-01-01;valid_to=2005-12-31",
     "valid_to:order"},
    /* A fall of more than everything there is cannot be. */
    {&target_entity, "subject=1;indicator=2;period=2006;measure=growth;value=-100.0001",
     "value:range"},
    {&target_entity, "subject=1;indicator=2;period=2006;measure=growth;value=-100", ""},
    {&target_entity, "subject=1;indicator=2;period=2006;measure=absolute;value=-101", ""},
    {&observation_entity, "subject=1;indicator=2;period=2006-05", "value:missing"},
    {&observation_entity, "subject=1;indicator=2;period=2006-05;value=x", "value:malformed"},
    {&observation_entity, "subject=1;indicator=2;period=2006-05;status=missing", "reason:missing"},
    {&observation_entity, "subject=1;indicator=2;period=2006-05;status=missing;reason=未报;value=1",
     "value:not_wanted"},
    {&observation_entity, "subject=1;indicator=2;period=2006-05;status=missing;reason=未报", ""},
    {&observation_entity, "subject=1;indicator=2;period=2006-05;kind=stated;value=1",
     "document:missing"},
    {&observation_entity, "subject=1;indicator=2;period=2006-05;kind=stated;value=1;document=3",
     ""},
    {&observation_entity, "subject=1;indicator=2;period=2006-05;value=1;document=3",
     "document:not_wanted"},
    {&observation_entity, "subject=1;indicator=2;period=2006-05;kind=growth;value=-17.9", ""},
    {&observation_entity, "subject=1;indicator=2;period=2006-05;kind=growth;value=-100.1",
     "value:range"},
    {&extra_field_entity, "entity=unit;code=area;label_zh=x;help_zh=y", ""},
    {&extra_field_entity, "entity=units;code=area;label_zh=x;help_zh=y", "entity:unknown"},
    {&extra_field_entity, "entity=unit;code=Area;label_zh=x;help_zh=y", "code:malformed"},
    {&extra_field_entity, "entity=unit;code=9a;label_zh=x;help_zh=y", "code:malformed"},
    {&extra_field_entity, "entity=unit;code=name_zh;label_zh=x;help_zh=y", "code:taken"},
    {&extra_field_entity, "entity=unit;code=owner;label_zh=x;help_zh=y", "code:taken"},
    {&extra_field_entity, "entity=unit;code=a;label_zh=x;help_zh=y;kind=enum", "choices:malformed"},
    {&extra_field_entity, "entity=unit;code=a;label_zh=x;help_zh=y;choices=a=x",
     "choices:not_wanted"},
    {&extra_field_entity, "entity=unit;code=a;label_zh=x;help_zh=y;kind=enum;choices=a=甲|first",
     ""},
    {&extra_field_entity,
     "entity=unit;code=a;label_zh=x;help_zh=y;valid_from=2006-01-01;valid_to=2006-01-01",
     "valid_to:order"},
};

TEST(rules_across_fields_are_told_at_the_field_to_correct)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(rules); i++) {
        struct str got = problems_of(rules[i].e, rules[i].texts);
        if (!str_eq(got, str_of(rules[i].problems)))
            t_differs(__FILE__, __LINE__, "%.*s %s: got \"%.*s\", want \"%s\"",
                      STR_ARG(rules[i].e->name), rules[i].texts, STR_ARG(got), rules[i].problems);
    }
}

TEST(values_go_to_the_struct_and_back)
{
    struct problems probs;
    struct value back[OBSERVATION_N_FIELDS];
    struct observation o;
    struct value *v = read_over(
        &observation_entity, NULL,
        "subject=1;indicator=2;period=2006-01..05;kind=growth;value=-17.9;note=见讲话", &probs);
    record_to_struct(&observation_entity, v, &o);
    CHECK_INT(o.subject, 1);
    CHECK_INT(o.period.code, 20060105);
    CHECK_INT(o.kind, OBSERVATION_KIND_growth);
    CHECK_INT(o.value.e4, -179000);
    CHECK_STR(o.note, S("见讲话"));
    CHECK(!(o.set & ((uint64_t)1 << OBSERVATION_document)));
    record_from_struct(&observation_entity, &o, back);
    for (int i = 0; i < OBSERVATION_N_FIELDS; i++)
        CHECK(value_eq(&back[i], &v[i]));
}

TEST(canonical_bytes_are_these)
{
    struct shape s = entity_shape(&account_entity);
    struct value v[ACCOUNT_N_FIELDS] = {{0}};
    struct record r = {.id = 12, .owner = 3, .version = 2, .seq = 99, .v = v};
    struct buf b = buf_on(t_arena(), 4 * KIB);
    v[ACCOUNT_login] = VALUE_OF_TEXT(S("wang"));
    v[ACCOUNT_name] = VALUE_OF_TEXT(S("县长"));
    record_canon(&b, &s, &r);
    /* Written out by hand from the form in entity.h; fields without a value are left out. */
    CHECK_STR(buf_str(&b), S("1:1,7:account,2:12,1:3,1:2,5:login,5:twang,4:name,7:t县长,"));
    v[ACCOUNT_name] = VALUE_OF_INT(INT64_MIN);
    b = buf_on(t_arena(), 4 * KIB);
    record_canon_extra(&b, s.e, &r, S("{\"a\":1}"));
    CHECK_STR(buf_str(&b), S("1:1,7:account,2:12,1:3,1:2,5:login,5:twang,"
                             "4:name,21:i-9223372036854775808,5:extra,8:t{\"a\":1},"));
}
