CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE subject (id INTEGER PRIMARY KEY AUTOINCREMENT, entity TEXT NOT NULL) STRICT;
CREATE TABLE journal (seq INTEGER PRIMARY KEY, instant INTEGER NOT NULL, account INTEGER NOT NULL, post INTEGER NOT NULL, on_behalf INTEGER NOT NULL, action TEXT NOT NULL, note TEXT NOT NULL, entity TEXT, record INTEGER, n_rows INTEGER NOT NULL, rows_hash BLOB NOT NULL, digest BLOB NOT NULL) STRICT;
CREATE INDEX journal_by_instant ON journal (instant);
CREATE INDEX journal_by_record ON journal (entity, record);
CREATE INDEX journal_by_account ON journal (account);
CREATE TABLE journal_rows (seq INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (seq, part)) STRICT;
CREATE TABLE leaf (number INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, hash BLOB NOT NULL) STRICT;
CREATE TABLE head (size INTEGER PRIMARY KEY, instant INTEGER NOT NULL, root BLOB NOT NULL, frontier BLOB NOT NULL, key TEXT NOT NULL, signature BLOB NOT NULL) STRICT;
CREATE TABLE blob (hash BLOB PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE protected_key (id INTEGER PRIMARY KEY AUTOINCREMENT, entity TEXT NOT NULL, record INTEGER NOT NULL, wrapped BLOB, made INTEGER NOT NULL, destroyed INTEGER, UNIQUE (entity, record)) STRICT;
CREATE TABLE unit (id INTEGER PRIMARY KEY REFERENCES subject (id), owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, code TEXT NOT NULL CHECK (length(code) <= 32), name_zh TEXT NOT NULL CHECK (length(name_zh) <= 80), name_en TEXT CHECK (length(name_en) <= 120), short_zh TEXT CHECK (length(short_zh) <= 20), parent INTEGER REFERENCES unit (id), level TEXT NOT NULL CHECK (level = 'nation' OR level = 'province' OR level = 'city' OR level = 'county' OR level = 'district' OR level = 'township' OR level = 'street' OR level = 'village' OR level = 'department' OR level = 'zone' OR level = 'office' OR level = 'enterprise'), position INTEGER CHECK (position BETWEEN 0 AND 1000000), valid_from INTEGER NOT NULL, closed_on INTEGER, certainty TEXT NOT NULL CHECK (certainty = 'documented' OR certainty = 'implied' OR certainty = 'synthetic'), note TEXT CHECK (length(note) <= 2000), extra TEXT) STRICT;
CREATE TABLE unit_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, code TEXT, name_zh TEXT, name_en TEXT, short_zh TEXT, parent INTEGER, level TEXT, position INTEGER, valid_from INTEGER, closed_on INTEGER, certainty TEXT, note TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX unit_key ON unit (coalesce(owner, 0), code);
CREATE INDEX unit_owner ON unit (owner);
CREATE INDEX unit_history_owner ON unit_history (owner);
CREATE INDEX unit_parent ON unit (parent);
CREATE INDEX unit_history_parent ON unit_history (parent);
CREATE INDEX unit_history_code_id ON unit_history (code, id);
CREATE INDEX unit_code_id ON unit (code, id);

CREATE TABLE document (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, title TEXT NOT NULL CHECK (length(title) <= 200), number TEXT CHECK (length(number) <= 80), type TEXT NOT NULL CHECK (type = 'paper' OR type = 'instruction' OR type = 'minutes' OR type = 'organisation' OR type = 'permit' OR type = 'evidence' OR type = 'generated' OR type = 'data'), issuer TEXT CHECK (length(issuer) <= 120), signer TEXT CHECK (length(signer) <= 80), issued_on INTEGER, secrecy TEXT NOT NULL CHECK (secrecy = 'public' OR secrecy = 'internal' OR secrecy = 'sensitive' OR secrecy = 'few'), file_name TEXT CHECK (length(file_name) <= 200), media_type TEXT CHECK (length(media_type) <= 100), size_bytes INTEGER, sha256 TEXT CHECK (length(sha256) <= 64), note TEXT CHECK (length(note) <= 2000), extra TEXT) STRICT;
CREATE TABLE document_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, title TEXT, number TEXT, type TEXT, issuer TEXT, signer TEXT, issued_on INTEGER, secrecy TEXT, file_name TEXT, media_type TEXT, size_bytes INTEGER, sha256 TEXT, note TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX document_owner ON document (owner);
CREATE INDEX document_history_owner ON document_history (owner);
CREATE INDEX document_history_issued_on_id ON document_history (issued_on, id);
CREATE INDEX document_issued_on_id ON document (issued_on, id);

CREATE TABLE unit_version (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, unit INTEGER NOT NULL REFERENCES unit (id), code TEXT NOT NULL CHECK (length(code) <= 32), name_zh TEXT NOT NULL CHECK (length(name_zh) <= 80), name_en TEXT CHECK (length(name_en) <= 120), parent INTEGER REFERENCES unit (id), level TEXT NOT NULL CHECK (level = 'nation' OR level = 'province' OR level = 'city' OR level = 'county' OR level = 'district' OR level = 'township' OR level = 'street' OR level = 'village' OR level = 'department' OR level = 'zone' OR level = 'office' OR level = 'enterprise'), valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL, extra TEXT) STRICT;
CREATE TABLE unit_version_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, unit INTEGER, code TEXT, name_zh TEXT, name_en TEXT, parent INTEGER, level TEXT, valid_from INTEGER, valid_to INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX unit_version_key ON unit_version (unit, valid_from);
CREATE INDEX unit_version_owner ON unit_version (owner);
CREATE INDEX unit_version_history_owner ON unit_version_history (owner);
CREATE INDEX unit_version_unit ON unit_version (unit);
CREATE INDEX unit_version_history_unit ON unit_version_history (unit);
CREATE INDEX unit_version_parent ON unit_version (parent);
CREATE INDEX unit_version_history_parent ON unit_version_history (parent);
CREATE INDEX unit_version_history_valid_from_id ON unit_version_history (valid_from, id);
CREATE INDEX unit_version_valid_from_id ON unit_version (valid_from, id);

CREATE TABLE unit_change (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, changed_on INTEGER NOT NULL, change TEXT NOT NULL CHECK (change = 'open' OR change = 'rename' OR change = 'recode' OR change = 'move' OR change = 'merge' OR change = 'split' OR change = 'close'), from_unit INTEGER REFERENCES unit (id), to_unit INTEGER REFERENCES unit (id), document INTEGER REFERENCES document (id), note TEXT CHECK (length(note) <= 2000), extra TEXT) STRICT;
CREATE TABLE unit_change_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, changed_on INTEGER, change TEXT, from_unit INTEGER, to_unit INTEGER, document INTEGER, note TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX unit_change_key ON unit_change (changed_on, change, coalesce(from_unit, 0), coalesce(to_unit, 0));
CREATE INDEX unit_change_owner ON unit_change (owner);
CREATE INDEX unit_change_history_owner ON unit_change_history (owner);
CREATE INDEX unit_change_from_unit ON unit_change (from_unit);
CREATE INDEX unit_change_history_from_unit ON unit_change_history (from_unit);
CREATE INDEX unit_change_to_unit ON unit_change (to_unit);
CREATE INDEX unit_change_history_to_unit ON unit_change_history (to_unit);
CREATE INDEX unit_change_document ON unit_change (document);
CREATE INDEX unit_change_history_document ON unit_change_history (document);
CREATE INDEX unit_change_history_changed_on_id ON unit_change_history (changed_on, id);

CREATE TABLE post (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, unit INTEGER NOT NULL REFERENCES unit (id), code TEXT NOT NULL CHECK (length(code) <= 32), name_zh TEXT NOT NULL CHECK (length(name_zh) <= 80), name_en TEXT CHECK (length(name_en) <= 120), role TEXT NOT NULL CHECK (role = 'leader' OR role = 'secretary' OR role = 'promotion' OR role = 'supervision' OR role = 'statistics' OR role = 'unit_head' OR role = 'reporter' OR role = 'owner' OR role = 'auditor' OR role = 'sysadmin' OR role = 'secadmin'), serves INTEGER REFERENCES post (id), closed_on INTEGER, extra TEXT) STRICT;
CREATE TABLE post_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, unit INTEGER, code TEXT, name_zh TEXT, name_en TEXT, role TEXT, serves INTEGER, closed_on INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX post_key ON post (unit, code);
CREATE INDEX post_owner ON post (owner);
CREATE INDEX post_history_owner ON post_history (owner);
CREATE INDEX post_unit ON post (unit);
CREATE INDEX post_history_unit ON post_history (unit);
CREATE INDEX post_serves ON post (serves);
CREATE INDEX post_history_serves ON post_history (serves);
CREATE INDEX post_history_code_id ON post_history (code, id);
CREATE INDEX post_code_id ON post (code, id);

CREATE TABLE account (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, login TEXT NOT NULL CHECK (length(login) <= 32), name TEXT NOT NULL CHECK (length(name) <= 40), phone TEXT, language TEXT NOT NULL CHECK (language = 'zh' OR language = 'en'), state TEXT NOT NULL CHECK (state = 'active' OR state = 'locked' OR state = 'closed'), mail TEXT, notices TEXT NOT NULL CHECK (notices = 'none' OR notices = 'at_once' OR notices = 'digest'), quiet_from INTEGER NOT NULL CHECK (quiet_from BETWEEN 0 AND 23), quiet_to INTEGER NOT NULL CHECK (quiet_to BETWEEN 0 AND 23), quiet_rest INTEGER NOT NULL CHECK (quiet_rest IN (0, 1)), extra TEXT) STRICT;
CREATE TABLE account_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, login TEXT, name TEXT, phone TEXT, language TEXT, state TEXT, mail TEXT, notices TEXT, quiet_from INTEGER, quiet_to INTEGER, quiet_rest INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX account_key ON account (login);
CREATE INDEX account_owner ON account (owner);
CREATE INDEX account_history_owner ON account_history (owner);
CREATE INDEX account_history_login_id ON account_history (login, id);

CREATE TABLE holding (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, account INTEGER NOT NULL REFERENCES account (id), post INTEGER NOT NULL REFERENCES post (id), as_what TEXT NOT NULL CHECK (as_what = 'holder' OR as_what = 'deputy' OR as_what = 'acting' OR as_what = 'secretary'), held_from INTEGER NOT NULL, held_to INTEGER, extra TEXT) STRICT;
CREATE TABLE holding_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, account INTEGER, post INTEGER, as_what TEXT, held_from INTEGER, held_to INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX holding_key ON holding (account, post, as_what, held_from);
CREATE INDEX holding_owner ON holding (owner);
CREATE INDEX holding_history_owner ON holding_history (owner);
CREATE INDEX holding_account ON holding (account);
CREATE INDEX holding_history_account ON holding_history (account);
CREATE INDEX holding_post ON holding (post);
CREATE INDEX holding_history_post ON holding_history (post);
CREATE INDEX holding_history_held_from_id ON holding_history (held_from, id);
CREATE INDEX holding_held_from_id ON holding (held_from, id);

CREATE TABLE indicator (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, code TEXT NOT NULL CHECK (length(code) <= 32), name_zh TEXT NOT NULL CHECK (length(name_zh) <= 60), name_en TEXT CHECK (length(name_en) <= 100), measure_zh TEXT NOT NULL CHECK (length(measure_zh) <= 20), measure_en TEXT CHECK (length(measure_en) <= 40), decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4), direction TEXT NOT NULL CHECK (direction = 'up' OR direction = 'down' OR direction = 'none'), aggregation TEXT NOT NULL CHECK (aggregation = 'sum' OR aggregation = 'reported' OR aggregation = 'ratio' OR aggregation = 'last'), negative INTEGER NOT NULL CHECK (negative IN (0, 1)), cumulative INTEGER NOT NULL CHECK (cumulative IN (0, 1)), frequency TEXT NOT NULL CHECK (frequency = 'month' OR frequency = 'quarter' OR frequency = 'half' OR frequency = 'year'), due_days INTEGER NOT NULL CHECK (due_days BETWEEN 1 AND 120), basis TEXT NOT NULL CHECK (basis = 'statistical' OR basis = 'management'), part_of INTEGER REFERENCES indicator (id), twin INTEGER REFERENCES indicator (id), source_unit INTEGER REFERENCES unit (id), definition TEXT CHECK (length(definition) <= 4000), position INTEGER CHECK (position BETWEEN 0 AND 1000000), valid_from INTEGER NOT NULL, valid_to INTEGER, extra TEXT) STRICT;
CREATE TABLE indicator_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, code TEXT, name_zh TEXT, name_en TEXT, measure_zh TEXT, measure_en TEXT, decimals INTEGER, direction TEXT, aggregation TEXT, negative INTEGER, cumulative INTEGER, frequency TEXT, due_days INTEGER, basis TEXT, part_of INTEGER, twin INTEGER, source_unit INTEGER, definition TEXT, position INTEGER, valid_from INTEGER, valid_to INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX indicator_key ON indicator (coalesce(owner, 0), code);
CREATE INDEX indicator_owner ON indicator (owner);
CREATE INDEX indicator_history_owner ON indicator_history (owner);
CREATE INDEX indicator_part_of ON indicator (part_of);
CREATE INDEX indicator_history_part_of ON indicator_history (part_of);
CREATE INDEX indicator_twin ON indicator (twin);
CREATE INDEX indicator_history_twin ON indicator_history (twin);
CREATE INDEX indicator_source_unit ON indicator (source_unit);
CREATE INDEX indicator_history_source_unit ON indicator_history (source_unit);
CREATE INDEX indicator_history_position_id ON indicator_history (position, id);
CREATE INDEX indicator_position_id ON indicator (position, id);

CREATE TABLE target (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, subject INTEGER NOT NULL REFERENCES subject (id), indicator INTEGER NOT NULL REFERENCES indicator (id), basis TEXT NOT NULL CHECK (basis = 'statistical' OR basis = 'management'), period INTEGER NOT NULL, measure TEXT NOT NULL CHECK (measure = 'absolute' OR measure = 'growth'), revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 99), value INTEGER NOT NULL CHECK (value BETWEEN -10000000000000000 AND 10000000000000000), certainty TEXT NOT NULL CHECK (certainty = 'documented' OR certainty = 'implied' OR certainty = 'synthetic'), source TEXT CHECK (length(source) <= 200), document INTEGER REFERENCES document (id), note TEXT CHECK (length(note) <= 2000), extra TEXT) STRICT;
CREATE TABLE target_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, subject INTEGER, indicator INTEGER, basis TEXT, period INTEGER, measure TEXT, revision INTEGER, value INTEGER, certainty TEXT, source TEXT, document INTEGER, note TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX target_key ON target (subject, period, indicator, basis, measure, revision);
CREATE INDEX target_indicator_period ON target (indicator, period);
CREATE INDEX target_history_indicator_period ON target_history (indicator, period);
CREATE INDEX target_history_subject_period ON target_history (subject, period);
CREATE INDEX target_owner ON target (owner);
CREATE INDEX target_history_owner ON target_history (owner);
CREATE INDEX target_document ON target (document);
CREATE INDEX target_history_document ON target_history (document);
CREATE INDEX target_history_period_id ON target_history (period, id);
CREATE INDEX target_period_id ON target (period, id);

CREATE TABLE observation (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, subject INTEGER NOT NULL REFERENCES subject (id), indicator INTEGER NOT NULL REFERENCES indicator (id), basis TEXT NOT NULL CHECK (basis = 'statistical' OR basis = 'management'), period INTEGER NOT NULL, kind TEXT NOT NULL CHECK (kind = 'actual' OR kind = 'growth' OR kind = 'base' OR kind = 'stated'), value INTEGER CHECK (value BETWEEN -10000000000000000 AND 10000000000000000), status TEXT NOT NULL CHECK (status = 'provisional' OR status = 'final' OR status = 'missing'), reason TEXT CHECK (length(reason) <= 200), certainty TEXT NOT NULL CHECK (certainty = 'documented' OR certainty = 'implied' OR certainty = 'synthetic' OR certainty = 'reported'), reported_by INTEGER REFERENCES post (id), on_behalf_of INTEGER REFERENCES post (id), source TEXT CHECK (length(source) <= 200), document INTEGER REFERENCES document (id), note TEXT CHECK (length(note) <= 2000), extra TEXT) STRICT;
CREATE TABLE observation_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, subject INTEGER, indicator INTEGER, basis TEXT, period INTEGER, kind TEXT, value INTEGER, status TEXT, reason TEXT, certainty TEXT, reported_by INTEGER, on_behalf_of INTEGER, source TEXT, document INTEGER, note TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX observation_key ON observation (subject, period, indicator, basis, kind, coalesce(document, 0));
CREATE INDEX observation_indicator_period ON observation (indicator, period);
CREATE INDEX observation_history_indicator_period ON observation_history (indicator, period);
CREATE INDEX observation_history_subject_period ON observation_history (subject, period);
CREATE INDEX observation_covered ON observation (subject, period, indicator, value) WHERE kind = 'actual';

CREATE TABLE extra_field (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, entity TEXT NOT NULL CHECK (length(entity) <= 32), code TEXT NOT NULL CHECK (length(code) <= 32), label_zh TEXT NOT NULL CHECK (length(label_zh) <= 40), label_en TEXT CHECK (length(label_en) <= 80), help_zh TEXT NOT NULL CHECK (length(help_zh) <= 200), help_en TEXT CHECK (length(help_en) <= 200), kind TEXT NOT NULL CHECK (kind = 'text' OR kind = 'lines' OR kind = 'int' OR kind = 'decimal' OR kind = 'date' OR kind = 'enum' OR kind = 'bool'), choices TEXT CHECK (length(choices) <= 2000), required INTEGER NOT NULL CHECK (required IN (0, 1)), position INTEGER CHECK (position BETWEEN 0 AND 1000), valid_from INTEGER NOT NULL, valid_to INTEGER, extra TEXT) STRICT;
CREATE TABLE extra_field_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, entity TEXT, code TEXT, label_zh TEXT, label_en TEXT, help_zh TEXT, help_en TEXT, kind TEXT, choices TEXT, required INTEGER, position INTEGER, valid_from INTEGER, valid_to INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX extra_field_key ON extra_field (coalesce(owner, 0), entity, code);
CREATE INDEX extra_field_owner ON extra_field (owner);
CREATE INDEX extra_field_history_owner ON extra_field_history (owner);
CREATE INDEX extra_field_history_position_id ON extra_field_history (position, id);
CREATE INDEX extra_field_position_id ON extra_field (position, id);

CREATE TABLE category (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, code TEXT NOT NULL CHECK (length(code) <= 32), name_zh TEXT NOT NULL CHECK (length(name_zh) <= 40), name_en TEXT CHECK (length(name_en) <= 80), parent INTEGER REFERENCES category (id), position INTEGER CHECK (position BETWEEN 0 AND 1000), valid_from INTEGER NOT NULL, valid_to INTEGER, extra TEXT) STRICT;
CREATE TABLE category_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, code TEXT, name_zh TEXT, name_en TEXT, parent INTEGER, position INTEGER, valid_from INTEGER, valid_to INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX category_key ON category (coalesce(owner, 0), code);
CREATE INDEX category_owner ON category (owner);
CREATE INDEX category_history_owner ON category_history (owner);
CREATE INDEX category_parent ON category (parent);
CREATE INDEX category_history_parent ON category_history (parent);
CREATE INDEX category_history_code_id ON category_history (code, id);
CREATE INDEX category_code_id ON category (code, id);

CREATE TABLE ladder (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, code TEXT NOT NULL CHECK (length(code) <= 32), name_zh TEXT NOT NULL CHECK (length(name_zh) <= 40), name_en TEXT CHECK (length(name_en) <= 80), kind TEXT CHECK (kind = 'problem' OR kind = 'supervision' OR kind = 'request' OR kind = 'commitment' OR kind = 'decision' OR kind = 'round' OR kind = 'project' OR kind = 'dispute'), is_usual INTEGER NOT NULL CHECK (is_usual IN (0, 1)), by_quality INTEGER NOT NULL CHECK (by_quality IN (0, 1)), source TEXT CHECK (length(source) <= 200), valid_from INTEGER NOT NULL, valid_to INTEGER, extra TEXT) STRICT;
CREATE TABLE ladder_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, code TEXT, name_zh TEXT, name_en TEXT, kind TEXT, is_usual INTEGER, by_quality INTEGER, source TEXT, valid_from INTEGER, valid_to INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ladder_key ON ladder (coalesce(owner, 0), code);
CREATE INDEX ladder_owner ON ladder (owner);
CREATE INDEX ladder_history_owner ON ladder_history (owner);
CREATE INDEX ladder_history_code_id ON ladder_history (code, id);
CREATE INDEX ladder_code_id ON ladder (code, id);

CREATE TABLE ladder_step (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, ladder INTEGER NOT NULL REFERENCES ladder (id), code TEXT NOT NULL CHECK (length(code) <= 32), position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 8), name_zh TEXT NOT NULL CHECK (length(name_zh) <= 40), name_en TEXT CHECK (length(name_en) <= 80), colour TEXT NOT NULL CHECK (colour = 'blue' OR colour = 'yellow' OR colour = 'orange' OR colour = 'red' OR colour = 'none'), shape TEXT NOT NULL CHECK (shape = 'circle' OR shape = 'triangle' OR shape = 'diamond' OR shape = 'square'), n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1000), unit TEXT NOT NULL CHECK (unit = 'days' OR unit = 'working' OR unit = 'months'), tells_lead INTEGER NOT NULL CHECK (tells_lead IN (0, 1)), tells_joint INTEGER NOT NULL CHECK (tells_joint IN (0, 1)), tells_linked INTEGER NOT NULL CHECK (tells_linked IN (0, 1)), tells_author INTEGER NOT NULL CHECK (tells_author IN (0, 1)), tells_office INTEGER NOT NULL CHECK (tells_office IN (0, 1)), asks_zh TEXT CHECK (length(asks_zh) <= 500), asks_en TEXT CHECK (length(asks_en) <= 1000), valid_from INTEGER NOT NULL, valid_to INTEGER, extra TEXT) STRICT;
CREATE TABLE ladder_step_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, ladder INTEGER, code TEXT, position INTEGER, name_zh TEXT, name_en TEXT, colour TEXT, shape TEXT, n INTEGER, unit TEXT, tells_lead INTEGER, tells_joint INTEGER, tells_linked INTEGER, tells_author INTEGER, tells_office INTEGER, asks_zh TEXT, asks_en TEXT, valid_from INTEGER, valid_to INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ladder_step_key ON ladder_step (coalesce(owner, 0), code);
CREATE INDEX ladder_step_owner ON ladder_step (owner);
CREATE INDEX ladder_step_history_owner ON ladder_step_history (owner);
CREATE INDEX ladder_step_ladder ON ladder_step (ladder);
CREATE INDEX ladder_step_history_ladder ON ladder_step_history (ladder);
CREATE INDEX ladder_step_history_code_id ON ladder_step_history (code, id);
CREATE INDEX ladder_step_code_id ON ladder_step (code, id);

CREATE TABLE matter (id INTEGER PRIMARY KEY REFERENCES subject (id), owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, title TEXT NOT NULL CHECK (length(title) <= 120), code TEXT CHECK (length(code) <= 40), kind TEXT NOT NULL CHECK (kind = 'problem' OR kind = 'supervision' OR kind = 'request' OR kind = 'commitment' OR kind = 'decision' OR kind = 'round' OR kind = 'project' OR kind = 'dispute'), state TEXT NOT NULL CHECK (state = 'draft' OR state = 'raised' OR state = 'assigned' OR state = 'objected' OR state = 'working' OR state = 'delaying' OR state = 'disagreed' OR state = 'answered' OR state = 'confirming' OR state = 'asked' OR state = 'decided' OR state = 'taken' OR state = 'replaced' OR state = 'planned' OR state = 'held' OR state = 'halted' OR state = 'received' OR state = 'refused' OR state = 'replied' OR state = 'reviewing' OR state = 'reviewed' OR state = 'rechecking' OR state = 'closed' OR state = 'withdrawn' OR state = 'merged' OR state = 'voided'), asked_by INTEGER REFERENCES post (id), lead INTEGER REFERENCES unit (id), responsible INTEGER REFERENCES post (id), opened_on INTEGER, first_due INTEGER, due INTEGER, closed_on INTEGER, parent INTEGER REFERENCES matter (id), project INTEGER REFERENCES matter (id), visibility TEXT NOT NULL CHECK (visibility = 'normal' OR visibility = 'few'), author INTEGER REFERENCES post (id), ruler INTEGER REFERENCES post (id), last_moved_on INTEGER, entry_step INTEGER REFERENCES ladder_step (id), step INTEGER REFERENCES ladder_step (id), step_due INTEGER, excused_until INTEGER) STRICT;
CREATE TABLE matter_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, title TEXT, code TEXT, kind TEXT, state TEXT, asked_by INTEGER, lead INTEGER, responsible INTEGER, opened_on INTEGER, first_due INTEGER, due INTEGER, closed_on INTEGER, parent INTEGER, project INTEGER, visibility TEXT, author INTEGER, ruler INTEGER, last_moved_on INTEGER, entry_step INTEGER, step INTEGER, step_due INTEGER, excused_until INTEGER, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX matter_key ON matter (coalesce(owner, 0), code);
CREATE INDEX matter_owner ON matter (owner);
CREATE INDEX matter_history_owner ON matter_history (owner);
CREATE INDEX matter_asked_by ON matter (asked_by);
CREATE INDEX matter_history_asked_by ON matter_history (asked_by);
CREATE INDEX matter_lead ON matter (lead);
CREATE INDEX matter_history_lead ON matter_history (lead);
CREATE INDEX matter_responsible ON matter (responsible);
CREATE INDEX matter_history_responsible ON matter_history (responsible);
CREATE INDEX matter_due_id ON matter (due, id);
CREATE INDEX matter_closed_on_id ON matter (closed_on, id);
CREATE INDEX matter_parent ON matter (parent);
CREATE INDEX matter_history_parent ON matter_history (parent);
CREATE INDEX matter_project ON matter (project);
CREATE INDEX matter_history_project ON matter_history (project);
CREATE INDEX matter_author ON matter (author);
CREATE INDEX matter_history_author ON matter_history (author);
CREATE INDEX matter_ruler ON matter (ruler);
CREATE INDEX matter_history_ruler ON matter_history (ruler);
CREATE INDEX matter_entry_step ON matter (entry_step);
CREATE INDEX matter_history_entry_step ON matter_history (entry_step);
CREATE INDEX matter_step ON matter (step);
CREATE INDEX matter_history_step ON matter_history (step);

CREATE TABLE problem (id INTEGER PRIMARY KEY REFERENCES matter (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, category INTEGER REFERENCES category (id), blocked TEXT CHECK (length(blocked) <= 2000), blocked_since INTEGER, measure TEXT CHECK (length(measure) <= 2000), help_wanted TEXT CHECK (length(help_wanted) <= 2000), help_unit INTEGER REFERENCES unit (id), amount INTEGER CHECK (amount BETWEEN 0 AND 1000000000000), extra TEXT) STRICT;
CREATE TABLE problem_history (id INTEGER NOT NULL, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, category INTEGER, blocked TEXT, blocked_since INTEGER, measure TEXT, help_wanted TEXT, help_unit INTEGER, amount INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX problem_category ON problem (category);
CREATE INDEX problem_history_category ON problem_history (category);
CREATE INDEX problem_help_unit ON problem (help_unit);
CREATE INDEX problem_history_help_unit ON problem_history (help_unit);

CREATE TABLE supervision (id INTEGER PRIMARY KEY REFERENCES matter (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, source TEXT NOT NULL CHECK (source = 'paper' OR source = 'instruction' OR source = 'meeting' OR source = 'round' OR source = 'other'), document INTEGER REFERENCES document (id), instruction TEXT CHECK (length(instruction) <= 2000), instructed_by INTEGER REFERENCES post (id), urgency TEXT NOT NULL CHECK (urgency = 'normal' OR urgency = 'prompt' OR urgency = 'urgent' OR urgency = 'extra' OR urgency = 'flash'), answer_by INTEGER, extra TEXT) STRICT;
CREATE TABLE supervision_history (id INTEGER NOT NULL, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, source TEXT, document INTEGER, instruction TEXT, instructed_by INTEGER, urgency TEXT, answer_by INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX supervision_document ON supervision (document);
CREATE INDEX supervision_history_document ON supervision_history (document);
CREATE INDEX supervision_instructed_by ON supervision (instructed_by);
CREATE INDEX supervision_history_instructed_by ON supervision_history (instructed_by);

CREATE TABLE request (id INTEGER PRIMARY KEY REFERENCES matter (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, background TEXT CHECK (length(background) <= 4000), options TEXT CHECK (length(options) <= 4000), recommendation TEXT CHECK (length(recommendation) <= 2000), decider INTEGER REFERENCES post (id), answer_by INTEGER, document INTEGER REFERENCES document (id), extra TEXT) STRICT;
CREATE TABLE request_history (id INTEGER NOT NULL, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, background TEXT, options TEXT, recommendation TEXT, decider INTEGER, answer_by INTEGER, document INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX request_decider ON request (decider);
CREATE INDEX request_history_decider ON request_history (decider);
CREATE INDEX request_document ON request (document);
CREATE INDEX request_history_document ON request_history (document);

CREATE TABLE commitment (id INTEGER PRIMARY KEY REFERENCES matter (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, source TEXT NOT NULL CHECK (source = 'round' OR source = 'contact' OR source = 'visit' OR source = 'meeting' OR source = 'other'), occasion TEXT CHECK (length(occasion) <= 200), round INTEGER REFERENCES matter (id), promise TEXT CHECK (length(promise) <= 2000), measured_by TEXT CHECK (length(measured_by) <= 1000), extra TEXT) STRICT;
CREATE TABLE commitment_history (id INTEGER NOT NULL, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, source TEXT, occasion TEXT, round INTEGER, promise TEXT, measured_by TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX commitment_round ON commitment (round);
CREATE INDEX commitment_history_round ON commitment_history (round);

CREATE TABLE decision (id INTEGER PRIMARY KEY REFERENCES matter (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, content TEXT NOT NULL CHECK (length(content) <= 4000), source TEXT NOT NULL CHECK (source = 'round' OR source = 'meeting' OR source = 'leader' OR source = 'other'), round INTEGER REFERENCES matter (id), decided_on INTEGER, decided_by INTEGER REFERENCES post (id), basis TEXT CHECK (length(basis) <= 2000), dissent TEXT CHECK (length(dissent) <= 2000), document INTEGER REFERENCES document (id), extra TEXT) STRICT;
CREATE TABLE decision_history (id INTEGER NOT NULL, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, content TEXT, source TEXT, round INTEGER, decided_on INTEGER, decided_by INTEGER, basis TEXT, dissent TEXT, document INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX decision_round ON decision (round);
CREATE INDEX decision_history_round ON decision_history (round);
CREATE INDEX decision_decided_by ON decision (decided_by);
CREATE INDEX decision_history_decided_by ON decision_history (decided_by);
CREATE INDEX decision_document ON decision (document);
CREATE INDEX decision_history_document ON decision_history (document);

CREATE TABLE round (id INTEGER PRIMARY KEY REFERENCES matter (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, begins_at TEXT CHECK (length(begins_at) <= 40), place TEXT CHECK (length(place) <= 120), chair INTEGER REFERENCES post (id), recorder INTEGER REFERENCES post (id), held_on INTEGER, summary TEXT CHECK (length(summary) <= 4000), extra TEXT) STRICT;
CREATE TABLE round_history (id INTEGER NOT NULL, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, begins_at TEXT, place TEXT, chair INTEGER, recorder INTEGER, held_on INTEGER, summary TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX round_chair ON round (chair);
CREATE INDEX round_history_chair ON round_history (chair);
CREATE INDEX round_recorder ON round (recorder);
CREATE INDEX round_history_recorder ON round_history (recorder);

CREATE TABLE project (id INTEGER PRIMARY KEY REFERENCES matter (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, owner_unit INTEGER REFERENCES unit (id), place TEXT CHECK (length(place) <= 120), content TEXT CHECK (length(content) <= 2000), extra TEXT) STRICT;
CREATE TABLE project_history (id INTEGER NOT NULL, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, owner_unit INTEGER, place TEXT, content TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX project_owner_unit ON project (owner_unit);
CREATE INDEX project_history_owner_unit ON project_history (owner_unit);

CREATE TABLE dispute (id INTEGER PRIMARY KEY REFERENCES matter (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, topic TEXT NOT NULL CHECK (topic = 'petition' OR topic = 'land' OR topic = 'demolition' OR topic = 'other'), channel TEXT NOT NULL CHECK (channel = 'visit' OR channel = 'letter' OR channel = 'call' OR channel = 'online' OR channel = 'passed'), claim TEXT CHECK (length(claim) <= 4000), area INTEGER REFERENCES unit (id), people INTEGER CHECK (people BETWEEN 1 AND 100000), person TEXT, phone TEXT, address TEXT, extra TEXT) STRICT;
CREATE TABLE dispute_history (id INTEGER NOT NULL, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, topic TEXT, channel TEXT, claim TEXT, area INTEGER, people INTEGER, person TEXT, phone TEXT, address TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX dispute_area ON dispute (area);
CREATE INDEX dispute_history_area ON dispute_history (area);

CREATE TABLE matter_party (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, matter INTEGER NOT NULL REFERENCES matter (id), role TEXT NOT NULL CHECK (role = 'lead' OR role = 'joint' OR role = 'linked' OR role = 'asked' OR role = 'blocked' OR role = 'informed'), unit INTEGER REFERENCES unit (id), post INTEGER REFERENCES post (id), note TEXT CHECK (length(note) <= 200), extra TEXT) STRICT;
CREATE TABLE matter_party_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, matter INTEGER, role TEXT, unit INTEGER, post INTEGER, note TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX matter_party_key ON matter_party (matter, role, coalesce(unit, 0), coalesce(post, 0));
CREATE INDEX matter_party_owner ON matter_party (owner);
CREATE INDEX matter_party_history_owner ON matter_party_history (owner);
CREATE INDEX matter_party_matter ON matter_party (matter);
CREATE INDEX matter_party_history_matter ON matter_party_history (matter);
CREATE INDEX matter_party_unit ON matter_party (unit);
CREATE INDEX matter_party_history_unit ON matter_party_history (unit);
CREATE INDEX matter_party_post ON matter_party (post);
CREATE INDEX matter_party_history_post ON matter_party_history (post);
CREATE INDEX matter_party_history_matter_id ON matter_party_history (matter, id);

CREATE TABLE answer_link (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, matter INTEGER REFERENCES matter (id), holder TEXT CHECK (length(holder) <= 120), state TEXT CHECK (state = 'open' OR state = 'used' OR state = 'revoked'), made_on INTEGER, expires_on INTEGER, post INTEGER REFERENCES post (id), answer TEXT CHECK (answer = 'solved' OR answer = 'not_solved'), answered_on INTEGER, said TEXT CHECK (length(said) <= 2000), token TEXT CHECK (length(token) <= 64), extra TEXT) STRICT;
CREATE TABLE answer_link_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, matter INTEGER, holder TEXT, state TEXT, made_on INTEGER, expires_on INTEGER, post INTEGER, answer TEXT, answered_on INTEGER, said TEXT, token TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX answer_link_owner ON answer_link (owner);
CREATE INDEX answer_link_history_owner ON answer_link_history (owner);
CREATE INDEX answer_link_matter ON answer_link (matter);
CREATE INDEX answer_link_history_matter ON answer_link_history (matter);
CREATE INDEX answer_link_post ON answer_link (post);
CREATE INDEX answer_link_history_post ON answer_link_history (post);
CREATE INDEX answer_link_token_id ON answer_link (token, id);

CREATE TABLE calendar_feed (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, account INTEGER REFERENCES account (id), post INTEGER REFERENCES post (id), on_behalf_of INTEGER REFERENCES post (id), name TEXT CHECK (length(name) <= 60), state TEXT CHECK (state = 'open' OR state = 'revoked'), made_on INTEGER, token TEXT CHECK (length(token) <= 64), extra TEXT) STRICT;
CREATE TABLE calendar_feed_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, account INTEGER, post INTEGER, on_behalf_of INTEGER, name TEXT, state TEXT, made_on INTEGER, token TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX calendar_feed_owner ON calendar_feed (owner);
CREATE INDEX calendar_feed_history_owner ON calendar_feed_history (owner);
CREATE INDEX calendar_feed_account ON calendar_feed (account);
CREATE INDEX calendar_feed_history_account ON calendar_feed_history (account);
CREATE INDEX calendar_feed_post ON calendar_feed (post);
CREATE INDEX calendar_feed_history_post ON calendar_feed_history (post);
CREATE INDEX calendar_feed_on_behalf_of ON calendar_feed (on_behalf_of);
CREATE INDEX calendar_feed_history_on_behalf_of ON calendar_feed_history (on_behalf_of);
CREATE INDEX calendar_feed_token_id ON calendar_feed (token, id);

CREATE TABLE matter_move (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, matter INTEGER REFERENCES matter (id), move TEXT CHECK (move = 'submit' OR move = 'withdraw' OR move = 'send_back' OR move = 'assign' OR move = 'remind' OR move = 'object' OR move = 'accept' OR move = 'lapse' OR move = 'insist' OR move = 'reassign' OR move = 'note_progress' OR move = 'ask_delay' OR move = 'grant_delay' OR move = 'deny_delay' OR move = 'disagree' OR move = 'settle' OR move = 'excuse' OR move = 'answer' OR move = 'check' OR move = 'confirm' OR move = 'not_solved' OR move = 'overrule' OR move = 'reopen' OR move = 'void' OR move = 'merge' OR move = 'pass_on' OR move = 'decide' OR move = 'record' OR move = 'replace' OR move = 'hold' OR move = 'put_off' OR move = 'issue_minutes' OR move = 'halt' OR move = 'resume' OR move = 'refuse' OR move = 'reply' OR move = 'ask_review' OR move = 'review' OR move = 'ask_recheck' OR move = 'recheck' OR move = 'rest'), was TEXT CHECK (was = 'draft' OR was = 'raised' OR was = 'assigned' OR was = 'objected' OR was = 'working' OR was = 'delaying' OR was = 'disagreed' OR was = 'answered' OR was = 'confirming' OR was = 'asked' OR was = 'decided' OR was = 'taken' OR was = 'replaced' OR was = 'planned' OR was = 'held' OR was = 'halted' OR was = 'received' OR was = 'refused' OR was = 'replied' OR was = 'reviewing' OR was = 'reviewed' OR was = 'rechecking' OR was = 'closed' OR was = 'withdrawn' OR was = 'merged' OR was = 'voided'), became TEXT CHECK (became = 'draft' OR became = 'raised' OR became = 'assigned' OR became = 'objected' OR became = 'working' OR became = 'delaying' OR became = 'disagreed' OR became = 'answered' OR became = 'confirming' OR became = 'asked' OR became = 'decided' OR became = 'taken' OR became = 'replaced' OR became = 'planned' OR became = 'held' OR became = 'halted' OR became = 'received' OR became = 'refused' OR became = 'replied' OR became = 'reviewing' OR became = 'reviewed' OR became = 'rechecking' OR became = 'closed' OR became = 'withdrawn' OR became = 'merged' OR became = 'voided'), moved_on INTEGER, post INTEGER REFERENCES post (id), on_behalf_of INTEGER REFERENCES post (id), by_link INTEGER REFERENCES answer_link (id), reason TEXT CHECK (length(reason) <= 2000), result TEXT CHECK (length(result) <= 4000), cause TEXT CHECK (length(cause) <= 2000), measure TEXT CHECK (length(measure) <= 2000), next TEXT CHECK (length(next) <= 2000), next_on INTEGER, lesson TEXT CHECK (length(lesson) <= 2000), progress TEXT CHECK (length(progress) <= 4000), opinion TEXT CHECK (length(opinion) <= 4000), due INTEGER, until INTEGER, lead INTEGER REFERENCES unit (id), decider INTEGER REFERENCES post (id), evidence INTEGER REFERENCES document (id), other INTEGER REFERENCES matter (id), extra TEXT) STRICT;
CREATE TABLE matter_move_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, matter INTEGER, move TEXT, was TEXT, became TEXT, moved_on INTEGER, post INTEGER, on_behalf_of INTEGER, by_link INTEGER, reason TEXT, result TEXT, cause TEXT, measure TEXT, next TEXT, next_on INTEGER, lesson TEXT, progress TEXT, opinion TEXT, due INTEGER, until INTEGER, lead INTEGER, decider INTEGER, evidence INTEGER, other INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX matter_move_owner ON matter_move (owner);
CREATE INDEX matter_move_history_owner ON matter_move_history (owner);
CREATE INDEX matter_move_matter ON matter_move (matter);
CREATE INDEX matter_move_history_matter ON matter_move_history (matter);
CREATE INDEX matter_move_post ON matter_move (post);
CREATE INDEX matter_move_history_post ON matter_move_history (post);
CREATE INDEX matter_move_on_behalf_of ON matter_move (on_behalf_of);
CREATE INDEX matter_move_history_on_behalf_of ON matter_move_history (on_behalf_of);
CREATE INDEX matter_move_by_link ON matter_move (by_link);
CREATE INDEX matter_move_history_by_link ON matter_move_history (by_link);
CREATE INDEX matter_move_lead ON matter_move (lead);
CREATE INDEX matter_move_history_lead ON matter_move_history (lead);
CREATE INDEX matter_move_decider ON matter_move (decider);
CREATE INDEX matter_move_history_decider ON matter_move_history (decider);
CREATE INDEX matter_move_evidence ON matter_move (evidence);
CREATE INDEX matter_move_history_evidence ON matter_move_history (evidence);
CREATE INDEX matter_move_other ON matter_move (other);
CREATE INDEX matter_move_history_other ON matter_move_history (other);
CREATE INDEX matter_move_history_moved_on_id ON matter_move_history (moved_on, id);
CREATE INDEX matter_move_moved_on_id ON matter_move (moved_on, id);

CREATE TABLE term (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, step TEXT NOT NULL CHECK (step = 'assign' OR step = 'objection' OR step = 'check' OR step = 'ruling' OR step = 'confirm' OR step = 'decide' OR step = 'accept' OR step = 'review' OR step = 'due'), kind TEXT CHECK (kind = 'problem' OR kind = 'supervision' OR kind = 'request' OR kind = 'commitment' OR kind = 'decision' OR kind = 'round' OR kind = 'project' OR kind = 'dispute'), urgency TEXT CHECK (urgency = 'normal' OR urgency = 'prompt' OR urgency = 'urgent' OR urgency = 'extra' OR urgency = 'flash'), n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 1000), unit TEXT NOT NULL CHECK (unit = 'days' OR unit = 'working' OR unit = 'months'), source TEXT CHECK (length(source) <= 200), valid_from INTEGER NOT NULL, valid_to INTEGER, extra TEXT) STRICT;
CREATE TABLE term_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, step TEXT, kind TEXT, urgency TEXT, n INTEGER, unit TEXT, source TEXT, valid_from INTEGER, valid_to INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX term_key ON term (coalesce(owner, 0), step, coalesce(kind, ''), coalesce(urgency, ''), valid_from);
CREATE INDEX term_owner ON term (owner);
CREATE INDEX term_history_owner ON term_history (owner);
CREATE INDEX term_history_step_id ON term_history (step, id);
CREATE INDEX term_step_id ON term (step, id);

CREATE TABLE deciding_post (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, about TEXT NOT NULL CHECK (about = 'objection' OR about = 'delay' OR about = 'disagreement'), kind TEXT CHECK (kind = 'problem' OR kind = 'supervision' OR kind = 'request' OR kind = 'commitment' OR kind = 'decision' OR kind = 'round' OR kind = 'project' OR kind = 'dispute'), post INTEGER NOT NULL REFERENCES post (id), source TEXT CHECK (length(source) <= 200), valid_from INTEGER NOT NULL, valid_to INTEGER, extra TEXT) STRICT;
CREATE TABLE deciding_post_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, about TEXT, kind TEXT, post INTEGER, source TEXT, valid_from INTEGER, valid_to INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX deciding_post_key ON deciding_post (coalesce(owner, 0), about, coalesce(kind, ''), valid_from);
CREATE INDEX deciding_post_owner ON deciding_post (owner);
CREATE INDEX deciding_post_history_owner ON deciding_post_history (owner);
CREATE INDEX deciding_post_post ON deciding_post (post);
CREATE INDEX deciding_post_history_post ON deciding_post_history (post);
CREATE INDEX deciding_post_history_about_id ON deciding_post_history (about, id);
CREATE INDEX deciding_post_about_id ON deciding_post (about, id);

CREATE TABLE number_run (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, series TEXT NOT NULL CHECK (length(series) <= 20), year INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 9999), last INTEGER NOT NULL CHECK (last BETWEEN 0 AND 1000000), extra TEXT) STRICT;
CREATE TABLE number_run_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, series TEXT, year INTEGER, last INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX number_run_key ON number_run (coalesce(owner, 0), series, year);
CREATE INDEX number_run_owner ON number_run (owner);
CREATE INDEX number_run_history_owner ON number_run_history (owner);
CREATE INDEX number_run_history_year_id ON number_run_history (year, id);
CREATE INDEX number_run_year_id ON number_run (year, id);

CREATE TABLE paper_layout (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, paper TEXT NOT NULL CHECK (paper = 'order' OR paper = 'urging' OR paper = 'assignment' OR paper = 'reply' OR paper = 'minutes'), series TEXT CHECK (length(series) <= 20), document INTEGER REFERENCES document (id), source TEXT CHECK (length(source) <= 200), valid_from INTEGER NOT NULL, valid_to INTEGER, extra TEXT) STRICT;
CREATE TABLE paper_layout_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, paper TEXT, series TEXT, document INTEGER, source TEXT, valid_from INTEGER, valid_to INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX paper_layout_key ON paper_layout (coalesce(owner, 0), paper, valid_from);
CREATE INDEX paper_layout_owner ON paper_layout (owner);
CREATE INDEX paper_layout_history_owner ON paper_layout_history (owner);
CREATE INDEX paper_layout_document ON paper_layout (document);
CREATE INDEX paper_layout_history_document ON paper_layout_history (document);
CREATE INDEX paper_layout_history_paper_id ON paper_layout_history (paper, id);
CREATE INDEX paper_layout_paper_id ON paper_layout (paper, id);

CREATE TABLE matter_paper (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, matter INTEGER REFERENCES matter (id), paper TEXT CHECK (paper = 'order' OR paper = 'urging' OR paper = 'assignment' OR paper = 'reply' OR paper = 'minutes'), number TEXT CHECK (length(number) <= 80), issued_on INTEGER, from_unit INTEGER REFERENCES unit (id), to_unit INTEGER REFERENCES unit (id), post INTEGER REFERENCES post (id), on_behalf_of INTEGER REFERENCES post (id), document INTEGER REFERENCES document (id), extra TEXT) STRICT;
CREATE TABLE matter_paper_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, matter INTEGER, paper TEXT, number TEXT, issued_on INTEGER, from_unit INTEGER, to_unit INTEGER, post INTEGER, on_behalf_of INTEGER, document INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX matter_paper_owner ON matter_paper (owner);
CREATE INDEX matter_paper_history_owner ON matter_paper_history (owner);
CREATE INDEX matter_paper_matter ON matter_paper (matter);
CREATE INDEX matter_paper_history_matter ON matter_paper_history (matter);
CREATE INDEX matter_paper_from_unit ON matter_paper (from_unit);
CREATE INDEX matter_paper_history_from_unit ON matter_paper_history (from_unit);
CREATE INDEX matter_paper_to_unit ON matter_paper (to_unit);
CREATE INDEX matter_paper_history_to_unit ON matter_paper_history (to_unit);
CREATE INDEX matter_paper_post ON matter_paper (post);
CREATE INDEX matter_paper_history_post ON matter_paper_history (post);
CREATE INDEX matter_paper_on_behalf_of ON matter_paper (on_behalf_of);
CREATE INDEX matter_paper_history_on_behalf_of ON matter_paper_history (on_behalf_of);
CREATE INDEX matter_paper_document ON matter_paper (document);
CREATE INDEX matter_paper_history_document ON matter_paper_history (document);
CREATE INDEX matter_paper_history_issued_on_id ON matter_paper_history (issued_on, id);
CREATE INDEX matter_paper_issued_on_id ON matter_paper (issued_on, id);

CREATE TABLE round_item (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, round INTEGER NOT NULL REFERENCES matter (id), matter INTEGER NOT NULL REFERENCES matter (id), position INTEGER CHECK (position BETWEEN 1 AND 1000), origin TEXT NOT NULL CHECK (origin = 'promised' OR origin = 'blocked' OR origin = 'projects' OR origin = 'added'), blocked_days INTEGER, projects INTEGER, removed INTEGER NOT NULL CHECK (removed IN (0, 1)), reason TEXT CHECK (length(reason) <= 500), outcome TEXT NOT NULL CHECK (outcome = 'open' OR outcome = 'decided' OR outcome = 'goes_on' OR outcome = 'put_off' OR outcome = 'solved'), note TEXT CHECK (length(note) <= 4000), extra TEXT) STRICT;
CREATE TABLE round_item_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, round INTEGER, matter INTEGER, position INTEGER, origin TEXT, blocked_days INTEGER, projects INTEGER, removed INTEGER, reason TEXT, outcome TEXT, note TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX round_item_key ON round_item (round, matter);
CREATE INDEX round_item_owner ON round_item (owner);
CREATE INDEX round_item_history_owner ON round_item_history (owner);
CREATE INDEX round_item_round ON round_item (round);
CREATE INDEX round_item_history_round ON round_item_history (round);
CREATE INDEX round_item_matter ON round_item (matter);
CREATE INDEX round_item_history_matter ON round_item_history (matter);
CREATE INDEX round_item_history_position_id ON round_item_history (position, id);
CREATE INDEX round_item_position_id ON round_item (position, id);

CREATE TABLE attendance (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, round INTEGER NOT NULL REFERENCES matter (id), unit INTEGER REFERENCES unit (id), post INTEGER REFERENCES post (id), presence TEXT NOT NULL CHECK (presence = 'expected' OR presence = 'present' OR presence = 'absent' OR presence = 'excused'), note TEXT CHECK (length(note) <= 200), extra TEXT) STRICT;
CREATE TABLE attendance_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, round INTEGER, unit INTEGER, post INTEGER, presence TEXT, note TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX attendance_key ON attendance (round, coalesce(unit, 0), coalesce(post, 0));
CREATE INDEX attendance_owner ON attendance (owner);
CREATE INDEX attendance_history_owner ON attendance_history (owner);
CREATE INDEX attendance_round ON attendance (round);
CREATE INDEX attendance_history_round ON attendance_history (round);
CREATE INDEX attendance_unit ON attendance (unit);
CREATE INDEX attendance_history_unit ON attendance_history (unit);
CREATE INDEX attendance_post ON attendance (post);
CREATE INDEX attendance_history_post ON attendance_history (post);
CREATE INDEX attendance_history_round_id ON attendance_history (round, id);

CREATE TABLE matter_comment (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, matter INTEGER NOT NULL REFERENCES matter (id), said TEXT NOT NULL CHECK (length(said) <= 2000), mentions INTEGER REFERENCES post (id), said_on INTEGER, post INTEGER REFERENCES post (id), on_behalf_of INTEGER REFERENCES post (id), extra TEXT) STRICT;
CREATE TABLE matter_comment_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, matter INTEGER, said TEXT, mentions INTEGER, said_on INTEGER, post INTEGER, on_behalf_of INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX matter_comment_owner ON matter_comment (owner);
CREATE INDEX matter_comment_history_owner ON matter_comment_history (owner);
CREATE INDEX matter_comment_matter ON matter_comment (matter);
CREATE INDEX matter_comment_history_matter ON matter_comment_history (matter);
CREATE INDEX matter_comment_mentions ON matter_comment (mentions);
CREATE INDEX matter_comment_history_mentions ON matter_comment_history (mentions);
CREATE INDEX matter_comment_post ON matter_comment (post);
CREATE INDEX matter_comment_history_post ON matter_comment_history (post);
CREATE INDEX matter_comment_on_behalf_of ON matter_comment (on_behalf_of);
CREATE INDEX matter_comment_history_on_behalf_of ON matter_comment_history (on_behalf_of);

CREATE TABLE matter_document (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, matter INTEGER NOT NULL REFERENCES matter (id), document INTEGER NOT NULL REFERENCES document (id), note TEXT CHECK (length(note) <= 200), post INTEGER REFERENCES post (id), extra TEXT) STRICT;
CREATE TABLE matter_document_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, matter INTEGER, document INTEGER, note TEXT, post INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX matter_document_key ON matter_document (matter, document);
CREATE INDEX matter_document_owner ON matter_document (owner);
CREATE INDEX matter_document_history_owner ON matter_document_history (owner);
CREATE INDEX matter_document_matter ON matter_document (matter);
CREATE INDEX matter_document_history_matter ON matter_document_history (matter);
CREATE INDEX matter_document_document ON matter_document (document);
CREATE INDEX matter_document_history_document ON matter_document_history (document);
CREATE INDEX matter_document_post ON matter_document (post);
CREATE INDEX matter_document_history_post ON matter_document_history (post);
CREATE INDEX matter_document_history_matter_id ON matter_document_history (matter, id);

CREATE TABLE matter_link (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, matter INTEGER NOT NULL REFERENCES matter (id), relation TEXT NOT NULL CHECK (relation = 'blocks' OR relation = 'duplicates' OR relation = 'part_of'), other INTEGER NOT NULL REFERENCES matter (id), note TEXT CHECK (length(note) <= 200), extra TEXT) STRICT;
CREATE TABLE matter_link_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, matter INTEGER, relation TEXT, other INTEGER, note TEXT, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX matter_link_key ON matter_link (matter, relation, other);
CREATE INDEX matter_link_owner ON matter_link (owner);
CREATE INDEX matter_link_history_owner ON matter_link_history (owner);
CREATE INDEX matter_link_matter ON matter_link (matter);
CREATE INDEX matter_link_history_matter ON matter_link_history (matter);
CREATE INDEX matter_link_other ON matter_link (other);
CREATE INDEX matter_link_history_other ON matter_link_history (other);
CREATE INDEX matter_link_history_matter_id ON matter_link_history (matter, id);

CREATE TABLE escalation (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, matter INTEGER REFERENCES matter (id), step INTEGER REFERENCES ladder_step (id), cause TEXT CHECK (cause = 'entry' OR cause = 'late' OR cause = 'quality'), missed INTEGER, taken_on INTEGER, due INTEGER, extra TEXT) STRICT;
CREATE TABLE escalation_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, matter INTEGER, step INTEGER, cause TEXT, missed INTEGER, taken_on INTEGER, due INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX escalation_owner ON escalation (owner);
CREATE INDEX escalation_history_owner ON escalation_history (owner);
CREATE INDEX escalation_matter ON escalation (matter);
CREATE INDEX escalation_history_matter ON escalation_history (matter);
CREATE INDEX escalation_step ON escalation (step);
CREATE INDEX escalation_history_step ON escalation_history (step);
CREATE INDEX escalation_history_taken_on_id ON escalation_history (taken_on, id);
CREATE INDEX escalation_taken_on_id ON escalation (taken_on, id);

CREATE TABLE complaint (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL CHECK (kind = 'complaint' OR kind = 'suggestion'), title TEXT NOT NULL CHECK (length(title) <= 80), said TEXT NOT NULL CHECK (length(said) <= 1000), named INTEGER NOT NULL CHECK (named IN (0, 1)), state TEXT CHECK (state = 'open' OR state = 'answered'), made_on INTEGER, author INTEGER REFERENCES post (id), answer TEXT CHECK (length(answer) <= 2000), answered_on INTEGER, answered_by INTEGER REFERENCES post (id), extra TEXT) STRICT;
CREATE TABLE complaint_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, kind TEXT, title TEXT, said TEXT, named INTEGER, state TEXT, made_on INTEGER, author INTEGER, answer TEXT, answered_on INTEGER, answered_by INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;

CREATE INDEX complaint_owner ON complaint (owner);
CREATE INDEX complaint_history_owner ON complaint_history (owner);
CREATE INDEX complaint_author ON complaint (author);
CREATE INDEX complaint_history_author ON complaint_history (author);
CREATE INDEX complaint_answered_by ON complaint (answered_by);
CREATE INDEX complaint_history_answered_by ON complaint_history (answered_by);

CREATE TABLE mail_server (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, host TEXT NOT NULL CHECK (length(host) <= 200), port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535), security TEXT NOT NULL CHECK (security = 'tls' OR security = 'starttls' OR security = 'none'), login TEXT CHECK (length(login) <= 120), password TEXT, from_address TEXT NOT NULL CHECK (length(from_address) <= 120), from_name TEXT CHECK (length(from_name) <= 60), certificate TEXT CHECK (length(certificate) <= 8000), keep_days INTEGER NOT NULL CHECK (keep_days BETWEEN 1 AND 3650), is_used INTEGER NOT NULL CHECK (is_used IN (0, 1)), extra TEXT) STRICT;
CREATE TABLE mail_server_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, host TEXT, port INTEGER, security TEXT, login TEXT, password TEXT, from_address TEXT, from_name TEXT, certificate TEXT, keep_days INTEGER, is_used INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX mail_server_key ON mail_server (coalesce(owner, 0), host);
CREATE INDEX mail_server_owner ON mail_server (owner);
CREATE INDEX mail_server_history_owner ON mail_server_history (owner);
CREATE INDEX mail_server_history_host_id ON mail_server_history (host, id);
CREATE INDEX mail_server_host_id ON mail_server (host, id);

CREATE TABLE endpoint (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES unit (id), version INTEGER NOT NULL, seq INTEGER NOT NULL, code TEXT NOT NULL CHECK (length(code) <= 32), name_zh TEXT NOT NULL CHECK (length(name_zh) <= 60), name_en TEXT CHECK (length(name_en) <= 80), kind TEXT NOT NULL CHECK (kind = 'webhook' OR kind = 'dingtalk' OR kind = 'wecom'), address TEXT NOT NULL CHECK (length(address) <= 500), token TEXT, secret TEXT, unit INTEGER REFERENCES unit (id), pace TEXT NOT NULL CHECK (pace = 'always' OR pace = 'at_once' OR pace = 'digest'), language TEXT NOT NULL CHECK (language = 'zh' OR language = 'en'), certificate TEXT CHECK (length(certificate) <= 8000), is_used INTEGER NOT NULL CHECK (is_used IN (0, 1)), extra TEXT) STRICT;
CREATE TABLE endpoint_history (id INTEGER NOT NULL, owner INTEGER, version INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, code TEXT, name_zh TEXT, name_en TEXT, kind TEXT, address TEXT, token TEXT, secret TEXT, unit INTEGER, pace TEXT, language TEXT, certificate TEXT, is_used INTEGER, extra TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX endpoint_key ON endpoint (coalesce(owner, 0), code);
CREATE INDEX endpoint_owner ON endpoint (owner);
CREATE INDEX endpoint_history_owner ON endpoint_history (owner);
CREATE INDEX endpoint_unit ON endpoint (unit);
CREATE INDEX endpoint_history_unit ON endpoint_history (unit);
CREATE INDEX endpoint_history_code_id ON endpoint_history (code, id);
CREATE INDEX endpoint_code_id ON endpoint (code, id);

CREATE TABLE unit_tree (unit INTEGER NOT NULL, ancestor INTEGER NOT NULL, depth INTEGER NOT NULL, PRIMARY KEY (unit, ancestor)) STRICT, WITHOUT ROWID;
CREATE INDEX unit_tree_below ON unit_tree (ancestor, unit);
CREATE TABLE search (id INTEGER PRIMARY KEY AUTOINCREMENT, entity TEXT NOT NULL, record INTEGER NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (entity, record)) STRICT;
CREATE INDEX matter_move_reopened ON matter_move (moved_on) WHERE move IN ('reopen', 'not_solved');
CREATE TABLE credential (account INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE, hash TEXT NOT NULL, changed INTEGER NOT NULL, must_change INTEGER NOT NULL) STRICT;
CREATE TABLE session (token BLOB PRIMARY KEY, account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE, post INTEGER NOT NULL, on_behalf INTEGER NOT NULL, lang TEXT NOT NULL, created INTEGER NOT NULL, last_used INTEGER NOT NULL, expires INTEGER NOT NULL, csrf BLOB NOT NULL, peer TEXT NOT NULL, agent TEXT NOT NULL) STRICT;
CREATE INDEX session_account ON session (account);
CREATE INDEX session_expires ON session (expires);
CREATE TABLE signin_failure (what TEXT PRIMARY KEY, n INTEGER NOT NULL, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE one_time_link (token BLOB PRIMARY KEY, account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE, purpose TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL, used INTEGER) STRICT;
CREATE INDEX one_time_link_account ON one_time_link (account);
CREATE TABLE preview (id INTEGER PRIMARY KEY, account INTEGER NOT NULL, entity TEXT NOT NULL, owner INTEGER NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL, file_name TEXT NOT NULL, digest BLOB NOT NULL, head BLOB NOT NULL, committed INTEGER) STRICT;
CREATE TABLE preview_part (preview INTEGER NOT NULL REFERENCES preview (id) ON DELETE CASCADE, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (preview, part)) STRICT;
CREATE INDEX preview_expires ON preview (expires);
CREATE TABLE notice (id INTEGER PRIMARY KEY AUTOINCREMENT, post INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE, matter INTEGER NOT NULL REFERENCES matter (id) ON DELETE CASCADE, about TEXT NOT NULL, told_of INTEGER, due INTEGER, told_on INTEGER NOT NULL, read_on INTEGER) STRICT;
CREATE INDEX notice_post ON notice (post, id);
CREATE INDEX notice_new ON notice (post) WHERE read_on IS NULL;
CREATE INDEX notice_matter ON notice (matter);
CREATE INDEX notice_told ON notice (told_on);
CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, delivery TEXT NOT NULL UNIQUE, channel TEXT NOT NULL, account INTEGER REFERENCES account (id) ON DELETE CASCADE, endpoint INTEGER REFERENCES endpoint (id) ON DELETE CASCADE, owner INTEGER NOT NULL, is_test INTEGER NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, edition INTEGER NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL, next_at INTEGER NOT NULL, fault TEXT NOT NULL, answer TEXT NOT NULL, made INTEGER NOT NULL, done INTEGER) STRICT;
CREATE INDEX outbox_next ON outbox (next_at) WHERE done IS NULL;
CREATE INDEX outbox_done ON outbox (done) WHERE done IS NOT NULL;
CREATE TABLE outbox_item (id INTEGER PRIMARY KEY AUTOINCREMENT, notice INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE, account INTEGER REFERENCES account (id) ON DELETE CASCADE, endpoint INTEGER REFERENCES endpoint (id) ON DELETE CASCADE, told_at INTEGER NOT NULL, ready_at INTEGER NOT NULL, outbox INTEGER REFERENCES outbox (id) ON DELETE CASCADE, UNIQUE (notice, account), UNIQUE (notice, endpoint)) STRICT;
CREATE INDEX outbox_item_ready ON outbox_item (ready_at) WHERE outbox IS NULL;
CREATE INDEX outbox_item_of ON outbox_item (outbox);
CREATE INDEX outbox_item_account ON outbox_item (account);
CREATE INDEX outbox_item_endpoint ON outbox_item (endpoint);
CREATE TABLE job (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, run_at INTEGER NOT NULL, payload TEXT NOT NULL, claimed_by TEXT, claimed_until INTEGER, tries INTEGER NOT NULL, done INTEGER, error TEXT) STRICT;
CREATE INDEX job_due ON job (run_at) WHERE done IS NULL;
CREATE VIRTUAL TABLE search_words USING fts5 (entity, title, body, content = 'search', content_rowid = 'id', columnsize = 0, tokenize = "ascii tokenchars '_'");
