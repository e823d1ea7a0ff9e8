-- How the file of a job differs from what its recipe was made for, and how often which field broke which rule.
alter table import_job add column drift json, add column problems json;
