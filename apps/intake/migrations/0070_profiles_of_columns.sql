-- Files that came before quotes and columns were sniffed say so, until somebody uploads them again.
alter table source_file no force row level security;
update source_file set sniff = (jsonb_build_object('quote', jsonb_build_object('value', '"', 'confidence', 0, 'reason', 'not looked at when the file came'), 'profiles', '[]'::jsonb) || sniff::jsonb)::json
where not (sniff::jsonb ? 'quote');
alter table source_file force row level security;
