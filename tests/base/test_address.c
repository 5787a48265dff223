/*
 * test_address.c -- what messages show of a database's address.
 */
#include "base/text.h"
#include "t.h"

TEST(an_address_is_shown_without_its_password)
{
    static const struct {
        struct str address, shown;
    } rows[] = {
        {S_("/var/lib/ponan"), S_("/var/lib/ponan")},
        {S_("postgres://ponan@db/county"), S_("postgres://ponan@db/county")},
        {S_("postgres://ponan:s3cret@db/county"), S_("postgres://ponan:***@db/county")},
        {S_("postgres://ponan:a@b:c/d@db:5432/x"), S_("postgres://ponan:***@db:5432/x")},
        {S_("postgresql:///x?host=/run&password=s3cret&user=u"),
         S_("postgresql:///x?host=/run&password=***&user=u")},
        {S_("postgresql://db/x?password=s3cret"), S_("postgresql://db/x?password=***")},
        {S_("postgresql://db:5432/x"), S_("postgresql://db:5432/x")},
        {S_(""), S_("")},
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(rows); i++) {
        char out[ADDRESS_SHOWN];
        CHECK_STR(address_shown(out, rows[i].address), rows[i].shown);
    }
}

TEST(a_long_address_is_cut)
{
    struct buf b = buf_on(t_arena(), KIB);
    char out[ADDRESS_SHOWN];
    buf_add(&b, S("postgres://u:"));
    for (int i = 0; i < 500; i++)
        buf_byte(&b, 'x');
    buf_add(&b, S("@db/"));
    for (int i = 0; i < 300; i++)
        buf_byte(&b, 'y');
    CHECK_INT(address_shown(out, buf_str(&b)).len, ADDRESS_SHOWN);
    CHECK(str_find(address_shown(out, buf_str(&b)), S("x")) < 0);
}
