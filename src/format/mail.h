/*
 * mail.h -- one message of mail as bytes (RFC 5322, 2045, 2047): plain text in UTF-8.
 *
 * Lines end with CR LF; nothing in it depends on when it is written, so that the same message sent
 * again is the same bytes. Addresses must be plain (base/outside.h); texts are one line each.
 */
#ifndef MAIL_H
#define MAIL_H

#include "base/base.h"

struct mail {
    struct str from_name, from_address, to; /* name "": the address alone */
    struct str subject, text;               /* text: lines ended by LF */
    struct str id;                          /* "1f0a...@example.gov.cn", without brackets */
    int64_t instant;                        /* Date, written in +0800 */
};

/* At most 1 MiB, "" if it is more. */
struct str mail_write(struct arena *a, const struct mail *m);

#endif
