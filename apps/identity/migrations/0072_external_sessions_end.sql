-- What a session rests on is forgotten with it, however it ends: its ID token tells of a person.
create function forget_external_session() returns trigger language plpgsql as $$
begin
  delete from {{schema}}.external_session where session_id = new.id;
  return null;
end
$$;
create trigger external_session_ends after update of ended_at on session for each row
  when (new.ended_at is not null and old.ended_at is null) execute function forget_external_session();
