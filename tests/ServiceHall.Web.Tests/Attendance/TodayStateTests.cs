using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class TodayStateTests(PunchingHall hall) : IClassFixture<PunchingHall>
{
    [Fact]
    public async Task Before_work_the_sign_in_is_open_and_the_rest_is_still_to_come()
    {
        hall.At("2026-11-19 08:00:00");
        var clerk = await hall.Clerk("T100");

        var today = await State(clerk);

        Assert.Equal([SlotState.Open, SlotState.NotYet, SlotState.NotYet, SlotState.NotYet], today.Slots.Select(slot => slot.State));
        Assert.Equal("上午签到", today.Next!.Slot.Title);
    }

    [Fact]
    public async Task Late_is_shown_with_its_minutes_as_soon_as_it_is_punched()
    {
        var clerk = await hall.Clerk("T101");
        hall.At("2026-11-19 08:41:00");
        await hall.Press(clerk, PunchAction.In);

        var slot = (await State(clerk)).Slots[0];

        Assert.Equal((SlotState.DoneWithFault, "迟到 11 分钟"), (slot.State, slot.Note));
    }

    [Fact]
    public async Task At_noon_the_morning_is_signed_out_before_the_afternoon_is_signed_in()
    {
        var clerk = await hall.Clerk("T102");
        hall.At("2026-11-19 08:20:00");
        await hall.Press(clerk, PunchAction.In);
        hall.At("2026-11-19 12:30:00");
        Assert.Equal("上午签退", (await State(clerk)).Next!.Slot.Title);

        await hall.Press(clerk, PunchAction.Out);

        Assert.Equal("下午签到", (await State(clerk)).Next!.Slot.Title);
    }

    [Fact]
    public async Task A_sign_out_before_its_hour_is_early_until_a_later_one()
    {
        var clerk = await hall.Clerk("T103");
        hall.At("2026-11-19 08:20:00");
        await hall.Press(clerk, PunchAction.In);
        hall.At("2026-11-19 11:00:00");
        await hall.Press(clerk, PunchAction.Out);
        Assert.Equal("早退 30 分钟", (await State(clerk)).Slots[1].Note);
        hall.At("2026-11-19 11:35:00");

        await hall.Press(clerk, PunchAction.Out);

        Assert.Equal(SlotState.Done, (await State(clerk)).Slots[1].State);
    }

    [Fact]
    public async Task A_signed_exemption_is_seen_at_once()
    {
        var clerk = await hall.Clerk("T104");
        hall.At("2026-11-20 08:00:00");
        var day = new DateTime(2026, 11, 20, 0, 0, 0);
        var sign = await hall.Exemption(day.AddHours(13), day.AddHours(18), "T104", "全体会议");
        Assert.Equal(SlotState.NotYet, (await State(clerk)).Slots[2].State);

        await sign();

        Assert.Equal([SlotState.Excused, SlotState.Excused], (await State(clerk)).Slots.Skip(2).Select(slot => slot.State));
        Assert.Contains("全体会议", (await State(clerk)).Slots[2].Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_holiday_there_is_nothing_to_punch()
    {
        var clerk = await hall.Clerk("T107", new(2026, 9, 1));
        hall.At("2026-10-01 08:20:00");

        var today = await State(clerk);

        Assert.Empty(today.Slots);
        Assert.False(today.Works);
    }

    private Task<Today> State(Actor actor) => hall.Get<TodayState>().Run(actor, default);
}
