/*
 * test_extra.c -- a county's own fields: their description and their canonical column.
 */
#include "entity/extra_field.h"
#include "entity/unit.h"
#include "t.h"

static struct field described(const char *code, enum extra_kind kind, const char *choices)
{
    struct field f = {0};
    struct extra_field x = {.code = str_of(code),
                            .kind = kind,
                            .choices = str_of(choices),
                            .label_zh = S("标签"),
                            .help_zh = S("说明")};
    REQUIRE(extra_describe(t_arena(), &x, &f));
    return f;
}

static struct shape some_shape(void)
{
    struct field *f = NEW(t_arena(), struct field, 4);
    f[0] = described("zone", EXTRA_KIND_text, "");
    f[1] = described("area", EXTRA_KIND_decimal, "");
    f[2] = described("open", EXTRA_KIND_bool, "");
    f[3] = described("kind", EXTRA_KIND_enum, "hill=山区|hills\n\nflat=平原\n");
    return shape_with(t_arena(), &unit_entity, f, 4);
}

TEST(a_row_describes_a_field)
{
    struct field f = described("kind", EXTRA_KIND_enum, "hill=山区|hills\n\nflat=平原\n");
    CHECK_INT(f.kind, KIND_ENUM);
    CHECK_INT(f.n_choices, 2);
    CHECK_STR(f.choices[0].code, S("hill"));
    CHECK_STR(choice_label(&f.choices[0], LANG_EN), S("hills"));
    CHECK_STR(choice_label(&f.choices[1], LANG_EN), S("平原"));
    CHECK_STR(field_label(&f, LANG_EN), S("标签"));
}

TEST(choices_that_are_malformed_describe_nothing)
{
    static const char *const bad[] = {"", "hill", "=山区", "hill=", "a=甲\na=乙", "a=甲\nb"};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct field f = {0};
        struct extra_field x = {
            .code = S("kind"), .kind = EXTRA_KIND_enum, .choices = str_of(bad[i])};
        CHECK(!extra_describe(t_arena(), &x, &f));
    }
}

TEST(the_column_is_sorted_by_name_and_reads_back)
{
    struct shape s = some_shape();
    struct value v[UNIT_N_FIELDS + 4] = {{0}};
    struct value back[UNIT_N_FIELDS + 4] = {{0}};
    CHECK_STR(record_extra_json(t_arena(), &s, v), S(""));
    v[UNIT_N_FIELDS] = VALUE_OF_TEXT(S("甲 \"乙\" \\ \t"));
    v[UNIT_N_FIELDS + 1] = VALUE_OF_INT(-125000);
    v[UNIT_N_FIELDS + 2] = VALUE_OF_INT(1);
    struct str json = record_extra_json(t_arena(), &s, v);
    CHECK_STR(json, S("{\"area\":-125000,\"open\":1,\"zone\":\"甲 \\\"乙\\\" \\\\ \\u0009\"}"));
    CHECK(record_extra_parse(t_arena(), &s, json, back));
    for (int i = UNIT_N_FIELDS; i < s.n; i++)
        CHECK(value_eq(&back[i], &v[i]));
}

TEST(what_a_shape_does_not_know_is_kept_when_it_writes)
{
    struct shape s = some_shape();
    struct value v[UNIT_N_FIELDS + 4] = {{0}};
    v[UNIT_N_FIELDS + 1] = VALUE_OF_INT(7);
    CHECK_STR(record_extra_merge(t_arena(), &s, v, S("{\"area\":1,\"gone\":\"x\",\"zone\":\"y\"}")),
              S("{\"area\":7,\"gone\":\"x\"}"));
    struct shape plain = entity_shape(&unit_entity);
    CHECK_STR(record_extra_merge(t_arena(), &plain, v, S("{\"area\":1}")), S("{\"area\":1}"));
}

TEST(a_column_in_any_other_form_is_refused)
{
    static const struct str bad[] = {
        S_("["),
        S_("{}"),
        S_("{\"area\":1"),
        S_("{\"area\":1} "),
        S_("{ \"area\":1}"),
        S_("{\"area\":1,\"area\":2}"),
        S_("{\"zone\":\"a\",\"area\":1}"),
        S_("{\"area\":1.5}"),
        S_("{\"area\":9223372036854775808}"),
        S_("{\"area\":-}"),
        S_("{\"zone\":\"\\n\"}"),
        S_("{\"zone\":\"\\u00zz\"}"),
        S_("{\"zone\":\"a}"),
        S_("{\"zone\""),
    };
    struct shape s = some_shape();
    struct value v[UNIT_N_FIELDS + 4] = {{0}};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(bad); i++)
        if (record_extra_parse(t_arena(), &s, bad[i], v))
            t_differs(__FILE__, __LINE__, "read: %.*s", STR_ARG(bad[i]));
    CHECK(record_extra_parse(t_arena(), &s, S("{\"area\":-9223372036854775808}"), v));
    CHECK_INT(v[UNIT_N_FIELDS + 1].i, INT64_MIN);
    CHECK(record_extra_parse(t_arena(), &s, S("{\"other\":\"x\"}"), v));
    CHECK_INT(v[UNIT_N_FIELDS + 1].type, VALUE_NULL);
}

TEST(a_value_of_another_kind_than_the_fields_is_not_the_fields)
{
    struct shape s = some_shape();
    struct value v[UNIT_N_FIELDS + 4] = {{0}};
    CHECK(record_extra_parse(t_arena(), &s, S("{\"area\":\"1\",\"zone\":\"a\"}"), v));
    CHECK_INT(v[UNIT_N_FIELDS + 1].type, VALUE_NULL);
    CHECK(record_extra_parse(t_arena(), &s, S("{\"area\":3,\"zone\":1}"), v));
    CHECK_INT(v[UNIT_N_FIELDS + 1].i, 3);
    for (int i = UNIT_N_FIELDS; i < s.n; i++)
        CHECK(!str_eq(s.fields[i].name, S("zone")) || v[i].type == VALUE_NULL);
}
