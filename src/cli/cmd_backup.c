/*
 * cmd_backup.c -- backup, restore, upgrade: what keeps an installation safe.
 */
#include "app/keep.h"
#include "base/text.h"
#include "cli/print.h"
#include "format/json_write.h"

/* {"entries": 41, ...}, with texts after the numbers. */
struct json_line {
    struct buf b;
    struct json_writer w;
};

static void line_begin(struct json_line *l, const struct run *r)
{
    l->b = buf_on(r->a, 64 * KIB);
    l->w = json_writer_on(&l->b);
    json_object(&l->w);
}

static void line_end(struct json_line *l, const struct run *r)
{
    json_object_end(&l->w);
    print_line(r, buf_str(&l->b));
}

static void line_snapshot(struct json_line *l, const struct snapshot *s)
{
    json_put_int(&l->w, S("schema"), s->schema_version);
    json_put_int(&l->w, S("entries"), s->n_entries);
    json_put_int(&l->w, S("seq"), s->seq);
}

enum err cmd_backup(struct run *r, struct fail *why)
{
    struct kept_backup kept = {0};
    struct str folder = r->words.word[0];
    enum err err = keep_backup(&r->app, r->a, folder, &kept, why);
    if (err != OK)
        return err;
    if (r->json) {
        struct json_line line;
        line_begin(&line, r);
        line_snapshot(&line, &kept.snapshot);
        json_put_int(&line.w, S("sealed"), kept.head.size);
        json_put_text(&line.w, S("head"), kept.head_file);
        line_end(&line, r);
        return OK;
    }
    SAY(r, MSG_cli_backup_done, ARG_TEXT(folder), ARG_INT(kept.snapshot.n_entries));
    SAY(r, MSG_cli_backup_head, ARG_TEXT(kept.head_file), ARG_INT(kept.head.size));
    return OK;
}

static void restore_say(const struct run *r, struct str where, const struct kept_restore *kept)
{
    SAY(r, MSG_cli_restore_done, ARG_TEXT(r->words.word[0]),
        ARG_TEXT(address_shown((char[ADDRESS_SHOWN]){0}, where)),
        ARG_INT(kept->snapshot.n_entries));
    if (!kept->has_list)
        SAY(r, MSG_cli_restore_no_list, ARG_TEXT(kept->list));
    if (kept->n_erased > 0)
        SAY(r, MSG_cli_restore_erased, ARG_INT(kept->n_erased));
    if (kept->check.findings.n_all == 0)
        SAY(r, MSG_cli_check_good, ARG_NONE);
    else
        SAY(r, MSG_cli_check_found, ARG_INT(kept->check.findings.n_all));
    print_findings(r, &kept->check.findings);
}

enum err cmd_restore(struct run *r, struct fail *why)
{
    struct progress progress = print_progress(r);
    struct kept_restore kept = {0};
    struct keep_restore how = {.to = {.os = r->cli->os},
                               .keys = r->words.option[OPTION_keys],
                               .folder = r->words.word[0],
                               .progress = &progress};
    enum err err = run_where(r, &how.to.where, why);
    if (err == OK)
        err = keep_restore(&how, r->a, &kept, why);
    print_progress_end(r);
    if (err != OK)
        return err;
    if (r->json) {
        struct json_line line;
        line_begin(&line, r);
        line_snapshot(&line, &kept.snapshot);
        json_put_bool(&line.w, S("erasure_list"), kept.has_list);
        json_put_int(&line.w, S("erased"), kept.n_erased);
        json_put_int(&line.w, S("problems"), kept.check.findings.n_all);
        line_end(&line, r);
    } else {
        restore_say(r, how.to.where, &kept);
    }
    return kept.check.findings.n_all > 0 ? ERR_FOUND : OK;
}

enum err cmd_upgrade(struct run *r, struct fail *why)
{
    struct kept_upgrade kept = {0};
    struct store_options o = {.os = r->cli->os};
    enum err err = run_where(r, &o.where, why);
    if (err == OK)
        err = keep_upgrade(&o, r->a, S(""), &kept, why);
    if (err != OK)
        return err;
    if (r->json) {
        struct json_line line;
        line_begin(&line, r);
        json_put_int(&line.w, S("from"), kept.upgrade.from);
        json_put_int(&line.w, S("to"), kept.upgrade.to);
        json_put_text(&line.w, S("snapshot"), kept.snapshot);
        line_end(&line, r);
    } else if (kept.upgrade.from == kept.upgrade.to) {
        SAY(r, MSG_cli_upgrade_none, ARG_INT(kept.upgrade.to));
    } else {
        SAY(r, MSG_cli_upgrade_done, ARG_INT(kept.upgrade.from), ARG_INT(kept.upgrade.to),
            ARG_TEXT(kept.snapshot));
    }
    return OK;
}
