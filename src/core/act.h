/*
 * act.h -- what people and the program do: the one table of the acts that an entry of the record
 * can be.
 *
 * The record keeps the code, pages show the label. An act has a note, which may be a code too: the
 * move of a matter, the change of a unit, the step of a ladder.
 */
#ifndef CORE_ACT_H
#define CORE_ACT_H

#include "base/base.h"
#include "base/message.h"

#define ACTS(X)        \
    X(create)          \
    X(update)          \
    X(void)            \
    X(import)          \
    X(figures)         \
    X(change_unit)     \
    X(move)            \
    X(clock)           \
    X(issue)           \
    X(answer_link)     \
    X(draw)            \
    X(arrange)         \
    X(minutes)         \
    X(read_phone)      \
    X(read_mail)       \
    X(read_contact)    \
    X(sign_in)         \
    X(sign_in_by_link) \
    X(sign_in_failed)  \
    X(sign_out)        \
    X(revoke_session)  \
    X(link)            \
    X(reset)           \
    X(password)        \
    X(erase)           \
    X(rotate_key)      \
    X(calendar_feed)   \
    X(reply)           \
    X(send_again)      \
    X(give_up)         \
    X(test_message)    \
    X(demo)            \
    X(first_run)
enum act_kind {
#define X(code) ACT_##code,
    ACTS(X)
#undef X
        ACT_KINDS
};

struct str act_code(enum act_kind kind);
/* MSG_none for a code that no act of this program has. */
enum msg act_label(struct str code);
/* What the note of an act says if it is a code, MSG_none if it is text. */
enum msg act_note_label(struct str note);

#endif
