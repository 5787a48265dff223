/*
 * health.h -- what machines ask about the program.
 *
 * /livez: the process answers. /readyz: send requests here: the database answers, the sealer is not
 * behind, the server is not stopping. /metrics: Prometheus text; nothing in it is about persons.
 */
#ifndef HEALTH_H
#define HEALTH_H

#include "web/exchange.h"

enum err get_livez(struct exchange *x, struct fail *why);
enum err get_readyz(struct exchange *x, struct fail *why);
enum err get_metrics(struct exchange *x, struct fail *why);

#endif
