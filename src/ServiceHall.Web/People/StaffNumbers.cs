using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People;

/// <summary>
/// Whom a staff number means that somebody typed: the one place that says so. Whoever has it exactly as it is written comes
/// first, then whoever has its key (<see cref="Fold"/>): a database of a version before may hold two that look alike.
/// </summary>
internal static class StaffNumbers
{
    /// <summary>Nobody, or the one whom the number means among these people.</summary>
    public static IQueryable<StaffMember> Numbered(this IQueryable<StaffMember> people, string typed)
    {
        var (exact, key) = (Exact(typed), Fold.Key(typed));
        return people.Where(person => key != "" && (person.Number == exact || person.NumberKey == key))
            .OrderByDescending(person => person.Number == exact).Take(1);
    }

    /// <summary>The ids of several, by the numbers as they were typed; what means nobody is not among them.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> Ids(HallDb db, IReadOnlyCollection<string> typed, CancellationToken cancel)
    {
        string[] exact = [.. typed.Select(Exact)], keys = [.. typed.Select(Fold.Key)];
        var people = await db.Staff.Where(person => exact.Contains(person.Number) || keys.Contains(person.NumberKey))
            .Select(person => new { person.Id, person.Number, person.NumberKey }).ToListAsync(cancel);
        var (byNumber, byKey) = (people.ToDictionary(person => person.Number, person => person.Id, StringComparer.Ordinal),
            people.ToDictionary(person => person.NumberKey, person => person.Id, StringComparer.Ordinal));
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var number in typed)
        {
            if (Fold.Key(number) is { Length: > 0 } key
                && (byNumber.TryGetValue(Exact(number), out var id) || byKey.TryGetValue(key, out id)))
                found[number] = id;
        }

        return found;
    }

    // What holds a sign that no text of the database can hold is nobody's: a statement would lose the sign, and then it were
    // somebody's.
    private static string Exact(string typed) => StatementTexts.Taken(typed) == typed ? Incoming.Clean(typed) : Fold.Key(typed);
}
