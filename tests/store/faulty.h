/*
 * faulty.h -- an engine whose n-th call fails, before or after it did its work.
 */
#ifndef TESTS_STORE_FAULTY_H
#define TESTS_STORE_FAULTY_H

#include "store/driver.h"

enum fault_when { FAULT_NEVER, FAULT_BEFORE, FAULT_AFTER };

/* The wrapped engine. One test at a time uses it. */
const struct driver *faulty_driver(enum dialect dialect);
/* Count calls anew; the n-th (from 1) fails. */
void faulty_arm(enum fault_when when, int n);
int faulty_calls(void);   /* since then */
int faulty_commits(void); /* that went well, since then */

#endif
