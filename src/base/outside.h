/*
 * outside.h -- addresses outside the program, as far as they are taken: mail, hosts, URLs.
 *
 * Narrower than the standards allow, so that nothing typed can end a header, an argument of the
 * mail protocol or a URL early: ASCII, no white space, no control bytes, no quotes or brackets.
 */
#ifndef OUTSIDE_H
#define OUTSIDE_H

#include "base/base.h"

/* "name@host.example": one @, a name of at most 64 bytes (RFC 5321, 4.5.3.1), a host of two labels
 * or more. */
bool mail_address_is_plain(struct str s);
/* A name, an IPv4 address, or an IPv6 address with at least two colons, without brackets. */
bool host_is_plain(struct str s);
/* "https://host[:port][/path][?query]" or http; no user name, no fragment. */
bool url_is_plain(struct str s);

#endif
