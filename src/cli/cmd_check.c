/*
 * cmd_check.c -- is what is stored what was stored? Exit code 3 if not.
 */
#include "app/check.h"
#include "base/text.h"
#include "cli/print.h"
#include "format/json_write.h"

enum { HEAD_MAX = 64 * 1024 };

static void report_json(const struct run *r, const struct check_report *c)
{
    const struct {
        struct str name;
        int64_t n;
    } counts[] = {
        {S("entries"), c->n_entries}, {S("rows"), c->n_rows},
        {S("sealed"), c->n_sealed},   {S("unsealed"), c->n_unsealed},
        {S("heads"), c->n_heads},     {S("versions"), c->n_versions},
        {S("blobs"), c->n_blobs},     {S("keys"), c->n_keys},
        {S("erased"), c->n_erased},   {S("problems"), c->findings.n_all},
    };
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(counts); i++)
        json_put_int(&w, counts[i].name, counts[i].n);
    json_put_bool(&w, S("examined"), c->is_examined);
    json_key(&w, S("findings"));
    json_array(&w);
    for (ptrdiff_t i = 0; i < c->findings.n; i++) {
        const struct problem *p = &c->findings.at[i];
        json_object(&w);
        json_put_text(&w, S("where"), utf8_mended(r->a, p->field));
        json_put_int(&w, S("number"), p->row);
        json_put_text(&w, S("message"), utf8_mended(r->a, message_str(r->a, r->lang, &p->message)));
        json_object_end(&w);
    }
    json_array_end(&w);
    json_object_end(&w);
    print_line(r, buf_str(&b));
}

static void report_text(const struct run *r, const struct check_report *c)
{
    SAY(r, MSG_cli_check_entries, ARG_INT(c->n_entries), ARG_INT(c->n_rows),
        ARG_INT(c->n_versions));
    SAY(r, MSG_cli_check_sealed, ARG_INT(c->n_sealed), ARG_INT(c->n_heads), ARG_INT(c->n_unsealed));
    SAY(r, MSG_cli_check_blobs, ARG_INT(c->n_blobs), ARG_INT(c->n_keys), ARG_INT(c->n_erased));
    if (!c->is_examined)
        SAY(r, MSG_cli_check_no_amcheck, ARG_NONE);
    if (c->findings.n_all == 0)
        SAY(r, MSG_cli_check_good, ARG_NONE);
    else
        SAY(r, MSG_cli_check_found, ARG_INT(c->findings.n_all));
    print_findings(r, &c->findings);
}

enum err cmd_check(struct run *r, struct fail *why)
{
    struct progress progress = print_progress(r);
    struct check_options o = {.progress = &progress};
    struct check_report report = {.findings = problems_on(r->a)};
    enum err err = OK;
    if (r->words.has[OPTION_head])
        err = read_named(r, r->words.option[OPTION_head], HEAD_MAX, &o.head, why);
    if (err == OK && r->words.has[OPTION_repair])
        err = check_repair(&r->app, why);
    if (err == OK)
        err = check_record(&r->app, r->a, &o, &report, why);
    print_progress_end(r);
    if (err != OK)
        return err;
    if (r->json)
        report_json(r, &report);
    else
        report_text(r, &report);
    return report.findings.n_all > 0 ? ERR_FOUND : OK;
}
