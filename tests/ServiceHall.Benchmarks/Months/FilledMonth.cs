using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Leave;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Benchmarks.Months;

/// <summary>November 2026 of 300 people, up to the afternoon of its 27th: presses and leave, closed by the hall itself.</summary>
internal static class FilledMonth
{
    private const int People = 300;
    private static readonly Position Centre = new(45.62, 122.84, 12);

    /// <returns>Somebody of the section, who can sign in as P0.</returns>
    public static async Task<Actor> Fill(FilledHall filled)
    {
        var rows = FilledHall.Rows(People, 5, "H0");
        var plan = (await filled.Get<ImportPeople>().Preview(Actor.Hall, rows, new FilledHall.Silent(), default)).Value;
        _ = (await filled.Get<ImportPeople>().Run(Actor.Hall, rows, plan.Fingerprint(), new FilledHall.Silent(), default)).Value;
        await using var db = filled.Factory.CreateDbContext();
        var people = await db.Postings.AsNoTracking().Where(post => EF.Functions.Like(post.Window!.Code, "B%")).OrderBy(post => post.StaffId).Select(post => post.StaffId).ToListAsync();
        await OnLeave(filled, db, people);
        await filled.Get<ClockInMany>().Run([.. Presses(filled.Get<TimeProvider>(), people).OrderBy(press => press.At)], default);
        await filled.Get<CloseSessions>().Run(default);
        var section = await db.Staff.SingleAsync(person => person.Number == "P0");
        db.Add(new RoleGrant { StaffId = section.Id, Role = HallRole.Section });
        await db.SaveChangesAsync();
        return new Actor(section.Id, "192.0.2.1");
    }

    // Each on time, but for a late morning every eleventh day and a sign-out forgotten every seventeenth.
    private static IEnumerable<ClockInMany.Press> Presses(TimeProvider clock, List<int> people)
    {
        for (var day = new DateTime(2026, 11, 2, 0, 0, 0); day < new DateTime(2026, 11, 28, 0, 0, 0); day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            for (var place = 0; place < people.Count; place++)
            {
                var late = (place + day.Day) % 11 == 0 ? 25 : 0;
                yield return At(people[place], PunchAction.In, day.AddHours(8.25).AddMinutes(late + (place % 10)));
                if ((place + day.Day) % 17 > 0)
                    yield return At(people[place], PunchAction.Out, day.AddHours(11.6));
                yield return At(people[place], PunchAction.In, day.AddHours(13.25));
                if (day.Day < 27)
                    yield return At(people[place], PunchAction.Out, day.AddHours(17.1));
            }
        }

        ClockInMany.Press At(int staffId, PunchAction action, DateTime civil) =>
            new(new Actor(staffId, "192.0.2.1"), new(action, Guid.NewGuid(), Centre, TimeSpan.FromSeconds(1), "grid"), clock.InstantOf(civil));
    }

    private static async Task OnLeave(FilledHall filled, HallDb db, List<int> people)
    {
        var clock = filled.Get<TimeProvider>();
        string[] kinds = ["personal", "sick", "annual", "official"];
        for (var place = 0; place < people.Count; place += 6)
        {
            var day = new DateTime(2026, 11, 3 + (place % 20), 0, 0, 0);
            var (start, end) = (clock.InstantOf(day.AddHours(8.5)), clock.InstantOf(day.AddHours(17)));
            var leave = new LeaveRequest
            {
                Key = Guid.NewGuid(), StaffId = people[place], Kind = kinds[place / 6 % kinds.Length], From = start, To = end, AskedTo = end, Reason = "家事", SubmittedAt = start.AddDays(-1),
                Tier = "medium", TierClause = "请假 (二)2", TierSentence = "1 天。",
            };
            db.Add(leave);
            if (LeaveChange.Take(db, leave, LeaveAct.Record, people[0], start.AddDays(-1)) is { } refusal)
                throw new InvalidOperationException(refusal.Text);
        }

        await db.SaveChangesAsync();
    }
}
