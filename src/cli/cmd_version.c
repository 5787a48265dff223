/*
 * cmd_version.c -- which release this is.
 */
#include "cli/print.h"

enum err cmd_version(struct run *r, struct fail *why)
{
    (void)why;
    if (!r->json) {
        print_line(r, S("ponan " PONAN_VERSION));
        return OK;
    }
    print_line(r, S("{\"name\":\"ponan\",\"version\":\"" PONAN_VERSION "\"}"));
    return OK;
}
