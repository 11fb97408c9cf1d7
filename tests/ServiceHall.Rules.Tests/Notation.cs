using System.Globalization;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Tests;

/// <summary>How the scenario tables write facts: words with a blank between them. Whatever it does not know, it throws.</summary>
internal static class Notation
{
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>2026-07-01T08:30</c>, <c>2026-07-01T08:30:59</c>, or a time alone on the day given.</summary>
    public static DateTime Time(string text, DateOnly day = default) => text.Contains('T', StringComparison.Ordinal)
        ? DateTime.ParseExact(text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture)
        : day.ToDateTime(TimeOnly.ParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture));

    public static LocalMinute Minute(string text, DateOnly day = default) => LocalMinute.Of(Time(text, day));

    /// <summary><c>from~to</c>.</summary>
    public static Interval Span(string text, DateOnly day = default)
    {
        var ends = text.Split('~');
        return new Interval(Minute(ends[0], day), Minute(ends[1], day));
    }

    /// <summary><c>2026-07-01~2026-09-30</c>, both days inside.</summary>
    public static Period Period(string text)
    {
        var ends = text.Split('~');
        return new Period(Day(ends[0]), Day(ends[1]));
    }

    /// <summary><c>1/3</c>, <c>0.5</c> or <c>2</c>, exactly.</summary>
    public static Fraction Number(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 1
            ? Fraction.Of(decimal.Parse(text, CultureInfo.InvariantCulture))
            : new Fraction(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public static DayPart Part(string text) => Pick(text, ("上午", DayPart.Morning), ("下午", DayPart.Afternoon));

    public static PunchAction Action(string text) => Pick(text, ("签到", PunchAction.In), ("签退", PunchAction.Out));

    /// <summary>The code of a kind of leave, from its Chinese name in the contract.</summary>
    public static string Kind(string text) => Pick(
        text, ("事假", "personal"), ("病假", "sick"), ("年休假", "annual"), ("婚假", "marriage"), ("丧假", "bereavement"),
        ("产假", "maternity"), ("陪产护理假", "paternity"), ("育儿假", "childcare"), ("哺乳", "nursing"), ("护理假", "care"),
        ("工伤", "injury"), ("调休", "lieu"), ("因公外出", "official"));

    public static CreditLevel? Level(string text) => Pick<CreditLevel?>(
        text, ("", null), ("大厅", CreditLevel.Hall), ("市", CreditLevel.Municipal), ("省", CreditLevel.Provincial), ("国家", CreditLevel.National));

    public static InspectionKind Inspection(string text) => Pick(
        text, ("日常", InspectionKind.Daily), ("联合", InspectionKind.Joint), ("暗访", InspectionKind.Unannounced),
        ("巡查", InspectionKind.Patrol), ("举报", InspectionKind.Report));

    /// <summary><c>1001 W1 [负责人] [2026-07-01~2026-08-14]</c>; staff from 2020 on where nothing is said.</summary>
    public static Posting Posting(string text)
    {
        var words = text.Split(' ');
        var period = words.FirstOrDefault(word => word.Contains('~', StringComparison.Ordinal));
        var (from, to) = period is null ? ("2020-01-01", "") : (period.Split('~')[0], period.Split('~')[1]);
        return new Posting(
            new StaffId(words[0]), new WindowId(words[1]), words.Contains("负责人") ? PostRole.Leader : PostRole.Staff,
            PostKind.Regular, Day(from), to.Length == 0 ? null : Day(to));
    }

    /// <summary><c>1001 事假 from~to [待批|未批准] [提交=time] [认可]</c>; approved and submitted at its start where nothing is said.</summary>
    public static LeaveRequest Leave(string text, string id, DateOnly day = default)
    {
        var words = text.Split(' ');
        var time = Span(words[2], day);
        var submitted = words.FirstOrDefault(word => word.StartsWith("提交=", StringComparison.Ordinal))?["提交=".Length..];
        var decision = words.Contains("待批") ? LeaveDecision.Pending
            : words.Contains("未批准") ? LeaveDecision.Refused : LeaveDecision.Approved;
        return new LeaveRequest(
            id, new StaffId(words[0]), Kind(words[1]), time,
            submitted is null ? time.Start.ToDateTime() : Time(submitted, day), decision, words.Contains("认可"));
    }

    /// <summary><c>from~to [大厅=H1] [个人=1001]</c>.</summary>
    public static Exemption Exemption(string text, string id, DateOnly day = default)
    {
        var words = text.Split(' ');
        return new Exemption(
            id, Span(words[0], day),
            After("大厅=") is { } site ? new SiteId(site) : null, After("个人=") is { } staff ? new StaffId(staff) : null);

        string? After(string key) =>
            words.FirstOrDefault(word => word.StartsWith(key, StringComparison.Ordinal))?[key.Length..];
    }

    /// <summary>The meaning of a word of a closed list.</summary>
    public static T Pick<T>(string word, params (string Word, T Meaning)[] words)
    {
        foreach (var (known, meaning) in words)
        {
            if (known == word) return meaning;
        }

        throw new ArgumentException($"“{word}” is none of {string.Join(", ", words.Select(pair => pair.Word))}.", nameof(word));
    }
}
