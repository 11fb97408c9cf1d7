using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Tests.Inspection;
using ServiceHall.Web.Tests.Leave;
using Explanation = ServiceHall.Web.Attendance.Explanation;

namespace ServiceHall.Web.Tests.Attachments;

/// <summary>
/// What people handed in, on a computer that others use after them: the browser keeps none of it, and shows a photo alone as a
/// page of the hall.
/// </summary>
public sealed class ServedUploadsTests(WebHall hall) : IClassFixture<WebHall>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proof_is_never_kept_by_the_browser_and_a_document_is_handed_over_as_a_file(bool isPhoto)
    {
        var number = isPhoto ? "V1" : "V2";
        byte[] file = isPhoto ? PhotoTests.Jpeg(64, 48) : [.. "%PDF-1.7\n%%EOF"u8];
        var browser = await hall.SignedIn(number, "/m/sign-in");
        var clerk = await Clerk(number);

        foreach (var address in new[] { $"/m/explain/{await Explained(clerk, file)}/proof", $"/m/leave/{await Asked(clerk, number, file)}/attachment" })
        {
            using var shown = await browser.GetAsync(address);

            Assert.Equal(file, await shown.Content.ReadAsByteArrayAsync());
            Assert.True(shown.Headers.CacheControl!.NoStore, address);
            Assert.Equal(isPhoto ? "image/jpeg" : "application/pdf", shown.Content.Headers.ContentType!.MediaType);
            Assert.Equal(isPhoto ? "inline" : "attachment", shown.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal("证明", Path.GetFileNameWithoutExtension(shown.Content.Headers.ContentDisposition.FileNameStar));
        }
    }

    private async Task<Actor> Clerk(string number)
    {
        var window = await hall.People.Window(number);
        _ = await hall.People.Posted(number + "-L", window, Rules.People.PostRole.Leader);
        _ = await hall.People.Posted(number + "-B", window);
        _ = await hall.People.Person(number + "-head", HallRole.SectionHead);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var id = await Id(number);
        db.Add(new Web.People.Posting { StaffId = id, WindowId = window.Id, From = new(2026, 1, 1) });
        await db.SaveChangesAsync();
        return new Actor(id, "");
    }

    private async Task<int> Explained(Actor clerk, byte[] file)
    {
        var day = new DateOnly(2026, 11, 18);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var explanation = new Explanation
        {
            StaffId = clerk.StaffId, Day = day, Part = DayPart.Morning, Action = PunchAction.In, Fault = "迟到", Reference = Explanation.ReferenceOf(day, DayPart.Morning, PunchAction.In),
            Text = "路上遇到交通事故", Attachment = Attachment.Of(file, "证明.jpg", clerk.StaffId, hall.People.Clock.GetUtcNow()).Attachment, SubmittedAt = hall.People.Clock.GetUtcNow(),
        };
        db.Add(explanation);
        await db.SaveChangesAsync();
        return explanation.Id;
    }

    private async Task<int> Asked(Actor clerk, string number, byte[] file)
    {
        var form = AskingHall.Form("2026-11-20 08:30", "2026-11-20 11:30", new Actor(await Id(number + "-B"), ""));
        return (await hall.People.Get<SubmitLeave>().Run(clerk, form, new("证明.jpg", file), default)).Value;
    }

    private async Task<int> Id(string number)
    {
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        return await db.Staff.Where(staff => staff.Number == number).Select(staff => staff.Id).SingleAsync();
    }
}
