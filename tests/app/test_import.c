/*
 * test_import.c -- two steps: what a file would do, then exactly that; and files back out.
 */
#include "app/county.h"
#include "app/export.h"
#include "app/import.h"
#include "entity/document.h"
#include "entity/extra_field.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "entity/unit.h"
#include "format/package.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that come out of a sink. */
struct heard {
    struct buf b;
};

static enum err hear(void *ctx, struct str bytes, struct fail *why)
{
    struct heard *h = ctx;
    (void)why;
    buf_add(&h->b, bytes);
    return OK;
}

static struct heard heard_on(void)
{
    return (struct heard){.b = buf_on(t_arena(), 64 * MIB)};
}

static enum err look(struct call *c, const struct entity *e, const char *csv, struct preview *p)
{
    struct fail why = {0};
    struct import_file file = {.e = e, .file_name = S("表.csv"), .bytes = str_of(csv)};
    return import_preview(c, &file, NULL, p, &why);
}

static void check_counts(const struct preview *p, int64_t create, int64_t update, int64_t same,
                         int64_t reject)
{
    CHECK_INT(p->n[ROW_CREATE], create);
    CHECK_INT(p->n[ROW_UPDATE], update);
    CHECK_INT(p->n[ROW_UNCHANGED], same);
    CHECK_INT(p->n[ROW_REJECT], reject);
}

static void commit(struct call *c, const struct preview *p)
{
    struct receipt receipt = {0};
    MUST_DO(import_commit(c, p->id, &p->digest, NULL, &receipt, &why));
    CHECK(receipt.seq > 0);
}

TEST(a_tree_is_imported_in_any_order_by_codes)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        struct call c = county_call(app, caller_system());
        struct preview p = {0};
        /* The speech's county, deepest rows first; headings as offices write them. */
        const char *csv = "代码,单位名称,上级代码,层级\n"
                          "330523001,递铺镇,330523,township\n"
                          "330523,安吉县,3305,county\n"
                          "330523002,孝丰镇,330523,township\n"
                          "3305,湖州市,33,city\n"
                          "33,浙江省,,province\n"
                          "330523999,无主镇,330524,township\n"
                          "330523998,环一,330523997,township\n"
                          "330523997,环二,330523998,township\n";
        CHECK_INT(look(&c, &unit_entity, csv, &p), OK);
        check_counts(&p, 5, 0, 0, 3);
        commit(&c, &p);
        CHECK_INT(look(&c, &unit_entity, csv, &p), OK);
        check_counts(&p, 0, 0, 5, 3);
        call_done(&c);
        CHECK_INT(test_number(app,
                              "SELECT count(*) FROM unit AS t JOIN unit AS c ON c.id = t.parent "
                              "AND c.code = '330523' AND t.owner = c.id"),
                  2);
        CHECK_INT(test_number(app, "SELECT count(*) FROM journal"), 1);
        test_app_close(app);
    }
}

/* The key of a unit has its county in it: a file that puts a place under another one would make it
 * there a second time. */
TEST(a_place_that_stands_under_another_county_is_not_imported_twice)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        struct call c = county_call(app, caller_system());
        struct preview p = {0};
        struct preview_rows rows = {0};
        struct preview_part rejected = {.state = ROW_REJECT, .limit = 10};
        CHECK_INT(look(&c, &unit_entity,
                       "代码,单位名称,上级代码,层级\n3305,湖州市,,city\n330523,安吉县,3305,county\n"
                       "330522,长兴县,3305,county\n330523100,递铺镇,330523,township\n"
                       "TJJ,统计局,330523,department\n",
                       &p),
                  OK);
        commit(&c, &p);
        /* A new township and a department that every county has; the township of the other. */
        CHECK_INT(look(&c, &unit_entity,
                       "代码,单位名称,上级代码,层级\n330522200,新镇,330522,township\n"
                       "TJJ,统计局,330522,department\n330523100,递铺镇,330522,township\n",
                       &p),
                  OK);
        check_counts(&p, 2, 0, 0, 1);
        MUST_DO(import_rows(&c, &p, &rejected, &rows, &why));
        REQUIRE(rows.n == 1 && rows.at[0].n_problems == 1);
        CHECK_STR(rows.at[0].problems[0].code, S("elsewhere"));
        struct str said = message_str(t_arena(), LANG_ZH, &rows.at[0].problems[0].message);
        CHECK_HAS(said, S("安吉县"));
        CHECK_HAS(said, S("办理变更"));
        commit(&c, &p);
        CHECK_INT(test_number(app, "SELECT count(*) FROM unit WHERE code = '330523100'"), 1);
        /* Nor twice in one file. */
        CHECK_INT(look(&c, &unit_entity,
                       "代码,单位名称,上级代码,层级\n330523300,新乡,330523,township\n"
                       "GTJ,国土局,330523,department\n330523300,新乡,330522,township\n"
                       "GTJ,国土局,330522,department\n",
                       &p),
                  OK);
        check_counts(&p, 3, 0, 0, 1);
        call_done(&c);
        test_app_close(app);
    }
}

#define CELL(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define ROW(cells) "<row>" cells "</row>"
#define OFFICE     "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define EMPTY      "<c/>"
#define LINK(a, to)                                                                \
    "<Relationships><Relationship Id=\"a\" Type=\"" OFFICE "/" a "\" Target=\"" to \
    "\"/></Relationships>"

/* A list of townships as offices keep it: a title, notes, the county merged over its rows. */
static struct str townships(void)
{
    static const struct package_part parts[] = {
        {S_("_rels/.rels"), S_(LINK("officeDocument", "b.xml"))},
        {S_("b.xml"), S_("<workbook xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"名单\" "
                         "r:id=\"a\"/></sheets></workbook>")},
        {S_("_rels/b.xml.rels"), S_(LINK("worksheet", "s.xml"))},
        {S_("s.xml"),
         S_("<worksheet><sheetData>" ROW(CELL("乡镇名单")) ROW(EMPTY CELL("二〇〇六年五月"))
                ROW(CELL("上级代码") CELL("代码") CELL("名称") CELL("层级") CELL("人口"))
                    ROW(CELL("330523") CELL("330523101") CELL("梅溪镇") CELL("township"))
                        ROW(EMPTY CELL("330523102") CELL("昆铜乡") CELL(
                            "township") "<c t=\"e\"><v>#N/A</v></c>") "<row hidden=\"1\">" EMPTY
                            CELL("330523103") CELL("良朋镇") CELL("township") "</row>" ROW(
                                EMPTY CELL("330523104") "<c t=\"e\"><v>#REF!</v></c>" CELL(
                                    "township")) "</sheetData><mergeCells>"
                                                 "<mergeCell ref=\"A4:A7\"/></mergeCells>"
                                                 "</worksheet>")}};
    struct package_part *copy = NEW(t_arena(), struct package_part, ARRAY_LEN(parts));
    struct str bytes = S("");
    memcpy(copy, parts, sizeof parts);
    MUST_DO(package_write(t_arena(), &(struct package){copy, ARRAY_LEN(parts)}, &bytes, &why));
    return bytes;
}

TEST(a_workbook_with_a_title_and_merged_keys_is_imported)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        struct call c = county_call(app, caller_system());
        struct preview p = {0};
        struct preview_rows rows = {0};
        struct preview_part all = {.state = ROW_STATE_COUNT, .limit = 10};
        struct import_file file = {
            .e = &unit_entity, .file_name = S("名单.xlsx"), .bytes = townships()};
        CHECK_INT(look(&c, &unit_entity,
                       "code,name_zh,parent,level\n33,浙江省,,province\n3305,湖州市,33,city\n"
                       "330523,安吉县,3305,county\n",
                       &p),
                  OK);
        commit(&c, &p);
        MUST_DO(import_preview(&c, &file, NULL, &p, &why));
        CHECK_STR(p.file_name, S("名单.xlsx · 名单"));
        /* A failed formula stops a row where its column is used, and only there. */
        check_counts(&p, 3, 0, 0, 1);
        CHECK_INT(p.n_doubtful, 1);
        MUST_DO(import_rows(&c, &p, &all, &rows, &why));
        REQUIRE(rows.n == 4);
        CHECK_INT(rows.at[0].line, 4);
        CHECK_STR(rows.at[1].cells[0], S("330523"));
        REQUIRE(rows.at[2].n_problems == 1 && rows.at[2].problems[0].doubtful);
        CHECK_STR(rows.at[2].problems[0].code, S("xlsx.hidden"));
        CHECK_INT(rows.at[3].state, ROW_REJECT);
        CHECK_STR(rows.at[3].problems[rows.at[3].n_problems - 1].code, S("xlsx.error"));
        commit(&c, &p);
        file.sheet = S("2");
        struct fail why = {0};
        CHECK_INT(import_preview(&c, &file, NULL, &p, &why), ERR_INVALID);
        CHECK_INT(why.message.id, MSG_xlsx_no_sheet);
        call_done(&c);
        test_app_close(app);
    }
}

TEST(rejected_rows_come_back_in_the_uploaders_columns_with_the_problem)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_sysadmin));
        struct preview p = {0};
        struct preview_rows rows = {0};
        struct heard h = heard_on();
        struct sink sink = {hear, &h};
        const char *csv = "序,编码,name_zh,parent,level,随手记\r\n"
                          "1,330523201,甲镇,330523,township,ok\r\n"
                          "2,330523202,\"乙,镇\",安吉县,township,找错上级\r\n"
                          "3,330523203,,330523,村,\r\n"
                          "4,330523201,甲镇二,330523,township,重复\r\n";
        CHECK_INT(look(&c, &unit_entity, csv, &p), OK);
        check_counts(&p, 1, 0, 0, 3);
        struct preview_part part = {.state = ROW_REJECT, .from_line = 1, .limit = 10};
        MUST_DO(import_rows(&c, &p, &part, &rows, &why));
        REQUIRE(rows.n == 3);
        CHECK_INT(rows.at[0].line, 3);
        REQUIRE(rows.at[0].n_problems == 1);
        CHECK_STR(rows.at[0].problems[0].field, S("parent"));
        CHECK_STR(rows.at[0].suggestions[0], S("330523"));
        CHECK_STR(rows.at[0].cells[2], S("乙,镇"));
        CHECK_INT(rows.at[1].n_problems, 2);
        CHECK_STR(rows.at[2].problems[0].code, S("twice"));
        MUST_DO(import_rejected(&c, &p, TABLE_CSV, &sink, &why));
        call_done(&c);
        CHECK_HAS(buf_str(&h.b), S("序,编码,name_zh,parent,level,随手记,Problem\r\n"));
        CHECK_HAS(buf_str(&h.b), S("2,330523202,\"乙,镇\",安吉县,township,找错上级,"));
        CHECK_INT(str_find(buf_str(&h.b), S("330523201,甲镇,")), -1);
        test_app_close(t.app);
    }
}

TEST(only_the_preview_that_was_seen_is_written_and_only_once)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller admin = caller_as(&t, ANJI, POST_ROLE_sysadmin);
        struct call c = county_call(t.app, admin);
        struct preview p = {0};
        struct receipt receipt = {0};
        struct fail no = {0};
        const char *csv =
            "code,name_zh,short_zh,parent,level\n330523100,一镇,改了,330523,township\n";
        CHECK_INT(look(&c, &unit_entity, csv, &p), OK);
        check_counts(&p, 0, 1, 0, 0);
        struct hash other = p.digest;
        other.b[0] ^= 1;
        CHECK_INT(import_commit(&c, p.id, &other, NULL, &receipt, &no), ERR_STALE);
        struct call neighbour = county_call(t.app, caller_as(&t, CHANGXING, POST_ROLE_sysadmin));
        CHECK_INT(import_commit(&neighbour, p.id, &p.digest, NULL, &receipt, &no), ERR_NOT_FOUND);
        call_done(&neighbour);
        commit(&c, &p);
        CHECK_INT(import_commit(&c, p.id, &p.digest, NULL, &receipt, &no), ERR_CONFLICT);
        /* A record that somebody changed after the preview stops the whole import. */
        csv = "code,name_zh,short_zh,parent,level\n330523100,一镇,又改,330523,township\n"
              "330523101,二镇,,330523,township\n";
        CHECK_INT(look(&c, &unit_entity, csv, &p), OK);
        check_counts(&p, 1, 1, 0, 0);
        CHECK_INT(county_update(t.app, admin, &unit_entity, t.town[ANJI], "position=7"), OK);
        CHECK_INT(import_commit(&c, p.id, &p.digest, NULL, &receipt, &no), ERR_STALE);
        call_done(&c);
        CHECK_INT(test_number(t.app, "SELECT count(*) FROM unit WHERE code = '330523101'"), 0);
        test_app_close(t.app);
    }
}

TEST(an_import_obeys_the_same_rights_as_a_form)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct preview p = {0};
        struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_leader));
        CHECK_INT(look(&c, &unit_entity, "code,name_zh,level\nx,x,office\n", &p), ERR_FORBIDDEN);
        call_done(&c);
        (void)county_make(t.app, &indicator_entity, t.county[ANJI],
                          "code=inv;name_zh=投资;measure_zh=亿元");
        c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_statistics));
        CHECK_INT(look(&c, &observation_entity,
                       "subject,indicator,period,value\n"
                       "330523,inv,2006-Q1,1.5\n"
                       "330523100,inv,2006-Q1,1.5\n"
                       "330522,inv,2006-Q1,1.5\n",
                       &p),
                  OK);
        check_counts(&p, 2, 0, 0, 1); /* statistics of the county and of its township */
        commit(&c, &p);
        call_done(&c);
        CHECK_INT(
            test_number(t.app, text("SELECT count(*) FROM observation WHERE reported_by = %lld",
                                    (long long)t.post[ANJI][POST_ROLE_statistics])),
            2);
        test_app_close(t.app);
    }
}

TEST(headings_that_are_missing_or_double_stop_the_file)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    struct preview p = {0};
    struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_sysadmin));
    CHECK_INT(look(&c, &unit_entity, "name_zh,level\n甲,office\n", &p), ERR_INVALID);
    CHECK_STR(c.problems.at[0].field, S("code"));
    c.problems = problems_on(t_arena());
    CHECK_INT(look(&c, &unit_entity, "code,代码,name_zh,level\n1,2,甲,office\n", &p), ERR_INVALID);
    CHECK_STR(c.problems.at[0].code, S("twice"));
    c.problems = problems_on(t_arena());
    CHECK_INT(look(&c, &unit_entity, "", &p), ERR_MEDIA);
    call_done(&c);
    test_app_close(t.app);
}

/* --- out and in again ------------------------------------------------------------------------- */

static struct str exported(struct call *c, const struct entity *e, const char *filters, bool labels)
{
    struct heard h = heard_on();
    struct sink sink = {hear, &h};
    struct export_options o = {.query = {.e = e}, .labels = labels};
    o.query.filters = county_inputs(filters, &o.query.n_filters);
    MUST_DO(export_list(c, &o, &sink, NULL, &why));
    return buf_str(&h.b);
}

static void own_fields(struct counties *t)
{
    (void)county_make(
        t->app, &extra_field_entity, t->county[ANJI],
        "entity=document;code=subject_words;label_zh=主题词;help_zh=公文末尾;kind=text");
    (void)county_make(t->app, &extra_field_entity, t->county[CHANGXING],
                      "entity=document;code=copies;label_zh=份数;help_zh=印发份数;kind=int");
}

TEST(what_is_exported_comes_back_unchanged)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct preview p = {0};
        struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_sysadmin));
        struct str csv = exported(&c, &unit_entity, "parent=330523", false);
        CHECK_HAS(csv, S("330523100,一镇,,,330523,township,"));
        CHECK_INT(str_find(csv, S("330522")), -1);
        CHECK_INT(look(&c, &unit_entity, str_z(t_arena(), csv), &p), OK);
        check_counts(&p, 0, 0, 2, 0);
        /* With labels it reads as a list does, and still comes back. */
        csv = exported(&c, &unit_entity, "parent=330523", true);
        CHECK_HAS(csv, S("township"));
        call_done(&c);
        test_app_close(t.app);
    }
}

/* Papers have no number that all of them carry: they are known by what they say. */
TEST(a_document_that_is_exported_and_imported_again_is_not_made_twice)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct preview p = {0};
        struct preview_rows rows = {0};
        struct preview_part rejected = {.state = ROW_REJECT, .limit = 10};
        struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_leader));
        CHECK_INT(look(&c, &document_entity,
                       "title,number,issuer,issued_on,note\n关于先行用地的意见,国土〔2006〕1号,"
                       "县国土局,2006-06-01,\n现场照片,,,,东\n",
                       &p),
                  OK);
        check_counts(&p, 2, 0, 0, 0);
        commit(&c, &p);
        struct str csv = exported(&c, &document_entity, "", false);
        CHECK_INT(look(&c, &document_entity, str_z(t_arena(), csv), &p), OK);
        check_counts(&p, 0, 0, 2, 0);
        CHECK_INT(look(&c, &document_entity, "title,note\n现场照片,西\n", &p), OK);
        check_counts(&p, 0, 1, 0, 0);
        /* A second one that says the same, made on its page: now nobody can tell. */
        (void)county_make(t.app, &document_entity, t.county[ANJI], "title=现场照片");
        call_done(&c);
        c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_leader));
        CHECK_INT(look(&c, &document_entity, "title,note\n现场照片,西\n", &p), OK);
        check_counts(&p, 0, 0, 0, 1);
        MUST_DO(import_rows(&c, &p, &rejected, &rows, &why));
        REQUIRE(rows.n == 1 && rows.at[0].n_problems == 1);
        CHECK_STR(rows.at[0].problems[0].code, S("alike"));
        call_done(&c);
        test_app_close(t.app);
    }
}

/* The codes of the problems of each row that is turned down, "LINE CODE CODE; ...". */
static struct str told(struct call *c, const struct preview *p)
{
    struct preview_part rejected = {.state = ROW_REJECT, .limit = 20};
    struct preview_rows rows = {0};
    struct buf b = buf_on(t_arena(), 4 * KIB);
    MUST_DO(import_rows(c, p, &rejected, &rows, &why));
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        buf_fmt(&b, "%s%lld", i > 0 ? "; " : "", (long long)rows.at[i].line);
        for (ptrdiff_t k = 0; k < rows.at[i].n_problems; k++)
            buf_fmt(&b, " %.*s", STR_ARG(rows.at[i].problems[k].code));
    }
    return buf_str(&b);
}

TEST(a_row_is_turned_down_for_what_is_wrong_with_it_and_nothing_else)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        struct call c = county_call(app, caller_system());
        struct preview p = {0};
        /* Rows 3 and 4 wait for one another, 5 hangs on them, 6 is its own parent, 7's is bad. */
        CHECK_INT(
            look(&c, &unit_entity,
                 "code,name_zh,parent,level\n3305,湖州市,,city\nA,甲,B,office\nB,乙,A,office\n"
                 "C,丙,A,office\nD,丁,D,office\nE,戊,F,office\nF,,3305,office\n",
                 &p),
            OK);
        CHECK_STR(told(&c, &p), S("3 circle; 4 circle; 5 waits; 6 circle; 7 waits; 8 missing"));
        commit(&c, &p);
        call_done(&c);
        struct shape s = entity_shape(&indicator_entity);
        (void)test_insert(app->store, &s, test_number(app, "SELECT id FROM unit"),
                          "code=inv;name_zh=投资;measure_zh=亿元");
        c = county_call(app, caller_system());
        CHECK_INT(look(&c, &observation_entity,
                       "subject,indicator,period,value\n3305,inv,2006年一季,1\n3305,inv,06/1,2\n",
                       &p),
                  OK);
        CHECK_STR(told(&c, &p), S("2 malformed; 3 malformed"));
        call_done(&c);
        test_app_close(app);
    }
}

TEST(an_import_that_changes_nothing_leaves_no_entry)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct preview p = {0};
        struct receipt receipt = {.seq = 1};
        struct fail no = {0};
        struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_sysadmin));
        struct str csv = exported(&c, &unit_entity, "parent=330523", false);
        int64_t before = test_number(t.app, "SELECT max(seq) FROM journal");
        CHECK_INT(look(&c, &unit_entity, str_z(t_arena(), csv), &p), OK);
        check_counts(&p, 0, 0, 2, 0);
        MUST_DO(import_commit(&c, p.id, &p.digest, NULL, &receipt, &why));
        CHECK_INT(receipt.seq, 0);
        CHECK_INT(test_number(t.app, "SELECT max(seq) FROM journal"), before);
        p.digest.b[0] ^= 1;
        CHECK_INT(import_commit(&c, p.id, &p.digest, NULL, &receipt, &no), ERR_STALE);
        call_done(&c);
        test_app_close(t.app);
    }
}

TEST(own_fields_go_out_and_come_in_each_in_its_county)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct preview p = {0};
        own_fields(&t);
        struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_leader));
        CHECK_INT(look(&c, &document_entity, "title,主题词,份数\n甲,经济 发展,3\n", &p), OK);
        check_counts(&p, 1, 0, 0, 0);
        CHECK_INT(c.problems.n, 1); /* 份数 is not known here */
        commit(&c, &p);
        struct str csv = exported(&c, &document_entity, "", false);
        CHECK_HAS(csv, S(",subject_words\r\n"));
        CHECK_HAS(csv, S(",经济 发展\r\n"));
        CHECK_INT(str_find(csv, S("copies")), -1);
        call_done(&c);
        c = county_call(t.app, caller_as(&t, CHANGXING, POST_ROLE_leader));
        CHECK_INT(look(&c, &document_entity, "title,份数\n乙,许多\n丙,4\n", &p), OK);
        check_counts(&p, 1, 0, 0, 1);
        commit(&c, &p);
        csv = exported(&c, &document_entity, "", false);
        CHECK_HAS(csv, S(",copies\r\n"));
        CHECK_HAS(csv, S(",4\r\n"));
        CHECK_INT(str_find(csv, S("经济")), -1);
        call_done(&c);
        test_app_close(t.app);
    }
}

/* The figures of a county as the machine exports them. */
static struct str figures_of_county(struct app *app, int64_t county)
{
    struct export_options o = {.query = {.e = &observation_entity, .owner = county}};
    struct heard h = heard_on();
    struct sink sink = {hear, &h};
    struct call c = county_call(app, caller_system());
    MUST_DO(export_list(&c, &o, &sink, NULL, &why));
    call_done(&c);
    return buf_str(&h.b);
}

TEST(the_machine_names_a_county_to_carry_its_own_fields)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct preview p = {0};
        const char *figures = "subject,indicator,basis,period,kind,value,checked\n"
                              "330523,invested,statistical,2006-01..05,actual,1,yes\n";
        (void)county_make(t.app, &extra_field_entity, t.county[ANJI],
                          "entity=observation;code=checked;label_zh=核对;help_zh=核对;kind=bool");
        (void)county_make(t.app, &extra_field_entity, t.county[CHANGXING],
                          "entity=observation;code=checked;label_zh=核对;help_zh=核对;kind=text");
        (void)county_make(t.app, &indicator_entity, t.county[ANJI],
                          "code=invested;name_zh=投入;measure_zh=亿元;basis=statistical");
        struct import_file file = {
            .e = &observation_entity, .file_name = S("表.csv"), .bytes = str_of(figures)};
        struct call c = county_call(t.app, caller_system());
        /* Of no county, and of another: the value would be lost, or read as something else. */
        MUST_DO(import_preview(&c, &file, NULL, &p, &why));
        check_counts(&p, 0, 0, 0, 1);
        file.owner = t.county[CHANGXING];
        MUST_DO(import_preview(&c, &file, NULL, &p, &why));
        check_counts(&p, 0, 0, 0, 1);
        file.owner = t.county[ANJI];
        MUST_DO(import_preview(&c, &file, NULL, &p, &why));
        check_counts(&p, 1, 0, 0, 0);
        commit(&c, &p);
        call_done(&c);
        CHECK_HAS(figures_of_county(t.app, t.county[ANJI]), S(",checked\r\n"));
        CHECK_HAS(figures_of_county(t.app, t.county[ANJI]), S(",true\r\n"));
        CHECK_INT(str_find(figures_of_county(t.app, t.county[CHANGXING]), S("invested")), -1);
        test_app_close(t.app);
    }
}

TEST(a_preview_made_before_the_own_fields_changed_is_not_written)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    struct preview p = {0};
    struct receipt receipt = {0};
    struct fail no = {0};
    struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_leader));
    CHECK_INT(look(&c, &document_entity, "title\n甲\n", &p), OK);
    own_fields(&t);
    CHECK_INT(import_commit(&c, p.id, &p.digest, NULL, &receipt, &no), ERR_STALE);
    call_done(&c);
    test_app_close(t.app);
}

TEST(an_export_keeps_the_lists_order_over_many_pages)
{
    enum { ROWS = 2500 };
    struct counties t = test_counties(DIALECT_SQLITE);
    struct preview p = {0};
    struct buf csv = buf_on(t_arena(), 1 * MIB);
    struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_sysadmin));
    buf_add(&csv, S("code,name_zh,parent,level\n"));
    for (int i = 0; i < ROWS; i++)
        buf_fmt(&csv, "v%05d,村%d,330523100,village\n", (i * 7919) % ROWS, i);
    CHECK_INT(look(&c, &unit_entity, str_z(t_arena(), buf_str(&csv)), &p), OK);
    check_counts(&p, ROWS, 0, 0, 0);
    commit(&c, &p);
    struct str rest = exported(&c, &unit_entity, "level=village", false);
    int n = 0;
    (void)str_cut(rest, '\n', &rest);
    while (rest.len > 0) {
        struct str line = str_cut(rest, '\n', &rest);
        CHECK_STR(str_sub(line, 0, 6), str_of(text("v%05d", n)));
        n++;
    }
    CHECK_INT(n, ROWS);
    call_done(&c);
    test_app_close(t.app);
}

/* --- the country ------------------------------------------------------------------------------ */

/* A line of a published list: code, name in quotes, and the code of what it is in. */
static void division(struct buf *out, struct str line, int parent_column, const char *level)
{
    struct str cell[6] = {0};
    for (int i = 0; i < 6 && line.len > 0; i++)
        cell[i] = str_trim(str_cut(line, ',', &line));
    if (cell[0].len > 0)
        buf_fmt(out, "%.*s,%.*s,%.*s,%s\n", STR_ARG(cell[0]), STR_ARG(cell[1]),
                STR_ARG(cell[parent_column]), level);
}

static int divisions(struct buf *out, const char *file, int parent_column, const char *level)
{
    int n = 0;
    struct str rest = {0};
    struct fail why = {0};
    const char *path = text("%s/cn-divisions/%s", t_data(), file);
    if (os_real.read_file(NULL, t_arena(), path, 16 * MIB, &rest, &why) != OK)
        return 0;
    (void)str_cut(rest, '\n', &rest);
    for (; rest.len > 0; n++)
        division(out, str_cut(rest, '\n', &rest), parent_column, level);
    return n;
}

TEST(the_whole_country_is_imported_with_parents_in_any_order)
{
    enum { COUNTRY = 44703 };
    if (!t_data())
        t_skip("no public test data");
    struct app *app = test_app(DIALECT_SQLITE);
    struct call c = county_call(app, caller_system());
    struct buf csv = buf_on(t_arena(), 16 * MIB);
    struct preview p = {0};
    buf_add(&csv, S("code,name_zh,parent,level\n"));
    /* Streets first: every row refers to one that comes later. */
    int n = divisions(&csv, "streets.csv", 2, "township");
    n += divisions(&csv, "areas.csv", 2, "county");
    n += divisions(&csv, "cities.csv", 2, "city");
    n += divisions(&csv, "provinces.csv", 5, "province");
    CHECK_INT(n, COUNTRY);
    CHECK_INT(look(&c, &unit_entity, str_z(t_arena(), buf_str(&csv)), &p), OK);
    check_counts(&p, COUNTRY, 0, 0, 0);
    commit(&c, &p);
    call_done(&c);
    CHECK_INT(test_number(app, "SELECT count(*) FROM unit"), COUNTRY);
    /* Anji: 8 towns, 3 townships, 4 streets. */
    CHECK_INT(test_number(app, "SELECT count(*) FROM unit AS t JOIN unit AS c ON c.id = t.parent "
                               "WHERE c.code = '330523'"),
              15);
    CHECK_INT(test_number(app, "SELECT count(*) FROM unit_tree AS t JOIN unit AS p ON p.id = "
                               "t.ancestor AND p.code = '33' JOIN unit AS u ON u.id = t.unit AND "
                               "u.code = '330523001' AND t.depth = 3"),
              1);
    test_app_close(app);
}
