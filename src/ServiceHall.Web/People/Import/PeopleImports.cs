using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People.Import;

/// <summary>Imports of people in the records: what rests on one, and how it is taken back.</summary>
internal sealed class PeopleImports(IEnumerable<IRestOnImports> rests, IKeepDays keeps) : IImportKind
{
    private const string Changed = "导入之后又有改动";
    private static readonly string[] Order = [nameof(Posting), nameof(StaffMember), nameof(Window), nameof(Unit)];

    public string Code => ImportWork.Kind;

    public string Title => "导入人员";

    public Right Right => Right.ImportPeople;

    public async Task<IReadOnlyList<Hindrance>> HindrancesTo(HallDb db, ImportRecord import,
        IReadOnlyList<ImportedFact> facts, CancellationToken cancel)
    {
        var written = await WrittenRows.Read(db, facts, cancel);
        var hindrances = facts.Where(fact => written.Find(fact) is not { } row || !FactValues.Agree(row, fact.After))
            .Select(fact => new Hindrance(fact.Line, $"{NameOf(fact, written)}{Changed}")).ToList();
        hindrances.AddRange(await LaterThings(db, written, cancel));
        var what = written.Touched();
        foreach (var rest in rests)
        {
            foreach (var resting in await rest.Since(db, import.At, what, cancel))
                hindrances.Add(new Hindrance(resting.StaffId is { } staff ? written.LineOf(staff)
                    : written.LineOfWindow(resting.WindowId), $"{NameOf(resting, written)}已有{resting.Text}"));
        }

        return hindrances;
    }

    public async Task<Refusal?> TakeBack(Act act, ImportRecord import, IReadOnlyList<ImportedFact> facts,
        string reason, CancellationToken cancel)
    {
        var db = act.Db;
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ImportPeople.Lock})", cancel);
        var written = await WrittenRows.Read(db, facts, cancel);
        if (written.Postings.Exists(post => post.StaffId == act.Rights.StaffId))
            return PeopleFaults.OwnPosting;
        foreach (var fact in facts.Where(fact => fact.Before is not null))
            FactValues.Restore(RowOf(fact, written), fact.Before!);
        // What rests on something goes before it.
        foreach (var fact in facts.Where(fact => fact.Before is null).OrderBy(fact => Array.IndexOf(Order, fact.Thing)))
            RowOf(fact, written).State = EntityState.Deleted;
        if (ImportPeople.FirstDayOfChangedPostings(db) is { } day
            && await keeps.RefusalFor(db, day, DateOnly.MaxValue, cancel) is { } kept)
            return kept;
        await db.Database.ExecuteSqlRawAsync($"SET CONSTRAINTS {PeopleTables.NoOverlap} DEFERRED", cancel);
        return null;
    }

    private static EntityEntry RowOf(ImportedFact fact, WrittenRows written) =>
        written.Find(fact) ?? throw new InvalidOperationException($"What import {fact.ImportId} wrote is gone.");

    // Postings and windows that came after, by a page or another import.
    private static async Task<List<Hindrance>> LaterThings(HallDb db, WrittenRows written, CancellationToken cancel)
    {
        var (people, windows, units, postings) = (written.Added<StaffMember>(), written.Added<Window>(),
            written.Added<Unit>(), written.Added<Posting>());
        var posted = await db.Postings.AsNoTracking().Include(post => post.Staff)
            .Where(post => (people.Contains(post.StaffId) || windows.Contains(post.WindowId))
                && !postings.Contains(post.Id)).ToListAsync(cancel);
        var later = await db.Windows.AsNoTracking()
            .Where(window => units.Contains(window.UnitId) && !windows.Contains(window.Id)).ToListAsync(cancel);
        return
        [
            // Those that the import itself brings back to another window are among its own facts.
            .. posted.Where(post => !written.Holds(post)).Select(post => new Hindrance(
                people.Contains(post.StaffId) ? written.LineOf(post.StaffId) : written.LineOfWindow(post.WindowId),
                    $"{post.Staff!.Number} 又有自 {post.From:yyyy-MM-dd} 的任职")),
            .. later.Where(window => !written.Holds(window))
                .Select(window => new Hindrance(written.LineOfUnit(window.UnitId), $"窗口 {window.Code} 已属于新建的单位")),
        ];
    }

    private static string NameOf(ImportedFact fact, WrittenRows written) => written.Find(fact)?.Entity switch
    {
        StaffMember staff => $"人员 {staff.Number} ",
        Posting post => $"{post.Staff?.Number} 的任职",
        Window window => $"窗口 {window.Code} ",
        Unit unit => $"单位 {unit.Name} ",
        _ => "写入的内容已不在，",
    };

    private static string NameOf(Resting resting, WrittenRows written) =>
        resting.StaffId is { } staff ? written.NumberOf(staff) + " " : $"窗口 {written.CodeOf(resting.WindowId)} ";
}
