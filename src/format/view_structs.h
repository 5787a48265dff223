/*
 * view_structs.h -- makes the .view files included next into structs. No guard, on purpose.
 */
#include "format/view.h"

/* clang-format off */
#define VIEW(name)            struct view_##name {
#define VIEW_TEXT(name)       struct str name;
#define VIEW_INT(name)        int64_t name;
#define VIEW_BOOL(name)       bool name;
#define VIEW_HTML(name)       struct html name;
#define VIEW_MSG(name)        enum msg name;
#define VIEW_MESSAGE(name)    struct message name;
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration has no room for them */
#define VIEW_LIST(type, name) struct { const struct view_##type *at; ptrdiff_t n; } name;
#define VIEW_ONE(type, name)  struct view_##type name;
#define VIEW_PART(type, name) struct view_##type name;
#define VIEW_END(name)        }; const struct view_table *view_table_##name(void);
/* clang-format on */
