-- Text is taken out of what was signed, too: signed files that are there wait anew. Row-level security binds the owner as well.
alter table document_text no force row level security;
update document_text set status = 'pending', reason = null, attempts = 0, ended_at = null where status = 'unsupported' and reason = 'no text is taken out of p7m';
alter table document_text force row level security;
