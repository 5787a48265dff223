/*
 * message_table.h -- the generated tables behind message.c, sorted by key.
 */
#ifndef MESSAGE_TABLE_H
#define MESSAGE_TABLE_H

#include "base/message.h"

extern const struct str message_keys[MSG_COUNT];
extern const struct str message_texts[LANG_COUNT][MSG_COUNT];

#endif
