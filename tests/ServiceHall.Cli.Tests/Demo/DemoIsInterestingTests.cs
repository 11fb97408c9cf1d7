using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Cli.Tests.Demo;

/// <summary>The demonstration hall as it is without options, replayed once for all tests.</summary>
public sealed class ReplayedDemo : IDisposable
{
    public ReplayedDemo()
    {
        Run = DemoRun.Of();
        Assert.True(Run.Replay() == 0, Run.StandardError);
    }

    public DemoRun Run { get; }

    public void Dispose() => Run.Dispose();
}

public class DemoIsInterestingTests(ReplayedDemo demo) : IClassFixture<ReplayedDemo>
{
    private readonly DemoRun _run = demo.Run;

    [Theory]
    [InlineData("normal")]
    [InlineData("late")]
    [InlineData("early")]
    [InlineData("no_out")]
    [InlineData("absent")]
    [InlineData("truant")]
    [InlineData("leave")]
    [InlineData("exempt")]
    public void Each_status_happens(string status) =>
        Assert.Contains(_run.Result("attendance.csv"), session => session["status"] == status);

    [Fact]
    public void Most_people_come_and_go_in_time_most_days()
    {
        var sessions = _run.Result("attendance.csv");
        var normal = sessions.Count(session => session["status"] == "normal");

        Assert.InRange(normal / (double)sessions.Count, 0.88, 0.99);
    }

    [Fact]
    public void Each_way_of_being_rejected_happens() => Assert.Equal(
        ["inaccurate", "no_position", "not_enrolled", "not_workday", "outside_area", "outside_hours"],
        _run.Result("rejections.csv").Select(punch => punch["reason"]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Each_tier_and_each_kind_of_leave_happens()
    {
        var rules = HallRulebook.BuiltIn.On(new DateOnly(2026, 7, 1)).Leave;

        Assert.Equal(
            rules.Tiers.Select(tier => tier.Code).Order(StringComparer.Ordinal),
            _run.Result("leave_tiers.csv").Select(request => request["tier"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            rules.Kinds.Keys.Order(StringComparer.Ordinal),
            _run.Fact("leave.csv").Select(request => request["kind"]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Requests_are_refused_wait_come_late_and_run_into_each_other()
    {
        var requests = _run.Fact("leave.csv");

        Assert.Contains(requests, request => request["decision"] == "refused");
        Assert.Contains(requests, request => request["decision"] == "pending");
        Assert.Contains(requests, request => IsLate(request) && request["override"] == "true");
        Assert.Contains(requests, request => IsLate(request) && request["override"] == "false" && request["decision"] == "approved");
        Assert.Contains(_run.Result("leave_tiers.csv"), measured => measured["days"] != measured["tier_days"]);

        static bool IsLate(IReadOnlyDictionary<string, string> request) =>
            string.CompareOrdinal(request["submitted_at"], request["from"]) > 0;
    }

    [Fact]
    public void Every_item_is_found_or_earned_and_some_of_it_does_not_count()
    {
        var items = HallRulebook.BuiltIn.On(new DateOnly(2026, 7, 1)).Scoring.Items.Values;
        var booked = _run.Result("ledger.csv").Select(entry => entry["ref"]).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(
            items.Where(item => item.Source is ItemSource.Finding or ItemSource.Credit).Select(item => item.Code).Order(StringComparer.Ordinal),
            _run.Fact("findings.csv").Concat(_run.Fact("credits.csv")).Select(row => row["code"]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(_run.Fact("findings.csv"), IsReminder);
        Assert.Contains(_run.Fact("findings.csv"), finding => finding["severe"] == "true" && finding["verified"] == "true");
        Assert.Contains(_run.Fact("credits.csv"), credit => credit["striking"] == "true");
        Assert.Contains(_run.Fact("credits.csv"), credit => credit["recognised"] == "false");
        Assert.Contains(
            _run.Fact("credits.csv").Where(credit => credit["matter"].Length > 0).GroupBy(credit => credit["matter"]),
            matter => matter.Select(credit => credit["level"]).Distinct().Count() > 1);

        bool IsReminder(IReadOnlyDictionary<string, string> finding) => finding["inspection"] == "daily"
            && !booked.Contains(finding["finding_id"])
            && items.Single(item => item.Code == finding["code"]).ReminderFirst;
    }

    [Fact]
    public void The_rules_single_somebody_out_in_every_way()
    {
        var reasons = _run.Result("standing.csv").SelectMany(row => row["reasons"].Split(';')).Where(reason => reason.Length > 0);
        var year = _run.Result("year.csv");

        Assert.Equal(["gifts", "personal_leave", "truancy"], reasons.Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(year, row => row["bar_excellent"] == "true" && row["return_to_unit"] == "false");
        Assert.Contains(year, row => row["return_to_unit"] == "true");
        Assert.Contains(_run.Result("ledger.csv"), entry => entry["code"] == "J8");
        Assert.Contains(_run.Result("standing.csv"), row => row["candidate"] == "true");
    }

    [Fact]
    public void Explanations_lift_some_points_and_not_others()
    {
        var explained = _run.Fact("explanations.csv");
        var booked = _run.Result("ledger.csv").Where(entry => entry["source"] == "attendance")
            .Select(entry => (entry["subject_id"], entry["ref"])).ToHashSet();

        Assert.Contains(explained, row => row["accepted"] == "true" && !booked.Contains(Reference(row)));
        Assert.Contains(explained, row => row["accepted"] == "false" && booked.Contains(Reference(row)));

        static (string, string) Reference(IReadOnlyDictionary<string, string> row) =>
            (row["staff_id"], $"{row["date"]}/{row["session"]}/{row["slot"]}");
    }

    [Fact]
    public void People_come_leave_move_and_help_out()
    {
        var postings = _run.Fact("staff.csv");

        Assert.Contains(postings, posting => posting["kind"] == "temporary");
        Assert.Contains(postings, posting => posting["kind"] == "substitute");
        Assert.Contains(postings, posting => string.CompareOrdinal(posting["from"], "2026-07-01") > 0);
        Assert.Contains(postings, posting => posting["to"].Length > 0);
        Assert.Contains(postings.GroupBy(posting => posting["staff_id"]), person => person.Count() > 1);
        Assert.Equal(2, _run.Fact("sites.csv").Count);
        Assert.Contains(_run.Fact("windows.csv"), window => window["site_id"].Length == 0);
    }
}
