using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Tests.Rulebook;

/// <summary>A value that changes on a day holds from that day on; what was before keeps the old one.</summary>
public class DatedValues
{
    private const string LateLimit = "    reading: 迟到满 60 分钟仍是迟到，61 分钟起是缺勤半天。\n    unit: 分钟\n    value: 60\n";
    private const string Hours = "    clause: 考勤 一(一)\n    reading: 原文只写夏季、冬季，未写起止日期；本册取 5 月 1 日起为夏季、10 月 1 日起为冬季。\n    hours:\n      - { season: 夏季, from: 05-01, to: 09-30, morning: 08:30-11:30, afternoon: 14:00-17:30 }\n      - { season: 冬季, from: 10-01, to: 04-30, morning: 08:30-11:30, afternoon: 13:30-17:00 }\n";

    [Theory]
    [InlineData("2026-08-14", "09:01", "late", 31)] // 60 minutes hold until Friday
    [InlineData("2026-08-17", "09:00", "late", 30)] // 30 minutes from Monday on
    [InlineData("2026-08-17", "09:01", "absent", 31)]
    public void A_late_limit_changed_in_mid_quarter_holds_from_its_day(string day, string signIn, string status, int late)
    {
        var rulebook = Edited.Rulebook((LateLimit,
            "    unit: 分钟\n    versions:\n      - { clause: 考勤 一(二), value: 60 }\n      - { from: 2026-08-17, clause: 修订 第三条, value: 30 }\n"));

        var session = Judge(rulebook, day, signIn);

        Assert.Equal((status, late), (session.Status, session.LateMinutes));
    }

    [Fact]
    public void The_reason_names_the_clause_of_the_version_in_force()
    {
        var rulebook = Edited.Rulebook((LateLimit,
            "    unit: 分钟\n    versions:\n      - { clause: 考勤 一(二), value: 60 }\n      - { from: 2026-08-17, clause: 修订 第三条, value: 30 }\n"));

        Assert.Equal("考勤 一(二)", Why("2026-08-14", "09:31"));
        Assert.Equal("修订 第三条", Why("2026-08-17", "09:31"));

        string Why(string day, string signIn) => Judge(rulebook, day, signIn).Why(rulebook.On(Notation.Day(day)).Leave).Clause;
    }

    [Fact]
    public void Hours_changed_in_mid_quarter_hold_from_their_day_and_the_old_season_before()
    {
        var rulebook = Edited.Rulebook((Hours, "    versions:\n"
            + "      - clause: 考勤 一(一)\n        hours:\n"
            + "          - { season: 夏季, from: 05-01, to: 09-30, morning: 08:30-11:30, afternoon: 14:00-17:30 }\n"
            + "          - { season: 冬季, from: 10-01, to: 04-30, morning: 08:30-11:30, afternoon: 13:30-17:00 }\n"
            + "      - from: 2026-08-17\n        clause: 修订 第一条\n        hours:\n"
            + "          - { season: 全年, from: 01-01, to: 12-31, morning: 09:00-12:00, afternoon: 14:30-18:00 }\n"));
        var timetable = new Timetable(new HallCalendar([]), rulebook);

        Assert.Equal(["08:30-11:30", "14:00-17:30"], Sessions("2026-08-14"));
        Assert.Equal(["09:00-12:00", "14:30-18:00"], Sessions("2026-08-17"));
        Assert.Equal(["09:00-12:00", "14:30-18:00"], Sessions("2026-10-01"));
        Assert.Equal([DateOnly.MinValue, Notation.Day("2026-08-17")], rulebook.Changes);
        Assert.Equal(("late", 31), (Judge(rulebook, "2026-08-14", "09:01").Status, Judge(rulebook, "2026-08-14", "09:01").LateMinutes));
        Assert.Equal(("late", 1), (Judge(rulebook, "2026-08-17", "09:01").Status, Judge(rulebook, "2026-08-17", "09:01").LateMinutes));

        IEnumerable<string> Sessions(string day) => timetable.On(Notation.Day(day)).Select(session => $"{session.Hours}");
    }

    [Fact]
    public void A_version_with_a_last_day_ends_with_it()
    {
        var rulebook = Edited.Rulebook((LateLimit,
            "    unit: 分钟\n    versions:\n      - { to: 2026-07-31, clause: 甲, value: 60 }\n"
            + "      - { from: 2026-08-01, to: 2026-08-31, clause: 乙, value: 90 }\n      - { from: 2026-09-01, clause: 丙, value: 60 }\n"));

        Assert.Equal(
            [60, 90, 90, 60],
            new[] { "2026-07-31", "2026-08-01", "2026-08-31", "2026-09-01" }.Select(day => rulebook.On(Notation.Day(day)).Attendance.LateLimit.Value));
        Assert.Equal("late", Judge(rulebook, "2026-08-31", "10:00").Status);
        Assert.Equal("absent", Judge(rulebook, "2026-09-01", "10:00").Status);
    }

    [Fact]
    public void An_item_with_a_first_and_a_last_day_is_in_force_only_between_them()
    {
        var rulebook = Edited.Rulebook((
            "  - { code: K4.5, ",
            "  - { code: K9.1, title: 试行, note: 试行一个月, subject: person, per: 次, source: finding, "
            + "versions: [{ from: 2026-08-01, to: 2026-08-31, clause: 试行办法, points: 4 }] }\n  - { code: K4.5, "));

        Assert.Equal(
            [false, true, true, false],
            new[] { "2026-07-31", "2026-08-01", "2026-08-31", "2026-09-01" }.Select(day => rulebook.On(Notation.Day(day)).Scoring.Items.ContainsKey("K9.1")));
    }

    [Fact]
    public void Points_changed_in_mid_quarter_cost_the_old_number_before_and_the_new_one_after()
    {
        var rulebook = Edited.Rulebook((
            "subject: person, points: 2, per: 次, source: finding }\n  - { code: K1.3c",
            "subject: person, per: 次, source: finding, versions: [{ clause: 甲, points: 2 }, { from: 2026-08-17, clause: 乙, points: 3 }] }\n  - { code: K1.3c"));
        var hall = new Hall
        {
            Rulebook = rulebook,
            Windows = [new Window(new WindowId("W1"), "单位", null)],
            Postings = [Notation.Posting("1001 W1")],
            Findings =
            [
                new FindingFact { Id = "F1", At = "2026-08-16T23:59:59", Staff = "1001", Code = "K1.3b" }.ToFinding(),
                new FindingFact { Id = "F2", At = "2026-08-17T00:00:00", Staff = "1001", Code = "K1.3b" }.ToFinding(),
            ],
        };

        var entries = hall.Run(Notation.Period("2026-08-15~2026-08-17")).Entries.Where(entry => entry.Code == "K1.3b");

        Assert.Equal([("F1", -2m, "甲"), ("F2", -3m, "乙")], entries.Select(entry => (entry.Reference, entry.Points.Amount, entry.Why.Value.Clause)));
    }

    private static SessionResult Judge(HallRulebook rulebook, string day, string signIn)
    {
        var date = Notation.Day(day);
        var hall = new Hall
        {
            Rulebook = rulebook,
            Windows = [new Window(new WindowId("W1"), "单位", null)],
            Postings = [Notation.Posting("1001 W1")],
            Punches =
            [
                new Punch(new StaffId("1001"), Notation.Time(signIn, date), PunchAction.In, null, ShowedCode: false),
                new Punch(new StaffId("1001"), Notation.Time("12:00", date), PunchAction.Out, null, ShowedCode: false),
            ],
        };
        return hall.Run(new Period(date, date)).Sessions.Single(session => session.Session.Part == DayPart.Morning);
    }
}
