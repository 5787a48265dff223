-- Two units as schema 1 wrote them: one renamed once, one below it that was voided.
INSERT INTO meta (name, value) VALUES ('schema_version', '1'), ('demo', '0'), ('demo_clock', '0'),
  ('installation', '00000000000000000000000000000000'), ('created', '1763900000000000');
INSERT INTO subject (id, entity) VALUES (1, 'unit'), (2, 'unit');
DELETE FROM subject WHERE id = 2;
INSERT INTO unit (id, version, seq, code, name_zh, level, position, valid_from, certainty)
  VALUES (1, 2, 3, '330523', '安吉县', 'county', 0, -7398, 'documented');
INSERT INTO unit_history (id, version, from_seq, to_seq, code, name_zh, level, position, valid_from, certainty)
  VALUES (1, 1, 1, 3, '330523', '孝丰县', 'county', 0, -7398, 'documented'),
         (1, 2, 3, 9223372036854775807, '330523', '安吉县', 'county', 0, -7398, 'documented');
INSERT INTO unit_history (id, owner, version, from_seq, to_seq, code, name_zh, level, parent, position, valid_from, certainty)
  VALUES (2, 1, 1, 2, 4, 'x', '误录', 'office', 1, 0, -7398, 'documented');
INSERT INTO unit_tree (unit, ancestor, depth) VALUES (1, 1, 0);
INSERT INTO journal (seq, instant, account, post, on_behalf, action, note, entity, record, n_rows, rows_hash, digest)
  VALUES (1, 1763900000000001, 0, 0, 0, 'create', '', 'unit', 1, 1, x'00', x'00'),
         (2, 1763900000000002, 0, 0, 0, 'create', '', 'unit', 2, 1, x'00', x'00'),
         (3, 1763900000000003, 0, 0, 0, 'update', '', 'unit', 1, 1, x'00', x'00'),
         (4, 1763900000000004, 0, 0, 0, 'void', '误录', 'unit', 2, 1, x'00', x'00');
