-- Who may hide or dispose of documents may not see which cases they are held for.
create or replace function refuse_while_held() returns trigger language plpgsql as $$
declare
  held uuid := case tg_table_name when 'document' then old.id else (to_jsonb(old) ->> 'document_id')::uuid end;
begin
  if exists (
    select from {{schema}}.legal_hold_document x
      join {{schema}}.legal_hold h on h.tenant_id = x.tenant_id and h.id = x.legal_hold_id and h.released_at is null
    where x.tenant_id = old.tenant_id and x.document_id = held) then
    raise exception 'the document is held' using errcode = 'KT005', detail = 'A legal hold keeps the document.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
