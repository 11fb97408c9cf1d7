namespace ServiceHall.Cli.Tests;

/// <summary>Sentences of "Findings" and "Credits", worked out by hand. 6 July 2026 is a Monday.</summary>
public sealed class LedgerScenarios : IDisposable
{
    private readonly Scenario _hall = new();

    public void Dispose() => _hall.Dispose();

    /// <summary>What the ledger holds of findings and credits: `code subject window ref points`.</summary>
    private IEnumerable<string> Booked(string? from = null) => _hall.Gives("ledger.csv", from)
        .Select(row => row.Split(','))
        .Where(cells => cells[7] != "attendance")
        .Select(cells => $"{cells[3]} {cells[2]} {cells[5]} {cells[4]} {cells[6]}");

    [Fact]
    public void Severe_replaces_or_adds_before_the_quantity_and_does_nothing_to_other_items()
    {
        _hall.Has("findings.csv",
            "F1,2026-07-06T09:00:00,joint,W1,wang,K1.4b,2,true,true", "F2,2026-07-06T09:00:00,joint,W1,wang,K4.1a,3,true,true",
            "F3,2026-07-06T09:00:00,joint,W1,wang,K1.3c,,true,", "F4,2026-07-06T09:00:00,joint,W1,wang,K1.4b,,,true",
            "F5,2026-07-06T09:00:00,joint,W1,wang,K4.1a,,true,false");

        Assert.Equal(
            ["K1.3c wang W1 F3 -5", "K1.4b wang W1 F1 -10", "K1.4b wang W1 F4 -3", "K4.1a wang W1 F2 -15"], Booked());
    }

    [Fact]
    public void A_first_daily_finding_of_such_an_item_is_a_reminder_and_the_next_in_the_quarter_counts()
    {
        _hall.Has("findings.csv",
            "F2,2026-07-06T09:00:00,daily,W2,wang,K3.3,,,", "F1,2026-07-06T09:00:00,daily,W1,wang,K3.3,,,",
            "F3,2026-07-07T09:00:00,daily,W1,wang,K1.2a,,,", "F4,2026-07-07T09:00:00,daily,W1,,K3.3,,,",
            "F5,2026-10-09T09:00:00,daily,W1,wang,K3.3,,,", "F6,2026-10-10T09:00:00,joint,W1,wang,K2.1,,,",
            "F7,2026-10-11T09:00:00,daily,W1,wang,K2.1,,,");

        Assert.Equal(["K3.3 wang W1 F2 -1", "K2.1 wang W1 F6 -2", "K2.1 wang W1 F7 -2"], Booked());
    }

    [Fact]
    public void Ids_are_told_apart_and_ordered_by_their_characters()
    {
        _hall.Has("staff.csv", "wang,W1,staff,regular,2026-01-01,", "Wang,W2,staff,regular,2026-01-01,")
            .Has("findings.csv", "a,2026-07-06T09:00:00,daily,W1,wang,K3.3,,,", "B,2026-07-06T09:00:00,daily,W1,wang,K3.3,,,",
                "c,2026-07-06T09:00:00,daily,W1,Wang,K3.3,,,", "9,2026-07-07T09:00:00,joint,W1,wang,K1.5,,,",
                "10,2026-07-07T09:00:00,joint,W1,wang,K1.5,,,", "11,2026-07-07T09:00:00,joint,W1,Wang,K1.5,,,");

        Assert.Equal(
            ["K3.3 wang W1 a -1", "K1.5 Wang W2 11 -2", "K1.5 wang W1 10 -2", "K1.5 wang W1 9 -2"], Booked());
    }

    [Fact]
    public void What_was_found_or_praised_before_the_period_is_as_if_it_were_not_there()
    {
        _hall.Has("findings.csv", "F1,2026-07-06T09:00:00,joint,W1,wang,K3.3,,,", "F2,2026-07-08T09:00:00,daily,W1,wang,K3.3,,,")
            .Has("credits.csv", "C1,2026-07-06,W1,,J7,,,true,", "C2,2026-07-08,W1,,J7,,,true,",
                "C3,2026-07-06,W1,,J2,national,,true,锦旗", "C4,2026-07-08,W1,,J2,municipal,,true,锦旗");

        Assert.Equal(["K3.3 wang W1 F1 -1", "J2 W1 W1 C3 20", "J7 W1 W1 C1 2", "K3.3 wang W1 F2 -1"], Booked());
        Assert.Equal(["J2 W1 W1 C4 5", "J7 W1 W1 C2 2"], Booked("2026-07-07"));
    }

    [Fact]
    public void A_window_item_is_the_windows_and_a_person_item_without_a_person_too()
    {
        _hall.Has("findings.csv",
            "F1,2026-07-06T09:00:00,joint,W2,wang,K1.6,,,", "F2,2026-07-06T09:00:00,joint,W2,,K1.5,,,",
            "F3,2026-07-06T09:00:00,joint,W2,wang,K1.5,,,", "F4,2025-12-31T09:00:00,joint,W2,wang,K1.5,,,");

        Assert.Equal(["K1.5 wang W2 F4 -2", "K1.5 wang W1 F3 -2", "K1.5 W2 W2 F2 -2", "K1.6 W2 W2 F1 -3"], Booked());
    }

    [Fact]
    public void Of_one_matter_only_the_highest_honour_counts_and_in_a_tie_the_earlier_then_the_smaller_id()
    {
        _hall.Has("credits.csv",
            "C1,2026-07-06,W1,wang,J2,municipal,,true,锦旗", "C3,2026-07-08,W1,wang,J2,provincial,,true,锦旗",
            "C2,2026-07-08,W2,wang,J2,provincial,,true,锦旗", "C4,2026-07-09,W1,wang,J2,national,,false,锦旗",
            "C5,2026-07-09,W1,,J2,municipal,,true,锦旗", "C6,2026-07-09,W1,wang,J2,municipal,,true,",
            "C7,2026-07-09,W1,wang,J2,municipal,,true,", "C8,2026-10-09,W1,wang,J2,municipal,,true,锦旗");

        Assert.Equal(
            [
                "J2 wang W1 C2 10", "J2 wang W1 C6 5", "J2 wang W1 C7 5", "J2 W1 W1 C5 5", "J2 wang W1 C8 5",
            ],
            Booked());
    }

    [Fact]
    public void Praise_in_the_work_group_counts_once_in_a_window_and_an_iso_week()
    {
        _hall.Has("credits.csv",
            "C2,2026-12-28,W1,wang,J7,,,true,", "C1,2026-12-28,W1,,J7,,,true,", "C3,2027-01-03,W1,,J7,,,true,",
            "C4,2027-01-04,W1,,J7,,,true,", "C5,2027-01-04,W2,,J7,,,true,", "C6,2027-01-03,W2,,J7,,,false,");

        Assert.Equal(["J7 W1 W1 C1 2", "J7 W1 W1 C4 2", "J7 W2 W2 C5 2"], Booked());
    }

    [Fact]
    public void Credits_have_their_levels_and_their_subjects()
    {
        _hall.Has("credits.csv",
            "C01,2026-07-06,W1,wang,J1,municipal,,true,", "C02,2026-07-06,W1,wang,J1,provincial,,true,",
            "C03,2026-07-06,W1,wang,J1,national,,true,", "C04,2026-07-06,W1,wang,J3,,,true,",
            "C05,2026-07-06,W1,,J3,,true,true,", "C06,2026-07-06,W2,wang,J4a,,,true,", "C07,2026-07-06,W2,wang,J4b,,,true,",
            "C08,2026-07-06,W1,wang,J5,,true,true,", "C09,2026-07-06,W1,wang,J6,hall,,true,",
            "C10,2026-07-06,W1,wang,J6,municipal,,true,", "C11,2026-07-06,W1,wang,J6,provincial,,true,",
            "C12,2026-07-06,W1,wang,J6,hall,,,");

        Assert.Equal(
            [
                "J1 wang W1 C01 3", "J1 wang W1 C02 5", "J1 wang W1 C03 10", "J3 wang W1 C04 5", "J4b wang W1 C07 5",
                "J5 wang W1 C08 5", "J6 wang W1 C09 2", "J6 wang W1 C10 5", "J6 wang W1 C11 5", "J3 W1 W1 C05 10",
                "J4a W2 W2 C06 5",
            ],
            Booked());
    }

    [Fact]
    public void A_whole_month_of_full_attendance_is_the_windows_on_its_last_day()
    {
        _hall.Has("staff.csv", "wang,W1,staff,regular,2026-07-30,2026-08-03", "li,W2,staff,regular,2026-08-31,2026-08-31")
            .Has("leave.csv",
                "L1,wang,care,2026-07-30T00:00:00,2026-08-01T00:00:00,2026-07-01T09:00:00,approved,",
                "L2,wang,sick,2026-08-03T00:00:00,2026-08-04T00:00:00,2026-07-01T09:00:00,approved,")
            .Has("exemptions.csv", "E1,2026-08-31T00:00:00,2026-09-01T00:00:00,,");

        string J8(string from, string to) => string.Join(' ',
            _hall.Gives("ledger.csv", from, to).Where(row => row.Contains("J8", StringComparison.Ordinal)));
        Assert.Equal("2026-07-31,window,W1,J8,2026-07,W1,5,rule 2026-08-31,window,W2,J8,2026-08,W2,5,rule",
            J8("2026-07-01", "2026-09-30"));
        Assert.Equal("2026-08-31,window,W2,J8,2026-08,W2,5,rule", J8("2026-07-02", "2026-08-31"));
    }
}
