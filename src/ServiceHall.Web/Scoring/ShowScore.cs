using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>A score explains itself: the number, and under it every entry with date, clause, points, source, author and photos.</summary>
internal sealed class ShowScore(IDbContextFactory<HallDb> factory, TimeProvider clock, HallRulebook rulebook)
{
    /// <summary>Whose score; null: the actor's own.</summary>
    internal sealed record Request(LedgerSubject? Subject, Quarter Quarter);

    /// <summary>One entry of the ledger.</summary>
    /// <param name="IsTakenBack">A counter-entry of the same quarter took it back: it is shown and does not count.</param>
    /// <param name="Frozen">Why it is shown and does not count for now; null: it is not frozen.</param>
    /// <param name="FindingId">Where the actor may open the finding.</param>
    internal sealed record Entry(
        long Id, DateOnly Day, string Code, string Title, string Clause, decimal Points, EntrySource Source, string Author, string Sentence,
        DateTimeOffset BookedAt, bool IsTakenBack, bool IsCounter, string? Frozen, int? FindingId, IReadOnlyList<Guid> Photos);

    /// <param name="Score">Null: not posted in the quarter.</param>
    /// <param name="Window">The window of a person's posting today.</param>
    internal sealed record Page(LedgerSubject Subject, string Name, string Number, Score? Score, IReadOnlyList<Entry> Entries, LedgerSubject? Window);

    public async Task<Answer<Page>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "scoring.show", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var subject = request.Subject ?? LedgerSubject.Staff(actor.StaffId);
        if (!await ScoreSight.MaySee(act, subject, cancel))
            return await act.RefuseAsNotAllowed($"{subject.Kind} {subject.Id}", new Refusal("您可以查看本人和本窗口的得分，不能查看其他人的。本次尝试已记录。"), cancel);
        var name = subject.Kind == SubjectKind.Person
            ? await act.Db.Staff.Where(staff => staff.Id == subject.Id).Select(staff => new { staff.Name, Number = staff.Number }).SingleOrDefaultAsync(cancel)
            : await act.Db.Windows.Where(window => window.Id == subject.Id).Select(window => new { window.Name, Number = window.Code }).SingleOrDefaultAsync(cancel);
        if (name is null)
            return new Refusal("没有这个人或窗口，请刷新后重新选择。", Kind: RefusalKind.NotFound);
        var window = subject.Kind != SubjectKind.Person ? null : await act.Db.Postings
            .Where(post => post.StaffId == subject.Id && post.From <= act.Today && (post.To == null || post.To >= act.Today))
            .Select(post => (int?)post.WindowId).SingleOrDefaultAsync(cancel);
        var score = await QuarterBook.Read(act.Db, subject, new Subject(subject.Kind, name.Number), request.Quarter, act.Today, rulebook, cancel);
        return new Page(
            subject, name.Name, name.Number, score, await Entries(act, subject, request.Quarter, cancel),
            window is { } id ? LedgerSubject.Window(id) : null);
    }

    private async Task<IReadOnlyList<Entry>> Entries(Act act, LedgerSubject subject, Quarter quarter, CancellationToken cancel)
    {
        var name = $"{quarter}";
        var all = act.Db.Set<LedgerEntry>().AsNoTracking().Where(entry => entry.Quarter == name);
        all = subject.Kind == SubjectKind.Person
            ? all.Where(entry => entry.StaffId == subject.Id)
            : all.Where(entry => entry.StaffId == null && entry.WindowId == subject.Id);
        var rows = await all.OrderByDescending(entry => entry.Day).ThenByDescending(entry => entry.Id)
            .Select(entry => new { Entry = entry, Author = (string?)entry.Author!.Name }).ToListAsync(cancel);
        var takenBack = rows.Where(row => row.Entry.CountersId is not null).Select(row => row.Entry.CountersId!.Value).ToHashSet();
        var frozen = (await act.Db.Frozen().Where(entry => entry.Quarter == name).Select(entry => new
            {
                entry.Id,
                Explanation = act.Db.Freezing().FirstOrDefault(row => row.StaffId == entry.StaffId && row.Reference == entry.Reference),
            }).AsNoTracking().ToListAsync(cancel))
            .DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => row.Explanation?.Freezes ?? HeldPunch.Freezes);
        var photos = await Photos(act, [.. rows.Select(row => row.Entry)], cancel);
        return
        [
            .. rows.Select(row =>
            {
                var (entry, finding) = (row.Entry, FindingOf(row.Entry));
                var sees = finding is { } id && photos.ContainsKey(id);
                return new Entry(
                    entry.Id, entry.Day, entry.Code, rulebook.On(entry.Day).Scoring[entry.Code].Title, entry.Clause, entry.Points, entry.Source,
                    row.Author ?? "系统", entry.Sentence, entry.BookedAt, takenBack.Contains(entry.Id), entry.CountersId is not null,
                    frozen.GetValueOrDefault(entry.Id), sees ? finding : null, sees ? photos[finding!.Value] : []);
            }),
        ];
    }

    // By finding, for those that the actor may see.
    private static async Task<Dictionary<int, List<Guid>>> Photos(Act act, List<LedgerEntry> entries, CancellationToken cancel)
    {
        var ids = entries.Select(FindingOf).OfType<int>().Distinct().ToList();
        return ids.Count == 0
            ? []
            : await act.Db.Set<Finding>().VisibleTo(act.Rights).Where(finding => ids.Contains(finding.Id))
                .Select(finding => new { finding.Id, Photos = finding.Photos.OrderBy(photo => photo.UploadedAt).Select(photo => photo.Id).ToList() })
                .ToDictionaryAsync(finding => finding.Id, finding => finding.Photos, cancel);
    }

    private static int? FindingOf(LedgerEntry entry) =>
        entry.Source == EntrySource.Finding ? int.Parse(entry.Reference, CultureInfo.InvariantCulture) : null;
}
