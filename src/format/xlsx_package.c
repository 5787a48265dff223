/*
 * xlsx_package.c -- the zip file of a workbook: what it must not be, and its parts.
 */
#include "format/xlsx_package.h"

#include "base/ascii.h"
#include "base/text.h"

#include <zip.h>

/* --- what it is ------------------------------------------------------------------------------- */

static bool holds_wide(struct str bytes, struct str word)
{
    for (ptrdiff_t at = 0; at + 2 * word.len <= bytes.len; at++) {
        ptrdiff_t i = 0;
        while (i < word.len && bytes.s[at + 2 * i] == word.s[i] && bytes.s[at + 2 * i + 1] == '\0')
            i++;
        if (i == word.len)
            return true;
    }
    return false;
}

/* A compound file is an old workbook, or a new one under a password ([MS-OFFCRYPTO] 2.3). */
static enum err refuse_kind(struct str bytes, struct fail *why)
{
    if (str_starts(bytes, S("PK\x03\x04")))
        return OK;
    if (!str_starts(bytes, S("\xd0\xcf\x11\xe0")))
        return FAIL(why, ERR_MEDIA, MSG_xlsx_none, ARG_NONE);
    bool is_locked = holds_wide(bytes, S("EncryptedPackage"));
    return FAIL(why, ERR_MEDIA, is_locked ? MSG_xlsx_password : MSG_xlsx_old, ARG_NONE);
}

static struct str shown_name(struct str name)
{
    return utf8_valid(name) ? utf8_head(name, 60) : S("?");
}

static enum err damaged(struct str what, struct fail *why)
{
    return FAIL(why, ERR_MEDIA, MSG_xlsx_damaged, ARG_TEXT(shown_name(what)));
}

/* --- names ------------------------------------------------------------------------------------ */

/* Names of parts are compared without regard to case (ECMA-376 part 2, 9.1.1).
 *
 * Does a name lead out of the package, or mean another place on another system? */
static bool is_trick(struct str name)
{
    struct str rest = name;
    if (name.len == 0 || name.s[0] == '/' || !utf8_valid(name))
        return true;
    for (ptrdiff_t i = 0; i < name.len; i++)
        if (name.s[i] == '\\' || name.s[i] == ':' || (unsigned char)name.s[i] < 0x20)
            return true;
    while (rest.len > 0) {
        struct str segment = str_cut(rest, '/', &rest);
        if (segment.len == 0 || str_eq(segment, S(".")) || str_eq(segment, S("..")))
            return true;
    }
    return false;
}

static bool holds(struct str name, struct str part)
{
    for (ptrdiff_t at = 0; at + part.len <= name.len; at++)
        if (ascii_same(str_sub(name, at, at + part.len), part))
            return true;
    return false;
}

/* Parts that say what kind of file it is, and why it is not read. */
static const struct kind_row {
    struct str part;
    enum msg refused;
} refused_parts[] = {
    {S_("vbaProject"), MSG_xlsx_macros},         {S_("xl/macrosheets/"), MSG_xlsx_macros},
    {S_("xl/workbook.bin"), MSG_xlsx_binary},    {S_("word/document.xml"), MSG_xlsx_none},
    {S_("EncryptedPackage"), MSG_xlsx_password}, {S_("xl/externalLinks/"), MSG_xlsx_links},
};

static enum err name_check(const struct xlsx_package *p, struct str name, struct fail *why)
{
    if (is_trick(name))
        return FAIL(why, ERR_MEDIA, MSG_xlsx_name, ARG_TEXT(shown_name(name)));
    for (ptrdiff_t i = 0; i < ARRAY_LEN(refused_parts); i++)
        if (holds(name, refused_parts[i].part))
            return FAIL(why, ERR_MEDIA, refused_parts[i].refused, ARG_NONE);
    if (xlsx_part_find(p, name) >= 0)
        return FAIL(why, ERR_MEDIA, MSG_xlsx_twice, ARG_TEXT(shown_name(name)));
    return OK;
}

static enum err names_read(struct xlsx_package *p, struct fail *why)
{
    zip_int64_t n = zip_get_num_entries(p->zip, 0);
    if (n < 0 || n > XLSX_PARTS_MAX)
        return FAIL(why, ERR_TOO_LARGE, MSG_xlsx_parts, ARG_INT(XLSX_PARTS_MAX));
    p->names = NEW(p->a, struct str, n + 1);
    for (zip_int64_t i = 0; i < n; i++) {
        zip_stat_t facts;
        zip_stat_init(&facts);
        if (zip_stat_index(p->zip, (zip_uint64_t)i, 0, &facts) != 0 ||
            !(facts.valid & ZIP_STAT_NAME))
            return damaged(S("zip"), why);
        struct str name = str_dup(p->a, str_of(facts.name));
        if ((facts.valid & ZIP_STAT_ENCRYPTION_METHOD) && facts.encryption_method != ZIP_EM_NONE)
            return FAIL(why, ERR_MEDIA, MSG_xlsx_password, ARG_NONE);
        if (str_ends(name, S("/")))
            continue; /* a folder */
        enum err err = name_check(p, name, why);
        if (err != OK)
            return err;
        while (p->n <= i)
            p->names[p->n++] = S("");
        p->names[i] = name;
    }
    return OK;
}

ptrdiff_t xlsx_part_find(const struct xlsx_package *p, struct str name)
{
    for (ptrdiff_t i = 0; i < p->n; i++)
        if (ascii_same(p->names[i], name))
            return i;
    return -1;
}

/* --- opening ---------------------------------------------------------------------------------- */

enum err xlsx_package_open(struct xlsx_package *p, struct arena *a, struct str bytes,
                           struct fail *why)
{
    enum err err = refuse_kind(bytes, why);
    if (err != OK)
        return err;
    zip_error_t error;
    zip_error_init(&error);
    *p = (struct xlsx_package){.a = a};
    zip_source_t *source = zip_source_buffer_create(bytes.s, (zip_uint64_t)bytes.len, 0, &error);
    p->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    zip_error_fini(&error);
    if (!p->zip) {
        zip_source_free(source);
        return damaged(S("zip"), why);
    }
    err = names_read(p, why);
    if (err != OK)
        xlsx_package_close(p);
    return err;
}

void xlsx_package_close(struct xlsx_package *p)
{
    if (p->zip)
        zip_discard(p->zip);
    p->zip = NULL;
}

/* --- parts ------------------------------------------------------------------------------------ */

enum err xlsx_part_open(struct xlsx_package *p, ptrdiff_t i, int64_t most, struct xlsx_part *out,
                        struct fail *why)
{
    zip_uint64_t wanted = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    zip_stat_t facts;
    zip_stat_init(&facts);
    assert(i >= 0 && i < p->n);
    struct str name = p->names[i];
    if (zip_stat_index(p->zip, (zip_uint64_t)i, 0, &facts) != 0 ||
        (facts.valid & wanted) != wanted ||
        (facts.comp_method != ZIP_CM_STORE && facts.comp_method != ZIP_CM_DEFLATE))
        return damaged(name, why);
    if (facts.size > (zip_uint64_t)most)
        return FAIL(why, ERR_TOO_LARGE, MSG_xlsx_large, ARG_TEXT(shown_name(name)),
                    ARG_INT(most / MIB));
    if (facts.size > (zip_uint64_t)XLSX_FREE && facts.size / XLSX_RATIO_MAX > facts.comp_size)
        return FAIL(why, ERR_TOO_LARGE, MSG_xlsx_bomb, ARG_TEXT(shown_name(name)),
                    ARG_INT(XLSX_RATIO_MAX));
    zip_file_t *file = zip_fopen_index(p->zip, (zip_uint64_t)i, 0);
    if (!file)
        return damaged(name, why);
    *out = (struct xlsx_part){.file = file, .name = name, .size = (int64_t)facts.size};
    return OK;
}

enum err xlsx_part_read(struct xlsx_part *part, char *to, ptrdiff_t room, ptrdiff_t *out_len,
                        struct fail *why)
{
    zip_int64_t got = zip_fread(part->file, to, (zip_uint64_t)room);
    /* libzip compares the check sum when it comes to the end, and its length with what was said. */
    bool is_short = got == 0 && part->read != part->size;
    if (got < 0 || is_short || got > part->size - part->read)
        return damaged(part->name, why);
    part->read += got;
    *out_len = (ptrdiff_t)got;
    return OK;
}

void xlsx_part_close(struct xlsx_part *part)
{
    if (part->file)
        (void)zip_fclose(part->file);
    part->file = NULL;
}
