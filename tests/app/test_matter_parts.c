/*
 * test_matter_parts.c -- comments, documents and links of a matter: who may, who sees, on both
 * engines.
 */
#include "app/county.h"
#include "app/documents.h"
#include "entity/document.h"
#include "entity/matter_comment.h"
#include "entity/matter_document.h"
#include "entity/matter_link.h"
#include "entity/matter_party.h"
#include "entity/problem.h"

struct parts {
    struct counties t;
    struct caller head, office, away;
    long long matter;
};

/* Of the bureau of Anji; the promotion office of Changxing is a party that may read. */
static struct parts parts_of(enum dialect d)
{
    struct parts p = {.t = test_counties(d)};
    p.head = caller_as(&p.t, ANJI, POST_ROLE_unit_head);
    p.office = caller_as(&p.t, ANJI, POST_ROLE_promotion);
    p.away = caller_as(&p.t, CHANGXING, POST_ROLE_promotion);
    p.matter = county_make(p.t.app, &problem_entity, p.t.bureau[ANJI], "title=界河治理");
    (void)county_make(p.t.app, &matter_party_entity, 0,
                      text("matter=#%lld;role=asked;post=#%lld", p.matter, (long long)p.away.post));
    return p;
}

static enum err said(struct parts *p, struct caller who, const char *more, int64_t *id)
{
    return county_create(p->t.app, who, &matter_comment_entity, 0,
                         text("matter=#%lld;said=请看图纸%s", p->matter, more), id);
}

TEST(who_sees_a_matter_speaks_to_it_and_changes_the_own_words_only)
{
    for (FOR_EACH_DIALECT(d)) {
        struct parts p = parts_of(d);
        struct caller stranger = caller_as(&p.t, CHANGXING, POST_ROLE_supervision);
        int64_t id = 0;
        int64_t other = 0;
        CHECK_INT(said(&p, p.away, "", &id), OK);
        CHECK(said(&p, stranger, "", &other) != OK);
        CHECK(county_sees(p.t.app, p.head, &matter_comment_entity, id));
        CHECK(!county_sees(p.t.app, stranger, &matter_comment_entity, id));
        CHECK_STR(county_field(p.t.app, p.head, &matter_comment_entity, id, "post"),
                  str_of(text("%lld", (long long)p.away.post)));
        CHECK(county_field(p.t.app, p.head, &matter_comment_entity, id, "said_on").len == 10);
        CHECK_INT(county_update(p.t.app, p.office, &matter_comment_entity, id, "said=改"),
                  ERR_FORBIDDEN);
        CHECK_INT(county_update(p.t.app, p.away, &matter_comment_entity, id, "said=改"), OK);
        /* Whose words they are is not typed. */
        CHECK_INT(said(&p, p.away, text(";post=#%lld", (long long)p.head.post), &other),
                  ERR_INVALID);
        test_app_close(p.t.app);
    }
}

TEST(a_post_that_does_not_see_the_matter_is_not_called_to_it)
{
    for (FOR_EACH_DIALECT(d)) {
        struct parts p = parts_of(d);
        long long blind = p.t.post[ANJI][POST_ROLE_reporter];
        int64_t id = 0;
        CHECK_INT(said(&p, p.office, text(";mentions=#%lld", blind), &id), OK);
        p.matter =
            county_make(p.t.app, &problem_entity, p.t.bureau[ANJI], "title=纠纷;visibility=few");
        CHECK_INT(said(&p, p.office, text(";mentions=#%lld", blind), &id), ERR_INVALID);
        CHECK_STR(county_problem(), S("unseen"));
        CHECK_INT(said(&p, p.office, text(";mentions=#%lld", (long long)p.head.post), &id), OK);
        (void)county_make(p.t.app, &matter_party_entity, 0,
                          text("matter=#%lld;role=informed;post=#%lld", p.matter, blind));
        CHECK_INT(said(&p, p.office, text(";mentions=#%lld", blind), &id), OK);
        test_app_close(p.t.app);
    }
}

static enum err attached(struct parts *p, struct caller who, const struct document_file *file,
                         int64_t *id)
{
    struct fail why = {0};
    struct input in = {.field = S("title"), .text = S("图纸")};
    struct call c = county_call(p->t.app, who);
    enum err err = document_attach(&c, p->matter, &in, 1, file, id, &why);
    call_done(&c);
    return err;
}

TEST(a_document_beside_a_matter_is_read_by_its_parties_and_its_bytes_are_kept_once)
{
    static const struct document_file file = {
        .name = S_("图.txt"), .media = S_("text/plain"), .bytes = S_("abc")};
    for (FOR_EACH_DIALECT(d)) {
        struct parts p = parts_of(d);
        struct caller stranger = caller_as(&p.t, CHANGXING, POST_ROLE_supervision);
        int64_t id = 0;
        CHECK_INT(attached(&p, p.head, &file, &id), OK);
        CHECK_INT(attached(&p, p.head, &file, &id), OK);
        CHECK_INT(test_number(p.t.app, "SELECT count(*) FROM blob"), 1);
        int64_t document = test_number(p.t.app, "SELECT max(id) FROM document");
        CHECK(county_sees(p.t.app, p.away, &document_entity, document));
        CHECK(!county_sees(p.t.app, stranger, &document_entity, document));
        /* Where the matter is not seen nothing is left behind. */
        int64_t before = test_number(p.t.app, "SELECT count(*) FROM document");
        CHECK(attached(&p, stranger, &file, &id) != OK);
        CHECK_INT(test_number(p.t.app, "SELECT count(*) FROM document"), before);
        /* Only what one may read oneself can be put there. */
        long long secret =
            county_make(p.t.app, &document_entity, p.t.town[CHANGXING], "title=别县的");
        CHECK(county_create(p.t.app, p.office, &matter_document_entity, 0,
                            text("matter=#%lld;document=#%lld", p.matter, secret), &id) != OK);
        test_app_close(p.t.app);
    }
}

TEST(matters_are_linked_one_way_and_never_to_themselves)
{
    for (FOR_EACH_DIALECT(d)) {
        struct parts p = parts_of(d);
        long long other = county_make(p.t.app, &problem_entity, p.t.bureau[ANJI], "title=桥梁");
        const struct {
            const char *texts, *code;
        } rows[] = {
            {text("matter=#%lld;relation=blocks;other=#%lld", p.matter, p.matter), "itself"},
            {text("matter=#%lld;relation=blocks;other=#%lld", p.matter, other), ""},
            {text("matter=#%lld;relation=blocks;other=#%lld", other, p.matter), "both_ways"},
            {text("matter=#%lld;relation=part_of;other=#%lld", other, p.matter), ""},
        };
        for (ptrdiff_t i = 0; i < ARRAY_LEN(rows); i++) {
            int64_t id = 0;
            enum err err =
                county_create(p.t.app, p.head, &matter_link_entity, 0, rows[i].texts, &id);
            CHECK_INT(err, rows[i].code[0] ? ERR_INVALID : OK);
            CHECK_STR(county_problem(), str_of(rows[i].code));
        }
        test_app_close(p.t.app);
    }
}
