#include "format/json_write.h"
#include "t.h"

TEST(json_values_are_parted_by_commas_where_due)
{
    struct buf b = buf_on(t_arena(), KIB);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    json_put_text(&w, S("name"), S("安吉"));
    json_key(&w, S("rows"));
    json_array(&w);
    json_int(&w, -1);
    json_array(&w);
    json_array_end(&w);
    json_object(&w);
    json_object_end(&w);
    json_null(&w);
    json_array_end(&w);
    json_put_bool(&w, S("open"), false);
    json_key(&w, S("value"));
    json_digits(&w, S("17.1000"));
    json_object_end(&w);
    CHECK_STR(buf_str(&b),
              S("{\"name\":\"安吉\",\"rows\":[-1,[],{},null],\"open\":false,\"value\":17.1000}"));
    CHECK_INT(w.depth, 0);
}

/* RFC 8259, 7: quotation mark, reverse solidus and control characters must be escaped. */
TEST(json_text_is_escaped)
{
    struct buf b = buf_on(t_arena(), KIB);
    struct json_writer w = json_writer_on(&b);
    json_text(&w, (struct str){"a\"\\\n\t\x01\0</script>", 15});
    CHECK_STR(buf_str(&b), S("\"a\\\"\\\\\\n\\t\\u0001\\u0000\\u003c/script\""));
}
