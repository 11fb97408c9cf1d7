using ServiceHall.Web.Leave;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Tests.Leave;

namespace ServiceHall.Web.Tests.SetAside;

/// <summary>A record of a server whose clock is ahead by a minute: nothing waits for it, and nobody else's leave does.</summary>
public sealed class ClockAheadTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task A_signature_asked_for_later_than_now_keeps_no_other_from_rising()
    {
        hall.At("2026-11-19 09:00");
        var (ahead, other) = (await hall.Team(), await hall.Team());
        var first = await hall.Accepted(ahead.Clerk, AskingHall.Form("2026-11-25 08:30", "2026-11-25 11:30", ahead.Cover));
        var begun = await hall.Accepted(other.Clerk, AskingHall.Form("2026-11-20 08:30", "2026-11-20 11:30", other.Cover));
        hall.At("2026-11-20 09:00");
        await hall.Sql($"UPDATE leave_signature SET since = {hall.Clock.GetUtcNow().AddMinutes(1)} WHERE leave_id = {first}");

        Assert.Equal(1, await hall.Get<RaiseSignatures>().Run(default));

        Assert.NotNull((await hall.Leave(begun)).Signatures[0].RaisedTo);
        Assert.Null((await hall.Leave(first)).Signatures[0].RemindedAt);
        Assert.Empty((await hall.Get<ListSetAside>().Run(hall.Section, 1, default)).Value.Rows);
    }

    [Fact]
    public async Task A_cover_asked_for_later_than_now_keeps_no_other_from_being_reminded()
    {
        hall.At("2026-11-19 09:00");
        var (ahead, other) = (await hall.Team(), await hall.Team());
        Assert.Null((await hall.Submit(other.Clerk, AskingHall.Form("2026-11-25 08:30", "2026-11-25 11:30", other.Cover))).Refusal);
        hall.At("2026-11-19 15:00");
        Assert.Null((await hall.Submit(ahead.Clerk, AskingHall.Form("2026-11-25 08:30", "2026-11-25 11:30", ahead.Cover))).Refusal);
        hall.At("2026-11-19 14:58");

        Assert.Equal(1, await hall.Get<RemindCovers>().Run(default));

        Assert.Equal(2, (await hall.Told(other.Cover)).Count);
        Assert.Single(await hall.Told(ahead.Cover));
    }
}
