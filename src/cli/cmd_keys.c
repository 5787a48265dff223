/*
 * cmd_keys.c -- the key file: what is in it, and a fresh signing key.
 */
#include "app/keys.h"
#include "base/date.h"
#include "cli/print.h"
#include "format/json_write.h"

enum { USE_COLUMNS = 10, ID_COLUMNS = 34 };

static void show_json(const struct run *r, const struct key_shown *keys, int n)
{
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_array(&w);
    for (int i = 0; i < n; i++) {
        json_object(&w);
        json_put_text(&w, S("use"), keys[i].use);
        json_put_text(&w, S("id"), keys[i].id);
        json_put_text(&w, S("since"), instant_str(r->a, keys[i].since));
        json_key(&w, S("used"));
        json_bool(&w, keys[i].is_used);
        json_object_end(&w);
    }
    json_array_end(&w);
    print_line(r, buf_str(&b));
}

static enum err show(struct run *r, struct fail *why)
{
    struct key_shown *keys = NULL;
    int n = 0;
    enum err err = keys_list(&r->call, &keys, &n, why);
    if (err != OK)
        return err;
    if (r->json) {
        show_json(r, keys, n);
        return OK;
    }
    for (int i = 0; i < n; i++) {
        struct buf line = buf_on(r->a, KIB);
        buf_padded(&line, keys[i].use, USE_COLUMNS);
        buf_padded(&line, keys[i].id, ID_COLUMNS);
        instant_write(&line, keys[i].since);
        buf_add(&line, keys[i].is_used ? S("  *") : S(""));
        print_line(r, buf_str(&line));
    }
    return OK;
}

static enum err rotate(struct run *r, struct fail *why)
{
    struct str id = S("");
    enum err err = keys_rotate(&r->call, &id, why);
    if (err == OK && r->json)
        return show(r, why);
    if (err == OK)
        SAY(r, MSG_cli_keys_rotated, ARG_TEXT(id));
    return err;
}

enum err cmd_keys(struct run *r, struct fail *why)
{
    if (r->words.n == 0)
        return show(r, why);
    if (str_eq(r->words.word[0], S("rotate")))
        return rotate(r, why);
    return FAIL(why, ERR_USAGE, MSG_cli_usage_keys, ARG_TEXT(r->words.word[0]));
}
