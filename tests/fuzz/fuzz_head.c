/*
 * fuzz_head.c -- the head of a request: first line the path, then headers, a line each.
 */
#include "base/text.h"
#include "fuzz/fuzz.h"
#include "web/request.h"

enum { HEADERS_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct fail why = {0};
    struct header headers[HEADERS_MAX];
    struct request req = {.method = METHOD_POST, .headers = headers};
    arena_init(&a, 64 * MIB);
    struct str rest = fuzz_input(data, size);
    struct str raw = str_cut(rest, '\n', &rest);
    if (path_decode(&a, raw, &req.path)) {
        assert(req.path.len <= raw.len && req.path.s[0] == '/');
        assert(utf8_valid(req.path));
        assert(str_find(req.path, (struct str){"\0", 1}) < 0);
    }
    while (rest.len > 0 && req.n_headers < HEADERS_MAX) {
        struct header *h = &headers[req.n_headers++];
        h->name = str_cut(str_cut(rest, '\n', &rest), ':', &h->value);
    }
    if (request_check(&req, &why) == OK) {
        assert(request_host(&req).len > 0);
        assert(request_header(&req, S("Content-Length")).len == 0 ||
               request_header(&req, S("Transfer-Encoding")).len == 0);
    }
    (void)request_cookie(&req, S("ponan_session"));
    (void)local_path(req.path, S("/"));
    arena_done(&a);
    return 0;
}
