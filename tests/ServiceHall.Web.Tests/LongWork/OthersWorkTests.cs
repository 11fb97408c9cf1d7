using System.Net;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.LongWork;

namespace ServiceHall.Web.Tests.LongWork;

/// <summary>A work is its starter's: others neither see, stop nor download it.</summary>
public sealed class OthersWorkTests(WorkHall hall) : IClassFixture<WorkHall>
{
    [Fact]
    public async Task Another_persons_work_cannot_be_seen_stopped_or_downloaded_and_each_try_is_on_record()
    {
        hall.Kind.Does = (_, _) => Task.FromResult(new WorkEnd("有文件", File: new("application/zip", "结果.zip", [7, 7])));
        var (owner, clerk, leader) = (await hall.Person("O1", HallRole.Section), await hall.Person("O2"), await hall.Person("O3", HallRole.HallLeader));
        var id = await hall.Start(owner);

        var seen = await hall.Get<ShowWork>().Run(clerk, id, default);
        var stopped = await hall.Get<StopWork>().Run(clerk, id, default);
        // Who sees what the hall does by itself sees it, and stops nothing.
        Assert.Null((await hall.Get<ShowWork>().Run(leader, id, default)).Refusal);
        var ledStop = await hall.Get<StopWork>().Run(leader, id, default);
        await hall.Run(id);
        var taken = await hall.Get<TakeWorkFile>().Run(leader, id, default);

        // Who does not see it learns no more than of a number that nothing has.
        var nothing = await hall.Get<ShowWork>().Run(clerk, 987654, default);
        Assert.All(new[] { seen.Refusal, stopped.Refusal }, refusal => Assert.Equal(nothing.Refusal, refusal));
        Assert.All(new[] { ledStop.Refusal, taken.Refusal }, refusal => Assert.Equal(RefusalKind.NotAllowed, refusal!.Kind));
        Assert.Equal(
            [("work.show", clerk.StaffId), ("work.stop", clerk.StaffId), ("work.stop", leader.StaffId), ("work.download", leader.StaffId)],
            (await hall.AuditRecords()).Where(record => record.Outcome == AuditOutcome.NotAllowed && record.Subject == $"work {id}").Select(record => (record.Action, record.ActorId!.Value)));
        Assert.Equal([7, 7], (await hall.Get<TakeWorkFile>().Run(owner, id, default)).Value.Bytes);
        Assert.Contains(await hall.AuditRecords(), record => record.Action == "work.download" && record.Outcome == AuditOutcome.Done && record.Subject == $"work {id}");
    }

    [Fact]
    public async Task The_list_is_ones_own_and_everybodys_for_those_who_see_the_timetable()
    {
        var (one, other, clerk) = (await hall.Person("O4", HallRole.Section), await hall.Person("O5", HallRole.Section), await hall.Person("O6"));
        var (mine, theirs) = (await hall.Start(one), await hall.Start(other));

        Assert.Equal([mine], (await List(one, ofAll: false)).Value.Rows.Select(work => work.Id));
        Assert.Empty(new[] { mine, theirs }.Except((await List(one, ofAll: true)).Value.Rows.Select(work => work.Id)));
        Assert.Empty((await List(clerk, ofAll: false)).Value.Rows);
        Assert.Equal(RefusalKind.NotAllowed, (await List(clerk, ofAll: true)).Refusal!.Kind);

        Task<Answer<ListWork.Found>> List(Actor actor, bool ofAll) => hall.Get<ListWork>().Run(actor, ofAll, 1, default);
    }
}

/// <summary>The same over HTTP.</summary>
public sealed class WorkFileOverHttpTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task A_result_is_handed_to_its_owner_as_a_file_that_the_browser_does_not_keep_and_to_nobody_else()
    {
        var browser = await hall.SignedIn("W1", "/sign-in", HallRole.Section);
        var other = await hall.SignedIn("W2", "/sign-in", HallRole.SectionHead);
        await hall.People.Sql($"""
            INSERT INTO long_work (id, kind, key, parameters, starter_id, address, started_at, state, stage, done, total, runs, ended_at, result, is_refused, fault)
            SELECT 9001, 'people.import', gen_random_uuid(), jsonb_build_object(), id, '', now(), 'Done', '', 0, 0, 1, now(), '好', false, '' FROM staff_member WHERE number = 'W1'
            """);
        await hall.People.Sql($"INSERT INTO work_file (work_id, is_result, name, content_type, bytes) VALUES (9001, true, '结果.zip', 'application/zip', '\\x0707')");

        using var file = await browser.GetAsync("/desk/work/9001/file");
        using var refused = await other.GetAsync("/desk/work/9001/file");
        using var nothing = await browser.GetAsync("/desk/work/9002/file");
        using var stranger = await hall.Browser().GetAsync("/desk/work/9001/file");

        Assert.Equal([7, 7], await file.Content.ReadAsByteArrayAsync());
        Assert.True(file.Headers.CacheControl!.NoStore);
        Assert.Equal(("attachment", "结果.zip"), (file.Content.Headers.ContentDisposition!.DispositionType, file.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Redirect], [refused.StatusCode, nothing.StatusCode, stranger.StatusCode]);
    }
}
