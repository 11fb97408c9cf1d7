using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Demonstration;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Tests.Demonstration;

/// <summary>What people have made of the demonstration at the desk is there when it opens again.</summary>
public sealed class PeopleMadeOfItTests : DemonstratedHall
{
    [Fact]
    public async Task Somebody_who_was_moved_and_somebody_who_was_renamed_are_so_also_after_the_next_starts()
    {
        await Open();
        var section = await Section();
        var (moved, window) = (await Id("P1"), await Window("W2"));
        Assert.Null((await Get<MovePerson>().Run(section, new(moved, window.Id, PostRole.Staff, PostKind.Regular, new(2026, 11, 19)), default)).Refusal);
        await Rename(section, "P2", "A2", "李军涛");
        var before = await Roster();

        await Open();
        Assert.Equal(before, await Roster());

        Clock.Advance(TimeSpan.FromDays(1));
        await Open();

        Assert.Equal(before, await Roster());
        Assert.Equal(["A2 11-19 Morning normal", "A2 11-19 Afternoon normal"], (await Results("A2"))[^2..]);
        Assert.Equal(["P1 11-19 Morning normal", "P1 11-19 Afternoon normal"], (await Results("P1"))[^2..]);
        Assert.Equal([window.Id, window.Id], await Read(db => db.Set<SessionResult>().Where(result => result.StaffId == moved && result.Day == new DateOnly(2026, 11, 19)).Select(result => result.WindowId)));
    }

    [Fact]
    public async Task The_offices_own_people_may_be_renamed_and_a_hall_may_get_another_code_and_another_place()
    {
        await Open();
        var section = await Section();
        await Rename(new(await Id(DemonstrationPeople.SectionHead), "192.0.2.1"), DemonstrationPeople.Section, "K7", "林晓梅");
        var site = (await Read(db => db.Sites))[0];
        (site.Code, site.Latitude) = ("主楼", site.Latitude + 0.1);
        Assert.Null((await Get<EditPlaces>().Save(section, site, default)).Refusal);
        Clock.Advance(TimeSpan.FromDays(1));

        await Open();

        Assert.Equal(["主楼"], await Read(db => db.Sites.Select(one => one.Code)));
        Assert.Equal(["林晓梅"], await Read(db => db.Staff.Where(staff => staff.Number == "K7" || staff.Number == DemonstrationPeople.Section).Select(staff => staff.Name)));
        // They come to where the hall is now.
        Assert.Equal(["P1 11-19 Morning normal", "P1 11-19 Afternoon normal"], (await Results("P1"))[^2..]);
    }

    [Fact]
    public async Task Whoever_left_the_hall_does_nothing_more_and_the_hall_opens()
    {
        Write("findings.csv", "finding_id,found_at,inspection,window_id,staff_id,code,quantity,severe,verified", "F2,2026-11-20T10:00:00,joint,W1,P2,K1.3a,1,false,false");
        Write("explanations.csv", "staff_id,date,session,slot,submitted_at,accepted", "P2,2026-11-20,am,in,2026-11-20T09:10:00,true");
        await Open();
        var section = await Section();
        var person = (await Get<ShowPerson>().Run(section, await Id("P2"), default)).Value;
        Assert.Null((await Get<EditPerson>().Run(section, new(person.Id, "P2", person.Name, new(2026, 11, 19), person.Version), default)).Refusal);
        Clock.Advance(TimeSpan.FromDays(3));

        await Open();

        Assert.DoesNotContain(await Results("P2"), row => row.StartsWith("P2 11-20", StringComparison.Ordinal));
        Assert.Empty(await Read(db => db.Set<Web.Inspection.Finding>()));
    }

    [Fact]
    public async Task A_hall_of_before_which_has_not_noted_who_is_whom_takes_its_people_as_they_are()
    {
        await Open();
        await using (var owner = new Web.Store.HallDb(Web.Store.HallSchema.Options(Connections.Owner)))
            Assert.NotEqual(0, await owner.Database.ExecuteSqlAsync($"DELETE FROM period WHERE job LIKE 'demonstration-%' AND job <> 'demonstration-day'"));
        var window = await Window("W3");
        Assert.Null((await Get<MovePerson>().Run(await Section(), new(await Id("P1"), window.Id, PostRole.Staff, PostKind.Regular, new(2026, 11, 19)), default)).Refusal);
        Clock.Advance(TimeSpan.FromDays(1));

        await Open();

        Assert.Equal(["P1 11-19 Morning normal", "P1 11-19 Afternoon normal"], (await Results("P1"))[^2..]);
    }

    [Fact]
    public async Task A_hall_of_before_whose_office_has_other_numbers_since_opens_and_they_do_nothing_in_it()
    {
        Write("findings.csv", "finding_id,found_at,inspection,window_id,staff_id,code,quantity,severe,verified", "F2,2026-11-20T10:00:00,joint,W1,P2,K1.3a,1,false,false");
        await Open();
        await Rename(new(await Id(DemonstrationPeople.SectionHead), "192.0.2.1"), DemonstrationPeople.Section, "K8", "林晓梅");
        await Rename(new(await Id("K8"), "192.0.2.1"), DemonstrationPeople.SectionHead, "K9", "韩立新");
        await using (var owner = new Web.Store.HallDb(Web.Store.HallSchema.Options(Connections.Owner)))
            Assert.NotEqual(0, await owner.Database.ExecuteSqlAsync($"DELETE FROM period WHERE job LIKE 'demonstration-%' AND job <> 'demonstration-day'"));
        Clock.Advance(TimeSpan.FromDays(91));

        await Open();

        Assert.Equal(["P1 11-19 Morning normal", "P1 11-19 Afternoon normal"], (await Results("P1")).Where(row => row.Contains(" 11-19 ", StringComparison.Ordinal)));
        Assert.Empty(await Read(db => db.Set<Web.Inspection.Finding>()));
        Assert.Empty(await Read(db => db.Audit.Where(record => record.Outcome == AuditOutcome.NotAllowed)));
    }

    private async Task<Actor> Section() => new(await Id(DemonstrationPeople.Section), "192.0.2.1");

    private async Task<int> Id(string number) => (await Read(db => db.Staff.Where(staff => staff.Number == number).Select(staff => staff.Id))).Single();

    private async Task Rename(Actor actor, string number, string to, string name)
    {
        var person = (await Get<ShowPerson>().Run(actor, await Id(number), default)).Value;
        Assert.Null((await Get<EditPerson>().Run(actor, new(person.Id, to, name, person.LeftOn, person.Version), default)).Refusal);
    }

    private async Task<List<string>> Roster() =>
    [
        .. (await Read(db => db.Staff.Include(staff => staff.Postings).OrderBy(staff => staff.Id))).Select(staff =>
            $"{staff.Number} {staff.Name} {string.Join(',', staff.Postings.OrderBy(post => post.From).Select(post => $"{post.WindowId} {post.From:yyyy-MM-dd} {post.To:yyyy-MM-dd}"))}"),
    ];
}
