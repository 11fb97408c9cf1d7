using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using ServiceHall.Web.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People.Import;

/// <summary>The rows that an import of people wrote, as they are now, tracked by the context.</summary>
internal sealed class WrittenRows
{
    private readonly HallDb _db;
    private readonly Dictionary<(string Thing, int Id), ImportedFact> _facts;
    private readonly Dictionary<(string Thing, int Id), object> _rows;
    private readonly Dictionary<int, StaffMember> _people;

    private WrittenRows(HallDb db, IReadOnlyList<ImportedFact> facts, Dictionary<(string, int), object> rows,
        Dictionary<int, StaffMember> people) =>
        (_db, _facts, _rows, _people) = (db, facts.ToDictionary(fact => (fact.Thing, fact.ThingId)), rows, people);

    /// <summary>The postings that are still there.</summary>
    public List<Posting> Postings => [.. _rows.Values.OfType<Posting>()];

    public static async Task<WrittenRows> Read(HallDb db, IReadOnlyList<ImportedFact> facts, CancellationToken cancel)
    {
        int[] Ids(string thing) => [.. facts.Where(fact => fact.Thing == thing).Select(fact => fact.ThingId)];
        var (staffIds, windowIds, unitIds, postingIds) = (Ids(nameof(StaffMember)), Ids(nameof(Window)),
            Ids(nameof(Unit)), Ids(nameof(Posting)));
        var rows = new Dictionary<(string, int), object>();
        foreach (var unit in await db.Units.Where(unit => unitIds.Contains(unit.Id)).ToListAsync(cancel))
            rows.Add((nameof(Unit), unit.Id), unit);
        foreach (var window in await db.Windows.Where(window => windowIds.Contains(window.Id)).ToListAsync(cancel))
            rows.Add((nameof(Window), window.Id), window);
        foreach (var post in await db.Postings.Where(post => postingIds.Contains(post.Id)).ToListAsync(cancel))
            rows.Add((nameof(Posting), post.Id), post);
        int[] posted = [.. rows.Values.OfType<Posting>().Select(post => post.StaffId)];
        var people = await db.Staff.Where(staff => staffIds.Contains(staff.Id) || posted.Contains(staff.Id))
            .ToDictionaryAsync(staff => staff.Id, cancel);
        foreach (var staff in people.Values.Where(staff => staffIds.Contains(staff.Id)))
            rows.Add((nameof(StaffMember), staff.Id), staff);
        return new WrittenRows(db, facts, rows, people);
    }

    /// <summary>The row of a fact; null: it is gone.</summary>
    public EntityEntry? Find(ImportedFact fact) => _rows.TryGetValue((fact.Thing, fact.ThingId), out var row)
        ? _db.Entry(row) : null;

    /// <summary>The ids of what the import created.</summary>
    public int[] Added<T>() =>
        [.. _facts.Values.Where(fact => fact.Thing == typeof(T).Name && fact.Before is null)
        .Select(fact => fact.ThingId)];

    public bool Holds(Posting post) => _facts.ContainsKey((nameof(Posting), post.Id));

    public bool Holds(Window window) => _facts.ContainsKey((nameof(Window), window.Id));

    public ImportedPeople Touched()
    {
        var added = Added<StaffMember>();
        int[] posted = [.. Postings.Select(post => post.StaffId).Concat(added).Distinct()];
        return new ImportedPeople(added, posted,
            [.. _facts.Values.Where(fact => fact.Thing == nameof(Window) && MovesPeople(fact))
            .Select(fact => fact.ThingId)]);
    }

    public int LineOf(int staffId) =>
        _facts.GetValueOrDefault((nameof(StaffMember), staffId))?.Line
        ?? Postings.Where(post => post.StaffId == staffId).Select(post => _facts[(nameof(Posting), post.Id)].Line)
            .DefaultIfEmpty().Min();

    public int LineOfWindow(int? windowId) => _facts.GetValueOrDefault((nameof(Window), windowId ?? 0))?.Line ?? 0;

    public int LineOfUnit(int unitId) => _facts.GetValueOrDefault((nameof(Unit), unitId))?.Line ?? 0;

    public string NumberOf(int staffId) => _people.TryGetValue(staffId, out var staff) ? staff.Number : "";

    public string CodeOf(int? windowId) => _rows.TryGetValue((nameof(Window), windowId ?? 0), out var window)
        ? ((Window)window).Code : "";

    // Another name of a window changes nothing that anything rests on.
    private static bool MovesPeople(ImportedFact fact) => fact.Before is not { } before
        || JsonNode.Parse(before) is var one && JsonNode.Parse(fact.After) is var other
        && (!JsonNode.DeepEquals(one![nameof(Window.UnitId)], other![nameof(Window.UnitId)])
            || !JsonNode.DeepEquals(one[nameof(Window.SiteId)], other[nameof(Window.SiteId)]));
}
