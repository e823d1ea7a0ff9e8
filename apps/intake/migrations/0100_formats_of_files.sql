-- Files that came before there were other formats are CSV, as they were read so far.
alter table source_file no force row level security;
update source_file set sniff = (jsonb_build_object(
  'format', jsonb_build_object('value', 'csv', 'confidence', 0, 'reason', 'not looked at when the file came'),
  'compression', jsonb_build_object('value', 'none', 'confidence', 0, 'reason', 'not looked at when the file came'),
  'sheet', null, 'sheets', '[]'::jsonb) || sniff::jsonb)::json
where not (sniff::jsonb ? 'format');
alter table source_file force row level security;
