/*
 * ics.c -- entries to components of libical, and those to bytes.
 */
#include "format/ics.h"

#include <libical/ical.h>

static struct icaltimetype day_of(int64_t day)
{
    struct ymd c = date_ymd(day);
    struct icaltimetype t = icaltime_null_date();
    t.year = c.year;
    t.month = c.month;
    t.day = c.day;
    return t;
}

/* Instants are written in UTC; of a change only its day is told. */
static struct icaltimetype instant_of(int64_t day)
{
    struct icaltimetype t = day_of(day);
    t.is_date = 0;
    t.hour = t.minute = t.second = 0; /* a date has none: -1 */
    t.zone = icaltimezone_get_utc_timezone();
    return t;
}

static void put_x(icalcomponent *to, const char *name, const char *value)
{
    icalproperty *p = icalproperty_new_x(value);
    icalproperty_set_x_name(p, name);
    icalcomponent_add_property(to, p);
}

static void put_days(icalcomponent *to, const struct ics_entry *e, bool is_task)
{
    if (is_task) {
        icalcomponent_add_property(to, icalproperty_new_due(day_of(e->day)));
        icalcomponent_add_property(to, icalproperty_new_status(ICAL_STATUS_NEEDSACTION));
        return;
    }
    icalcomponent_add_property(to, icalproperty_new_dtstart(day_of(e->day)));
    icalcomponent_add_property(to, icalproperty_new_dtend(day_of(e->day + 1)));
    icalcomponent_add_property(to, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
}

static void put_entry(struct arena *a, icalcomponent *calendar, const struct ics_entry *e,
                      bool is_task)
{
    icalcomponent *to = icalcomponent_new(is_task ? ICAL_VTODO_COMPONENT : ICAL_VEVENT_COMPONENT);
    struct icaltimetype changed = instant_of(e->changed_on);
    icalcomponent_add_property(to, icalproperty_new_uid(str_z(a, e->uid)));
    /* Without a METHOD this is when the entry was last revised (RFC 5545, 3.8.7.2). */
    icalcomponent_add_property(to, icalproperty_new_dtstamp(changed));
    icalcomponent_add_property(to, icalproperty_new_lastmodified(changed));
    icalcomponent_add_property(to, icalproperty_new_sequence((int)(e->sequence & INT32_MAX)));
    put_days(to, e, is_task);
    icalcomponent_add_property(to, icalproperty_new_summary(str_z(a, e->title)));
    if (e->text.len > 0)
        icalcomponent_add_property(to, icalproperty_new_description(str_z(a, e->text)));
    if (e->category.len > 0)
        icalcomponent_add_property(to, icalproperty_new_categories(str_z(a, e->category)));
    if (e->address.len > 0)
        icalcomponent_add_property(to, icalproperty_new_url(str_z(a, e->address)));
    icalcomponent_add_component(calendar, to);
}

void ics_write(struct buf *out, const struct ics_calendar *c)
{
    icalcomponent *calendar = icalcomponent_new_vcalendar();
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar, icalproperty_new_prodid(str_z(out->a, c->origin)));
    put_x(calendar, "X-WR-CALNAME", str_z(out->a, c->name));
    put_x(calendar, "X-WR-TIMEZONE", "Asia/Shanghai");
    put_x(calendar, "X-PUBLISHED-TTL", "PT6H");
    for (ptrdiff_t i = 0; i < c->n; i++)
        put_entry(out->a, calendar, &c->entries[i], c->has_tasks);
    char *text = icalcomponent_as_ical_string_r(calendar);
    buf_add(out, str_of(text));
    icalmemory_free_buffer(text);
    icalcomponent_free(calendar);
}
