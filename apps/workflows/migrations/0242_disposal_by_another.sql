-- Whoever drew up a list does not approve it where the tenant asks for another, whatever way it comes to be approved.
create function demand_another_for_disposal() returns trigger language plpgsql as $$
begin
  if (select settings ->> 'disposalApproval' from {{schema}}.tenant_terms where tenant_id = new.tenant_id) = 'other' then
    raise exception 'a disposal is approved by another than drew it up';
  end if;
  return new;
end
$$;
create trigger disposal_is_approved_by_another before update of status on disposal_list for each row
  when (old.status = 'proposed' and new.status = 'approved' and new.decided_by_user_id = new.drawn_up_by_user_id) execute function demand_another_for_disposal();
