namespace ServiceHall.Web.People;

internal enum PostRole { Staff, Leader }

internal enum PostKind { Regular, Temporary, Substitute }
