/*
 * writes.c -- durable writes a second: many clients, each write its own transaction and entry.
 *
 * usage: writes DIR CLIENTS SECONDS grouped|single
 * DIR is an empty folder; each client inserts documents through store_write(). Prints writes a
 * second.
 */
#include "entity/document.h"
#include "entity/unit.h"
#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>

enum { CLIENTS_MAX = 256 };

static struct store *store;
static int64_t owner;
static atomic_llong n_done;
static int64_t stop_at_us;

static enum err insert_unit(struct tx *tx, void *ctx, struct fail *why)
{
    struct shape shape = entity_shape(&unit_entity);
    struct value v[UNIT_N_FIELDS] = {[UNIT_code] = VALUE_OF_TEXT(S("1")),
                                     [UNIT_name_zh] = VALUE_OF_TEXT(S("县")),
                                     [UNIT_level] = VALUE_OF_TEXT(S("county")),
                                     [UNIT_position] = VALUE_OF_INT(0),
                                     [UNIT_valid_from] = VALUE_OF_INT(0),
                                     [UNIT_certainty] = VALUE_OF_TEXT(S("synthetic"))};
    return tx_insert(tx, &shape, 0, v, ctx, why);
}

static enum err insert_document(struct tx *tx, void *ctx, struct fail *why)
{
    int64_t id = 0;
    (void)ctx;
    struct shape shape = entity_shape(&document_entity);
    struct value v[DOCUMENT_N_FIELDS] = {[DOCUMENT_title] = VALUE_OF_TEXT(S("测量")),
                                         [DOCUMENT_type] = VALUE_OF_TEXT(S("paper")),
                                         [DOCUMENT_secrecy] = VALUE_OF_TEXT(S("internal"))};
    return tx_insert(tx, &shape, owner, v, &id, why);
}

static void *client(void *unused)
{
    struct act act = {.action = S("create")};
    struct receipt receipt = {0};
    struct fail why = {0};
    while (os_real.ticks(os_real.ctx) < stop_at_us) {
        if (store_write(store, &act, insert_document, NULL, &receipt, &why) != OK)
            abort();
        atomic_fetch_add(&n_done, 1);
    }
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t thread[CLIENTS_MAX];
    int64_t n = 0;
    int64_t seconds = 0;
    struct fail why = {0};
    struct receipt receipt = {0};
    if (argc != 5 || !str_digits(str_of(argv[2]), &n) || !str_digits(str_of(argv[3]), &seconds) ||
        n < 1 || n > CLIENTS_MAX)
        return 2;
    struct store_options options = {.os = &os_real,
                                    .where = str_of(argv[1]),
                                    .one_by_one = str_eq(str_of(argv[4]), S("single"))};
    struct act act = {.action = S("create")};
    if (store_create(&options, false, &why) != OK || store_open(&options, &store, &why) != OK ||
        store_write(store, &act, insert_unit, &owner, &receipt, &why) != OK)
        return 1;
    stop_at_us = os_real.ticks(os_real.ctx) + seconds * 1000000;
    for (int64_t i = 0; i < n; i++) {
        int failed = pthread_create(&thread[i], NULL, client, NULL);
        assert(failed == 0);
        (void)failed;
    }
    for (int64_t i = 0; i < n; i++)
        (void)pthread_join(thread[i], NULL);
    store_close(store);
    printf("%lld\n", (long long)(n_done / seconds));
    return 0;
}
