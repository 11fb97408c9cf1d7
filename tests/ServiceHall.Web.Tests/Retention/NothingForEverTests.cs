using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.Passwords;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Tests.Attendance;
using ServiceHall.Web.Tests.Inspection;
using Explanation = ServiceHall.Web.Attendance.Explanation;
using Finding = ServiceHall.Web.Inspection.Finding;

namespace ServiceHall.Web.Tests.Retention;

/// <summary>Nothing stays for ever because nobody thought of it, or because nobody has decided.</summary>
public sealed class NothingForEverTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();
    private Actor _clerk = null!, _section = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        (_clerk, _section) = (await _hall.Clerk("F1"), await _hall.Person("F-section", HallRole.Section));
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task What_nobody_has_decided_goes_after_as_long_again()
    {
        var waits = await Explain();
        await Close();
        _hall.At("2030-10-20 02:30:00");
        Assert.Equal(0, await _hall.Expire("explanation-proofs"));
        _hall.At("2030-11-20 02:30:00");

        Assert.Equal(1, await _hall.Expire("explanation-proofs"));

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Empty(db.Set<AttachmentContent>());
        Assert.True(await db.Set<Attachment>().AnyAsync(attachment => attachment.Id == waits));
    }

    [Fact]
    public async Task Coordinates_of_a_held_press_that_nobody_verified_go_after_sixty_days_more()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        db.Add(new HeldPunch
        {
            StaffId = _clerk.StaffId, Key = Guid.NewGuid(), At = _hall.Clock.GetUtcNow(), NotBefore = _hall.Clock.GetUtcNow(), Action = PunchAction.In,
            Latitude = 45.6, Longitude = 122.8, DistanceMetres = 12, Device = "test", Address = "192.0.2.1",
        });
        await db.SaveChangesAsync();
        _hall.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal(0, await _hall.Expire("held-positions"));
        _hall.Clock.Advance(TimeSpan.FromDays(22));

        Assert.Equal(1, await _hall.Expire("held-positions"));

        var held = await db.Set<HeldPunch>().AsNoTracking().SingleAsync();
        Assert.Equal((null, 12m), (held.Latitude, held.DistanceMetres));
    }

    [Fact]
    public async Task What_a_photo_shows_goes_also_where_its_finding_was_never_filed()
    {
        var photo = await Photo(await Window());
        await Close();
        _hall.At("2028-11-20 02:30:00");
        Assert.Equal(0, await _hall.Expire("photos"));
        _hall.At("2030-11-21 02:30:00");

        Assert.Equal(1, await _hall.Expire("photos"));

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.True(await db.Set<FindingPhoto>().AnyAsync(one => one.Id == photo));
    }

    [Fact]
    public async Task Counts_of_refused_attempts_former_passwords_account_requests_and_drafts_go_as_well()
    {
        var (now, other) = (_hall.Clock.GetUtcNow(), await Account("R-other"));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        db.Add(new RefusedAttempt { Who = "192.0.2.7", Action = "sign-in", BegunAt = now, Count = 3 });
        db.Add(new FormerPassword { StaffId = other, Hash = "x", EndedAt = now });
        db.Add(new AccountRequest { StaffId = other, AskedById = _section.StaffId, AskedAt = now });
        db.Add(new FindingDraft { StaffId = _section.StaffId, Content = "{}", SavedAt = now });
        await db.SaveChangesAsync();
        _hall.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var kind in new[] { "refused-attempts", "former-passwords", "account-requests", "finding-drafts" })
            Assert.Equal(0, await _hall.Expire(kind));
        _hall.At("2029-11-20 02:30:00");

        foreach (var kind in new[] { "refused-attempts", "former-passwords", "account-requests", "finding-drafts" })
            Assert.Equal(1, await _hall.Expire(kind));
    }

    [Fact]
    public void Only_of_what_waits_for_its_closing_is_it_said_that_it_waits()
    {
        var plan = _hall.Get<RetentionPlan>();

        Assert.All(["punches", "leave-proofs", "explanation-proofs", "photos"], code => Assert.Contains("没有月结", plan.Waits(code), StringComparison.Ordinal));
        Assert.All(["positions", "held-positions", "messages", "audit", "sign-ins", "ledger"], code => Assert.Equal("", plan.Waits(code)));
    }

    private async Task<Guid> Explain()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var attachment = Attachment.Of(PhotoTests.Jpeg(64, 48), "病历.jpg", _clerk.StaffId, _hall.Clock.GetUtcNow()).Attachment!;
        db.Add(attachment);
        db.Add(new Explanation
        {
            StaffId = _clerk.StaffId, Day = new(2026, 11, 3), Part = DayPart.Morning, Action = PunchAction.In, Fault = "late", Text = "路上遇到交通事故", AttachmentId = attachment.Id,
            Reference = Explanation.ReferenceOf(new(2026, 11, 3), DayPart.Morning, PunchAction.In), SubmittedAt = _hall.Clock.GetUtcNow(),
        });
        await db.SaveChangesAsync();
        return attachment.Id;
    }

    private async Task Close()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        db.Add(new ClosedQuarter { Quarter = "2026Q4", ClosedAt = _hall.Clock.GetUtcNow() });
        db.AddRange(new[] { 11, 12 }.Select(month => new MonthClosing { Month = new(2026, month, 1), ClosedAt = _hall.Clock.GetUtcNow(), ClosedById = _section.StaffId }));
        await db.SaveChangesAsync();
    }

    private async Task<int> Account(string number)
    {
        var person = await _hall.Person(number);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        db.Add(new Account { Id = person.StaffId, UserName = number, NormalizedUserName = number, SecurityStamp = "x" });
        await db.SaveChangesAsync();
        return person.StaffId;
    }

    private async Task<int> Window() => (await _hall.Window("R-window")).Id;

    private async Task<Guid> Photo(int window)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var finding = new Finding
        {
            Key = Guid.NewGuid(), WindowId = window, Code = "K4.3", Inspection = InspectionKind.Report, Quantity = 1, Note = "", Day = new(2026, 11, 19),
            FoundAt = _hall.Clock.GetUtcNow(), LoggedAt = _hall.Clock.GetUtcNow(), LoggedById = _section.StaffId,
        };
        db.Add(finding);
        await db.SaveChangesAsync();
        var photo = new FindingPhoto
        {
            Id = Guid.NewGuid(), FindingId = finding.Id, UploadedById = _section.StaffId, UploadedAt = _hall.Clock.GetUtcNow(), ContentType = "image/jpeg", Width = 1, Height = 1, Size = 1,
        };
        db.Add(photo);
        db.Add(new PhotoContent { Id = photo.Id, Bytes = [1] });
        await db.SaveChangesAsync();
        return photo.Id;
    }
}
