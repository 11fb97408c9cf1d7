using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>The hall's days and what was decided by hand about them, for the desk.</summary>
internal sealed class ShowCalendar(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    internal sealed record Found(HallYear Days, IReadOnlyList<DayDecision> Decisions, IReadOnlyList<Exemption> Exemptions, IReadOnlyList<Site> Sites);

    /// <summary>
    /// Everybody of the hall may see it; decisions and exemptions of the year, and all that wait. Exemptions of people by name
    /// are for those who see everybody's attendance, and for the people themselves.
    /// </summary>
    public async Task<Answer<Found>> Run(Actor actor, int year, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.show", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        // Exemptions are instants: a day of margin holds every one of the hall's civil year.
        var (from, to) = (new DateTimeOffset(year - 1, 12, 31, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var (seesAll, self) = (act.Rights.May(Right.SeeAllAttendance), actor.StaffId);
        return new Found(
            await HallYear.Read(act.Db, cancel),
            await act.Db.Set<DayDecision>().AsNoTracking().Include(row => row.ProposedBy).Include(row => row.SignedBy)
                .Where(row => (row.Day >= first && row.Day <= last) || (row.SignedAt == null && row.WithdrawnAt == null))
                .OrderByDescending(row => row.Day).ThenByDescending(row => row.Id).ToListAsync(cancel),
            await act.Db.Set<Exemption>().AsNoTracking().Include(row => row.ProposedBy).Include(row => row.SignedBy).Include(row => row.Site).Include(row => row.Staff)
                .Where(row => seesAll || row.StaffId == null || row.StaffId == self)
                .Where(row => (row.From < to && row.To > from) || (row.SignedAt == null && row.WithdrawnAt == null))
                .OrderByDescending(row => row.From).ThenByDescending(row => row.Id).ToListAsync(cancel),
            await act.Db.Sites.AsNoTracking().OrderBy(site => site.Code).ToListAsync(cancel));
    }
}
