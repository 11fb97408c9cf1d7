namespace ServiceHall.Cli.Tests;

/// <summary>Sentences of "Measuring leave" and "Tiers", worked out by hand. 6 July 2026 is a Monday.</summary>
public sealed class LeaveScenarios : IDisposable
{
    private readonly Scenario _hall = new();

    public void Dispose() => _hall.Dispose();

    [Fact]
    public void Three_times_130_of_390_minutes_that_run_into_each_other_are_a_whole_day()
    {
        _hall.Has("leave.csv",
            "L1,wang,personal,2026-07-06T15:20:00,2026-07-06T17:30:00,2026-07-01T09:00:00,approved,",
            "L2,wang,personal,2026-07-07T08:30:00,2026-07-07T10:40:00,2026-07-01T09:00:00,approved,",
            "L3,wang,personal,2026-07-07T10:40:00,2026-07-07T15:20:00,2026-07-01T09:00:00,pending,");

        Assert.Equal(
            [
                "L1,0.33,0.33,short,window_leader",
                "L2,0.33,0.67,short,window_leader",
                "L3,0.33,1.00,medium,window_leader;section_head",
            ],
            _hall.Gives("leave_tiers.csv"));
    }

    [Fact]
    public void Twenty_working_minutes_are_a_card_and_twenty_one_are_not()
    {
        _hall.Has("leave.csv",
            "L1,wang,personal,2026-07-06T11:10:00,2026-07-06T14:00:00,2026-07-01T09:00:00,approved,",
            "L2,wang,personal,2026-07-07T09:00:00,2026-07-07T09:21:00,2026-07-01T09:00:00,approved,");

        Assert.Equal(["L1,0.05,0.05,card,", "L2,0.05,0.05,short,window_leader"], _hall.Gives("leave_tiers.csv"));
    }

    [Fact]
    public void A_card_needs_that_nothing_runs_into_it()
    {
        _hall.Has("leave.csv",
            "L1,wang,lieu,2026-07-06T17:10:00,2026-07-06T17:30:00,2026-07-01T09:00:00,approved,",
            "L2,wang,personal,2026-07-07T08:30:00,2026-07-07T08:31:00,2026-07-01T09:00:00,approved,",
            "L3,wang,personal,2026-07-07T08:32:00,2026-07-07T08:33:00,2026-07-01T09:00:00,approved,");

        Assert.Equal(
            ["L1,0.05,0.05,card,", "L2,0.00,0.05,short,window_leader", "L3,0.00,0.00,card,"],
            _hall.Gives("leave_tiers.csv"));
    }

    [Fact]
    public void A_whole_morning_is_half_a_day_and_so_are_195_minutes_of_an_afternoon()
    {
        _hall.Has("leave.csv",
            "L1,wang,sick,2026-07-06T08:30:00,2026-07-06T11:30:00,2026-07-01T09:00:00,approved,",
            "L2,wang,sick,2026-07-07T08:31:00,2026-07-07T11:30:00,2026-07-01T09:00:00,approved,",
            "L3,wang,sick,2026-07-08T14:15:00,2026-07-08T17:30:00,2026-07-01T09:00:00,approved,",
            "L4,wang,sick,2026-07-09T14:16:00,2026-07-09T17:30:00,2026-07-01T09:00:00,approved,");

        Assert.Equal(["0.50", "0.46", "0.50", "0.50"], _hall.Gives("leave_tiers.csv").Select(row => row.Split(',')[1]));
        Assert.Equal(["0.50", "0.46", "0.50", "0.50"], _hall.Gives("leave_tiers.csv").Select(row => row.Split(',')[2]));
    }

    [Fact]
    public void Days_off_neither_count_nor_part_what_lies_about_them()
    {
        _hall.Has("calendar.csv", "2026-07-11,workday", "2026-07-13,holiday")
            .Has("leave.csv",
                "L1,wang,annual,2026-07-11T14:00:00,2026-07-11T17:30:00,2026-07-01T09:00:00,approved,",
                "L2,wang,annual,2026-07-14T08:00:00,2026-07-14T12:00:00,2026-07-01T09:00:00,approved,",
                "L3,wang,annual,2026-07-14T18:00:00,2026-07-15T08:30:00,2026-07-01T09:00:00,approved,");

        Assert.Equal(
            [
                "L1,0.50,0.50,short,window_leader", "L2,0.50,1.00,medium,window_leader;section_head",
                "L3,0.00,0.00,none,",
            ],
            _hall.Gives("leave_tiers.csv"));
    }

    [Fact]
    public void Neither_a_refused_nor_an_official_request_is_run_into_and_an_official_one_stands_alone()
    {
        _hall.Has("leave.csv",
            "L1,wang,personal,2026-07-06T08:30:00,2026-07-06T11:30:00,2026-07-01T09:00:00,approved,",
            "L2,wang,personal,2026-07-06T14:00:00,2026-07-06T17:30:00,2026-07-01T09:00:00,refused,",
            "L3,wang,official,2026-07-06T14:00:00,2026-07-06T14:20:00,2026-07-01T09:00:00,approved,",
            "L4,wang,personal,2026-07-06T14:20:00,2026-07-06T14:40:00,2026-07-01T09:00:00,approved,");

        Assert.Equal(
            [
                "L1,0.50,0.50,short,window_leader", "L2,0.50,1.00,medium,window_leader;section_head",
                "L3,0.05,0.05,card,", "L4,0.05,0.05,card,",
            ],
            _hall.Gives("leave_tiers.csv"));
    }

    [Fact]
    public void The_role_is_that_of_the_day_or_of_the_next_posting()
    {
        _hall.Has("staff.csv", "wang,W1,staff,regular,2026-01-01,2026-07-06", "wang,W2,leader,regular,2026-07-08,2026-07-10")
            .Has("leave.csv",
                "L1,wang,sick,2026-07-06T09:00:00,2026-07-06T11:00:00,2026-07-01T09:00:00,approved,",
                "L2,wang,sick,2026-07-07T08:00:00,2026-07-07T18:00:00,2026-07-01T09:00:00,approved,",
                "L3,wang,sick,2026-07-08T09:00:00,2026-07-08T11:00:00,2026-07-01T09:00:00,approved,",
                "L4,wang,sick,2026-07-13T09:00:00,2026-07-13T11:00:00,2026-07-01T09:00:00,approved,",
                "L5,wang,sick,2026-07-14T08:00:00,2026-07-16T18:00:00,2026-07-01T09:00:00,approved,");

        Assert.Equal(
            [
                "L1,0.31,0.31,short,window_leader", "L2,1.00,1.00,medium,unit_leader;hall_leader",
                "L3,0.31,0.31,short,section_head;hall_leader", "L4,0.31,0.31,short,window_leader",
                "L5,3.00,3.00,long,unit_leader;hall_leader",
            ],
            _hall.Gives("leave_tiers.csv"));
    }
}
