using System.Globalization;

namespace ServiceHall.Rules.Rulebook;

/// <summary>Reads the chapter 考勤 and holds its values against one another.</summary>
internal static class AttendanceReader
{
    public static AttendanceRules Read(RulebookNode? node, ScoringRules? scoring) => RulebookReader.Chapter(node, chapter =>
    {
        var rules = new AttendanceRules
        {
            Seasons = chapter.Ruled<IReadOnlyList<SeasonHours>>("seasons", entry => [.. entry.List("hours").Select(ReadSeason)]),
            DayMinutes = chapter.RuledWhole("day_minutes", 1),
            OpenBefore = chapter.RuledWhole("open_before"),
            CloseAfter = chapter.RuledWhole("close_after"),
            LateLimit = chapter.RuledWhole("late_limit"),
            ReviewAfter = chapter.RuledWhole("review_after"),
            AccuracyLimit = chapter.RuledWhole("accuracy_limit"),
            DefaultRadius = chapter.RuledWhole("default_radius", 1),
            AwayCard = chapter.RuledWhole("away_card"),
            AwayWarning = chapter.RuledWhole("away_warning"),
            ExplanationDays = chapter.RuledWhole("explanation_days"),
            Booking = ReadBooking(chapter.Child("booking"), scoring),
        };
        if (!chapter.IsSound) return rules;
        CheckSeasons(chapter, rules);
        if (rules.ReviewAfter.Value < rules.LateLimit.Value)
            chapter.Wrong("review_after", "小于迟到与缺勤的界限（late_limit）。");
        if (rules.AwayWarning.Value > rules.AwayCard.Value)
            chapter.Wrong("away_warning", "大于桌牌留电话即可离岗的时间（away_card）。");
        return rules;
    });

    private static SeasonHours ReadSeason(RulebookNode node)
    {
        var season = new SeasonHours(
            node.Text("season"), Day(node, "from"), Day(node, "to"), Range(node, "morning"), Range(node, "afternoon"));
        if (season.Morning.End > season.Afternoon.Start)
            node.Wrong("afternoon", $"下午 {season.Afternoon} 早于上午结束 {season.Morning.End:HH\\:mm}。");
        node.Done();
        return season;
    }

    private static MonthDay Day(RulebookNode node, string key)
    {
        var text = node.Text(key);
        // Any leap year will do to tell whether the day exists.
        if (DateOnly.TryParseExact($"{LeapYear:0000}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return MonthDay.Of(day);
        if (text.Length > 0) node.Wrong(key, $"“{text}”不是一年中的一天；应写成 05-01 的样子。");
        return new MonthDay(1, 1);
    }

    private static TimeRange Range(RulebookNode node, string key)
    {
        var text = node.Text(key);
        var parts = text.Split('-');
        if (parts.Length == 2 && Time(parts[0], out var start) && Time(parts[1], out var end) && start < end)
            return new TimeRange(start, end);
        if (text.Length > 0) node.Wrong(key, $"“{text}”不是一段时间；应写成 08:30-11:30 的样子，先早后晚。");
        return new TimeRange(TimeOnly.MinValue, TimeOnly.MaxValue);

        static bool Time(string text, out TimeOnly time) =>
            TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    private static void CheckSeasons(RulebookNode chapter, AttendanceRules rules)
    {
        var seasons = rules.Seasons.Value;
        for (var day = new DateOnly(LeapYear, 1, 1); day.Year == LeapYear; day = day.AddDays(1))
        {
            var date = MonthDay.Of(day);
            var holding = seasons.Where(season => season.Holds(date)).ToList();
            if (holding.Count == 1) continue;
            chapter.Wrong("seasons", holding.Count == 0
                ? $"{date} 不属于任何季节；各季节应首尾相接，盖满全年。"
                : $"{date} 同时属于{string.Join("、", holding.Select(season => season.Season))}；应只属于一个。");
            return;
        }

        foreach (var season in seasons)
        {
            // Which slot a punch means is told by its action and time alone, so the times of two slots may not meet.
            var (open, close) = (rules.OpenBefore.Value, rules.CloseAfter.Value);
            if (Minute(season.Afternoon.Start) - open <= Minute(season.Morning.End)
                || Minute(season.Morning.End) + close >= Minute(season.Afternoon.Start))
            {
                chapter.Wrong("seasons", $"{season.Season}：上午与下午的打卡时间重叠，一次打卡会有两种含义；请缩短 open_before、close_after，或拉开上下午。");
            }

            if (Minute(season.Morning.Start) < open || Minute(season.Afternoon.End) + close > Minute(TimeOnly.MaxValue))
                chapter.Wrong("seasons", $"{season.Season}：打卡时间越过了零点；请缩短 open_before、close_after。");
        }

        static long Minute(TimeOnly time) => time.Ticks / TimeSpan.TicksPerMinute;
    }

    private static AttendanceBooking ReadBooking(RulebookNode? node, ScoringRules? scoring)
    {
        if (node is null) return new AttendanceBooking("", "", "", "", "", new Basis("", null));
        node.Text("title");
        var booking = new AttendanceBooking(
            node.Text("late"), node.Text("early"), node.Text("no_out"), node.Text("absent"), node.Text("truant"), node.Basis());
        foreach (var (key, code) in new[]
        {
            ("late", booking.Late), ("early", booking.Early), ("no_out", booking.NoOut),
            ("absent", booking.Absent), ("truant", booking.Truant),
        })
        {
            var item = scoring?.Items.GetValueOrDefault(code);
            if (item is not { Source: ItemSource.Attendance, Subject: ItemSubject.Person })
                node.Wrong(key, $"“{code}”不是由考勤得出的个人扣分项；应是 deductions 中 source 为 attendance、subject 为 person 的一项。");
        }

        node.Done();
        return booking;
    }

    private static int LeapYear { get; } = Enumerable.Range(1, DateOnly.MaxValue.Year).First(DateTime.IsLeapYear);
}
