/*
 * text.h -- UTF-8, and the encodings that files arrive in.
 */
#ifndef TEXT_H
#define TEXT_H

#include "base/base.h"

bool utf8_valid(struct str s); /* strict: no overlong form, surrogate or NUL */
/* The same with U+FFFD for each byte that is none of valid UTF-8; s itself where all are. */
struct str utf8_mended(struct arena *a, struct str s);
ptrdiff_t utf8_count(struct str s);                    /* characters of valid UTF-8 */
struct str utf8_head(struct str s, ptrdiff_t n_chars); /* the first n_chars of valid UTF-8 */
/* Next code point of valid UTF-8 at *at, which moves behind it. Call only while *at < s.len. */
int32_t utf8_next(struct str s, ptrdiff_t *at);
void utf8_put(struct buf *out, int32_t code);

enum encoding {
    ENCODING_UTF8,
    ENCODING_UTF8_BOM,
    ENCODING_GB18030,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_COUNT
};

/* What bytes are written in: by byte order mark, else UTF-8 if valid, else GB18030. */
enum encoding encoding_guess(struct str bytes);
/* To valid UTF-8 without a mark; a NUL is refused. False if the bytes are not of that encoding;
 * *bad_at then says where. */
bool encoding_to_utf8(struct arena *a, enum encoding from, struct str bytes, struct str *out,
                      ptrdiff_t *bad_at);
/* From valid UTF-8; UTF8_BOM and UTF-16 begin with their mark. False if a character does not exist
 * there. */
bool encoding_from_utf8(struct arena *a, enum encoding to, struct str text, struct str *out);
struct str encoding_name(enum encoding e);

/* Full-width digits, signs, letters, the ideographic space and the minus sign (U+2212) to their
 * ASCII forms. Wants valid UTF-8. A text without any is handed back as it stands. */
struct str text_narrow(struct arena *a, struct str s);

/* A database's address as messages may show it: a URL without its password. Folders stay as they
 * are. What does not fit is cut. */
enum { ADDRESS_SHOWN = 240 };
struct str address_shown(char out[ADDRESS_SHOWN], struct str address);

#endif
