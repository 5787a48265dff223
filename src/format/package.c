/*
 * package.c -- zip files over libzip, from memory to memory.
 */
#include "format/package.h"

#include <zip.h>

struct package_part *package_find(const struct package *p, struct str name)
{
    for (ptrdiff_t i = 0; i < p->n; i++)
        if (str_eq(p->at[i].name, name))
            return &p->at[i];
    return NULL;
}

/* libzip in a sentence; error may be NULL. */
static struct str zip_words(zip_error_t *error)
{
    return str_of(error ? zip_error_strerror(error) : "zip");
}

/* May the entry be unpacked, by what the file itself says of it? */
static bool entry_is_fine(const zip_stat_t *facts)
{
    zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if ((facts->valid & wanted) != wanted || facts->size > PACKAGE_PART_MAX)
        return false;
    return facts->size <= (zip_uint64_t)PACKAGE_FREE ||
           facts->size <= facts->comp_size * PACKAGE_RATIO_MAX;
}

/* Unpacks entry i. Not one byte more than announced is taken. */
static enum err part_read(struct arena *a, zip_t *zip, zip_uint64_t i, struct package_part *out,
                          struct fail *why)
{
    zip_stat_t facts;
    zip_stat_init(&facts);
    if (zip_stat_index(zip, i, 0, &facts) != 0)
        return FAIL(why, ERR_MEDIA, MSG_package_damaged, ARG_TEXT(zip_words(zip_get_error(zip))));
    if (!entry_is_fine(&facts))
        return FAIL(why, ERR_TOO_LARGE, MSG_package_large, ARG_INT(PACKAGE_ALL_MAX >> 20));
    ptrdiff_t size = (ptrdiff_t)facts.size;
    char *bytes = NEW(a, char, size + 1);
    zip_file_t *file = zip_fopen_index(zip, i, 0);
    if (!file)
        return FAIL(why, ERR_MEDIA, MSG_package_damaged, ARG_TEXT(zip_words(zip_get_error(zip))));
    /* Asking for one byte more makes libzip come to the end, where it checks the CRC. */
    zip_int64_t got = zip_fread(file, bytes, (zip_uint64_t)size);
    bool whole = got == size && zip_fread(file, bytes + size, 1) == 0;
    (void)zip_fclose(file);
    if (!whole)
        return FAIL(why, ERR_MEDIA, MSG_package_damaged, ARG_TEXT(str_of(facts.name)));
    *out = (struct package_part){.name = str_dup(a, str_of(facts.name)), .bytes = {bytes, size}};
    return OK;
}

static enum err parts_read(struct arena *a, zip_t *zip, struct package *out, struct fail *why)
{
    zip_int64_t n = zip_get_num_entries(zip, 0);
    if (n < 0 || n > PACKAGE_PARTS_MAX)
        return FAIL(why, ERR_TOO_LARGE, MSG_package_large, ARG_INT(PACKAGE_ALL_MAX >> 20));
    if (n == 0) /* libzip takes no bytes at all for a file without parts */
        return FAIL(why, ERR_MEDIA, MSG_package_damaged, ARG_TEXT(S("zip")));
    struct package p = {.at = NEW(a, struct package_part, n)};
    ptrdiff_t all = 0;
    for (zip_int64_t i = 0; i < n; i++) {
        struct package_part part = {0};
        enum err err = part_read(a, zip, (zip_uint64_t)i, &part, why);
        if (err != OK)
            return err;
        all += part.bytes.len;
        if (all > PACKAGE_ALL_MAX)
            return FAIL(why, ERR_TOO_LARGE, MSG_package_large, ARG_INT(PACKAGE_ALL_MAX >> 20));
        if (package_find(&p, part.name))
            return FAIL(why, ERR_MEDIA, MSG_package_damaged, ARG_TEXT(part.name));
        p.at[p.n++] = part;
    }
    *out = p;
    return OK;
}

enum err package_read(struct arena *a, struct str bytes, struct package *out, struct fail *why)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source =
        zip_source_buffer_create(bytes.len > 0 ? bytes.s : "", (zip_uint64_t)bytes.len, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    enum err err = OK;
    if (zip) {
        err = parts_read(a, zip, out, why);
        zip_discard(zip); /* and the source with it */
    } else {
        err = FAIL(why, ERR_MEDIA, MSG_package_damaged, ARG_TEXT(zip_words(&error)));
        zip_source_free(source);
    }
    zip_error_fini(&error);
    return err;
}

/* 1980-01-01 00:00, the first day that zip knows: not the day of the build. */
enum { DOS_TIME = 0, DOS_DATE = 1 << 5 | 1 };

static bool part_add(zip_t *zip, struct arena *a, const struct package_part *part)
{
    zip_source_t *source = zip_source_buffer(zip, part->bytes.len > 0 ? part->bytes.s : "",
                                             (zip_uint64_t)part->bytes.len, 0);
    if (!source)
        return false;
    zip_int64_t i = zip_file_add(zip, str_z(a, part->name), source, ZIP_FL_ENC_UTF_8);
    if (i < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_file_set_dostime(zip, (zip_uint64_t)i, DOS_TIME, DOS_DATE, 0) == 0 &&
           zip_set_file_compression(zip, (zip_uint64_t)i, ZIP_CM_DEFLATE, 9) == 0;
}

/* The bytes of a written source. False if it cannot be read. */
static bool source_bytes(struct arena *a, zip_source_t *source, struct str *out)
{
    zip_stat_t facts;
    zip_stat_init(&facts);
    if (zip_source_stat(source, &facts) != 0 || !(facts.valid & ZIP_STAT_SIZE) ||
        zip_source_open(source) != 0)
        return false;
    char *bytes = NEW(a, char, (ptrdiff_t)facts.size + 1);
    zip_int64_t got = zip_source_read(source, bytes, facts.size);
    (void)zip_source_close(source);
    if (got < 0 || (zip_uint64_t)got != facts.size)
        return false;
    *out = (struct str){bytes, (ptrdiff_t)facts.size};
    return true;
}

enum err package_write(struct arena *a, const struct package *p, struct str *out, struct fail *why)
{
    zip_error_t error;
    zip_error_init(&error);
    bool good = false;
    zip_t *zip = NULL;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    if (!source)
        goto done;
    zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    if (!zip)
        goto done;
    zip_source_keep(source); /* zip_close() would free it */
    good = true;
    for (ptrdiff_t i = 0; good && i < p->n; i++)
        good = part_add(zip, a, &p->at[i]);
    if (!good) {
        zip_discard(zip);
        goto done;
    }
    good = zip_close(zip) == 0;
    if (!good)
        zip_discard(zip);
    good = good && source_bytes(a, source, out);
done:
    zip_source_free(source);
    zip_error_fini(&error);
    return good ? OK : FAIL(why, ERR_IO, MSG_package_write, ARG_NONE);
}
