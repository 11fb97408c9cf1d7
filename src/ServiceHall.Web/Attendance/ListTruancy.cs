using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>The truant sessions of a year with their facts, and what they add up to for each person (请假 (三), (四)).</summary>
internal sealed class ListTruancy(IDbContextFactory<HallDb> factory, TimeProvider clock, HallRulebook rulebook)
{
    public const int PageSize = 30;
    private const int MostPeople = 50;

    /// <param name="Year">Null: the first year with sessions that nobody looked at; where there are none, this year.</param>
    /// <param name="OnlyUnseen">Only those that nobody looked at.</param>
    internal sealed record Request(int? Year, bool OnlyUnseen, string Text, int Page);

    /// <param name="Looks">Who looked at it, the newest first; empty: nobody did.</param>
    /// <param name="IsFrozen">An explanation or a held press freezes it: it counts in nobody's year.</param>
    /// <param name="IsHeld">A held press does.</param>
    internal sealed record Row(SessionResult Result, IReadOnlyList<TruancyLook> Looks, bool IsFrozen, bool IsHeld);

    /// <summary>A person's year.</summary>
    /// <param name="Days">Half a day for each truant session that counts.</param>
    /// <param name="Frozen">Half a day for each that is frozen.</param>
    /// <param name="Unseen">How many of all these sessions nobody looked at.</param>
    internal sealed record Person(int StaffId, string Name, string Number, Fraction Days, Fraction Frozen, int Unseen, bool BarsExcellent, bool ReturnsToUnit);

    /// <param name="Year">Which year it is.</param>
    /// <param name="People">Those with the most of it.</param>
    /// <param name="Concerned">How many people have any of it in that year.</param>
    /// <param name="Rules">The thresholds; null: nothing was read yet.</param>
    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page, int Year, IReadOnlyList<Person> People, int Concerned, YearRules? Rules);

    /// <summary>The truant sessions that nobody of the section looked at.</summary>
    public static IQueryable<SessionResult> Unseen(HallDb db) => db.Set<SessionResult>().AsNoTracking().Where(result => result.Presence == Presence.Truant
        && !db.Set<TruancyLook>().Any(look => look.StaffId == result.StaffId && look.Day == result.Day && look.Part == result.Part));

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.truancy", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (db, pattern) = (act.Db, Like.Containing(request.Text));
        var which = request.Year ?? (await Unseen(db).MinAsync(result => (DateOnly?)result.Day, cancel) ?? act.Today).Year;
        var year = Quarter.DaysOf(which);
        var (first, last) = (year.First, year.Last);
        var truant = db.Truancy(year).AsNoTracking();
        var unseen = Unseen(db).Where(result => result.Day >= first && result.Day <= last);
        var found = (request.OnlyUnseen ? unseen : truant.Select(session => session.Result))
            .Where(result => EF.Functions.ILike(Like.Key(result.Staff!.Name + " " + result.Staff.Number), pattern, Like.Escape)
                || EF.Functions.ILike(Like.Key(result.Window!.Name + " " + result.Window.Code), pattern, Like.Escape));
        var total = await found.CountAsync(cancel);
        var number = ListPages.Nearest(request.Page, total, PageSize);
        var page = await found.Include(result => result.Staff).Include(result => result.Window)
            .OrderByDescending(result => result.Day).ThenBy(result => result.StaffId).ThenBy(result => result.Part)
            .Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var people = await truant.GroupBy(session => new { Id = session.Result.StaffId, session.Result.Staff!.Name, session.Result.Staff.Number })
            .Select(person => new { person.Key, Counting = person.Count(session => !session.IsFrozen), Frozen = person.Count(session => session.IsFrozen) })
            .OrderByDescending(person => person.Counting).ThenByDescending(person => person.Frozen).ThenBy(person => person.Key.Number).Take(MostPeople).ToListAsync(cancel);
        var concerned = people.Count < MostPeople ? people.Count : await truant.Select(session => session.Result.StaffId).Distinct().CountAsync(cancel);
        var ids = people.ConvertAll(person => person.Key.Id);
        var open = await unseen.Where(result => ids.Contains(result.StaffId)).GroupBy(result => result.StaffId)
            .ToDictionaryAsync(group => group.Key, group => group.Count(), cancel);
        var rules = rulebook.On(last < act.Today ? last : act.Today).Year;
        return new Found(await Facts(db, page, cancel), total, number, which, [.. people.Select(person => Of(person.Key.Id, person.Key.Name, person.Key.Number, person.Counting, person.Frozen))], concerned, rules);

        Person Of(int id, string name, string number, int counting, int frozen)
        {
            var days = new Fraction(counting, 2);
            return new Person(id, name, number, days, new Fraction(frozen, 2), open.GetValueOrDefault(id), days >= Fraction.Of(rules.TruantDaysBar.Value), days >= Fraction.Of(rules.TruantDaysReturn.Value));
        }
    }

    private static async Task<IReadOnlyList<Row>> Facts(HallDb db, List<SessionResult> page, CancellationToken cancel)
    {
        var (people, days) = (page.ConvertAll(result => result.StaffId), page.ConvertAll(result => result.Day));
        var looks = (await db.Set<TruancyLook>().AsNoTracking().Include(look => look.LookedBy)
            .Where(look => people.Contains(look.StaffId) && days.Contains(look.Day)).OrderByDescending(look => look.Id).ToListAsync(cancel))
            .ToLookup(look => (look.StaffId, look.Day, look.Part));
        var frozen = (await db.Freezing().Where(row => row.Action == PunchAction.In && people.Contains(row.StaffId) && days.Contains(row.Day))
            .Select(row => new { row.StaffId, row.Day, row.Part }).ToListAsync(cancel)).Select(row => (row.StaffId, row.Day, row.Part)).ToHashSet();
        var held = (await db.HeldDays().Where(one => people.Contains(one.StaffId)).ToListAsync(cancel)).ToLookup(one => one.StaffId);
        return
        [
            .. page.Select(result => (
                    Result: result, Key: (result.StaffId, result.Day, result.Part),
                    IsHeld: held[result.StaffId].Any(one => one.First <= result.Day && one.Last >= result.Day)))
                .Select(row => new Row(row.Result, [.. looks[row.Key]], row.IsHeld || frozen.Contains(row.Key), row.IsHeld)),
        ];
    }
}
