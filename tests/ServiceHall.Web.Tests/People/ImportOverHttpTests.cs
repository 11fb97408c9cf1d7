using System.Net;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.People.Import;

namespace ServiceHall.Web.Tests.People;

/// <summary>The files of imports over HTTP.</summary>
public sealed class ImportOverHttpTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task The_template_that_is_downloaded_is_taken_by_its_own_import_and_names_a_hall_that_there_is()
    {
        await using (var db = await hall.People.Factory.CreateDbContextAsync())
        {
            db.Add(new Site { Code = "IH-hall", Name = "主厅", Latitude = 22.8, Longitude = 113.2, RadiusMetres = 100 });
            await db.SaveChangesAsync();
        }

        using var desk = await hall.SignedIn("IH-section", roles: HallRole.Section);

        var template = await desk.GetByteArrayAsync("/desk/import/template.xlsx");

        Assert.Empty(PeopleFile.Read(template).Value.Rows);
        var example = Web.Import.Table.Read(template, PeopleFile.Columns).Value.Rows.Single();
        Assert.Equal("IH-hall", example["大厅编号"].Text);
        Assert.NotNull(ReadRow.Of(new FileRow(2, "1", example["姓名"].Text, example["单位"].Text, example["窗口编号"].Text,
            example["窗口名称"].Text, example["大厅编号"].Text,
            example["岗位"].Text, example["类别"].Text, example["到岗日期"].Text, example["离岗日期"].Text), []));
    }

    [Fact]
    public async Task The_file_of_an_import_is_handed_to_the_section_and_to_nobody_else()
    {
        var id = await hall.People.Import(await hall.People.Person("IF-importer", HallRole.Section),
            "IF-1,王芳,IF局,IFW,窗口,,工作人员,2026-11-02,正式,");
        using var section = await hall.SignedIn("IF-section", roles: HallRole.Section);
        using var inspector = await hall.SignedIn("IF-inspector", roles: HallRole.OutsideInspector);

        using var taken = await section.GetAsync($"/desk/imports/{id}/file");
        using var refused = await inspector.GetAsync($"/desk/imports/{id}/file");
        using var missing = await section.GetAsync("/desk/imports/999999/file");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.NotFound),
            (taken.StatusCode, refused.StatusCode, missing.StatusCode));
        Assert.True(taken.Headers.CacheControl!.NoStore);
        Assert.Equal("名单.csv", taken.Content.Headers.ContentDisposition!.FileNameStar);
    }
}
