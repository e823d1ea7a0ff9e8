-- Old ones are found by when they were raised, and the mails they stood in by nothing that names them.
create index notification_age on notification (tenant_id, raised_at);
create index notification_of_mail on notification (tenant_id, mail_id) where mail_id is not null;
