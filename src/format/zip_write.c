/*
 * zip_write.c -- zip by hand over zlib (PKWARE APPNOTE 4.3): sizes stand behind each part, in a
 * data descriptor, so that nothing has to be gone back to.
 */
#include "format/zip_write.h"

#define ZLIB_CONST
#include <zlib.h>

enum {
    VERSION = 20,
    FLAGS = 1 << 3 | 1 << 11, /* sizes behind the part; names in UTF-8 */
    DEFLATE = 8,
    DOS_TIME = 0,
    DOS_DATE = 1 << 5 | 1, /* 1980-01-01, the first day that zip knows */
    CHUNK = 16 * 1024
};
#define BYTES_MAX ((int64_t)UINT32_MAX - 1)

struct zip_writer zip_writer_on(struct buf *out, struct arena *a)
{
    return (struct zip_writer){.out = out, .a = a};
}

static void put_bytes(struct zip_writer *z, struct str bytes)
{
    buf_add(z->out, bytes);
    z->written += bytes.len;
    z->failed = z->failed || z->written > BYTES_MAX || z->out->full;
}

static void put16(struct zip_writer *z, int64_t n)
{
    const char bytes[] = {(char)(n & 0xff), (char)(n >> 8 & 0xff)};
    put_bytes(z, (struct str){bytes, 2});
}

static void put32(struct zip_writer *z, int64_t n)
{
    put16(z, n & 0xffff);
    put16(z, n >> 16 & 0xffff);
}

/* What head and list of a part share: version .. time and date. */
static void put_common(struct zip_writer *z)
{
    put16(z, VERSION);
    put16(z, FLAGS);
    put16(z, DEFLATE);
    put16(z, DOS_TIME);
    put16(z, DOS_DATE);
}

static void put_sizes(struct zip_writer *z, const struct zip_written *p)
{
    put32(z, p->sum);
    put32(z, p->packed);
    put32(z, p->size);
}

void zip_part_begin(struct zip_writer *z, struct str name)
{
    assert(!z->packer && z->n_parts < ZIP_WRITER_PARTS);
    struct zip_written *p = &z->parts[z->n_parts++];
    *p = (struct zip_written){.name = str_dup(z->a, name), .at = z->written};
    put32(z, 0x04034b50);
    put_common(z);
    put_sizes(z, p);
    put16(z, name.len);
    put16(z, 0);
    put_bytes(z, name);
    z->packer = NEW(z->a, z_stream, 1);
    int made = deflateInit2(z->packer, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8,
                            Z_DEFAULT_STRATEGY);
    assert(made == Z_OK); /* but for memory it cannot fail */
}

/* Lets zlib write what it has; at the end, all. */
static void pack(struct zip_writer *z, int flush)
{
    unsigned char room[CHUNK];
    struct zip_written *p = &z->parts[z->n_parts - 1];
    do {
        z->packer->next_out = room;
        z->packer->avail_out = sizeof room;
        (void)deflate(z->packer, flush);
        ptrdiff_t len = (ptrdiff_t)(sizeof room - z->packer->avail_out);
        p->packed += len;
        put_bytes(z, (struct str){(const char *)room, len});
    } while (z->packer->avail_out == 0);
}

void zip_part_add(struct zip_writer *z, struct str bytes)
{
    struct zip_written *p = &z->parts[z->n_parts - 1];
    if (bytes.len == 0 || z->failed)
        return;
    z->packer->next_in = (const Bytef *)bytes.s;
    z->packer->avail_in = (uInt)bytes.len;
    p->sum = (uint32_t)crc32(p->sum, (const Bytef *)bytes.s, (uInt)bytes.len);
    p->size += bytes.len;
    z->failed = p->size > BYTES_MAX;
    pack(z, Z_NO_FLUSH);
}

void zip_part_end(struct zip_writer *z)
{
    pack(z, Z_FINISH);
    zip_writer_drop(z);
    put32(z, 0x08074b50);
    put_sizes(z, &z->parts[z->n_parts - 1]);
}

bool zip_writer_end(struct zip_writer *z)
{
    int64_t from = z->written;
    for (int i = 0; i < z->n_parts; i++) {
        const struct zip_written *p = &z->parts[i];
        put32(z, 0x02014b50);
        put16(z, VERSION);
        put_common(z);
        put_sizes(z, p);
        put16(z, p->name.len);
        put32(z, 0); /* nothing further, no comment */
        put32(z, 0); /* first disk, no kind */
        put32(z, 0); /* no rights */
        put32(z, p->at);
        put_bytes(z, p->name);
    }
    int64_t len = z->written - from;
    put32(z, 0x06054b50);
    put32(z, 0);
    put16(z, z->n_parts);
    put16(z, z->n_parts);
    put32(z, len);
    put32(z, from);
    put16(z, 0);
    return !z->failed;
}

void zip_writer_drop(struct zip_writer *z)
{
    if (z->packer)
        (void)deflateEnd(z->packer);
    z->packer = NULL;
}
