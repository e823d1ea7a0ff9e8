-- Which cells of a row the file itself marks as numbers, kept with rejected and corrected rows, so that they are read as they were the first time.
alter table import_row_result add column numbers json;
alter table import_correction add column numbers json;
