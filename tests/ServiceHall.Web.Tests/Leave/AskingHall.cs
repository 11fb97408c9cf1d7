using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using Window = ServiceHall.Web.People.Window;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>A hall with its section and leaders, in the winter of 2026 (08:30-11:30 and 13:30-17:00), where people ask for leave.</summary>
public sealed class AskingHall : TestHall, IAsyncLifetime
{
    private int _number;

    internal Actor Section { get; private set; } = null!;
    internal Actor SectionHead { get; private set; } = null!;
    internal Actor HallLeader { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        (Section, SectionHead, HallLeader) = (await Person("S1", HallRole.Section), await Person("S2", HallRole.SectionHead), await Person("S3", HallRole.HallLeader));
    }

    /// <summary>A moment of the hall's civil time.</summary>
    internal static DateTime Time(string civil) => DateTime.ParseExact(civil, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Sets the hall's clock.</summary>
    internal void At(string civil) => Clock.AdjustTime(Clock.InstantOf(Time(civil)));

    /// <summary>A window with a leader, a unit leader, somebody who asks, and colleagues.</summary>
    internal async Task<Team> Team(int colleagues = 1, bool hasLeader = true)
    {
        var name = $"T{Interlocked.Increment(ref _number)}";
        var window = await Window(name);
        var clerk = await Posted(name + "-0", window);
        var others = new List<Actor>();
        for (var index = 1; index <= colleagues; index++)
            others.Add(await Posted($"{name}-{index}", window));
        var leader = hasLeader ? await Posted(name + "-L", window, PostRole.Leader) : null;
        var unitLeader = await Person(name + "-U");
        await using var db = await Factory.CreateDbContextAsync();
        db.Add(new RoleGrant { StaffId = unitLeader.StaffId, Role = HallRole.UnitLeader, UnitId = window.UnitId });
        await db.SaveChangesAsync();
        return new Team(window, clerk, others, leader, unitLeader);
    }

    /// <summary>Another window of the same unit, with one person.</summary>
    internal async Task<Actor> Neighbour(Team team)
    {
        var code = $"N{Interlocked.Increment(ref _number)}";
        await using var db = await Factory.CreateDbContextAsync();
        var window = new Window { Code = code, Name = "窗口" + code, UnitId = team.Window.UnitId };
        db.Add(window);
        await db.SaveChangesAsync();
        return await Posted(code + "-1", window);
    }

    internal static LeaveForm Form(string from, string to, Actor? cover, string kind = "personal", string reason = "家中有事", int? extends = null) =>
        new(Guid.NewGuid(), kind, Time(from), Time(to), reason, cover?.StaffId, extends);

    internal Task<Answer<int>> Submit(Actor actor, LeaveForm form, SubmitLeave.File? file = null) => Get<SubmitLeave>().Run(actor, form, file, default);

    internal async Task<JudgedLeave> Preview(Actor actor, LeaveForm form) => (await Get<PreviewLeave>().Run(actor, form, default)).Value;

    /// <summary>Leave that was handed in and that the colleague covers.</summary>
    internal async Task<int> Accepted(Actor actor, LeaveForm form)
    {
        var id = (await Submit(actor, form)).Value;
        _ = (await Get<AnswerCover>().Accept(new Actor(form.CoverId!.Value, ""), id, default)).Value;
        return id;
    }

    /// <summary>Leave that all have signed, as the desk does it.</summary>
    internal async Task<int> Approved(Actor actor, LeaveForm form)
    {
        var id = await Accepted(actor, form);
        await using var db = await Factory.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var leave = (await LeaveChange.Locked(db, id, default))!;
        foreach (var signature in leave.Signatures)
            (signature.Approves, signature.DecidedById, signature.DecidedAt) = (true, HallLeader.StaffId, Clock.GetUtcNow());
        Assert.Null(LeaveChange.Take(db, leave, LeaveAct.SignLast, HallLeader.StaffId, Clock.GetUtcNow()));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return id;
    }

    internal async Task<LeaveRequest> Leave(int id)
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.Set<LeaveRequest>().AsNoTracking().Include(leave => leave.Signatures).Include(leave => leave.Steps.OrderBy(step => step.Turn))
            .SingleAsync(leave => leave.Id == id);
    }

    internal async Task<string> NumberOf(Actor actor)
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.Staff.Where(staff => staff.Id == actor.StaffId).Select(staff => staff.Number).SingleAsync();
    }

    /// <summary>What a person was told, oldest first.</summary>
    internal async Task<List<string>> Told(Actor actor)
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == actor.StaffId).OrderBy(message => message.Id).Select(message => message.Text).ToListAsync();
    }
}

/// <summary>The people of a window.</summary>
internal sealed record Team(Window Window, Actor Clerk, IReadOnlyList<Actor> Others, Actor? Leader, Actor UnitLeader)
{
    public Actor Cover => Others[0];
}
