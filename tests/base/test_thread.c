#include "base/thread.h"
#include "t.h"

#include <signal.h>

static void *look_at_mask(void *ctx)
{
    sigset_t mine;
    bool *blocks = ctx;
    (void)pthread_sigmask(SIG_SETMASK, NULL, &mine);
    *blocks = sigismember(&mine, SIGTERM) == 1 && sigismember(&mine, SIGINT) == 1;
    return NULL;
}

TEST(a_thread_takes_no_signals_and_its_starter_still_does)
{
    pthread_t thread = 0;
    sigset_t mine;
    bool blocks = false;
    REQUIRE(thread_start(&thread, look_at_mask, &blocks));
    CHECK_INT(pthread_join(thread, NULL), 0);
    CHECK(blocks);
    (void)pthread_sigmask(SIG_SETMASK, NULL, &mine);
    CHECK_INT(sigismember(&mine, SIGTERM), 0);
}
