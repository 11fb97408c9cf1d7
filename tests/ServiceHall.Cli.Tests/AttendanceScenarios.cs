namespace ServiceHall.Cli.Tests;

/// <summary>Sentences of "Punches" and "One session", worked out by hand. 6 July 2026 is a Monday.</summary>
public sealed class AttendanceScenarios : IDisposable
{
    private readonly Scenario _hall = new();

    public void Dispose() => _hall.Dispose();

    [Theory]
    [InlineData("08:30:59", "11:30:00", "normal,,08:30,11:30,0,0")]
    [InlineData("07:30:00", "12:30:59", "normal,,07:30,12:30,0,0")]
    [InlineData("07:29:59", "12:31:00", "truant,,,,0,0")]
    [InlineData("08:31:00", "11:30:00", "late,,08:31,11:30,1,0")]
    [InlineData("09:30:59", "11:29:59", "late+early,,09:30,11:29,60,1")]
    [InlineData("09:31:00", "11:29:00", "absent,,09:31,11:29,61,0")]
    [InlineData("11:30:59", "11:30:00", "absent,,11:30,11:30,180,0")]
    [InlineData("09:00:00", "08:59:59", "late+no_out,,09:00,,30,0")]
    [InlineData("07:00:00", "08:30:00", "absent,,,08:30,0,0")]
    public void A_morning_is_judged_by_the_minute(string signIn, string signOut, string outcome)
    {
        _hall.Has("punches.csv", $"wang,2026-07-06T{signIn},in,,,,", $"wang,2026-07-06T{signOut},out,,,,");

        Assert.Equal("2026-07-06,wang,am,W1," + outcome, _hall.Gives("attendance.csv")[0]);
    }

    [Fact]
    public void Half_past_twelve_in_winter_is_the_mornings_out_or_the_afternoons_in()
    {
        _hall.Has("punches.csv", "wang,2026-10-08T12:30:10,in,,,,", "wang,2026-10-08T12:30:05,out,,,,");

        Assert.Equal(
            ["2026-10-08,wang,am,W1,absent,,,12:30,0,0", "2026-10-08,wang,pm,W1,no_out,,12:30,,0,0"],
            _hall.Gives("attendance.csv"));
    }

    [Fact]
    public void The_first_check_that_fails_is_the_reason()
    {
        // One degree of a meridian is 111,195.08 m on this sphere: 0.001 degrees are 111.20 m.
        _hall.Has("sites.csv", "S1,45,122,111.2", "S2,45,122,111.19")
            .Has("windows.csv", "W1,税务,S1", "W2,社保,S2")
            .Has("staff.csv", "li,W2,staff,regular,2026-07-06,2026-07-06", "wang,W1,staff,regular,2026-01-01,")
            .Has("punches.csv",
                "nobody,2026-07-05T03:00:00,in,,,,", "li,2026-07-07T08:00:00,in,,,,", "wang,2026-07-05T03:00:00,in,,,,",
                "wang,2026-07-06T07:29:59,in,,,,", "wang,2026-07-06T08:00:00,in,45,122,,position",
                "wang,2026-07-06T08:01:00,in,46,122,100.5,", "wang,2026-07-06T08:02:00,in,45.001,122,100,",
                "li,2026-07-06T08:02:00,in,45.001,122,100,", "li,2026-07-06T11:30:00,out,,,,code");

        Assert.Equal(
            [
                "li,2026-07-06T08:02:00,in,outside_area", "li,2026-07-07T08:00:00,in,not_enrolled",
                "nobody,2026-07-05T03:00:00,in,not_enrolled", "wang,2026-07-05T03:00:00,in,not_workday",
                "wang,2026-07-06T07:29:59,in,outside_hours", "wang,2026-07-06T08:00:00,in,no_position",
                "wang,2026-07-06T08:01:00,in,inaccurate",
            ],
            _hall.Gives("rejections.csv"));
        Assert.Equal(
            "2026-07-06,wang,am,W1,no_out,,08:02,,0,0",
            _hall.Gives("attendance.csv").Single(row => row.StartsWith("2026-07-06,wang,am", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cover_at_an_end_moves_what_is_required_and_cover_inside_changes_nothing()
    {
        _hall.Has("leave.csv",
                "L1,wang,sick,2026-07-06T08:00:00,2026-07-06T09:00:00,2026-07-06T08:00:00,approved,",
                "L2,wang,sick,2026-07-06T11:00:00,2026-07-06T14:00:00,2026-07-06T11:00:01,approved,true",
                "L3,wang,sick,2026-07-06T14:01:00,2026-07-06T17:29:00,2026-07-01T09:00:00,approved,")
            .Has("exemptions.csv", "E1,2026-07-06T09:00:00,2026-07-06T09:10:00,,")
            .Has("punches.csv",
                "wang,2026-07-06T10:10:00,in,,,,", "wang,2026-07-06T11:00:00,out,,,,",
                "wang,2026-07-06T14:02:00,in,,,,", "wang,2026-07-06T17:29:00,out,,,,");

        Assert.Equal(
            ["2026-07-06,wang,am,W1,late,,10:10,11:00,60,0", "2026-07-06,wang,pm,W1,late+early,,14:02,17:29,2,1"],
            _hall.Gives("attendance.csv"));
    }

    [Fact]
    public void Leave_that_came_late_or_was_not_approved_covers_nothing()
    {
        _hall.Has("leave.csv",
            "L1,wang,sick,2026-07-06T08:30:00,2026-07-06T11:30:00,2026-07-06T08:30:01,approved,",
            "L2,wang,sick,2026-07-06T14:00:00,2026-07-06T17:30:00,2026-07-01T08:30:00,pending,true");

        Assert.Equal(
            ["2026-07-06,wang,am,W1,truant,,,,0,0", "2026-07-06,wang,pm,W1,truant,,,,0,0"],
            _hall.Gives("attendance.csv", "2026-07-06", "2026-07-06"));
    }

    [Fact]
    public void A_session_covered_whole_is_what_most_of_it_is_then_what_began_earlier_then_the_exemption()
    {
        _hall.Has("leave.csv",
                "L1,wang,care,2026-07-06T08:00:00,2026-07-06T10:00:00,2026-07-01T09:00:00,approved,",
                "L2,wang,official,2026-07-06T14:00:00,2026-07-06T15:40:00,2026-07-01T09:00:00,approved,",
                "L3,wang,sick,2026-07-07T08:30:00,2026-07-07T11:30:00,2026-07-01T09:00:00,approved,",
                "L4,wang,sick,2026-07-07T12:00:00,2026-07-07T17:30:00,2026-07-01T09:00:00,approved,")
            .Has("exemptions.csv", "E1,2026-07-06T10:00:00,2026-07-06T11:30:00,,", "E2,2026-07-06T15:40:00,2026-07-06T18:00:00,,wang",
                "E3,2026-07-07T08:30:00,2026-07-07T18:00:00,,", "E4,2026-07-07T14:00:00,2026-07-07T17:30:00,,");

        Assert.Equal(
            [
                "2026-07-06,wang,am,W1,leave,care,,,0,0", "2026-07-06,wang,pm,W1,exempt,,,,0,0",
                "2026-07-07,wang,am,W1,exempt,,,,0,0", "2026-07-07,wang,pm,W1,exempt,,,,0,0",
            ],
            _hall.Gives("attendance.csv", "2026-07-06", "2026-07-07"));

        // Without E3, which began before everything else: the leave since noon is earlier than E4.
        _hall.Has("exemptions.csv", "E4,2026-07-07T14:00:00,2026-07-07T17:30:00,,");
        Assert.Equal("2026-07-07,wang,pm,W1,leave,sick,,,0,0", _hall.Gives("attendance.csv", "2026-07-07", "2026-07-07")[1]);
    }

    [Fact]
    public void A_site_is_closed_for_those_posted_at_it_that_day()
    {
        _hall.Has("sites.csv", "S1,45,122,100", "S2,46,123,100")
            .Has("windows.csv", "W1,税务,S1", "W2,社保,S2", "W3,医保,")
            .Has("staff.csv", "a,W1,staff,regular,2026-07-06,", "b,W2,staff,regular,2026-07-06,", "c,W3,staff,regular,2026-07-06,")
            .Has("exemptions.csv", "E1,2026-07-06T08:00:00,2026-07-06T12:00:00,S1,", "E2,2026-07-06T14:00:00,2026-07-06T17:30:00,S2,b",
                "E3,2026-07-06T14:00:00,2026-07-06T17:30:00,S2,a");

        Assert.Equal(
            ["exempt", "truant", "truant", "exempt", "truant", "truant"],
            _hall.Gives("attendance.csv", "2026-07-06", "2026-07-06").Select(row => row.Split(',')[4]));
    }

    [Fact]
    public void An_explanation_of_the_same_day_turns_truancy_into_absence_and_lifts_the_points_of_its_slot()
    {
        _hall.Has("punches.csv", "wang,2026-07-07T08:40:00,in,,,,", "wang,2026-07-07T11:00:00,out,,,,")
            .Has("explanations.csv",
                "wang,2026-07-06,am,in,2026-07-06T23:59:59,true", "wang,2026-07-06,pm,in,2026-07-07T00:00:00,true",
                "wang,2026-07-07,am,out,2026-07-07T12:00:00,true", "wang,2026-07-07,pm,in,2026-07-07T18:00:00,false");

        Assert.Equal(
            ["absent", "truant", "late+early", "truant"],
            _hall.Gives("attendance.csv", "2026-07-06", "2026-07-07").Select(row => row.Split(',')[4]));
        Assert.Equal(
            [
                "2026-07-06,person,wang,K1.1b,2026-07-06/pm/in,W1,-1,attendance",
                "2026-07-07,person,wang,K1.1a,2026-07-07/am/in,W1,-1,attendance",
                "2026-07-07,person,wang,K1.1b,2026-07-07/pm/in,W1,-1,attendance",
            ],
            _hall.Gives("ledger.csv", "2026-07-06", "2026-07-07"));
    }

    [Fact]
    public void Without_any_day_there_are_only_headers()
    {
        Assert.Empty(_hall.Gives("attendance.csv"));
        Assert.Empty(_hall.Gives("scores.csv"));
        Assert.Empty(_hall.Gives("year.csv"));
    }
}
