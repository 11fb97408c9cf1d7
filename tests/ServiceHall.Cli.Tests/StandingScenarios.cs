using System.Globalization;

namespace ServiceHall.Cli.Tests;

/// <summary>Sentences of "Scores", "Not eligible", "Ranking" and "Year", worked out by hand. No sessions are owed: all days are off.</summary>
public sealed class StandingScenarios : IDisposable
{
    private const string Quarter = "2026-07-01", QuarterEnd = "2026-09-30";

    private readonly Scenario _hall = new();

    public StandingScenarios() => OffExcept();

    public void Dispose() => _hall.Dispose();

    private void OffExcept(params string[] workdays)
    {
        var days = Enumerable.Range(0, 92).Select(day => new DateOnly(2026, 7, 1).AddDays(day))
            .Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        _hall.Has("calendar.csv", [.. days.Select(day => $"{day},{(workdays.Contains(day) ? "workday" : "holiday")}")]);
    }

    [Fact]
    public void A_window_has_the_mean_of_those_who_were_there_last_and_its_own_entries()
    {
        _hall.Has("staff.csv", "a,W1,staff,regular,2026-01-01,2026-07-31", "a,W2,staff,regular,2026-08-01,",
                "b,W2,staff,regular,2026-01-01,2026-07-01", "c,W2,staff,regular,2026-01-01,", "d,W1,staff,regular,2026-10-01,")
            .Has("findings.csv", "F1,2026-07-02T09:00:00,joint,W1,a,K1.3a,,,", "F2,2026-07-02T09:00:00,joint,W2,,K3.1,,,",
                "F3,2026-07-02T09:00:00,joint,W1,,K3.1,,,")
            .Has("credits.csv", "C1,2026-07-02,W2,,J3,,,true,", "C2,2026-07-02,W1,b,J1,municipal,,true,");

        Assert.Equal(
            [
                "2026Q3,person,a,1,0,99.00,", "2026Q3,person,b,0,3,103.00,", "2026Q3,person,c,0,0,100.00,",
                "2026Q3,window,W2,5,5,100.67,100.67",
            ],
            _hall.Gives("scores.csv", Quarter, QuarterEnd));
    }

    [Fact]
    public void A_mean_is_rounded_half_away_from_zero_and_only_where_it_is_written()
    {
        _hall.Has("staff.csv", [.. "abcdefgh".Select(name => $"{name},{(name < 'e' ? "W1" : "W2")},staff,regular,2026-07-01,"),
                "i,W1,staff,regular,2026-07-01,", "j,W1,staff,regular,2026-07-01,", "k,W1,staff,regular,2026-07-01,",
                "l,W1,staff,regular,2026-07-01,"])
            .Has("findings.csv", "F1,2026-07-02T09:00:00,joint,W1,a,K1.3a,3,,", "F2,2026-07-02T09:00:00,joint,W2,,K3.1,200,,");

        Assert.Equal(["W1,0,0,99.63,99.63", "W2,1000,0,-900.00,100.00"],
            _hall.Gives("scores.csv", Quarter, QuarterEnd)[^2..].Select(row => row["2026Q3,window,".Length..]));

        // Eight people again: 100 - 3/8 - 1000 is -900.375.
        _hall.Has("findings.csv", "F1,2026-07-02T09:00:00,joint,W1,a,K1.3a,3,,", "F2,2026-07-02T09:00:00,joint,W1,,K3.1,200,,");
        Assert.Equal("2026Q3,window,W1,1000,0,-900.38,99.63", _hall.Gives("scores.csv", Quarter, QuarterEnd)[^2]);
    }

    [Fact]
    public void Equal_scores_go_to_the_fewer_deductions_and_equal_shares_share_a_rank()
    {
        _hall.Has("staff.csv", [.. "abcd".Select(name => $"{name},W1,staff,regular,2026-07-01,")])
            .Has("findings.csv", "F1,2026-07-02T09:00:00,joint,W1,b,K1.3c,,,")
            .Has("credits.csv", "C1,2026-07-02,W1,b,J3,,,true,", "C2,2026-07-02,W1,d,J3,,,true,");

        Assert.Equal(
            [
                "2026Q3,person,1,d,105.00,true,,true", "2026Q3,person,2,a,100.00,true,,true",
                "2026Q3,person,2,c,100.00,true,,true", "2026Q3,person,4,b,100.00,true,,true",
                "2026Q3,window,1,W1,101.25,true,,true",
            ],
            _hall.Gives("standing.csv", Quarter, QuarterEnd));
    }

    [Fact]
    public void The_ineligible_keep_their_rank_and_take_nobodys_place_in_the_vote()
    {
        OffExcept("2026-07-06");
        // Fourteen people: z01 is truant that Monday, the others are there; z01 is best by score, z14 is worst.
        var people = Enumerable.Range(1, 14).Select(number => $"z{number:00}").ToList();
        _hall.Has("staff.csv", [.. people.Select(name => $"{name},W1,staff,regular,2026-07-01,")])
            .Has("punches.csv", [.. people.Skip(1).SelectMany(name => Whole(name))])
            .Has("credits.csv", "C1,2026-07-02,W1,z01,J2,national,,true,")
            .Has("findings.csv", "F1,2026-07-02T09:00:00,joint,W1,z14,K1.3c,,,");

        var rows = _hall.Gives("standing.csv", Quarter, QuarterEnd);

        Assert.Equal("2026Q3,person,1,z01,118.00,false,truancy,false", rows[0]);
        Assert.Equal("2026Q3,person,2,z02,100.00,true,,true", rows[1]);
        Assert.Equal("2026Q3,person,14,z14,95.00,true,,false", rows[13]);
        Assert.Equal("2026Q3,window,1,W1,100.93,false,truancy,false", rows[14]);
    }

    [Fact]
    public void Gifts_cost_the_quarter_of_the_person_and_of_the_window_that_the_entry_carries()
    {
        _hall.Has("staff.csv", "a,W1,staff,regular,2026-07-01,", "b,W2,staff,regular,2026-07-01,", "c,W3,staff,regular,2026-07-01,")
            .Has("windows.csv", "W1,税务,", "W2,社保,", "W3,医保,")
            .Has("findings.csv", "F1,2026-07-02T09:00:00,joint,W2,a,K1.8,,,true", "F2,2026-07-02T09:00:00,joint,W2,b,K1.8,,,false",
                "F3,2026-07-02T09:00:00,joint,W3,,K1.8,,,true");

        Assert.Equal(
            ["b true ", "c true ", "a false gifts", "W2 true ", "W1 false gifts", "W3 false gifts"],
            _hall.Gives("standing.csv", Quarter, QuarterEnd).Select(row => row.Split(','))
                .Select(cells => $"{cells[3]} {cells[5]} {cells[6]}"));
    }

    [Fact]
    public void More_than_three_days_of_personal_leave_in_a_month_and_thirty_days_in_a_year()
    {
        OffExcept("2026-07-30", "2026-07-31", "2026-08-03", "2026-08-04", "2026-08-05", "2026-08-06");
        _hall.Has("staff.csv", "a,W1,staff,regular,2026-09-01,2026-09-30", "b,W1,staff,regular,2026-09-01,")
            .Has("leave.csv",
                "L1,a,personal,2026-07-30T00:00:00,2026-08-06T08:30:00,2026-07-01T09:00:00,approved,",
                "L2,b,personal,2026-07-30T00:00:00,2026-08-06T08:31:00,2026-07-01T09:00:00,approved,",
                "L3,b,sick,2026-09-01T00:00:00,2026-11-30T00:00:00,2026-07-01T09:00:00,approved,");

        Assert.Equal(
            ["a,true,", "b,false,personal_leave"],
            _hall.Gives("standing.csv", Quarter, QuarterEnd)[..2].Select(row => row.Split(','))
                .Select(cells => $"{cells[3]},{cells[5]},{cells[6]}"));
        Assert.Equal(["2026,a,0.00,0.00,5.00,false,false", "2026,b,0.00,0.00,5.00,false,false"],
            _hall.Gives("year.csv", Quarter, QuarterEnd));

        // From 1 October there are 30 weekdays to 11 November; what lies outside the period, and who, is not there.
        Assert.Equal(["2026,b,0.00,29.00,0.00,false,false"], _hall.Gives("year.csv", "2026-10-01", "2026-11-10"));
        Assert.Equal(["2026,b,0.00,30.00,0.00,true,false"], _hall.Gives("year.csv", "2026-10-01", "2026-11-11"));
    }

    [Theory]
    [InlineData(3, "1.50,0.00,0.00,false,false")]
    [InlineData(4, "2.00,0.00,0.00,true,false")]
    [InlineData(5, "2.50,0.00,0.00,true,false")]
    [InlineData(6, "3.00,0.00,0.00,true,true")]
    public void Truant_days_are_half_of_the_truant_sessions(int truant, string row)
    {
        OffExcept("2026-07-06", "2026-07-07", "2026-07-08");
        string[] sessions = ["06T08:30", "06T14:00", "07T08:30", "07T14:00", "08T08:30", "08T14:00"];
        _hall.Has("punches.csv", [.. sessions.Skip(truant).Select(at => $"wang,2026-07-{at}:00,in,,,,")]);

        Assert.Equal(["2026,wang," + row], _hall.Gives("year.csv", Quarter, QuarterEnd));
    }

    private static string[] Whole(string name) =>
    [
        $"{name},2026-07-06T08:30:00,in,,,,", $"{name},2026-07-06T11:30:00,out,,,,",
        $"{name},2026-07-06T14:00:00,in,,,,", $"{name},2026-07-06T17:30:00,out,,,,",
    ];
}
