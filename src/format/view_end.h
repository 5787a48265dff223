/*
 * view_end.h -- ends what view_structs.h or view_tables.h began. No guard, on purpose.
 */
#undef VIEW_ROW
#undef VIEW
#undef VIEW_TEXT
#undef VIEW_INT
#undef VIEW_BOOL
#undef VIEW_HTML
#undef VIEW_MSG
#undef VIEW_MESSAGE
#undef VIEW_LIST
#undef VIEW_ONE
#undef VIEW_PART
#undef VIEW_END
