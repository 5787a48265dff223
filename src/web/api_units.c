/*
 * api_units.c -- a dated change of a unit: what its page does, for programs.
 */
#include "app/units.h"
#include "format/json_write.h"
#include "web/api.h"

enum err api_unit_change(struct exchange *x, struct fail *why)
{
    struct api_body body = {0};
    struct unit_step step = {0};
    struct receipt receipt = {0};
    int64_t unit = 0;
    /* Its fields say of which type each member is. */
    x->entity = &unit_change_entity;
    enum err err = exchange_param_id(x, S("id"), &unit, why);
    if (err == OK)
        err = api_body_read(x, &body, why);
    if (err == OK)
        err = unit_step_read(&x->call, unit, body.in, body.n, &step, why);
    if (err == OK)
        err = unit_apply(&x->call, &step, &receipt, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_int(&w, S("unit"), unit);
    json_put_text(&w, S("change"), unit_changes[step.change].code);
    json_put_int(&w, S("seq"), receipt.seq);
    json_put_text(&w, S("instant"), instant_str(x->a, receipt.instant));
    json_object_end(&w);
    respond_header(x, S("Location"), str_fmt(x->a, "/api/v1/units/%lld", (long long)unit));
    return respond_json(x, 201, &out, why);
}
