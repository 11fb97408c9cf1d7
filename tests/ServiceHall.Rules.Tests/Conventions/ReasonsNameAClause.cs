using ServiceHall.Rules.Appraisal;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Ranking;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;

namespace ServiceHall.Rules.Tests.Conventions;

/// <summary>Each result names the clause that it used, with a sentence, whatever its status.</summary>
public class ReasonsNameAClause
{
    private static readonly RulesInForce Rules = HallRulebook.BuiltIn.On(Notation.Day("2026-07-01"));
    private static readonly Outcome Sample = SampleRow().Run();

    [Fact]
    public void Every_result_type_with_a_why_is_sampled_here() => Assert.Equal(
        [
            typeof(Bar), typeof(JudgedCredit), typeof(JudgedFinding), typeof(LedgerEntry), typeof(MeasuredLeave), typeof(Place),
            typeof(PunchVerdict), typeof(Score), typeof(YearRecord),
        ],
        typeof(HallRulebook).Assembly.GetExportedTypes().Where(type => type.GetProperty("Why") is not null).OrderBy(type => type.Name, StringComparer.Ordinal));

    [Theory]
    [InlineData(PunchOutcome.Accepted)]
    [InlineData(PunchOutcome.NotEnrolled)]
    [InlineData(PunchOutcome.NotWorkday)]
    [InlineData(PunchOutcome.OutsideHours)]
    [InlineData(PunchOutcome.NoPosition)]
    [InlineData(PunchOutcome.Inaccurate)]
    [InlineData(PunchOutcome.OutsideArea)]
    [InlineData(PunchOutcome.NoCode)]
    [InlineData(PunchOutcome.StaleCode)]
    [InlineData(PunchOutcome.ForeignCode)]
    public void Punch(PunchOutcome outcome) => Says(
        new PunchVerdict(
            new Punch(new StaffId("1001"), Notation.Time("2026-07-01T08:30"), PunchAction.In, new Position(0, 0, 200m), ShowedCode: false),
            outcome, null, 200m, new Fence(0, 0, 150m), Rules.Attendance).Why,
        outcome == PunchOutcome.NotEnrolled ? "考勤 一(六)" : outcome == PunchOutcome.NotWorkday ? "考勤 一(一)" : "考勤 一(二)");

    [Theory]
    [InlineData("normal", "考勤 ")]
    [InlineData("late", "考勤 ")]
    [InlineData("early", "考勤 ")]
    [InlineData("no_out", "考勤 ")]
    [InlineData("absent", "考勤 一(二)")]
    [InlineData("truant", "考勤 一(三)")]
    [InlineData("leave", "请假 ")]
    [InlineData("exempt", "考勤 ")]
    public void Session(string status, string clause) => Assert.All(
        Some(Sample.Sessions.Where(session => session.Status == status)), session => Says(session.Why(Rules.Leave), clause));

    [Theory]
    [InlineData(FindingEffect.Booked, "考核 一(一)1(2)")]
    [InlineData(FindingEffect.Reminder, "检查 四(二)")]
    [InlineData(FindingEffect.Unverified, "考核 一(一)2(2)")]
    public void Finding(FindingEffect effect, string clause) =>
        Assert.All(Some(Sample.Findings.Where(finding => finding.Effect == effect)), finding => Says(finding.Why, clause));

    [Theory]
    [InlineData(CreditEffect.Booked)]
    [InlineData(CreditEffect.Unrecognised)]
    [InlineData(CreditEffect.CountedOnce)]
    public void Credit(CreditEffect effect) =>
        Assert.All(Some(Sample.Credits.Where(credit => credit.Effect == effect)), credit => Says(credit.Why, "考核 一(二)"));

    [Theory]
    [InlineData(EntrySource.Attendance, "考核 一(一)1(1)")]
    [InlineData(EntrySource.Finding, "考核 一(一)1(2)")]
    [InlineData(EntrySource.Credit, "考核 一(二)")]
    [InlineData(EntrySource.Rule, "考核 一(二)")]
    public void Entry(EntrySource source, string clause) =>
        Assert.All(Some(Sample.Entries.Where(entry => entry.Source == source)), entry => Says(entry.Why.Value, clause));

    [Theory]
    [InlineData("2026-07-01T17:30~2026-07-02T08:30", "none", "请假 (一)")]
    [InlineData("2026-07-01T09:00~2026-07-01T09:20", "card", "考勤 一(四)")]
    [InlineData("2026-07-01T08:30~2026-07-01T11:30", "short", "请假 (二)1")]
    [InlineData("2026-07-01T08:30~2026-07-01T17:30", "medium", "请假 (二)2")]
    [InlineData("2026-07-01T08:30~2026-07-03T17:30", "long", "请假 (二)3")]
    public void Leave(string time, string tier, string clause)
    {
        var measured = Assert.Single(LeaveTiers.Measure(
            [Notation.Leave($"1001 事假 {time}", "L1")], Sample.Hall.Roster, Sample.Hall.Timetable));
        Assert.Equal(tier, measured.Tier.Code);
        Says(measured.Why, clause);
    }

    [Fact]
    public void Scores_places_bars_and_years()
    {
        var quarter = new Quarter(2026, 3);
        Assert.All(Some(Sample.Scores), score => Says(score.Why.Value, "考核 一"));
        var places = Sample.Places(quarter, SubjectKind.Person);
        Assert.All(Some(places.Where(place => place.IsEligible)), place => Says(place.Why, "考核 二"));
        Assert.All(Some(places.Where(place => !place.IsEligible)), place => Says(place.Why, place.Bars.First().Why.Clause));
        var bars = places.SelectMany(place => place.Bars).ToDictionary(bar => bar.Code, StringComparer.Ordinal);
        Assert.Equal(["personal_leave", "truancy"], bars.Keys.Order(StringComparer.Ordinal));
        Assert.All(bars.Values, bar => Says(bar.Why, "请假 (三)"));
        Assert.All(Some(Sample.Year(2026)), year => Says(year.Why, "请假 (四)"));
    }

    [Fact]
    public void A_bar_for_gifts_names_the_item_s_clause()
    {
        var row = SampleRow();
        row.Findings = [new FindingFact { Staff = "1001", Code = "K1.8", Verified = true }];
        var place = row.Run().Places(new Quarter(2026, 3), SubjectKind.Window).Single(place => place.Score.Subject.Id == "W1");
        Says(place.Bars.Single(bar => bar.Code == "gifts").Why, "考核 一(一)1(8)");
    }

    /// <summary>The clause, or the chapter where the regulation names no single one, and a whole sentence.</summary>
    private static void Says(Reason why, string clause)
    {
        Assert.StartsWith(clause, why.Clause, StringComparison.Ordinal);
        Assert.Equal('。', why.Sentence[^1]);
    }

    /// <summary>A check of no results would check nothing.</summary>
    private static List<T> Some<T>(IEnumerable<T> results)
    {
        var found = results.ToList();
        Assert.NotEmpty(found);
        return found;
    }

    private static ReasonsRow SampleRow() => new()
    {
        Period = "2026-07-01~2026-07-31",
        People = ["1001 W1", "1002 W2", "1003 W3"],
        Missing = ["1001 2026-07-01 上午"],
        Punches =
        [
            "1001 2026-07-02 上午 签到=08:31 签退=11:30", "1001 2026-07-02 下午 签到=14:00 签退=17:00",
            "1001 2026-07-03 上午 签到=08:30", "1001 2026-07-03 下午 签到=16:00 签退=17:30",
        ],
        Leave = ["1001 病假 2026-07-06T08:30~2026-07-06T11:30", "1003 事假 2026-07-07T08:30~2026-07-10T11:30 提交=2026-07-01T08:00"],
        Exemptions = ["2026-07-06T14:00~2026-07-06T17:30"],
        Findings =
        [
            new FindingFact { Id = "F1", Staff = "1002", Code = "K1.2a" },
            new FindingFact { Id = "F2", At = "2026-07-02T09:00", Staff = "1002", Code = "K1.2a" },
            new FindingFact { Id = "F3", Staff = "1002", Code = "K2.2" },
        ],
        Credits =
        [
            new CreditFact { Id = "C1", Code = "J7" }, new CreditFact { Id = "C2", Code = "J7" },
            new CreditFact { Id = "C3", Code = "J3", Recognised = false },
        ],
    };

    private sealed class ReasonsRow : HallRow;
}
