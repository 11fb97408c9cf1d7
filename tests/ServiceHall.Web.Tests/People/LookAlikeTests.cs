using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using PostRole = ServiceHall.Rules.People.PostRole;

namespace ServiceHall.Web.Tests.People;

/// <summary>Numbers, codes and units that differ only in how they were typed are the same one.</summary>
public sealed class LookAlikeTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task A_second_person_cannot_have_the_same_number_in_full_width()
    {
        var administrator = await hall.Person("K100", HallRole.SectionHead);
        await hall.Person("A161");

        var answer = await hall.Get<EditPerson>().Run(administrator, new(null, "Ａ１６１", "另一人", null), default);

        Assert.Contains("已属于另一个人", answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_can_windows_codes_and_units_names()
    {
        var administrator = await hall.Person("K110", HallRole.SectionHead);
        var window = await hall.Window("t17");
        var unit = new Unit { Name = "市场 监管局" };
        Assert.Null((await hall.Get<EditPlaces>().Save(administrator, unit, default)).Refusal);

        var again = await hall.Get<EditPlaces>().Save(administrator, new Unit { Name = "市场监管局" }, default);
        var wide = await hall.Get<EditPlaces>().Save(administrator, new Window { Code = "Ｔ１７", Name = "综合", UnitId = window.UnitId }, default);

        Assert.All([again.Refusal, wide.Refusal], refusal => Assert.Contains("已有同样的编号或名称", refusal!.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_keep_the_form_in_which_they_were_written()
    {
        var administrator = await hall.Person("K120", HallRole.SectionHead);

        var id = await hall.Get<EditPerson>().Run(administrator, new(null, "ｋ１２１", "买买提•艾力", null), default);

        await using var db = await hall.Factory.CreateDbContextAsync();
        var staff = await db.Staff.SingleAsync(person => person.Id == id.Value);
        Assert.Equal(("ｋ１２１", "K121", "买买提•艾力"), (staff.Number, staff.NumberKey, staff.Name));
    }

    [Fact]
    public async Task People_are_found_however_their_number_is_typed()
    {
        var administrator = await hall.Person("K130", HallRole.SectionHead);

        foreach (var typed in new[] { "K130", "k130", "Ｋ１３０", " ｋ 130" })
        {
            var found = await hall.Get<ListPeople>().Run(administrator, new(typed, PeopleFilter.All, 1), default);
            Assert.Equal("K130", Assert.Single(found.Value.Rows).Number);
        }
    }

    [Fact]
    public async Task An_enrolment_asked_for_in_full_width_is_that_person_s()
    {
        var window = await hall.Window("K140");
        var leader = await hall.Posted("K141", window, PostRole.Leader);
        var section = await hall.Person("K142", HallRole.SectionHead);
        var request = new AskEnrolment.Request(window.Id, "ｋ１４３", "测试K143", default, new(2026, 11, 19), "");
        await hall.Person("K143");

        var asked = await hall.Get<AskEnrolment>().Run(leader, request, default);
        var twice = await hall.Get<AskEnrolment>().Run(leader, request with { Number = "k143" }, default);
        var accepted = await hall.Get<DecideEnrolment>().Accept(section, asked.Value, default);

        Assert.Contains("已有一份登记申请", twice.Refusal!.Text, StringComparison.Ordinal);
        Assert.Null(accepted.Refusal);
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Equal(1, await db.Postings.CountAsync(post => post.WindowId == window.Id && post.Staff!.Number == "K143"));
        Assert.Single(await EnrolmentWaits.On(db, new(2026, 11, 19), default));
    }

    [Fact]
    public async Task Rows_of_a_version_before_get_their_keys_and_look_alikes_of_then_stay_apart()
    {
        await hall.Sql($"INSERT INTO staff_member (number, name) VALUES ('B161', '王芳'), ('Ｂ１６１', '王芳'), ('b162', '李军')");

        await HallSchema.Prepare(hall.Connections);

        await using var db = await hall.Factory.CreateDbContextAsync();
        var keys = await db.Staff.Where(staff => staff.NumberKey.StartsWith("B16")).OrderBy(staff => staff.Id)
            .Select(staff => new { staff.Id, staff.NumberKey }).ToListAsync();
        Assert.Equal(["B161", $"B161 {keys[1].Id}", "B162"], keys.Select(row => row.NumberKey));
    }
}
