using System.Security.Cryptography;
using System.Text;

namespace ServiceHall.Web.Store.Objects;

/// <summary>What kinds of objects are announced, in the order in which they can be made.</summary>
internal enum ObjectKind
{
    Collation,
    Function,
    Constraint,
    Trigger,
}

/// <summary>Something of the database that the model cannot express: its text belongs to this version.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, which no other object has.</param>
/// <param name="Table">The table that it guards; empty for a function or a collation.</param>
/// <param name="Sql">One statement that makes it; a function's is <c>CREATE OR REPLACE</c>.</param>
internal sealed record DatabaseObject(ObjectKind Kind, string Name, string Table, string Sql)
{
    /// <summary>An order of texts by ICU's rules for a locale; equal texts stay apart.</summary>
    public static DatabaseObject Collation(string name, string locale) => new(
        ObjectKind.Collation, name, "", $"CREATE COLLATION {name} (provider = icu, locale = '{locale}')");

    /// <summary>A function that triggers call. It has no arguments, and is replaced in place.</summary>
    public static DatabaseObject Function(string name, string body) => new(ObjectKind.Function, name, "", $"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {body}
        """);

    /// <summary>A constraint of a table; its definition is what follows the name.</summary>
    public static DatabaseObject Constraint(string table, string name, string definition) => new(
        ObjectKind.Constraint, name, table, $"ALTER TABLE \"{table}\" ADD CONSTRAINT {name} {definition}");

    /// <summary>A trigger that is called once for each row or statement, as its text says.</summary>
    /// <param name="table">The table on which it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="when">The events, such as <c>AFTER INSERT</c>.</param>
    /// <param name="what">What follows the table, from <c>FOR EACH</c> on.</param>
    public static DatabaseObject Trigger(string table, string name, string when, string what) => new(
        ObjectKind.Trigger, name, table, $"CREATE TRIGGER {name} {when} ON \"{table}\" {what}");

    /// <summary>A trigger that checks each row at the end of the transaction.</summary>
    public static DatabaseObject CheckAtEnd(string table, string name, string events, string function) => new(
        ObjectKind.Trigger, name, table, $"""
        CREATE CONSTRAINT TRIGGER {name} AFTER {events} ON "{table}"
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {function}()
        """);

    /// <summary>The SHA-256 of what makes it.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>Takes an object away; one that is not there, or whose table is gone, is no fault.</summary>
    public static string Drop(ObjectKind kind, string name, string table) => kind switch
    {
        ObjectKind.Collation => $"DROP COLLATION IF EXISTS {name}",
        ObjectKind.Function => $"DROP FUNCTION IF EXISTS {name}()",
        ObjectKind.Constraint => $"ALTER TABLE IF EXISTS \"{table}\" DROP CONSTRAINT IF EXISTS {name}",
        _ => $"DROP TRIGGER IF EXISTS {name} ON \"{table}\"",
    };
}

/// <summary>
/// What a chapter's <c>…Tables.cs</c> announces beside its tables. It is found by reflection, like the tables, and
/// needs a constructor without parameters.
/// </summary>
internal interface IDatabaseObjects
{
    IEnumerable<DatabaseObject> DatabaseObjects { get; }
}
