using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.Accounts.SignIns;

/// <summary>
/// Tells every server that some sign-in may have ended or may have other rights now: signed out, a password set or changed,
/// a role, a posting, somebody gone. The database says it with the commit, whoever wrote; what it says names nobody.
/// </summary>
internal sealed class SignInChanges : IDatabaseObjects
{
    /// <summary>The channel on which it is said.</summary>
    public const string Channel = "sign_ins";

    private const string Say = "tell_sign_ins";

    // All of it is rare, or one statement for many (an import), so it may be said in the transaction itself.
    public IEnumerable<DatabaseObject> DatabaseObjects =>
    [
        DatabaseObject.Function(Say, $"AS $$ BEGIN PERFORM pg_notify('{Channel}', ''); RETURN NULL; END $$"),
        After("sign_in", "UPDATE OF ended_at"),
        After("account", "UPDATE OF security_stamp"),
        After("role_grant", "INSERT OR UPDATE OR DELETE"),
        After("posting", "INSERT OR UPDATE OR DELETE"),
        After("staff_member", "UPDATE OF left_on"),
    ];

    private static DatabaseObject After(string table, string events) =>
        DatabaseObject.Trigger(table, $"tr_{table}_tells_sign_ins", $"AFTER {events}", $"FOR EACH STATEMENT EXECUTE FUNCTION {Say}()");
}
