/*
 * conversation.h -- scripted requests and what must come back: tests/http/NAME.http.
 *
 *   --- METHOD /path?query
 *   as: leader                 with the bearer token of that role
 *   workbook: yes              the body is CSV that is sent as a workbook (.xlsx)
 *   Name: value                any header
 *                              (an empty line, then the body, if there is one)
 *   === 200
 *   Name: value                a header that must be exactly so
 *   Name ~ part                ... must hold this
 *   Name !                     ... must not be there
 *   ? part                     the body must hold this
 *   ! part                     the body must not hold this
 *   @ name "id":               remember what stands behind "id": up to the next quote, comma or
 *                              bracket, as {name}
 *   @ name Header              (no quote in it) remember a header's value
 * {name} is put in everywhere; {county} {town} {bureau} {other_county} {indicator} {observation}
 * {password} and {token:ROLE} are there from the start. Cookies are kept and sent as a browser
 * does; "jar: empty" drops them. \n in a body or part stands for a line end. # begins a comment.
 */
#ifndef CONVERSATION_H
#define CONVERSATION_H

#include "web/world.h"

/* Runs a file in a world; differences name file and line. */
void conversation_run(struct world *w, const char *path);

#endif
