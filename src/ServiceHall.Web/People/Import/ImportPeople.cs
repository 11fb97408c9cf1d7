using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People.Import;

/// <summary>How far an import is.</summary>
internal sealed record ImportProgress(string Stage, int Done, int Total);

/// <summary>
/// Imports a list of people: first a preview, then, when no row is wrong, all of it in one transaction. Imports wait
/// for one another; the same file again changes nothing.
/// </summary>
internal sealed class ImportPeople(IDbContextFactory<HallDb> factory, TimeProvider clock, IKeepDays keeps)
{
    /// <summary>Held by whoever writes or takes back an import.</summary>
    public const long Lock = 4203;

    private const string Name = "people.import";
    private const string Whole = "people";
    private const int DaysShown = 7;
    private const int MostShown = 3;

    private static readonly IReadOnlySet<string> NoTicks = new HashSet<string>();

    private static readonly Refusal ChangedSincePreview =
        new("预览之后大厅的数据有了变化，全部未写入。请重新上传文件，核对新的预览。", Kind: RefusalKind.Conflict);

    /// <summary>One's own imports of the last days, the newest first: after an interruption they tell whether the rows were written.</summary>
    public async Task<Answer<List<AuditRecord>>> Latest(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "people.latest-imports", Right.ImportPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var since = act.Now.AddDays(-DaysShown);
        return await act.Db.Audit.AsNoTracking()
            .Where(record => record.ActorId == actor.StaffId && record.At >= since && record.Action == Name && record.Subject == Whole && record.Outcome == AuditOutcome.Done)
            .OrderByDescending(record => record.At).ThenByDescending(record => record.Id).Take(MostShown).ToListAsync(cancel);
    }

    /// <summary>What the rows would do. Nothing is written.</summary>
    /// <param name="ticks">The dangers that the importer wants; null: none of them.</param>
    public async Task<Answer<ImportPlan>> Preview(
        Actor actor, IReadOnlyList<FileRow> rows, IProgress<ImportProgress> progress, CancellationToken cancel,
            IReadOnlySet<string>? ticks = null)
    {
        await using var act = await Act.Begin(factory, clock, actor, "people.preview-import", Right.ImportPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        return (await Plan(act, rows, ticks ?? NoTicks, progress, cancel)).Plan;
    }

    /// <summary>Does what was previewed. Where the hall has changed meanwhile so that it would be something else,
    /// nothing is written.</summary>
    /// <param name="fingerprint">That of the plan which was confirmed.</param>
    /// <param name="mark">What is written in the same transaction, so that both stand or neither does; null: nothing more.</param>
    /// <param name="ticks">Those of the plan that was confirmed.</param>
    /// <param name="source">The file, for the records; null: the rows come from none, and nothing is recorded.</param>
    public async Task<Answer<ImportPlan>> Run(
        Actor actor, IReadOnlyList<FileRow> rows, string fingerprint, IProgress<ImportProgress> progress, CancellationToken cancel,
        Func<HallDb, ImportPlan, Task>? mark = null, IReadOnlySet<string>? ticks = null,
        ImportSource? source = null)
    {
        await using var act = await Act.Begin(factory, clock, actor, Name, Right.ImportPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        progress.Report(new ImportProgress("等待另一次导入结束", 0, rows.Count));
        await act.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        var (plan, importing) = await Plan(act, rows, ticks ?? NoTicks, progress, cancel);
        if (plan.Wrong > 0)
            return new Refusal($"有 {plan.Wrong} 行不正确，全部未写入。请按提示改正文件后重新上传。");
        if (plan.Fingerprint() != fingerprint)
            return ChangedSincePreview;
        if (FirstDayOfChangedPostings(act.Db) is { } day && await keeps.RefusalFor(act.Db, day, DateOnly.MaxValue, cancel) is { } kept)
            return kept;
        progress.Report(new ImportProgress($"正在写入 {rows.Count} 行，一次写完，请稍候", 0, 0));
        foreach (var row in plan.Rows.Where(row => row.Does))
            act.Record($"staff {row.Row.Number}", string.Join("；", row.Creates.Concat(row.Changes)));
        act.Record(Whole, $"{rows.Count} 行：新增 {plan.Creating}，修改 {plan.Changing}，不变 {plan.Unchanged}"
            + (plan.LeftOut > 0 ? $"，未勾选不导入 {plan.LeftOut}" : ""));
        // A file may shorten one posting and begin the next; between the two statements they overlap.
        await act.Db.Database.ExecuteSqlRawAsync($"SET CONSTRAINTS {PeopleTables.NoOverlap} DEFERRED", cancel);
        try
        {
            if (source is not null)
                await WriteImport.Save(act.Db, RecordOf(act, plan, source), source, LinesOf(importing, plan), cancel);
            if (mark is not null)
                await mark(act.Db, plan);
            await act.Commit(cancel);
        }
        catch (Exception clash) when (clash is DbUpdateException or PostgresException)
        {
            if (clash.GetBaseException() is not PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.UniqueViolation })
                throw;
            return ChangedSincePreview;
        }

        progress.Report(new ImportProgress("完成", rows.Count, rows.Count));
        return plan;
    }

    /// <summary>The first day on which somebody is posted otherwise by what is not saved yet; null: nobody is.</summary>
    public static DateOnly? FirstDayOfChangedPostings(HallDb db) => db.ChangeTracker.Entries<Posting>()
        .Where(entry => entry.State is EntityState.Added or EntityState.Deleted || (entry.State is EntityState.Modified
            && (entry.Property(post => post.To).IsModified || entry.Property(post => post.WindowId).IsModified)))
        .Select(entry => entry.State is EntityState.Added or EntityState.Deleted
            || entry.Property(post => post.WindowId).IsModified ? entry.Entity.From
            : new[] { entry.Property(post => post.To).OriginalValue, entry.Entity.To }.Min(day => day ?? DateOnly.MaxValue.AddDays(-1)).AddDays(1))
        .Order().Cast<DateOnly?>().FirstOrDefault();

    private static ImportRecord RecordOf(Act act, ImportPlan plan, ImportSource source)
    {
        var record = WriteImport.Record(act, Name, source, ImportWork.Counts(plan), ImportState.Done);
        (record.Created, record.Changed, record.Unchanged, record.LeftOut, record.Ticked) = (plan.Creating,
            plan.Changing, plan.Unchanged, plan.LeftOut, plan.Ticked);
        return record;
    }

    private static Dictionary<object, (int Line, string Words)> LinesOf(Importing importing, ImportPlan plan)
    {
        var words = plan.Rows.Where(row => row.Does)
            .ToDictionary(row => row.Row.Line, row => string.Join("；", row.Creates.Concat(row.Changes)));
        return importing.Lines.ToDictionary(
            thing => thing.Key, thing => (thing.Value, words.GetValueOrDefault(thing.Value, "")),
                (IEqualityComparer<object>)ReferenceEqualityComparer.Instance);
    }

    // A row that is left out may be what another one rests on, so the rest is laid anew until nothing else falls.
    private static async Task<(ImportPlan Plan, Importing Importing)> Plan(
        Act act, IReadOnlyList<FileRow> rows, IReadOnlySet<string> ticks, IProgress<ImportProgress> progress,
            CancellationToken cancel)
    {
        var left = new Dictionary<FileRow, PlannedRow>(ReferenceEqualityComparer.Instance);
        while (true)
        {
            var importing = await Importing.Open(act, cancel);
            var planned = Lay(act.Db, importing, [.. rows.Where(row => !left.ContainsKey(row))], progress, cancel);
            var falling = planned.FindAll(row => row.Faults.Count == 0
                && row.Dangers.Any(danger => !ticks.Contains(danger.Key)));
            if (falling.Count == 0)
            {
                var standing = planned.ToDictionary<PlannedRow, FileRow>(row => row.Row, ReferenceEqualityComparer.Instance);
                PlannedRow[] all = [.. rows.Select(row => left.GetValueOrDefault(row) ?? standing[row])];
                return (new ImportPlan(all, ticks), importing);
            }

            foreach (var row in falling)
                left.Add(row.Row, row with { IsLeftOut = true });
            act.Db.ChangeTracker.Clear();
        }
    }

    private static List<PlannedRow> Lay(HallDb db, Importing importing, IReadOnlyList<FileRow> rows,
        IProgress<ImportProgress> progress, CancellationToken cancel)
    {
        // What rows do is found by the context when it saves, not after each row.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var planned = importing.Lay(rows, done =>
        {
            if (done % 500 != 0)
                return;
            progress.Report(new ImportProgress("核对", done, rows.Count));
            cancel.ThrowIfCancellationRequested();
        });
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        return planned;
    }
}
