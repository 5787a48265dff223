/*
 * http_text.c -- values of HTTP headers: cookies, languages, media types, dates, entity tags.
 */
#include "base/ascii.h"
#include "base/date.h"
#include "format/form.h"
#include "format/form_text.h"

bool cookie_find(struct str header, struct str name, struct str *out)
{
    while (header.len > 0) {
        struct str value = S("");
        struct str pair = str_trim(str_cut(header, ';', &header));
        if (str_eq(str_trim(str_cut(pair, '=', &value)), name) && form_text_valid(value, false)) {
            *out = str_trim(value);
            return true;
        }
    }
    return false;
}

/* "0.8", "1", "0.123" as thousandths; 1000 if it is none of these (RFC 9110, 12.4.2). */
static int quality_parse(struct str text)
{
    struct str places = S("");
    struct str whole = str_cut(text, '.', &places);
    int64_t ones = 0;
    int64_t rest = 0;
    if (!str_digits(whole, &ones) || ones > 1 || places.len > 3 ||
        (places.len > 0 && !str_digits(places, &rest)))
        return 1000;
    for (ptrdiff_t i = places.len; i < 3; i++)
        rest *= 10;
    int64_t all = ones * 1000 + rest;
    return all > 1000 ? 1000 : (int)all;
}

/* One element of a list such as "text/html;q=0.8, ...": its value, its quality, the rest. */
static struct str weighted_next(struct str *list, int *out_quality)
{
    struct str parameters = S("");
    struct str element = str_cut(*list, ',', list);
    struct str value = str_trim(str_cut(element, ';', &parameters));
    *out_quality = 1000;
    while (parameters.len > 0) {
        struct str text = S("");
        struct str name = str_trim(str_cut(str_cut(parameters, ';', &parameters), '=', &text));
        if (ascii_same(name, S("q")))
            *out_quality = quality_parse(str_trim(text));
    }
    return value;
}

static bool lang_of_tag(struct str tag, enum lang *out)
{
    struct str region = S("");
    struct str head = str_cut(tag, '-', &region);
    for (int i = 0; i < LANG_COUNT; i++) {
        if (ascii_same(head, lang_code((enum lang)i))) {
            *out = (enum lang)i;
            return true;
        }
    }
    return false;
}

enum lang accept_language(struct str header, enum lang otherwise)
{
    enum lang best = otherwise;
    int best_quality = 0;
    while (header.len > 0) {
        int quality = 0;
        enum lang lang = otherwise;
        struct str tag = weighted_next(&header, &quality);
        bool known = str_eq(tag, S("*")) || lang_of_tag(tag, &lang);
        if (known && quality > best_quality) {
            best = lang;
            best_quality = quality;
        }
    }
    return best;
}

/* How closely a range of Accept names a media type: 0 not at all, 1 by * / *, 2 by type, 3 exactly.
 */
static int media_closeness(struct str range, struct str media)
{
    struct str sub = S("");
    struct str range_sub = S("");
    struct str type = str_cut(media, '/', &sub);
    struct str range_type = str_cut(range, '/', &range_sub);
    if (ascii_same(range, media))
        return 3;
    if (str_eq(range_sub, S("*")) && ascii_same(range_type, type))
        return 2;
    return str_eq(range, S("*/*")) ? 1 : 0;
}

int accept_media(struct str header, struct str media)
{
    if (str_trim(header).len == 0)
        return 1000;
    int closest = 0;
    int found = 0;
    while (header.len > 0) {
        int quality = 0;
        int closeness = media_closeness(weighted_next(&header, &quality), media);
        if (closeness > closest) {
            closest = closeness;
            found = quality;
        }
    }
    return found;
}

int accept_encoding(struct str header, struct str coding)
{
    int found = 0;
    bool is_named = false;
    while (header.len > 0) {
        int quality = 0;
        struct str value = weighted_next(&header, &quality);
        if (ascii_same(value, coding)) {
            found = quality;
            is_named = true;
        } else if (!is_named && str_eq(value, S("*"))) {
            found = quality;
        }
    }
    return found;
}

bool media_is(struct str content_type, struct str media)
{
    struct str parameters = S("");
    return ascii_same(str_trim(str_cut(content_type, ';', &parameters)), media);
}

/* Takes a token or quoted string off the front of *rest, and what follows up to the next ";". */
static bool parameter_value(struct arena *a, struct str *rest, struct str *out)
{
    *rest = str_trim(*rest);
    if (rest->len == 0 || rest->s[0] != '"') {
        *out = str_trim(str_cut(*rest, ';', rest));
        return true;
    }
    struct buf text = buf_on(a, rest->len);
    ptrdiff_t i = 1;
    for (; i < rest->len && rest->s[i] != '"'; i++) {
        if (rest->s[i] == '\\' && i + 1 < rest->len)
            i++;
        buf_byte(&text, rest->s[i]);
    }
    if (i >= rest->len)
        return false;
    *out = buf_str(&text);
    (void)str_cut(str_sub(*rest, i, rest->len), ';', rest);
    return true;
}

bool media_parameter(struct arena *a, struct str header, struct str name, struct str *out)
{
    struct str rest = S("");
    (void)str_cut(header, ';', &rest);
    while (rest.len > 0) {
        struct str value = S("");
        struct str key = str_trim(str_cut(rest, '=', &rest));
        if (!parameter_value(a, &rest, &value))
            return false;
        if (ascii_same(key, name)) {
            *out = value;
            return true;
        }
    }
    return false;
}

static const struct str day_names[] = {S_("Mon"), S_("Tue"), S_("Wed"), S_("Thu"),
                                       S_("Fri"), S_("Sat"), S_("Sun")};
static const struct str month_names[] = {S_("Jan"), S_("Feb"), S_("Mar"), S_("Apr"),
                                         S_("May"), S_("Jun"), S_("Jul"), S_("Aug"),
                                         S_("Sep"), S_("Oct"), S_("Nov"), S_("Dec")};

enum { SECONDS_A_DAY = 86400 };

struct str http_date(struct arena *a, int64_t instant)
{
    int64_t seconds = instant / 1000000 - (instant % 1000000 < 0);
    int64_t date = seconds / SECONDS_A_DAY - (seconds % SECONDS_A_DAY < 0);
    int64_t of_day = seconds - date * SECONDS_A_DAY;
    struct ymd d = date_ymd(date);
    return str_fmt(a, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
                   day_names[date_weekday(date) - 1].s, d.day, month_names[d.month - 1].s, d.year,
                   (int)(of_day / 3600), (int)(of_day / 60 % 60), (int)(of_day % 60));
}

/* "01:30:00" of a date to an instant. */
static bool http_time(struct ymd d, struct str clock, int64_t *out)
{
    struct str rest = S("");
    struct str second = S("");
    int64_t h = 0;
    int64_t m = 0;
    int64_t s = 0;
    struct str hour = str_cut(clock, ':', &rest);
    struct str minute = str_cut(rest, ':', &second);
    if (clock.len != 8 || hour.len != 2 || minute.len != 2 || !str_digits(hour, &h) ||
        !str_digits(minute, &m) || !str_digits(second, &s) || h > 23 || m > 59 || s > 60 ||
        !date_valid(d.year, d.month, d.day))
        return false;
    *out = (date_of(d.year, d.month, d.day) * SECONDS_A_DAY + h * 3600 + m * 60 + s) * 1000000;
    return true;
}

static int month_of(struct str name)
{
    for (int i = 0; i < 12; i++)
        if (str_eq(month_names[i], name))
            return i + 1;
    return 0;
}

/* A two-digit year is the latest one that is not over 50 years ahead (RFC 9110, 5.6.7); seen from
 * 2020 on, which is good until 2070. */
static int64_t full_year(int64_t year, ptrdiff_t digits)
{
    if (digits != 2)
        return year;
    return year < 70 ? year + 2000 : year + 1900;
}

bool http_date_parse(struct str text, int64_t *out_instant)
{
    /* The three forms as words: "20 Jun 2006 01:30:00 GMT", "20-Jun-06 ...", "Jun 20 01:30:00
     * 2006".
     */
    struct str words[6] = {{0}};
    int n = 0;
    struct str tail = S("");
    struct str head = str_cut(text, ',', &tail);
    bool is_old = tail.len == 0 && str_find(text, S(",")) < 0;
    for (struct str rest = str_trim(is_old ? head : tail); rest.len > 0 && n < 6;) {
        struct str word = str_cut(rest, ' ', &rest);
        if (word.len > 0)
            words[n++] = word;
    }
    if (n == 3 && str_eq(words[2], S("GMT"))) {
        struct str rest = S("");
        words[3] = words[1];
        words[0] = str_cut(words[0], '-', &rest);
        words[1] = str_cut(rest, '-', &words[2]);
    } else if (is_old && n == 5) {
        struct str day = words[2];
        words[0] = day;
        words[2] = words[4];
    } else if (is_old || n != 5 || !str_eq(words[4], S("GMT"))) {
        return false;
    }
    int64_t day = 0;
    int64_t year = 0;
    if (!str_digits(words[0], &day) || !str_digits(words[2], &year) || day > 31 || words[2].len > 4)
        return false;
    struct ymd d = {
        .year = (int)full_year(year, words[2].len), .month = month_of(words[1]), .day = (int)day};
    return d.month > 0 && http_time(d, words[3], out_instant);
}

/* One tag of a list: the quoted part; *out_weak says whether W/ stood before it. */
static bool etag_next(struct str *list, struct str *out, bool *out_weak)
{
    struct str rest = str_trim(*list);
    while (rest.len > 0 && rest.s[0] == ',')
        rest = str_trim(str_sub(rest, 1, rest.len));
    *out_weak = str_starts(rest, S("W/"));
    if (*out_weak)
        rest = str_sub(rest, 2, rest.len);
    ptrdiff_t end = 1;
    while (end < rest.len && rest.s[end] != '"')
        end++;
    if (rest.len == 0 || rest.s[0] != '"' || end >= rest.len)
        return false;
    *out = str_sub(rest, 0, end + 1);
    *list = str_sub(rest, end + 1, rest.len);
    return true;
}

static bool etag_matches(struct str header, struct str etag, bool strong)
{
    if (str_eq(str_trim(header), S("*")))
        return true;
    bool weak = str_starts(etag, S("W/"));
    if (weak && strong)
        return false;
    struct str want = weak ? str_sub(etag, 2, etag.len) : etag;
    struct str tag = S("");
    while (etag_next(&header, &tag, &weak))
        if (str_eq(tag, want) && !(weak && strong))
            return true;
    return false;
}

bool etag_matches_weak(struct str header, struct str etag)
{
    return etag_matches(header, etag, false);
}

bool etag_matches_strong(struct str header, struct str etag)
{
    return etag_matches(header, etag, true);
}
