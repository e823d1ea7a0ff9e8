-- A change of the password that asks for no proof: nothing calls it any more.
drop function change_password_of_user(uuid, text);
