using Npgsql;
using ServiceHall.Web.Leave;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>What the database itself holds of leave, whatever a program does.</summary>
public sealed class LeaveFlowTests(TestHall hall) : IClassFixture<TestHall>
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 0, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Two_requests_of_one_person_never_overlap_but_for_refused_and_cancelled_ones()
    {
        var clerk = await hall.Posted("F01", await hall.Window("F1"));
        await Add(Request(clerk.StaffId));
        Assert.Equal(LeaveTables.NoOverlap, await Refused(() => Add(Request(clerk.StaffId))));

        var other = await hall.Posted("F02", await hall.Window("F2"));
        var cancelled = Request(other.StaffId);
        await Add(cancelled, LeaveAct.Cancel);
        await Add(Request(other.StaffId));
    }

    [Fact]
    public async Task No_state_is_skipped_and_none_is_reached_without_a_step()
    {
        var clerk = await hall.Posted("F03", await hall.Window("F3"));
        var leave = Request(clerk.StaffId);
        await Add(leave);

        Assert.Equal(LeaveTables.StateHolds, await Refused(() => hall.Sql($"UPDATE leave_request SET state = 'Approved' WHERE id = {leave.Id}")));
        Assert.Equal(LeaveTables.StepHolds, await Refused(() => hall.Sql($"""
            INSERT INTO leave_step (leave_id, turn, act, from_state, to_state, at, actor_id, remark) VALUES ({leave.Id}, 2, 'SignLast', 'WaitsForSignatures', 'Approved', now(), {clerk.StaffId}, '')
            """)));
        Assert.Equal(LeaveTables.StepHolds, await Refused(() => hall.Sql($"""
            INSERT INTO leave_step (leave_id, turn, act, from_state, to_state, at, actor_id, remark) VALUES ({leave.Id}, 2, 'File', 'WaitsForCover', 'Filed', now(), {clerk.StaffId}, '')
            """)));
    }

    [Fact]
    public async Task Each_step_names_who_and_a_signature_that_is_given_stands()
    {
        var clerk = await hall.Posted("F07", await hall.Window("F7"));
        var leave = Request(clerk.StaffId);
        await Add(leave);
        Assert.Equal("ck_leave_step_actor", await Refused(() => hall.Sql($"""
            INSERT INTO leave_step (leave_id, turn, act, from_state, to_state, at, remark) VALUES ({leave.Id}, 2, 'Cancel', 'WaitsForCover', 'Cancelled', now(), '')
            """)));

        await hall.Sql($"""
            INSERT INTO leave_signature (leave_id, signer, why, since, approves, decided_by_id, decided_at, remark)
            VALUES ({leave.Id}, 'SectionHead', '', now(), true, {clerk.StaffId}, now(), '')
            """);
        Assert.Equal(LeaveTables.SignatureStands, await Refused(() => hall.Sql($"UPDATE leave_signature SET approves = false WHERE leave_id = {leave.Id}")));
        Assert.Equal(LeaveTables.SignatureStands, await Refused(() => hall.Sql($"DELETE FROM leave_signature WHERE leave_id = {leave.Id}")));
    }

    [Fact]
    public async Task Nobody_covers_two_people_at_once()
    {
        var window = await hall.Window("F4");
        var (one, two, cover) = (await hall.Posted("F04", window), await hall.Posted("F05", window), await hall.Posted("F06", window));
        await Add(Request(one.StaffId, cover.StaffId));
        Assert.Equal(LeaveTables.OneCover, await Refused(() => Add(Request(two.StaffId, cover.StaffId))));
    }

    [Fact]
    public void Every_state_and_act_has_a_name_and_what_has_ended_goes_nowhere()
    {
        foreach (var state in Enum.GetValues<LeaveState>())
        {
            Assert.NotEmpty(state.Title());
            var isOver = state is LeaveState.Refused or LeaveState.SentBack or LeaveState.Cancelled;
            Assert.Equal(isOver, Enum.GetValues<LeaveAct>().All(act => LeaveFlow.After(state, act) is null));
        }

        Assert.All(Enum.GetValues<LeaveAct>(), act => Assert.NotEmpty(act.Title()));
    }

    private static LeaveRequest Request(int staffId, int? coverId = null) => new()
    {
        Key = Guid.NewGuid(), StaffId = staffId, Kind = "personal", From = Morning, To = Morning.AddHours(3), AskedTo = Morning.AddHours(3), Reason = "家事",
        SubmittedAt = Morning.AddDays(-2), Tier = "short", TierClause = "请假 (二)1", TierSentence = "不满 1 天", CoverId = coverId,
        CoverAcceptedAt = coverId is null ? null : Morning.AddDays(-1),
    };

    private async Task Add(LeaveRequest leave, params LeaveAct[] then)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Add(leave);
        foreach (var act in (LeaveAct[])[LeaveAct.Submit, .. then])
            Assert.Null(LeaveChange.Take(db, leave, act, leave.StaffId, leave.SubmittedAt));
        await db.SaveChangesAsync();
    }

    private static async Task<string?> Refused(Func<Task> act)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(act);
        return ((fault as PostgresException) ?? fault.InnerException as PostgresException)?.ConstraintName;
    }
}
