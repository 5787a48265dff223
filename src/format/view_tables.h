/*
 * view_tables.h -- makes the .view files included next into tables. No guard, on purpose.
 *
 * The typedef lives in one function only: it is how a row knows the struct it stands in.
 */
#include "format/view.h"

/* clang-format off */
#define VIEW_ROW(k, n, t)     {.name = S_(#n), .kind = VIEW_KIND_##k, .offset = (ptrdiff_t)offsetof(view_self, n), .of = (t)},
#define VIEW(n)               const struct view_table *view_table_##n(void) { \
                                  typedef struct view_##n view_self; \
                                  static const struct view_field fields[] = {
#define VIEW_TEXT(name)       VIEW_ROW(TEXT, name, NULL)
#define VIEW_INT(name)        VIEW_ROW(INT, name, NULL)
#define VIEW_BOOL(name)       VIEW_ROW(BOOL, name, NULL)
#define VIEW_HTML(name)       VIEW_ROW(HTML, name, NULL)
#define VIEW_MSG(name)        VIEW_ROW(MSG, name, NULL)
#define VIEW_MESSAGE(name)    VIEW_ROW(MESSAGE, name, NULL)
#define VIEW_LIST(type, name) VIEW_ROW(LIST, name, view_table_##type)
#define VIEW_ONE(type, name)  VIEW_ROW(ONE, name, view_table_##type)
#define VIEW_PART(type, name) VIEW_ROW(PART, name, view_table_##type)
#define VIEW_END(n)               }; \
                                  static const struct view_table table = {.name = S_(#n), \
                                      .fields = fields, .n_fields = ARRAY_LEN(fields), \
                                      .size = (ptrdiff_t)sizeof(view_self)}; \
                                  return &table; \
                              }
/* clang-format on */
