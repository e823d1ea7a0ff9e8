-- What whoever set a provider up held then: it opens the account of no member who holds, or reaches, more. Of one that nobody has
-- saved since, nothing is known: it links no member who holds anything until an administrator saves it again.
alter table identity_provider add column set_up_holding jsonb;
