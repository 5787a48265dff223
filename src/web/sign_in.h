/*
 * sign_in.h -- the acts around a session: sign in, by link, out, another post, language, day.
 *
 * The cookie holds a random token and nothing else: HttpOnly, SameSite=Lax, Secure behind https,
 * and gone when the browser closes. How the forms look is in pages/.
 */
#ifndef SIGN_IN_H
#define SIGN_IN_H

#include "web/exchange.h"

enum err post_sign_in(struct exchange *x, struct fail *why);      /* login, password, _next */
enum err post_sign_in_link(struct exchange *x, struct fail *why); /* /sign-in/link/:token */
enum err post_sign_out(struct exchange *x, struct fail *why);
enum err post_post(struct exchange *x, struct fail *why);     /* post (id), _back */
enum err post_language(struct exchange *x, struct fail *why); /* language (code), _back */
enum err post_as_of(struct exchange *x, struct fail *why);    /* as_of (date or ""), _back */

#endif
