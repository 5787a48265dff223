#include "format/json.h"
#include "t.h"

static const struct json *parsed(struct str text)
{
    const struct json *root = NULL;
    struct fail why = {0};
    if (json_parse(t_arena(), text, &root, &why) != OK)
        t_differs(__FILE__, __LINE__, "refused: %.*s", STR_ARG(text));
    return root;
}

static const struct fail *refused(struct str text)
{
    const struct json *root = NULL;
    struct fail *why = NEW(t_arena(), struct fail, 1);
    if (json_parse(t_arena(), text, &root, why) == OK || root)
        t_differs(__FILE__, __LINE__, "taken: %.*s", STR_ARG(text));
    return why;
}

TEST(a_json_object_becomes_a_tree_in_its_order)
{
    const struct json *root =
        parsed(S(" {\"name\":\"安吉\\u53bf\\n\\/\",\"rows\":[1,[],{}],\"t\":true,\"n\":null} "));
    REQUIRE(root && root->kind == JSON_OBJECT && root->n == 4);
    CHECK_STR(json_str(json_member(root, S("name"))), S("安吉县\n/"));
    const struct json *rows = json_member(root, S("rows"));
    REQUIRE(rows && rows->kind == JSON_ARRAY && rows->n == 3);
    CHECK_INT(rows->first->next->kind, JSON_ARRAY);
    CHECK_INT(rows->first->next->next->kind, JSON_OBJECT);
    CHECK(json_member(root, S("t"))->truth);
    CHECK_INT(json_member(root, S("n"))->kind, JSON_NULL);
    CHECK(json_member(root, S("none")) == NULL);
    CHECK(json_member(rows, S("none")) == NULL);
}

/* The largest integer that a double holds exactly is 2^53: this one is not among them. */
TEST(a_number_keeps_its_text_and_never_passes_through_floating_point)
{
    struct decimal d = {0};
    int64_t n = 0;
    const struct json *rows = parsed(S("[9007199254740993,0.1,2.4900,-17.9,1e3,0.00001,-0]"));
    REQUIRE(rows);
    CHECK(json_whole(json_at(rows, S("/0")), &n));
    CHECK_INT(n, 9007199254740993);
    CHECK(json_decimal(json_at(rows, S("/1")), &d));
    CHECK_INT(d.e4, 1000);
    CHECK_STR(json_at(rows, S("/2"))->text, S("2.4900"));
    CHECK(json_decimal(json_at(rows, S("/3")), &d));
    CHECK_INT(d.e4, -179000);
    CHECK(!json_whole(json_at(rows, S("/4")), &n));
    CHECK(!json_decimal(json_at(rows, S("/4")), &d));
    CHECK(!json_decimal(json_at(rows, S("/5")), &d));
    CHECK(!json_whole(json_at(rows, S("/1")), &n));
    CHECK(json_whole(json_at(rows, S("/6")), &n));
    CHECK_INT(n, 0);
}

/* The grammar of RFC 8259; rows as in JSONTestSuite (github.com/nst/JSONTestSuite), n_*.json. */
TEST(what_is_not_json_is_refused)
{
    static const struct str bad[] = {
        S_(""),
        S_(" "),
        S_("[1,]"),
        S_("[,1]"),
        S_("[1 2]"),
        S_("{\"a\"}"),
        S_("{\"a\":}"),
        S_("{a:1}"),
        S_("{\"a\":1,}"),
        S_("[1"),
        S_("\"a"),
        S_("\"\\\""),
        S_("\"\\x\""),
        S_("\"\\u12\""),
        S_("\"\t\""),
        S_("01"),
        S_("-"),
        S_("1."),
        S_(".5"),
        S_("+1"),
        S_("1e"),
        S_("1e+"),
        S_("0x1"),
        S_("NaN"),
        S_("Infinity"),
        S_("truex"),
        S_("nul"),
        S_("[1]x"),
        S_("1 2"),
        S_("\xef\xbb\xbf{}"),
        S_("\"\xff\""),
        S_("\"\\ud800\""),
        S_("\"\\ud800\\u0041\""),
        S_("\"\\udc00\""),
        S_("\"\\u0000\""),
        S_("'a'"),
        S_("[1,/* */2]"),
        S_("]"),
        S_("\"\\"),
    };
    for (int i = 0; i < ARRAY_LEN(bad); i++)
        (void)refused(bad[i]);
    CHECK_STR(parsed(S("\"\\ud834\\udd1e\""))->text, S("\xf0\x9d\x84\x9e")); /* RFC 8259, 7 */
}

TEST(a_fault_is_told_with_line_and_column)
{
    const struct fail *why = refused(S("{\n  \"安\": 1,\n  \"吉\" 2\n}"));
    CHECK_INT(why->message.id, MSG_json_syntax);
    CHECK_INT(why->message.args[0].n, 3);
    CHECK_INT(why->message.args[1].n, 7);
}

TEST(a_member_that_stands_twice_is_refused)
{
    const struct fail *why = refused(S("{\"a\":{\"value\":1,\"x\":2,\"v\\u0061lue\":3}}"));
    CHECK_INT(why->message.id, MSG_json_twice);
    CHECK_STR(why->message.args[0].text, S("value"));
}

TEST(depth_and_number_of_values_are_bounded)
{
    struct buf deep = buf_on(t_arena(), KIB);
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        buf_byte(&deep, '[');
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        buf_byte(&deep, ']');
    CHECK(parsed(buf_str(&deep)) != NULL);
    struct str deeper = str_fmt(t_arena(), "[%.*s]", STR_ARG(buf_str(&deep)));
    CHECK_INT(refused(deeper)->message.id, MSG_json_depth);
    struct buf wide = buf_on(t_arena(), MIB);
    buf_byte(&wide, '[');
    for (int i = 0; i < JSON_MEMBERS_MAX; i++)
        buf_add(&wide, S("0,"));
    buf_add(&wide, S("0]"));
    CHECK_INT(refused(buf_str(&wide))->message.id, MSG_json_many);
}

/* The table of RFC 6901, 5. */
TEST(json_pointers_name_what_rfc_6901_says)
{
    const struct json *root =
        parsed(S("{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"m~n\":8,\"k\\\"l\":6}"));
    REQUIRE(root);
    CHECK(json_at(root, S("")) == root);
    CHECK_INT(json_at(root, S("/foo"))->kind, JSON_ARRAY);
    CHECK_STR(json_str(json_at(root, S("/foo/0"))), S("bar"));
    CHECK_STR(json_at(root, S("/"))->text, S("0"));
    CHECK_STR(json_at(root, S("/a~1b"))->text, S("1"));
    CHECK_STR(json_at(root, S("/c%d"))->text, S("2"));
    CHECK_STR(json_at(root, S("/m~0n"))->text, S("8"));
    CHECK_STR(json_at(root, S("/k\"l"))->text, S("6"));
    CHECK(json_at(root, S("/foo/2")) == NULL);
    CHECK(json_at(root, S("/foo/00")) == NULL);
    CHECK(json_at(root, S("/foo/0/x")) == NULL);
    CHECK(json_at(root, S("foo")) == NULL);
    CHECK_STR(json_pointer(t_arena(), S("/rows/0"), S("a/b~c")), S("/rows/0/a~1b~0c"));
}
