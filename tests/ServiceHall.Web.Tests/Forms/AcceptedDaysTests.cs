using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.People;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Forms;

/// <summary>What the server takes as a day, from whoever sends it: the pages ask it too, and can be passed by.</summary>
public sealed class AcceptedDaysTests(FormsHall hall) : IClassFixture<FormsHall>
{
    private static readonly DateOnly Good = new(2026, 11, 20);

    /// <summary>No day, and days that no hall knows.</summary>
    public static TheoryData<string?> Absurd => [null, "0001-01-01", "1026-11-20", "9999-12-31"];

    [Theory]
    [MemberData(nameof(Absurd))]
    public async Task No_use_case_takes_a_day_that_is_missing_or_absurd(string? text)
    {
        DateOnly? day = text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var moment = day?.ToDateTime(new TimeOnly(9, 0));
        var (actor, window) = (await hall.Person($"AD{text}", HallRole.Section, HallRole.SectionHead, HallRole.SystemAdministrator), await hall.Window($"AD{text}"));
        var (clerk, other) = (await hall.Posted($"AE{text}", window), await hall.Person($"AF{text}", HallRole.Section));
        await using var db = await hall.Factory.CreateDbContextAsync();
        var post = db.Postings.Single(one => one.StaffId == clerk.StaffId);
        var good = Good.ToDateTime(new TimeOnly(9, 0));
        Refusal?[] answers =
        [
            (await hall.Get<Propose>().Run(actor, new Propose.Day(day, IsWorkday: false, "检修停电"), default)).Refusal,
            (await hall.Get<Propose>().Run(actor, new Propose.Time(moment, good, null, "", "检修停电"), default)).Refusal,
            (await hall.Get<Propose>().Run(actor, new Propose.Time(good, moment, null, "", "检修停电"), default)).Refusal,
            (await hall.Get<PostNotice>().Run(actor, new("通知", day, Good, null), default)).Refusal,
            (await hall.Get<PostNotice>().Run(actor, new("通知", Good, day, null), default)).Refusal,
            (await hall.Get<StartWork>().Run(actor, new(RecomputeRange.Kind, new RecomputeRange.Asked(day, Good, "重新计算"), Guid.NewGuid()), default)).Refusal,
            (await hall.Get<StartWork>().Run(actor, new(RecomputeRange.Kind, new RecomputeRange.Asked(Good, day, "重新计算"), Guid.NewGuid()), default)).Refusal,
            (await hall.Get<AskEnrolment>().Run(actor, new(window.Id, "AG1", "新人", PostKind.Regular, day, ""), default)).Refusal,
            (await hall.Get<MovePerson>().Run(actor, new(clerk.StaffId, window.Id, PostRole.Staff, PostKind.Regular, day), default)).Refusal,
            (await hall.Get<MovePerson>().End(actor, post.Id, day, post.Version, default)).Refusal,
            (await hall.Get<CorrectPosting>().Run(actor, new(post.Id, window.Id, PostRole.Staff, PostKind.Regular, day, post.Version), default)).Refusal,
            (await hall.Get<RecordOutings>().Run(actor, new(Guid.NewGuid(), [clerk.StaffId], moment, good, "开会"), default)).Refusal,
            (await hall.Get<RecordOutings>().Run(actor, new(Guid.NewGuid(), [clerk.StaffId], good, moment, "开会"), default)).Refusal,
            (await hall.Get<DelegateSigning>().Run(actor, new("", $"AF{text}", day, Good, "外出"), default)).Refusal,
            (await hall.Get<DelegateSigning>().Run(actor, new("", $"AF{text}", Good, day, "外出"), default)).Refusal,
        ];
        Refusal?[] mayBeLeftOut = day is null ? [] :
        [
            (await hall.Get<EditPerson>().Run(actor, new(null, $"AH{text}", "新人", day), default)).Refusal,
            (await hall.Get<MovePerson>().Run(actor, new(other.StaffId, window.Id, PostRole.Staff, PostKind.Regular, Good, day), default)).Refusal,
            (await hall.Get<LogFinding>().Run(actor, new(Guid.NewGuid(), InspectionKind.Daily, window.Id, clerk.StaffId, "K1.5", 1, false, "", [], moment), default)).Refusal,
            (await hall.Get<ListExplanations>().Run(actor, new(ListExplanations.State.All, "", day, 1), default)).Refusal,
            (await hall.Get<ReadAudit>().Run(await Auditor(text!), new("", null, 1, day), default)).Refusal,
            (await hall.Get<ReadAudit>().Run(await Auditor(text + "b"), new("", null, 1, null, day), default)).Refusal,
        ];

        var sentence = day is null ? "请填写" : "不合理";
        Assert.All(answers.Concat(mayBeLeftOut).Index(), answer => Assert.True(
            answer.Item?.Text.Contains(sentence, StringComparison.Ordinal) == true, $"Number {answer.Index} answers “{answer.Item?.Text}”."));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task A_finding_without_a_number_or_with_an_absurd_one_is_not_logged(int? quantity)
    {
        var (actor, window) = (await hall.Person($"AQ{quantity}", HallRole.Section), await hall.Window($"AQ{quantity}"));

        var answer = await hall.Get<LogFinding>().Run(actor, new(Guid.NewGuid(), InspectionKind.Daily, window.Id, null, "K1.6", quantity, false, "", []), default);

        Assert.Contains("数量应是 1 到 1000 的整数", answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 122.8, 150.0)]
    [InlineData(45.6, null, 150.0)]
    [InlineData(45.6, 122.8, null)]
    [InlineData(double.NaN, 122.8, 150.0)]
    [InlineData(45.6, 1e99, 150.0)]
    [InlineData(45.6, 122.8, -1.0)]
    [InlineData(45.6, 122.8, double.PositiveInfinity)]
    public async Task A_fence_with_a_missing_or_absurd_number_is_not_saved(double? latitude, double? longitude, double? radius)
    {
        var actor = await hall.Person($"AP{latitude}{longitude}{radius}", HallRole.Section);

        var answer = await hall.Get<EditPlaces>().Save(
            actor, new SiteForm { Code = "AP", Name = "新厅", Latitude = latitude, Longitude = longitude, RadiusMetres = radius }, default);

        Assert.NotNull(answer.Refusal);
    }

    [Fact]
    public void A_row_of_an_imported_file_has_days_that_the_hall_takes()
    {
        foreach (var (from, to) in new[] { ("0001-01-01", ""), ("1950-01-01", ""), ("2026-01-04", "9999-12-31") })
        {
            var faults = new List<CellFault>();
            Assert.Null(ReadRow.Of(new FileRow(2, "1001", "王芳", "综合局", "A1", "综合窗口", "", "", "", from, to), faults));
            Assert.NotEmpty(faults);
        }
    }

    [Fact]
    public void A_day_that_is_taken_can_be_added_to_and_taken_from()
    {
        foreach (var day in new[] { AcceptedDays.First, AcceptedDays.Last })
        {
            Assert.True(AcceptedDays.Holds(day));
            Assert.Equal(day, day.AddYears(1).AddYears(-1));
            Assert.Equal(day, DateOnly.FromDateTime(hall.Clock.InstantOf(day.ToDateTime(default)).ToOffset(TimeSpan.FromHours(8)).DateTime));
        }
    }

    private Task<Actor> Auditor(string text) => hall.Person($"AA{text}", HallRole.AuditAdministrator);
}
