using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Books what follows from findings, whole units at a time (考核 一(一), 检查 四(二)).</summary>
internal sealed class BookFindings(BookEntries book, HallRulebook rulebook, TimeProvider clock) : IFollowFindings
{
    public Task Follow(HallDb db, IReadOnlyCollection<FindingUnit> units, Actor actor, string cause, CancellationToken cancel) => book.Run(
        db,
        [.. units.Select(unit => EntryScope.Findings(new LedgerSubject(unit.Kind, unit.SubjectId), unit.Code, unit.Quarter))],
        async stop =>
        {
            var judged = await FindingUnits.Judge(db, units, null, rulebook, clock, stop);
            var people = units.Where(unit => unit.Kind == SubjectKind.Person).Select(unit => unit.SubjectId).ToList();
            var roster = await Rosters.Read(db, posting => people.Contains(posting.StaffId), stop);
            return judged.Select(one => FindingEntries.Of(one, roster)).OfType<Rules.Scoring.LedgerEntry>();
        },
        actor, cause, cancel);

    public async Task<string?> Foretell(HallDb db, FindingUnit unit, CancellationToken cancel)
    {
        var quarter = $"{unit.Quarter}";
        return await db.Set<ClosedQuarter>().AnyAsync(closed => closed.Quarter == quarter, cancel)
            ? $"{unit.Quarter.Chinese()}已结账，分数计入{Quarter.Of(clock.Today()).Chinese()}（考核 二）。"
            : null;
    }
}
