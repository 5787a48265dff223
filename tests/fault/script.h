/*
 * script.h -- a day of an installation, told step by step to the disk's log; and what must be there
 * after the power went at some point of it.
 */
#ifndef TESTS_FAULT_SCRIPT_H
#define TESTS_FAULT_SCRIPT_H

#include "fault/disk.h"
#include "store/driver.h"

/*
 * Init, then `rounds` of: writes from several threads, a seal, an import, a rotation of the key, a
 * backup, an erasure. driver: NULL, or one that is worse than ours.
 */
void script_run(const struct driver *driver, int rounds);

/* What is missing or wrong after a reboot; "" if nothing is. In the test's arena. */
struct str script_verdict(const struct disk_cut *cut);

#endif
