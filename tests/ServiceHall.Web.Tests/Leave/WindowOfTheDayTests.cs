using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave;
using Posting = ServiceHall.Web.People.Posting;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>Whom leave is covered by and who signs it is a matter of the window on its first day, not of today's.</summary>
public sealed class WindowOfTheDayTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task Somebody_who_is_posted_from_next_week_asks_for_leave_then_and_is_offered_colleagues_of_that_window()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var newcomer = await hall.Posted("WD-new", team.Window, from: new(2026, 11, 23));

        var covers = await Covers(newcomer);
        Assert.Contains(team.Cover.StaffId, covers.Here.Select(one => one.Id));
        Assert.False(covers.IsOffice);
        var id = await hall.Accepted(newcomer, AskingHall.Form("2026-11-24 08:30", "2026-11-24 11:30", team.Cover));

        Assert.Equal(LeaveSigner.WindowLeader, Assert.Single((await hall.Leave(id)).Signatures).Signer);
    }

    [Fact]
    public async Task Somebody_who_moves_is_offered_colleagues_of_both_windows_and_judged_by_that_of_the_first_day()
    {
        hall.At("2026-11-19 09:00");
        var (before, after) = (await hall.Team(), await hall.Team());
        var mover = await hall.Posted("WD-move", before.Window, to: new DateOnly(2026, 11, 22));
        await using (var db = await hall.Factory.CreateDbContextAsync())
        {
            db.Add(new Posting { StaffId = mover.StaffId, WindowId = after.Window.Id, Role = PostRole.Staff, From = new(2026, 11, 23) });
            await db.SaveChangesAsync();
        }

        var here = (await Covers(mover)).Here.Select(one => one.Id).ToList();
        Assert.Contains(before.Cover.StaffId, here);
        Assert.Contains(after.Cover.StaffId, here);
        Assert.Empty((await hall.Preview(mover, AskingHall.Form("2026-11-24 08:30", "2026-11-24 11:30", after.Cover))).Faults);
        Assert.Empty((await hall.Preview(mover, AskingHall.Form("2026-11-20 08:30", "2026-11-20 11:30", before.Cover))).Faults);
        Assert.NotEmpty((await hall.Preview(mover, AskingHall.Form("2026-11-24 08:30", "2026-11-24 11:30", before.Cover))).Faults);
    }

    [Fact]
    public async Task The_halls_only_leader_asks_and_the_section_head_signs_in_their_place_as_the_rulebook_has_it()
    {
        hall.At("2026-11-19 09:00");
        var id = await hall.Accepted(hall.HallLeader, AskingHall.Form("2026-11-25 08:30", "2026-11-25 11:30", hall.Section));

        var leave = await hall.Leave(id);
        Assert.Equal([LeaveSigner.SectionHead], leave.Signatures.Select(signature => signature.Signer));
        Assert.Null((await hall.Get<SignLeave>().Run(hall.SectionHead, id, true, "", default)).Refusal);
        Assert.Equal(LeaveState.Approved, (await hall.Leave(id)).State);
    }

    [Fact]
    public async Task Where_nobody_can_sign_the_request_waits_and_the_administrator_is_told()
    {
        await using var lonely = new LonelyHall();
        await lonely.Open();

        var id = (await lonely.Submit(lonely.Leader, AskingHall.Form("2026-11-25 08:30", "2026-11-25 11:30", lonely.Section))).Value;
        Assert.Null((await lonely.Get<AnswerCover>().Accept(lonely.Section, id, default)).Refusal);

        var leave = await lonely.Leave(id);
        Assert.Equal(LeaveState.WaitsForSignatures, leave.State);
        Assert.Contains("等待系统管理员授予角色", Assert.Single(leave.Signatures).Why, StringComparison.Ordinal);
        Assert.Contains(await lonely.Told(lonely.Administrator), text => text.Contains("没有人可以签批", StringComparison.Ordinal));
        var another = await lonely.Person("L9", HallRole.HallLeader);
        Assert.Null((await lonely.Get<SignLeave>().Run(another, id, true, "", default)).Refusal);
    }

    private async Task<LeaveChoices.Colleagues> Covers(Actor actor) => (await hall.Get<LeaveChoices>().Run(actor, null, default)).Value.Covers;
}

/// <summary>A hall with a leader, one of the section, and no section head.</summary>
internal sealed class LonelyHall : IAsyncDisposable
{
    private readonly PlainHall _hall = new();

    public Actor Leader { get; private set; } = null!;
    public Actor Section { get; private set; } = null!;
    public Actor Administrator { get; private set; } = null!;

    public async Task Open()
    {
        await _hall.InitializeAsync();
        (Leader, Section, Administrator) = (
            await Person("L1", HallRole.HallLeader), await Person("L2", HallRole.Section), await Person("L3", HallRole.SystemAdministrator));
    }

    public T Get<T>()
        where T : notnull => _hall.Get<T>();

    public Task<Actor> Person(string number, params HallRole[] roles) => _hall.Person(number, roles);

    public Task<Answer<int>> Submit(Actor actor, LeaveForm form) => _hall.Get<SubmitLeave>().Run(actor, form, null, default);

    public async Task<LeaveRequest> Leave(int id)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<LeaveRequest>().AsNoTracking().Include(leave => leave.Signatures).SingleAsync(leave => leave.Id == id);
    }

    public async Task<List<string>> Told(Actor actor)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<Web.Messages.Message>().Where(message => message.StaffId == actor.StaffId).Select(message => message.Text).ToListAsync();
    }

    public async ValueTask DisposeAsync() => await _hall.DisposeAsync();

    private sealed class PlainHall : TestHall;
}
